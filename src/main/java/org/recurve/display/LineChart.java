package org.recurve.display;

import static org.recurve.display.Svg.n;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Lines over a common axis. Values that are not finite leave a gap.
 *
 * <pre>{@code
 * new LineChart("Loss").axes("epoch", "nats").line("train", losses).mark(3, "best")
 * }</pre>
 */
public final class LineChart implements Picture {
    /** Names of steps are turned by 45 degrees; so far apart they can be read. */
    private static final double PITCH = 13;

    private static final double LABEL = 80;

    private record Mark(double x, String label) {}

    private final String title;
    private final List<ChartLine> lines = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private List<String> steps = List.of();
    private double[] range = {};
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
        lines.add(new ChartLine(name, series, x, y));
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

    /**
     * Names the positions 1, 2, 3, … such as by the words of a text; where there is no room for all
     * names, some are left out.
     *
     * @param names stand below the axis in place of numbers
     * @return this
     */
    public LineChart steps(List<String> names) {
        steps = names.stream().map(name -> name.isBlank() ? Svg.visible(name) : name).toList();
        return this;
    }

    /**
     * Sets what the vertical axis shows at least.
     *
     * @param low finite
     * @param high finite
     * @return this
     */
    public LineChart range(double low, double high) {
        range = new double[] {low, high};
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
        String each = lines.stream().map(ChartLine::alt).collect(Collectors.joining("; "));
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
        double names = steps.isEmpty() ? 0 : 8 + widest() * Math.sqrt(0.5);
        double below = steps.isEmpty() ? 46 : names + (xName.isEmpty() ? 16 : 34);
        Scale y = vertical(h - below, h > 200 ? 62 : 52);
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
                        lines.stream().flatMapToDouble(line -> Arrays.stream(line.x())),
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
        if (steps.isEmpty()) {
            numbers(svg, x, y.from(), right - left);
        } else {
            names(svg, x, y.from());
        }
        svg.soft((left + right) / 2, h - 10, Svg.fit(xName, 11, right - left), 11, "middle");
        marks.stream()
                .filter(mark -> x.shows(mark.x))
                .forEach(mark -> mark(svg, mark, x, y, left, right));
        lines.forEach(line -> line.draw(svg, x, y, this::position));
    }

    private void numbers(Svg svg, Scale x, double bottom, double room) {
        Ticks ticks = x.ticks((int) Math.max(2, room / 42), wholeX);
        for (double value : ticks.values()) {
            svg.line(x.pixel(value), bottom, x.pixel(value), bottom + 4, "axis");
            svg.soft(x.pixel(value), bottom + 17, ticks.label(value), 11, "middle");
        }
    }

    private void names(Svg svg, Scale x, double bottom) {
        int stride = (int) Math.ceil(PITCH / Math.abs(x.pixel(2) - x.pixel(1)));
        for (int i = 0; i < steps.size() && i + 1 <= x.high(); i += stride) {
            double at = x.pixel(i + 1);
            svg.line(at, bottom, at, bottom + 4, "axis");
            svg.text(
                    at + 4,
                    bottom + 13,
                    Svg.fit(steps.get(i), 11, LABEL),
                    11,
                    "end",
                    "class=\"recurve-soft\" fill=\"#59636e\" transform=\"rotate(-45 %s %s)\""
                            .formatted(n(at + 4), n(bottom + 13)));
        }
    }

    private double widest() {
        return steps.stream()
                .mapToDouble(name -> Svg.textWidth(Svg.fit(name, 11, LABEL), 11))
                .max()
                .orElse(0);
    }

    private String position(double x) {
        int step = (int) x - 1;
        return step >= 0 && step < steps.size() && step == x - 1
                ? steps.get(step)
                : Numbers.format(x);
    }

    private Legend legend() {
        return new Legend(
                yName,
                lines.stream().map(ChartLine::name).toList(),
                lines.stream().map(ChartLine::series).toList());
    }

    private Scale vertical(double bottom, double top) {
        return Scale.over(
                DoubleStream.concat(
                        Arrays.stream(range),
                        lines.stream().flatMapToDouble(line -> Arrays.stream(line.y()))),
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
}
