package org.recurve.display;

import static org.recurve.display.Svg.n;

import java.util.Arrays;

/**
 * How many values lie in each of some equal ranges.
 *
 * @param low where the first range begins
 * @param width of a range, above 0
 * @param counts of the ranges, at least one
 */
// Numbers that belong together; nothing compares them.
@SuppressWarnings("ArrayRecordComponent")
record Histogram(double low, double width, int[] counts) {
    private static final int MOST = 40;
    private static final int CURVE = 80;

    /**
     * Counts values. The width of a range is twice the distance of the quartiles over the cube root
     * of the number of values (Freedman and Diaconis 1981, "On the histogram as a density
     * estimator").
     *
     * @param values finite
     */
    static Histogram of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        if (n == 0 || sorted[0] == sorted[n - 1]) {
            double at = n == 0 ? 0 : sorted[0];
            double width = at == 0 ? 1 : Math.abs(at) * 0.1;
            return new Histogram(at - width / 2, width, new int[] {n});
        }
        double span = sorted[n - 1] - sorted[0];
        double quartiles = sorted[Math.min(n - 1, 3 * n / 4)] - sorted[n / 4];
        double ideal = 2 * quartiles / Math.cbrt(n);
        // Where half of the values are alike, the quartiles say nothing.
        double ranges = ideal > 0 ? Math.ceil(span / ideal) : Math.ceil(Math.sqrt(n));
        int[] counts = new int[(int) Math.max(2, Math.min(MOST, ranges))];
        double width = span / counts.length;
        for (double value : sorted) {
            counts[(int) Math.min(counts.length - 1, (value - sorted[0]) / width)]++;
        }
        return new Histogram(sorted[0], width, counts);
    }

    /**
     * Draws the counts of values, with the normal curve of their mean and deviation if it is above
     * 0.
     */
    static void draw(
            Svg svg,
            double[] values,
            double mean,
            double deviation,
            double left,
            double right,
            double top,
            double bottom) {
        Histogram histogram = of(values);
        double[] at = new double[CURVE + 1];
        double[] curve = new double[CURVE + 1];
        double end = histogram.low + histogram.counts.length * histogram.width;
        if (deviation > 0) {
            double from = Math.min(histogram.low, mean - 3 * deviation);
            double to = Math.max(end, mean + 3 * deviation);
            double area = values.length * histogram.width;
            Arrays.setAll(at, i -> from + (to - from) * i / CURVE);
            Arrays.setAll(curve, i -> area * density(at[i], mean, deviation));
        } else {
            Arrays.setAll(at, i -> histogram.low + (end - histogram.low) * i / CURVE);
        }
        double most =
                Math.max(
                        Arrays.stream(histogram.counts).max().orElseThrow(),
                        Arrays.stream(curve).max().orElseThrow());
        Scale y = new Scale(0, most > 0 ? 1.06 * most : 1, bottom, top, false);
        Plot plot = Plot.over(svg, left, right, y, at[0], at[CURVE]);
        for (int i = 0; i < histogram.counts.length; i++) {
            double from = plot.x().pixel(histogram.low + i * histogram.width);
            double to = plot.x().pixel(histogram.low + (i + 1) * histogram.width);
            double height = bottom - y.pixel(histogram.counts[i]);
            svg.raw(
                    "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" %s/>"
                            .formatted(
                                    n(from + 0.5),
                                    n(bottom - height),
                                    n(Math.max(0.5, to - from - 1)),
                                    n(height),
                                    Svg.area(0, 0.5)));
        }
        plot.numbers(false);
        if (deviation > 0) {
            plot.line(i -> at[i], curve, Svg.stroke(1, 1.8, ""));
        }
    }

    private static double density(double x, double mean, double deviation) {
        double z = (x - mean) / deviation;
        return Math.exp(-z * z / 2) / (deviation * Math.sqrt(2 * Math.PI));
    }
}
