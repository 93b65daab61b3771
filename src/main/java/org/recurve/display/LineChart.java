package org.recurve.display;

import static org.recurve.display.Svg.n;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Lines over a common axis. Values that are not finite leave a gap.
 *
 * <pre>{@code
 * new LineChart("Loss").axes("epoch", "nats").line("train", losses).mark(3, "best")
 * }</pre>
 */
public final class LineChart implements Picture {
    private static final int DOTS = 40;

    private static final class Line {
        private final String name;
        private final int series;
        private final double[] x;
        private final double[] y;

        Line(String name, int series, double[] x, double[] y) {
            this.name = name;
            this.series = series;
            this.x = x.clone();
            this.y = y.clone();
        }
    }

    private record Mark(double x, String label) {}

    private final String title;
    private final List<Line> lines = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private String xName = "";
    private String yName = "";
    private boolean logarithmic;
    private boolean logarithmicX;
    private boolean wholeX = true;
    private int width = 560;
    private int height = 300;

    /**
     * A chart without lines yet.
     *
     * @param title stands above it
     */
    public LineChart(String title) {
        this.title = title;
    }

    /**
     * Names the axes.
     *
     * @param x below the chart
     * @param y with its unit, above the vertical axis
     * @return this
     */
    public LineChart axes(String x, String y) {
        xName = x;
        yName = y;
        return this;
    }

    /**
     * Adds a line over 1, 2, 3, …
     *
     * @param name for the legend
     * @param y values; NaN leaves a gap
     * @return this
     */
    public LineChart line(String name, double... y) {
        return line(name, IntStream.rangeClosed(1, y.length).asDoubleStream().toArray(), y);
    }

    /**
     * Adds a line.
     *
     * @param name for the legend
     * @param x positions, finite, ascending
     * @param y as many values; NaN leaves a gap
     * @return this
     */
    public LineChart line(String name, double[] x, double[] y) {
        return line(name, lines.size(), x, y);
    }

    /** Adds a line in the colour and dashes of a series of another chart beside this one. */
    LineChart line(String name, int series, double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(
                    "Line " + name + " has " + x.length + " positions but " + y.length + " values");
        }
        wholeX &= Arrays.stream(x).allMatch(v -> v == Math.rint(v));
        lines.add(new Line(name, series, x, y));
        return this;
    }

    /**
     * Marks a position with a vertical line.
     *
     * @param x where
     * @param label what is there
     * @return this
     */
    public LineChart mark(double x, String label) {
        marks.add(new Mark(x, label));
        return this;
    }

    /** {@return this, with equal factors equally far apart on the vertical axis} */
    public LineChart logarithmic() {
        logarithmic = true;
        return this;
    }

    /**
     * {@return this, with equal factors equally far apart on the horizontal axis; positions that
     * are not above 0 leave a gap}
     */
    public LineChart logarithmicX() {
        logarithmicX = true;
        return this;
    }

    /**
     * Sets the size.
     *
     * @param width in CSS pixels, at least 200
     * @param height in CSS pixels, at least 120
     * @return this
     */
    public LineChart size(int width, int height) {
        if (width < 200 || height < 120) {
            throw new IllegalArgumentException(
                    "A chart needs at least 200 x 120 pixels, got " + width + " x " + height);
        }
        this.width = width;
        this.height = height;
        return this;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public String alt() {
        String each =
                lines.stream()
                        .map(
                                line ->
                                        line.y.length == 0
                                                ? line.name + ": no values"
                                                : "%s: %d values, first %s, last %s"
                                                        .formatted(
                                                                line.name,
                                                                line.y.length,
                                                                Numbers.format(line.y[0]),
                                                                Numbers.format(
                                                                        line.y[line.y.length - 1])))
                        .collect(Collectors.joining("; "));
        String marked =
                marks.stream()
                        .map(m -> "; " + m.label + " at " + Numbers.format(m.x))
                        .collect(Collectors.joining());
        return title + ". " + each + marked;
    }

    /** {@return what the picture shows, in words} */
    @Override
    public String toString() {
        return alt();
    }

    @Override
    public String svg() {
        Svg svg = new Svg(width, height);
        draw(svg, 0, width, height);
        return svg.document(title, alt());
    }

    /** Draws the chart into a part of a picture. */
    void draw(Svg svg, double x0, double w, double h) {
        Scale y = vertical(h - 46, h > 200 ? 62 : 52);
        Ticks yTicks = y.ticks((int) (h / 34), false);
        double labels =
                yTicks.values().stream()
                        .mapToDouble(v -> Svg.textWidth(yTicks.label(v), 11))
                        .max()
                        .orElse(0);
        double left = x0 + 20 + labels;
        double right = x0 + w - 18;
        Scale x =
                Scale.over(
                        lines.stream().flatMapToDouble(line -> Arrays.stream(line.x)),
                        0.03,
                        left,
                        right,
                        logarithmicX);
        svg.heading(x0 + 14, 22, title, w - 28);
        legend().draw(svg, x0 + 14, 41, w - 28);
        for (double value : yTicks.values()) {
            double at = y.pixel(value);
            svg.line(left, at, right, at, "grid");
            svg.soft(left - 6, at + 4, yTicks.label(value), 11, "end");
        }
        svg.line(left, y.from(), right, y.from(), "axis");
        Ticks xTicks = x.ticks((int) Math.max(2, (right - left) / 42), wholeX);
        for (double value : xTicks.values()) {
            svg.line(x.pixel(value), y.from(), x.pixel(value), y.from() + 4, "axis");
            svg.soft(x.pixel(value), y.from() + 17, xTicks.label(value), 11, "middle");
        }
        svg.soft((left + right) / 2, h - 10, Svg.fit(xName, 11, right - left), 11, "middle");
        marks.stream()
                .filter(mark -> x.shows(mark.x))
                .forEach(mark -> mark(svg, mark, x, y, left, right));
        lines.forEach(line -> draw(svg, line, x, y));
    }

    private Legend legend() {
        return new Legend(
                yName,
                lines.stream().map(line -> line.name).toList(),
                lines.stream().map(line -> line.series).toList());
    }

    private Scale vertical(double bottom, double top) {
        return Scale.over(
                lines.stream().flatMapToDouble(line -> Arrays.stream(line.y)),
                0.06,
                bottom,
                top,
                logarithmic);
    }

    private static void mark(Svg svg, Mark mark, Scale x, Scale y, double left, double right) {
        double at = x.pixel(mark.x);
        svg.raw(
                "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke-dasharray=\"3 3\" class=\"recurve-axis\" stroke=\"#8c959f\"/>"
                        .formatted(n(at), n(y.to() - 8), n(at), n(y.from())));
        String label = Svg.fit(mark.label, 11, Math.max(at - left, right - at) - 8);
        boolean fitsRight = at + 5 + Svg.textWidth(label, 11) <= right;
        svg.soft(fitsRight ? at + 5 : at - 5, y.to(), label, 11, fitsRight ? "start" : "end");
    }

    private static void draw(Svg svg, Line line, Scale x, Scale y) {
        StringBuilder path = new StringBuilder();
        boolean gap = true;
        for (int i = 0; i < line.x.length; i++) {
            if (!shows(x, y, line, i)) {
                gap = true;
                continue;
            }
            path.append(gap ? 'M' : 'L')
                    .append(n(x.pixel(line.x[i])))
                    .append(' ')
                    .append(n(y.pixel(line.y[i])));
            gap = false;
        }
        svg.raw(
                "<path d=\"%s\" fill=\"none\" stroke-width=\"2\" stroke-linejoin=\"round\" %s %s/>"
                        .formatted(path, Legend.dash(line.series), Svg.stroke(line.series)));
        boolean lone =
                IntStream.range(0, line.x.length).filter(i -> shows(x, y, line, i)).count() == 1;
        if (line.x.length > DOTS && !lone) {
            return;
        }
        for (int i = 0; i < line.x.length; i++) {
            if (shows(x, y, line, i)) {
                svg.raw(
                        "<circle cx=\"%s\" cy=\"%s\" r=\"3\" %s><title>%s</title></circle>"
                                .formatted(
                                        n(x.pixel(line.x[i])),
                                        n(y.pixel(line.y[i])),
                                        Svg.fill(line.series),
                                        Html.escape(
                                                "%s at %s: %s"
                                                        .formatted(
                                                                line.name,
                                                                Numbers.format(line.x[i]),
                                                                Numbers.format(line.y[i])))));
            }
        }
    }

    private static boolean shows(Scale x, Scale y, Line line, int i) {
        return x.shows(line.x[i]) && y.shows(line.y[i]);
    }
}
