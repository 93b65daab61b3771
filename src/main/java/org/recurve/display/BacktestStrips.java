package org.recurve.display;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import org.recurve.core.RecurveException;
import org.recurve.data.Forecast;
import org.recurve.data.TimeSeries;

/**
 * Forecasts of one model from many times over what came: each is a line of its own, in one of two
 * colours, that begins with the last value that was known. So one sees where a model lags behind or
 * misses a turn. Of many forecasts some are left out, evenly, so that at most about {@value #DEEP}
 * lie over each other.
 */
public final class BacktestStrips implements Picture {
    static final int DEEP = 4;

    private static final int WIDTH = 900;
    private static final int PLOT = 270;
    private static final double LEFT = 14;
    private static final double RIGHT = WIDTH - 18.0;

    /** The colour of what came. */
    private static final int ACTUAL = 5;

    /** So many are shown however they lie, and so many at most. */
    private static final int FEW = 12;

    private static final int MOST = 60;

    /**
     * A forecast.
     *
     * @param origin its first step, counted from the first of the series
     * @param known the value before it
     */
    // Nothing compares the array.
    @SuppressWarnings("ArrayRecordComponent")
    private record Strip(int origin, double known, double[] points) {
        int end() {
            return origin + points.length;
        }
    }

    private final String model;
    private final TimeSeries series;
    private final String target;
    private final int forecasts;
    private final List<Strip> strips;

    /** What came, and before it the values that the first forecasts begin with. */
    private final double[] actual;

    private final int begin;

    /**
     * A picture of the first target.
     *
     * @param forecasts of one model and one series, at least one, in any order
     * @throws RecurveException if there is none, or they are of several models or series
     */
    public BacktestStrips(List<Forecast> forecasts) {
        this(forecasts, forecasts.isEmpty() ? "" : forecasts.get(0).targets().get(0));
    }

    /**
     * A picture of a target.
     *
     * @param forecasts of one model and one series, at least one, in any order
     * @param target name of what is forecast
     * @throws RecurveException if there is none, they are of several models or series, or lack the
     *     target
     */
    public BacktestStrips(List<Forecast> forecasts, String target) {
        if (forecasts.isEmpty()) {
            throw new RecurveException("there is no forecast to show: give at least one");
        }
        Forecast first = forecasts.get(0);
        for (Forecast forecast : forecasts) {
            if (!forecast.series().id().equals(first.series().id())
                    || !forecast.model().equals(first.model())) {
                throw new RecurveException(
                        "\"%s\" and \"%s\" cannot be strips of one picture: give forecasts of one model and one series"
                                .formatted(first, forecast));
            }
        }
        this.model = first.model();
        this.series = first.series();
        this.target = target;
        this.forecasts = forecasts.size();
        List<Forecast> ordered =
                forecasts.stream().sorted(Comparator.comparingInt(this::place)).toList();
        List<Forecast> shown = some(ordered);
        strips = shown.stream().map(this::strip).toList();
        Forecast last = ordered.get(ordered.size() - 1);
        int lead = Math.max(1, first.horizon() / 2);
        int column = ForecastViews.target(last, target);
        double[] past = last.past(column, place(last) - place(ordered.get(0)) + lead);
        double[] came = last.actual(column);
        actual = Arrays.copyOf(past, past.length + came.length);
        System.arraycopy(came, 0, actual, past.length, came.length);
        begin = place(last) - past.length;
    }

    /** {@return the step of its origin, counted from the first of the first forecast's series} */
    private int place(Forecast forecast) {
        return series.step(forecast.time(0));
    }

    private Strip strip(Forecast forecast) {
        int column = ForecastViews.target(forecast, target);
        double[] before = forecast.past(column, 1);
        return new Strip(
                place(forecast),
                before.length == 0 ? Double.NaN : before[0],
                forecast.mean(column));
    }

    private List<Forecast> some(List<Forecast> ordered) {
        Forecast last = ordered.get(ordered.size() - 1);
        double span = place(last) + last.horizon() - place(ordered.get(0));
        double most = Math.min(MOST, Math.max(FEW, DEEP * span / last.horizon()));
        int stride = (int) Math.ceil(ordered.size() / most);
        List<Forecast> some = new ArrayList<>();
        for (int i = 0; i < ordered.size(); i += stride) {
            some.add(ordered.get(i));
        }
        return some;
    }

    @Override
    public int width() {
        return WIDTH;
    }

    private String title() {
        String id = series.id();
        return "%s: %,d forecasts of %s"
                .formatted(
                        model, forecasts, id.equals(target) ? id : "%s (%s)".formatted(target, id));
    }

    @Override
    public String alt() {
        return "%s, from %s to %s; %,d shown"
                .formatted(
                        title(),
                        series.time(strips.get(0).origin),
                        series.time(strips.get(strips.size() - 1).origin),
                        strips.size());
    }

    /** {@return what the picture shows, in words} */
    @Override
    public String toString() {
        return alt();
    }

    @Override
    public String svg() {
        Keys keys =
                new Keys()
                        .line(Svg.stroke(ACTUAL, 1.6, ""), "actual")
                        .line(style(0), "forecasts")
                        .line(style(1), "every other one");
        double top = 32 + keys.height(WIDTH - 28.0) + 8;
        Svg svg = new Svg(WIDTH, (int) top + PLOT + 50);
        svg.heading(LEFT, 22, title(), WIDTH - 28);
        keys.draw(svg, LEFT, 42, WIDTH - 28.0);
        DoubleStream points = strips.stream().flatMapToDouble(s -> Arrays.stream(s.points));
        Scale y =
                Scale.over(
                        DoubleStream.concat(points, Arrays.stream(actual)),
                        0.06,
                        top + PLOT,
                        top,
                        false);
        int end =
                Math.max(
                        begin + actual.length,
                        strips.stream().mapToInt(Strip::end).max().orElseThrow());
        Plot plot = Plot.over(svg, LEFT, RIGHT, y, begin, end - 1);
        plot.times(series, begin, end - 1);
        String span = TimeAxis.span(series, begin, end - 1);
        String note =
                strips.size() == forecasts
                        ? span
                        : "%s; %,d of %,d forecasts shown"
                                .formatted(span, strips.size(), forecasts);
        svg.soft(WIDTH / 2.0, top + PLOT + 38, Svg.fit(note, 11, WIDTH - 28), 11, "middle");
        plot.line(begin, actual, Svg.stroke(ACTUAL, 1.6, ""));
        for (int i = 0; i < strips.size(); i++) {
            Strip strip = strips.get(i);
            double[] line = new double[strip.points.length + 1];
            line[0] = strip.known;
            System.arraycopy(strip.points, 0, line, 1, strip.points.length);
            plot.line(strip.origin - 1, line, style(i % 2));
        }
        return svg.document(title(), alt());
    }

    private static String style(int color) {
        return Svg.stroke(color, 1.8, "");
    }
}
