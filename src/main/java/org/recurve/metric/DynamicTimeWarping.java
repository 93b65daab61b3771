package org.recurve.metric;

import java.util.Arrays;

/**
 * How far two sequences are apart when time may run faster or slower in one of them (H. Sakoe and
 * S. Chiba, <i>Dynamic programming algorithm optimization for spoken word recognition</i>, IEEE
 * Transactions on Acoustics, Speech, and Signal Processing 26(1), 1978).
 */
public final class DynamicTimeWarping {
    private DynamicTimeWarping() {}

    /**
     * The root of the smallest sum of squared distances between steps that are paired. Pairs begin
     * with both first steps and end with both last; from pair to pair either sequence, or both,
     * goes on by one step. Features are warped together.
     *
     * @param a {@code [T][F]}, at least one step
     * @param b {@code [U][F]}, at least one step
     * @param window how far apart in time paired steps may be, as a part of the longer length, 0
     *     (only steps of the same time, for sequences of the same length) to 1 (any); rounded to
     *     steps, and never less than the difference of the lengths
     * @return the distance, at least 0
     */
    public static double distance(float[][] a, float[][] b, double window) {
        return distance(a, b, window, Double.POSITIVE_INFINITY);
    }

    /**
     * The same, given up as soon as it is known to be too large.
     *
     * @param a as above
     * @param b as above
     * @param window as above
     * @param limit from which on the distance does not matter, at least 0
     * @return the distance where it is below the limit; otherwise the distance or infinity
     */
    public static double distance(float[][] a, float[][] b, double window, double limit) {
        if (!(window >= 0 && window <= 1)) {
            throw new IllegalArgumentException(
                    "the window must be a part of the length, 0 to 1, not " + window);
        }
        if (a.length == 0 || b.length == 0 || a[0].length != b[0].length) {
            throw new IllegalArgumentException(
                    "sequences must have at least 1 step and the same number of features, not %d x %d and %d x %d"
                            .formatted(a.length, width(a), b.length, width(b)));
        }
        int longer = Math.max(a.length, b.length);
        int band = (int) Math.max(Math.round(window * longer), Math.abs(a.length - b.length));
        // A little more, so that rounding gives up none that is below the limit.
        double tooMuch = limit * limit * (1 + 1e-12);
        // Sums of best paths up to the pair of a step of a with each step of b, shifted by one.
        double[] previous = new double[b.length + 1];
        double[] current = new double[b.length + 1];
        Arrays.fill(previous, Double.POSITIVE_INFINITY);
        previous[0] = 0;
        for (int i = 0; i < a.length; i++) {
            Arrays.fill(current, Double.POSITIVE_INFINITY);
            double least = Double.POSITIVE_INFINITY;
            for (int j = Math.max(0, i - band); j <= Math.min(b.length - 1, i + band); j++) {
                double before = Math.min(previous[j], Math.min(previous[j + 1], current[j]));
                current[j + 1] = before + squared(a[i], b[j]);
                least = Math.min(least, current[j + 1]);
            }
            if (least >= tooMuch) {
                return Double.POSITIVE_INFINITY;
            }
            double[] swap = previous;
            previous = current;
            current = swap;
        }
        return Math.sqrt(previous[b.length]);
    }

    private static int width(float[][] sequence) {
        return sequence.length == 0 ? 0 : sequence[0].length;
    }

    private static double squared(float[] x, float[] y) {
        double sum = 0;
        for (int f = 0; f < x.length; f++) {
            double difference = (double) x[f] - y[f];
            sum += difference * difference;
        }
        return sum;
    }
}
