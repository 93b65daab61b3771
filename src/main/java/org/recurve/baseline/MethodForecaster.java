package org.recurve.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.recurve.core.Cancellation;
import org.recurve.core.DataProvenance;
import org.recurve.core.ProvenanceMap;
import org.recurve.core.RecurveException;
import org.recurve.data.Forecast;
import org.recurve.data.ForecastSpread;
import org.recurve.data.Scaler;
import org.recurve.data.SeriesForecaster;
import org.recurve.data.SeriesScaler;
import org.recurve.data.SeriesWindows;

/**
 * A forecasting method at work on windows: each target of each window is forecast by itself, from
 * all values that the series has before the horizon, not from the look-back alone. So a method of
 * one series is judged beside a network, on the same windows.
 *
 * <pre>{@code
 * MethodForecaster.of(new SeasonalNaive(24))
 * MethodForecaster.of(ExponentialSmoothing.holt()).lookback(100)
 * WindowRidge.builder().lookBack(336).horizon(24).fit(train)
 * }</pre>
 *
 * <p>A missing value is taken to be the last one before it; those before the first known one are
 * dropped. A method that gives intervals gives the quantiles .025, .1, .5, .9 and .975, the ends of
 * its 95 % and 80 % intervals; where a history is too short for intervals there are points alone.
 * Immutable.
 */
public final class MethodForecaster implements SeriesForecaster {
    private static final double[] LEVELS = {0.025, 0.1, 0.5, 0.9, 0.975};

    private final ForecastMethod method;
    private final ForecastMethod otherwise;
    private final int lookback;
    private final SeriesScaler scaler;
    private final DataProvenance trained;

    /**
     * @param otherwise for histories too short for the method; may be null, as scaler and trained
     */
    private MethodForecaster(
            ForecastMethod method,
            ForecastMethod otherwise,
            int lookback,
            SeriesScaler scaler,
            DataProvenance trained) {
        this.method = method;
        this.otherwise = otherwise;
        this.lookback = lookback;
        this.scaler = scaler;
        this.trained = trained;
    }

    /**
     * Puts a method to work.
     *
     * @param method of one series
     * @return forecasts with it from the whole history
     */
    public static MethodForecaster of(ForecastMethod method) {
        return new MethodForecaster(method, null, Integer.MAX_VALUE, null, null);
    }

    static MethodForecaster fitted(
            ForecastMethod method, SeriesScaler scaler, DataProvenance trained) {
        return new MethodForecaster(method, null, Integer.MAX_VALUE, scaler, trained);
    }

    /**
     * Shows the method the end of the history alone: for methods that search for parameters in all
     * of it, or that the distant past misleads.
     *
     * @param steps how many before the horizon, at least 1; missing values are among them
     * @return forecasts from those
     */
    public MethodForecaster lookback(int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException(
                    "the look-back of " + method.name() + " must be at least 1 step, not " + steps);
        }
        return new MethodForecaster(method, otherwise, steps, scaler, trained);
    }

    /**
     * Another method where the history has fewer values than the method needs.
     *
     * @param shorter needs less
     * @return forecasts with it there
     */
    public MethodForecaster otherwise(ForecastMethod shorter) {
        return new MethodForecaster(method, shorter, lookback, scaler, trained);
    }

    /**
     * Shows the method values on another scale, such as logarithms, and takes its forecasts back.
     *
     * @param other with a scaler for each target; increasing functions, as all but those of a
     *     negative scale are
     * @return forecasts on the scale of the series
     */
    public MethodForecaster scaled(SeriesScaler other) {
        return new MethodForecaster(method, otherwise, lookback, other, trained);
    }

    /** {@return the method's name, and how far it looks back where that was set} */
    @Override
    public String name() {
        return lookback == Integer.MAX_VALUE
                ? method.name()
                : method.name() + " of the last " + lookback + " steps";
    }

    @Override
    public long seed() {
        return -1;
    }

    /** {@return method and settings, and the origin of the data where it was fitted to some} */
    @Override
    public Map<String, Object> provenanceMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("method", method.name());
        if (otherwise != null) {
            map.put("shorter", otherwise.name());
        }
        if (lookback < Integer.MAX_VALUE) {
            map.put("lookback", lookback);
        }
        if (scaler != null) {
            map.put("scaled", scaler.columns());
        }
        if (trained != null) {
            map.put("data", List.of(ProvenanceMap.of(trained)));
        }
        return map;
    }

    @Override
    public boolean baseline() {
        return true;
    }

    /**
     * {@inheritDoc}
     *
     * @throws RecurveException also if a history has fewer values than the method needs, or values
     *     that it is not made for
     */
    @Override
    public void forecast(SeriesWindows windows, Consumer<? super Forecast> sink) {
        List<String> targets = windows.set().targets();
        for (int w = 0; w < windows.size(); w++) {
            Cancellation.check("forecast of " + name());
            double[][] points = new double[targets.size()][];
            List<ForecastSpread> spreads = new ArrayList<>();
            for (int c = 0; c < points.length; c++) {
                double[] history = history(windows, w, c);
                ForecastMethod chosen = choose(windows, w, c, history.length);
                Scaler scale = scale(windows, w, c);
                points[c] = invert(scale, chosen.forecast(history, windows.horizon()));
                if (chosen instanceof IntervalForecastMethod intervals
                        && history.length >= intervals.minimumForIntervals()) {
                    spreads.add(spread(intervals, history, scale, points[c]));
                }
            }
            if (spreads.size() < points.length) {
                spreads.clear();
                targets.forEach(target -> spreads.add(ForecastSpread.NONE));
            }
            sink.accept(
                    new Forecast(
                            name(),
                            windows.set().series(windows.series(w)),
                            targets,
                            windows.origin(w),
                            points,
                            spreads));
        }
    }

    private ForecastMethod choose(SeriesWindows windows, int window, int target, int values) {
        if (values >= method.minimum()) {
            return method;
        }
        if (otherwise != null && values >= otherwise.minimum()) {
            return otherwise;
        }
        throw new RecurveException(
                "%s needs a history of at least %d values, but \"%s\" of series %s has %d before %s: leave the window out, let it look further back, or name a method that needs less with otherwise(...)"
                        .formatted(
                                name(),
                                method.minimum(),
                                windows.set().targets().get(target),
                                windows.set().series(windows.series(window)).id(),
                                values,
                                windows.time(window)));
    }

    private Scaler scale(SeriesWindows windows, int window, int target) {
        return scaler == null
                ? null
                : scaler.scaler(
                        windows.set().series(windows.series(window)).id(),
                        windows.set().targets().get(target));
    }

    /** {@return what the method sees: without missing values, on its scale} */
    private double[] history(SeriesWindows windows, int window, int target) {
        double[] values = windows.history(window, target, lookback);
        int first = 0;
        while (first < values.length && Double.isNaN(values[first])) {
            first++;
        }
        for (int t = first + 1; t < values.length; t++) {
            if (Double.isNaN(values[t])) {
                values[t] = values[t - 1];
            }
        }
        Scaler scale = scale(windows, window, target);
        if (scale != null) {
            for (int t = first; t < values.length; t++) {
                values[t] = scale.apply(values[t]);
            }
        }
        return first == 0 ? values : Arrays.copyOfRange(values, first, values.length);
    }

    private static double[] invert(Scaler scale, double[] values) {
        return scale == null ? values : Arrays.stream(values).map(scale::invert).toArray();
    }

    private static ForecastSpread spread(
            IntervalForecastMethod method, double[] history, Scaler scale, double[] points) {
        ForecastInterval wide = method.intervals(history, points.length, 0.95);
        ForecastInterval narrow = method.intervals(history, points.length, 0.8);
        return new ForecastSpread.Quantiles(
                LEVELS.clone(),
                new double[][] {
                    invert(scale, wide.lower()),
                    invert(scale, narrow.lower()),
                    points,
                    invert(scale, narrow.upper()),
                    invert(scale, wide.upper())
                });
    }

    @Override
    public String toString() {
        return name();
    }
}
