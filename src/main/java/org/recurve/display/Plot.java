package org.recurve.display;

import static org.recurve.display.Svg.n;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.recurve.data.TimeSeries;

/** The part of a picture that values are drawn in: a grid with its numbers, and what lies on it. */
record Plot(Svg svg, Scale x, Scale y) {

    /**
     * Draws the grid.
     *
     * @param left where the numbers of the vertical axis begin
     * @param right end of the grid
     * @param y from the bottom to the top
     * @param first where the horizontal axis begins, finite
     * @param last where it ends, not before
     */
    static Plot over(Svg svg, double left, double right, Scale y, double first, double last) {
        Ticks ticks = rows(y);
        double labels =
                ticks.values().stream()
                        .mapToDouble(v -> Svg.textWidth(ticks.label(v), 11))
                        .max()
                        .orElseThrow();
        return between(svg, left + labels + 8, right, y, first, last);
    }

    /** Draws the grid where the numbers of the vertical axis end at a place. */
    static Plot between(Svg svg, double edge, double right, Scale y, double first, double last) {
        Ticks ticks = rows(y);
        for (double value : ticks.values()) {
            svg.line(edge, y.pixel(value), right, y.pixel(value), "grid");
            svg.soft(edge - 6, y.pixel(value) + 4, ticks.label(value), 11, "end");
        }
        svg.line(edge, y.from(), right, y.from(), "axis");
        Scale x = Scale.over(DoubleStream.of(first, last), 0.01, edge, right, false);
        return new Plot(svg, x, y);
    }

    /** {@return round values, where there is room for it at least two} */
    private static Ticks rows(Scale y) {
        double room = y.from() - y.to();
        int most = (int) Math.max(3, room / 34);
        Ticks ticks = y.ticks(most, false);
        while (ticks.values().size() < 2 && most < room / 16) {
            most++;
            ticks = y.ticks(most, false);
        }
        return ticks;
    }

    /** Writes times of a series below. */
    void times(TimeSeries series, int from, int to) {
        List<TimeAxis.Tick> ticks = TimeAxis.ticks(series, from, to, x.pixel(to) - x.pixel(from));
        for (TimeAxis.Tick tick : ticks) {
            label(tick.step(), tick.label());
        }
    }

    /** Writes round numbers below. */
    void numbers(boolean whole) {
        double room = x.to() - x.from();
        Ticks many = x.ticks((int) Math.max(2, room / 42), whole);
        double widest =
                many.values().stream()
                        .mapToDouble(v -> Svg.textWidth(many.label(v), TimeAxis.SIZE))
                        .max()
                        .orElseThrow();
        Ticks ticks = x.ticks((int) Math.max(2, room / Math.max(42, widest + 14)), whole);
        ticks.values().forEach(value -> label(value, ticks.label(value)));
    }

    private void label(double value, String label) {
        double at = x.pixel(value);
        double half = Svg.textWidth(label, TimeAxis.SIZE) / 2;
        double inside = Math.max(x.from() - 20 + half, Math.min(at, x.to() + 14 - half));
        svg.line(at, y.from(), at, y.from() + 4, "axis");
        svg.soft(inside, y.from() + 17, label, TimeAxis.SIZE, "middle");
    }

    /** A dashed vertical line. */
    void mark(double at) {
        svg.raw(
                "<path d=\"M%s %sV%s\" fill=\"none\" stroke-dasharray=\"3 3\" class=\"recurve-axis\" stroke=\"#8c959f\"/>"
                        .formatted(n(x.pixel(at)), n(y.to()), n(y.from())));
    }

    /** A line over steps that are 1 apart; values that are not finite leave a gap. */
    void line(double first, double[] values, String style) {
        line(i -> first + i, values, style);
    }

    /**
     * A line; values that are not finite leave a gap. Of more values than there are pixels, each
     * column of pixels shows the first, the smallest, the greatest and the last, which is what the
     * line through all of them looks like (Jugel et al. 2014, "M4: A visualization-oriented time
     * series data aggregation").
     *
     * @param at positions, ascending
     */
    void line(IntToDoubleFunction at, double[] values, String style) {
        StringBuilder path = new StringBuilder();
        int from = 0;
        while (from < values.length) {
            int to = from;
            while (to < values.length && y.shows(values[to])) {
                to++;
            }
            run(path, at, values, from, to);
            from = to + 1;
        }
        if (!path.isEmpty()) {
            svg.raw(
                    "<path d=\"%s\" fill=\"none\" stroke-linejoin=\"round\" %s/>"
                            .formatted(path, style));
        }
    }

    private void run(
            StringBuilder path, IntToDoubleFunction at, double[] values, int from, int to) {
        if (to - from == 1) {
            // A value without neighbours is seen as a short dash.
            path.append('M').append(n(x.pixel(at.applyAsDouble(from)) - 1.5)).append(' ');
            path.append(n(y.pixel(values[from]))).append("h3");
            return;
        }
        int first = from;
        while (first < to) {
            double column = Math.floor(x.pixel(at.applyAsDouble(first)));
            int low = first;
            int high = first;
            int end = first + 1;
            while (end < to && Math.floor(x.pixel(at.applyAsDouble(end))) == column) {
                low = values[end] < values[low] ? end : low;
                high = values[end] > values[high] ? end : high;
                end++;
            }
            int[] kept = IntStream.of(first, low, high, end - 1).sorted().distinct().toArray();
            for (int i : kept) {
                path.append(i == from ? 'M' : 'L').append(n(x.pixel(at.applyAsDouble(i))));
                path.append(' ').append(n(y.pixel(values[i])));
            }
            first = end;
        }
    }

    /**
     * The area between two lines over steps that are 1 apart.
     *
     * @param low finite
     * @param high as many, finite
     */
    void band(double first, double[] low, double[] high, String style) {
        StringBuilder path = new StringBuilder();
        // An area of a single step is seen as a bar.
        double wide = low.length == 1 ? 4 : 0;
        for (int i = 0; i < high.length; i++) {
            point(path, x.pixel(first + i) - wide, high[i]);
        }
        if (wide > 0) {
            point(path, x.pixel(first) + wide, high[0]);
            point(path, x.pixel(first) + wide, low[0]);
        }
        for (int i = low.length - 1; i >= 0; i--) {
            point(path, x.pixel(first + i) - wide, low[i]);
        }
        svg.raw("<path d=\"%sZ\" %s/>".formatted(path, style));
    }

    private void point(StringBuilder path, double pixel, double value) {
        path.append(path.isEmpty() ? 'M' : 'L').append(n(pixel)).append(' ');
        path.append(n(y.pixel(value)));
    }

    /** A dot that tells its value when the mouse rests on it. */
    void dot(double at, double value, int series, String tip) {
        svg.raw(
                "<circle cx=\"%s\" cy=\"%s\" r=\"2.5\" %s><title>%s</title></circle>"
                        .formatted(
                                n(x.pixel(at)),
                                n(y.pixel(value)),
                                Svg.fill(series),
                                Html.escape(tip)));
    }
}
