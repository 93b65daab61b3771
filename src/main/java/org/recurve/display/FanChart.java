package org.recurve.display;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.recurve.core.RecurveException;
import org.recurve.data.Forecast;
import org.recurve.data.ForecastSpread;
import org.recurve.data.TimeSeries;

/**
 * A forecast behind its past, with intervals as far as it has them, and what came. Forecasts of
 * other models of the same steps may stand beside it, as lines.
 *
 * <pre>{@code
 * new FanChart(forecast, seasonalNaive).past(48).paths(5)
 * }</pre>
 */
public final class FanChart implements Picture {
    private static final int WIDTH = 760;
    private static final int PLOT = 260;
    private static final double LEFT = 14;
    private static final double RIGHT = WIDTH - 18.0;

    /** What happened. */
    private static final int ACTUAL = 5;

    /** Others have the colours between the forecast's own and what happened. */
    private static final int COLORS = 4;

    private static final double BAND = 0.22;
    private static final int DOTS = 40;

    private final Forecast forecast;
    private final List<Forecast> others;
    private String target;
    private int past;
    private int paths;

    /**
     * A chart of the first target, with a past of about three horizons.
     *
     * @param forecast whose intervals are shown
     * @param others of other models, of the same series and from the same time
     * @throws RecurveException if one is of another series, or from another time
     */
    public FanChart(Forecast forecast, Forecast... others) {
        this.forecast = forecast;
        this.others = List.of(others);
        past = Math.max(24, Math.min(3 * forecast.horizon(), forecast.horizon() + 96));
        for (Forecast other : others) {
            if (!other.series().id().equals(forecast.series().id())
                    || !other.time(0).equals(forecast.time(0))) {
                throw new RecurveException(
                        "\"%s\" cannot stand beside \"%s\": give forecasts of one series from the same time"
                                .formatted(other, forecast));
            }
        }
        target(forecast.targets().get(0));
    }

    /**
     * Chooses a target.
     *
     * @param name of what is forecast
     * @return this
     * @throws RecurveException if one of the forecasts has no such target
     */
    public FanChart target(String name) {
        Stream.concat(Stream.of(forecast), others.stream())
                .forEach(f -> ForecastViews.target(f, name));
        target = name;
        return this;
    }

    /**
     * Sets how much of the past is shown.
     *
     * @param steps right before the horizon, at least 0; where there are fewer, all
     * @return this
     */
    public FanChart past(int steps) {
        if (steps < 0) {
            throw new IllegalArgumentException(
                    "0 or more steps of the past can be shown, not " + steps);
        }
        past = steps;
        return this;
    }

    /**
     * Draws some sample paths too.
     *
     * @param most how many of the first ones at most, at least 0
     * @return this
     * @throws RecurveException if the forecast has no sample paths
     */
    public FanChart paths(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("0 or more paths can be shown, not " + most);
        }
        if (most > 0 && !(spread() instanceof ForecastSpread.Samples)) {
            throw new RecurveException(
                    "\"%s\" has no sample paths: leave them out, or forecast with a model that draws them"
                            .formatted(forecast));
        }
        paths = most;
        return this;
    }

    private ForecastSpread spread() {
        return forecast.spread(ForecastViews.target(forecast, target));
    }

    @Override
    public int width() {
        return WIDTH;
    }

    private String title() {
        String id = forecast.series().id();
        return "Forecast of %s, %,d %s from %s"
                .formatted(
                        id.equals(target) ? id : "%s (%s)".formatted(target, id),
                        forecast.horizon(),
                        forecast.horizon() == 1 ? "step" : "steps",
                        forecast.time(0));
    }

    @Override
    public String alt() {
        int last = forecast.horizon() - 1;
        String intervals =
                FanBand.of(spread()).stream()
                        .map(
                                band ->
                                        ", %s between %s and %s"
                                                .formatted(
                                                        band.name(),
                                                        Numbers.format(band.low()[last]),
                                                        Numbers.format(band.high()[last])))
                        .collect(Collectors.joining());
        double came = forecast.actual(ForecastViews.target(forecast, target))[last];
        String each =
                Stream.concat(Stream.of(forecast), others.stream())
                        .map(f -> "; " + f.model() + ": last " + Numbers.format(lastOf(f)))
                        .collect(Collectors.joining());
        return title()
                + (Double.isNaN(came) ? "" : "; at the end came " + Numbers.format(came))
                + each
                + (intervals.isEmpty() ? "" : "; " + forecast.model() + " at the end" + intervals);
    }

    private double lastOf(Forecast other) {
        return other.mean(ForecastViews.target(other, target))[other.horizon() - 1];
    }

    /** {@return what the picture shows, in words} */
    @Override
    public String toString() {
        return alt();
    }

    @Override
    public String svg() {
        List<FanBand> bands = FanBand.of(spread());
        double[][] drawn =
                spread() instanceof ForecastSpread.Samples samples
                        ? Arrays.copyOf(samples.paths(), Math.min(paths, samples.paths().length))
                        : new double[0][];
        double[] before = forecast.past(ForecastViews.target(forecast, target), past);
        double[] actual = join(before, forecast.actual(ForecastViews.target(forecast, target)));
        int begin = forecast.origin() - before.length;
        int steps =
                Stream.concat(Stream.of(forecast), others.stream())
                        .mapToInt(Forecast::horizon)
                        .max()
                        .orElseThrow();
        Keys keys = keys(bands, drawn.length);
        double top = 32 + keys.height(WIDTH - 28.0) + 8;
        Svg svg = new Svg(WIDTH, (int) top + PLOT + 50);
        svg.heading(LEFT, 22, title(), WIDTH - 28);
        keys.draw(svg, LEFT, 42, WIDTH - 28.0);
        Scale y =
                Scale.over(
                        DoubleStream.concat(values(bands, drawn), Arrays.stream(actual)),
                        0.06,
                        top + PLOT,
                        top,
                        false);
        int end = forecast.origin() + steps - 1;
        Plot plot = Plot.over(svg, LEFT, RIGHT, y, begin, end);
        TimeSeries series = forecast.series();
        plot.times(series, begin, end);
        String span = TimeAxis.span(series, begin, end);
        svg.soft(WIDTH / 2.0, top + PLOT + 38, Svg.fit(span, 11, WIDTH - 28), 11, "middle");
        plot.mark(forecast.origin() - 0.5);
        draw(plot, bands, drawn, actual, before.length);
        return svg.document(title(), alt());
    }

    private void draw(
            Plot plot, List<FanBand> bands, double[][] drawn, double[] actual, int before) {
        int origin = forecast.origin();
        // All begin with the last value that is known, if it is.
        double[] known =
                before > 0 && Double.isFinite(actual[before - 1])
                        ? new double[] {actual[before - 1]}
                        : new double[0];
        double first = origin - known.length;
        for (FanBand band : bands) {
            plot.band(first, join(known, band.low()), join(known, band.high()), Svg.area(0, BAND));
        }
        for (double[] path : drawn) {
            plot.line(first, join(known, path), thin());
        }
        for (int i = 0; i < others.size(); i++) {
            Forecast other = others.get(i);
            plot.line(
                    first, join(known, other.mean(ForecastViews.target(other, target))), other(i));
        }
        double[] points = forecast.mean(ForecastViews.target(forecast, target));
        plot.line(first, join(known, points), Svg.stroke(0, 2.2, ""));
        // What came is thinner, and lies on top where a long forecast covers it.
        plot.line(origin - before, actual, Svg.stroke(ACTUAL, 1.6, ""));
        for (int h = 0; h < points.length && points.length <= DOTS; h++) {
            plot.dot(
                    origin + h,
                    points[h],
                    0,
                    "%s at %s: %s"
                            .formatted(
                                    forecast.model(), forecast.time(h), Numbers.format(points[h])));
        }
    }

    private Keys keys(List<FanBand> bands, int drawn) {
        Keys keys = new Keys().line(Svg.stroke(ACTUAL, 1.6, ""), "actual");
        keys.line(Svg.stroke(0, 2.2, ""), forecast.model());
        double through = 1;
        for (int i = 0; i < bands.size(); i++) {
            // The narrower lie on the wider, and are darker by that.
            through *= 1 - BAND;
            keys.area(Svg.area(0, 1 - through), bands.get(i).name() + (i == 0 ? " interval" : ""));
        }
        if (drawn > 0) {
            keys.line(thin(), drawn == 1 ? "a sample path" : drawn + " sample paths");
        }
        for (int i = 0; i < others.size(); i++) {
            keys.line(other(i), others.get(i).model());
        }
        return keys;
    }

    private static String thin() {
        return Svg.stroke(0, 0.8, "") + " stroke-opacity=\"0.7\"";
    }

    private static String other(int i) {
        return Svg.stroke(1 + i % COLORS, 1.8, i % 2 == 0 ? "7 3" : "2 3");
    }

    private DoubleStream values(List<FanBand> bands, double[][] drawn) {
        Stream<double[]> points =
                Stream.concat(Stream.of(forecast), others.stream())
                        .map(f -> f.mean(ForecastViews.target(f, target)));
        Stream<double[]> ends = bands.stream().flatMap(b -> Stream.of(b.low(), b.high()));
        return Stream.of(points, ends, Arrays.stream(drawn))
                .flatMap(lines -> lines)
                .flatMapToDouble(Arrays::stream);
    }

    private static double[] join(double[] before, double[] after) {
        double[] all = Arrays.copyOf(before, before.length + after.length);
        System.arraycopy(after, 0, all, before.length, after.length);
        return all;
    }
}
