package org.recurve.display;

import static org.recurve.display.Svg.n;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.recurve.core.RecurveException;
import org.recurve.data.Forecast;
import org.recurve.data.TimeSeries;
import org.recurve.metric.Autocorrelation;
import org.recurve.metric.LjungBox;

/**
 * What a model left unexplained: residuals over time, their histogram beside the normal curve of
 * the same mean and deviation, and their autocorrelation with the bounds that 95 % of independent
 * values are inside of, with Ljung and Box's test. A good forecast leaves no pattern (Hyndman and
 * Athanasopoulos 2021, <i>Forecasting: Principles and Practice</i>, section 5.4, whose choice of
 * lags this is: 10, or two seasons, but no more than a fifth of the values).
 */
public final class ResidualDiagnostics implements Picture {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 474;
    private static final double LEFT = 14;
    private static final double RIGHT = WIDTH - 18.0;
    private static final double MIDDLE = WIDTH / 2.0;
    private static final int LAGS = 10;

    private final String title;
    private final double[] residuals;
    private final double[] stretch;
    private final int lags;
    private final Moments moments;

    /** Of the residuals that are there. */
    // Nothing compares the array.
    @SuppressWarnings("ArrayRecordComponent")
    private record Moments(double[] values, double mean, double deviation) {
        static Moments of(double[] residuals) {
            double[] values = Arrays.stream(residuals).filter(Double::isFinite).toArray();
            double mean = Arrays.stream(values).average().orElse(0);
            double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
            boolean constant = Arrays.stream(values).allMatch(v -> v == values[0]);
            return new Moments(
                    values, mean, constant ? 0 : Math.sqrt(squares / (values.length - 1)));
        }
    }

    /**
     * Makes the pictures.
     *
     * @param title stands above them
     * @param residuals actual value less forecast, in order of time at equal distances; NaN where
     *     one is missing, which leaves a gap
     * @param season steps of a season, at least 1; 1 for none
     */
    public ResidualDiagnostics(String title, double[] residuals, int season) {
        if (season < 1) {
            throw new IllegalArgumentException(
                    "a season has at least 1 step, which stands for none, not " + season);
        }
        this.title = title;
        this.residuals = residuals.clone();
        moments = Moments.of(residuals);
        stretch = longest(residuals);
        lags = Math.max(1, Math.min(season > 1 ? 2 * season : LAGS, stretch.length / 5));
    }

    /**
     * The residuals of the first step ahead, of the first target.
     *
     * @param forecasts of one model and one series from times that are equally far apart, in any
     *     order; where one is left out, there is a gap
     * @return pictures with the usual season of the series
     * @throws RecurveException if the forecasts are of several series, or there is none
     */
    public static ResidualDiagnostics of(List<Forecast> forecasts) {
        if (forecasts.isEmpty()) {
            throw new RecurveException("there is no forecast to take residuals of");
        }
        TimeSeries series = forecasts.get(0).series();
        List<Forecast> ordered =
                forecasts.stream().sorted(Comparator.comparingInt(f -> step(series, f))).toList();
        int[] steps = ordered.stream().mapToInt(f -> step(series, f)).toArray();
        int stride = 0;
        for (int i = 1; i < steps.length; i++) {
            stride = gcd(steps[i] - steps[i - 1], stride);
        }
        double[] residuals =
                new double[(steps[steps.length - 1] - steps[0]) / Math.max(1, stride) + 1];
        Arrays.fill(residuals, Double.NaN);
        for (int i = 0; i < steps.length; i++) {
            Forecast forecast = ordered.get(i);
            residuals[(steps[i] - steps[0]) / Math.max(1, stride)] =
                    forecast.actual(0)[0] - forecast.mean()[0];
        }
        String title =
                "Residuals of %s one step ahead, %s, %s to %s"
                        .formatted(
                                ordered.get(0).model(),
                                series.id(),
                                ordered.get(0).time(0),
                                ordered.get(steps.length - 1).time(0));
        int season = series.frequency().season();
        return new ResidualDiagnostics(title, residuals, stride <= 1 ? season : 1);
    }

    private static int step(TimeSeries series, Forecast forecast) {
        if (!forecast.series().id().equals(series.id())) {
            throw new RecurveException(
                    "there are forecasts of series %s and %s: give those of one series"
                            .formatted(series.id(), forecast.series().id()));
        }
        return series.step(forecast.time(0));
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** {@return the longest stretch without a gap, the first of those} */
    private static double[] longest(double[] values) {
        int from = 0;
        int best = 0;
        int begin = 0;
        for (int t = 0; t < values.length; t++) {
            if (!Double.isFinite(values[t])) {
                from = t + 1;
            } else if (t + 1 - from > best) {
                best = t + 1 - from;
                begin = from;
            }
        }
        return Arrays.copyOfRange(values, begin, begin + best);
    }

    @Override
    public int width() {
        return WIDTH;
    }

    private String figures() {
        int n = moments.values.length;
        return n == 0
                ? "no residual"
                : String.format(
                        Locale.ROOT,
                        "%,d residuals, mean %s, standard deviation %s",
                        n,
                        Numbers.format(moments.mean),
                        Numbers.format(moments.deviation));
    }

    private boolean hasTest() {
        return stretch.length > lags && moments.deviation > 0;
    }

    private String test() {
        if (!hasTest()) {
            return stretch.length < 2 ? "too few values" : "the values do not change";
        }
        String of =
                stretch.length == residuals.length
                        ? ""
                        : "; of %,d in a row".formatted(stretch.length);
        return LjungBox.of(Autocorrelation.of(stretch, lags), 0) + of;
    }

    @Override
    public String alt() {
        return title + ". " + figures() + ". Autocorrelation: " + test();
    }

    /** {@return what the pictures show, in words} */
    @Override
    public String toString() {
        return alt();
    }

    @Override
    public String svg() {
        Svg svg = new Svg(WIDTH, HEIGHT);
        svg.heading(LEFT, 22, title, WIDTH - 28);
        svg.soft(LEFT, 42, Svg.fit(figures(), 11, WIDTH - 28), 11, "start");
        Scale y = Scale.over(Arrays.stream(residuals), 0.06, 190, 54, false);
        Plot plot = Plot.over(svg, LEFT, RIGHT, y, 1, Math.max(1, residuals.length));
        plot.numbers(true);
        if (y.low() < 0 && y.high() > 0) {
            svg.line(plot.x().from(), y.pixel(0), RIGHT, y.pixel(0), "axis");
        }
        plot.line(1, residuals, Svg.stroke(0, 1.2, ""));
        svg.soft(LEFT, 240, "how many of a size, and the normal curve", 11, "start");
        Histogram.draw(
                svg, moments.values, moments.mean, moments.deviation, LEFT, MIDDLE - 14, 252, 430);
        svg.soft(MIDDLE + 4, 240, Svg.fit(test(), 11, MIDDLE - 22), 11, "start");
        if (hasTest()) {
            correlogram(svg, Autocorrelation.of(stretch, lags));
        }
        return svg.document(title, alt());
    }

    private static void correlogram(Svg svg, Autocorrelation correlation) {
        double bound = correlation.bound();
        double[] values = correlation.correlations();
        double[] shown = Arrays.copyOf(values, values.length + 2);
        shown[values.length] = 1.4 * bound;
        shown[values.length + 1] = -1.4 * bound;
        Scale y = Scale.over(Arrays.stream(shown), 0.04, 430, 252, false);
        Plot plot = Plot.over(svg, MIDDLE + 4, RIGHT, y, 0.5, values.length + 0.5);
        plot.numbers(true);
        svg.raw(
                "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" %s/>"
                        .formatted(
                                n(plot.x().from()),
                                n(y.pixel(bound)),
                                n(RIGHT - plot.x().from()),
                                n(y.pixel(-bound) - y.pixel(bound)),
                                Svg.area(5, 0.2)));
        svg.line(plot.x().from(), y.pixel(0), RIGHT, y.pixel(0), "axis");
        for (int k = 0; k < values.length; k++) {
            double at = k + 1;
            plot.line(
                    i -> at,
                    new double[] {0, values[k]},
                    Svg.stroke(Math.abs(values[k]) > bound ? 1 : 0, 4, ""));
        }
        svg.soft(MIDDLE + 4 + (RIGHT - MIDDLE) / 2, 464, "lag", 11, "middle");
    }
}
