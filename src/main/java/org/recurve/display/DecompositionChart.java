package org.recurve.display;

import java.util.Arrays;
import java.util.List;
import org.recurve.baseline.SeasonalDecomposition;
import org.recurve.data.TimeSeries;

/**
 * A series above its trend, its season and the rest, each with a scale of its own.
 *
 * <pre>{@code
 * new DecompositionChart(series, SeasonalDecomposition.multiplicative(series.values(0), 12))
 * }</pre>
 */
public final class DecompositionChart implements Picture {
    private static final int WIDTH = 760;
    private static final double LEFT = 14;
    private static final double TOP = 48;
    private static final double PANEL = 92;
    private static final double ROW = 116;

    // Nothing compares the array.
    @SuppressWarnings("ArrayRecordComponent")
    private record Part(String name, double[] values) {}

    private final TimeSeries series;
    private final boolean multiplicative;
    private final List<Part> parts;

    /**
     * A chart of the first target.
     *
     * @param series the series
     * @param decomposition of its values
     */
    public DecompositionChart(TimeSeries series, SeasonalDecomposition decomposition) {
        double[] trend = decomposition.trend();
        if (trend.length != series.length()) {
            throw new IllegalArgumentException(
                    "series %s has %d steps, but %d were decomposed: decompose the series that is shown"
                            .formatted(series.id(), series.length(), trend.length));
        }
        this.series = series;
        multiplicative = decomposition.isMultiplicative();
        parts =
                List.of(
                        new Part("values", series.values(0)),
                        new Part("trend", trend),
                        new Part("season", decomposition.season()),
                        new Part("rest", decomposition.rest()));
    }

    @Override
    public int width() {
        return WIDTH;
    }

    private String title() {
        String sign = multiplicative ? " \u00d7 " : " + ";
        return series.id() + " = trend" + sign + "season" + sign + "rest";
    }

    @Override
    public String alt() {
        String span = TimeAxis.span(series, 0, series.length() - 1);
        return "%s, %s. Season from %s to %s, rest from %s to %s"
                .formatted(
                        title(),
                        span,
                        Numbers.format(least(2)),
                        Numbers.format(most(2)),
                        Numbers.format(least(3)),
                        Numbers.format(most(3)));
    }

    private double least(int part) {
        return Arrays.stream(parts.get(part).values).filter(Double::isFinite).min().orElseThrow();
    }

    private double most(int part) {
        return Arrays.stream(parts.get(part).values).filter(Double::isFinite).max().orElseThrow();
    }

    /** {@return what the picture shows, in words} */
    @Override
    public String toString() {
        return alt();
    }

    @Override
    public String svg() {
        int last = series.length() - 1;
        Svg svg = new Svg(WIDTH, (int) (TOP + parts.size() * ROW) + 26);
        svg.heading(LEFT, 22, title(), WIDTH - 28);
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            double top = TOP + i * ROW;
            Scale y = Scale.over(Arrays.stream(part.values), 0.06, top + PANEL, top, false);
            // The numbers begin at the same place, so that the panels lie below each other.
            Plot plot = Plot.between(svg, 76, WIDTH - 18.0, y, 0, last);
            svg.soft(LEFT, top - 4, part.name, 11, "start");
            plot.line(0, part.values, Svg.stroke(i, 1.4, ""));
            if (i == parts.size() - 1) {
                plot.times(series, 0, last);
            }
        }
        String span = TimeAxis.span(series, 0, last);
        svg.soft(
                WIDTH / 2.0,
                TOP + (parts.size() - 1) * ROW + PANEL + 38,
                Svg.fit(span, 11, WIDTH - 28),
                11,
                "middle");
        return svg.document(title(), alt());
    }
}
