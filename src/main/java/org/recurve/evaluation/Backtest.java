package org.recurve.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.recurve.core.Cancellation;
import org.recurve.core.Progress;
import org.recurve.core.RecurveException;
import org.recurve.data.Forecast;
import org.recurve.data.ForecastSpread;
import org.recurve.data.SeriesForecaster;
import org.recurve.data.SeriesSet;
import org.recurve.data.SeriesWindows;

/**
 * Judges a way of forecasting as it would have done in the past, at one origin after the other
 * (rolling-origin evaluation: Tashman 2000, "Out-of-sample tests of forecasting accuracy"). At each
 * origin a model is fitted to what lies before it, and forecasts the steps that follow.
 *
 * <pre>{@code
 * new Backtest(airline, "1957-01", 12).lookback(24).run(train -> fit(train)).table()
 * }</pre>
 *
 * <p>What lies behind an origin is not in the data that the model gets there, neither to learn nor
 * to forecast from, but for known covariates. Immutable.
 */
public final class Backtest {
    private final SeriesSet set;
    private final String first;
    private final int horizon;
    private final int step;
    private final int lookback;
    private final boolean refit;
    private final ForecastEvaluator evaluator;

    /**
     * Origins a horizon apart, a model fitted anew at each, judged without settings.
     *
     * @param set all of it
     * @param first the time of the first step that is forecast, as text
     * @param horizon H, how many steps are forecast at each origin, at least 1
     */
    public Backtest(SeriesSet set, String first, int horizon) {
        this(set, first, horizon, horizon, 1, true, new ForecastEvaluator());
    }

    private Backtest(
            SeriesSet set,
            String first,
            int horizon,
            int step,
            int lookback,
            boolean refit,
            ForecastEvaluator evaluator) {
        this.set = set;
        this.first = first;
        this.horizon = horizon;
        this.step = step;
        this.lookback = lookback;
        this.refit = refit;
        this.evaluator = evaluator;
    }

    /**
     * Sets how far apart origins are.
     *
     * @param steps at least 1; without it the horizon, so that each step is forecast once
     * @return a backtest that does
     */
    public Backtest step(int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException(
                    "origins must be at least 1 step apart, not " + steps);
        }
        return new Backtest(set, first, horizon, steps, lookback, refit, evaluator);
    }

    /**
     * Sets the look-back of the windows that models forecast from.
     *
     * @param steps what the models are made for, at least 1; 1 without it, since simple methods
     *     look at all values before an origin anyway
     * @return a backtest that does
     */
    public Backtest lookback(int steps) {
        return new Backtest(set, first, horizon, step, steps, refit, evaluator);
    }

    /** {@return a backtest whose one model is fitted to what lies before the first origin} */
    public Backtest fitOnce() {
        return new Backtest(set, first, horizon, step, lookback, false, evaluator);
    }

    /**
     * Sets by what forecasts are judged.
     *
     * @param other with its scale and with what it judges beside the model
     * @return a backtest that does
     */
    public Backtest judgedBy(ForecastEvaluator other) {
        return new Backtest(set, first, horizon, step, lookback, refit, other);
    }

    /**
     * Fits, forecasts and judges at each origin, and publishes the figures over all of them. An
     * origin behind which all values of the horizon are missing is left out.
     *
     * @param fit makes a forecaster of the series before an origin
     * @return the figures by origin and over all
     * @throws RecurveException if no series has a whole look-back before the first origin and a
     *     whole horizon behind it
     * @throws java.util.concurrent.CancellationException if this thread is interrupted
     */
    public BacktestEvaluation run(Function<SeriesSet, ? extends SeriesForecaster> fit) {
        SeriesWindows all = set.windows(lookback, horizon);
        List<String> origins = origins(all);
        List<Forecast> forecasts = new ArrayList<>();
        SeriesForecaster model = null;
        try (Progress progress = new Progress("backtest", origins.size(), "origins")) {
            for (String origin : origins) {
                Cancellation.check("backtest");
                SeriesSet known = set.before(origin);
                if (model == null || refit) {
                    model = fit.apply(known);
                }
                forecasts.addAll(forecasts(model, known, all.at(origin)));
                progress.add(1);
            }
        }
        Replay replay = new Replay(model, forecasts, how(origins));
        ForecastEvaluation whole =
                evaluator.evaluate(replay, all.at(origins.toArray(String[]::new)));
        List<ForecastEvaluation> each = new ArrayList<>();
        for (String origin : origins) {
            each.add(evaluator.judge(replay, all.at(origin)));
        }
        return new BacktestEvaluation(origins, each, whole, forecasts);
    }

    /**
     * {@return the times of all origins, as long as the longest series goes on; without those
     * behind which all values are missing}
     */
    private List<String> origins(SeriesWindows all) {
        SeriesWindows windows = all.at(first);
        List<String> longest = List.of();
        for (int w = 0; w < windows.size(); w++) {
            var series = set.series(windows.series(w));
            List<String> times = new ArrayList<>();
            for (int t = windows.origin(w); t + horizon <= series.length(); t += step) {
                times.add(series.time(t));
            }
            longest = times.size() > longest.size() ? times : longest;
        }
        List<String> known = longest.stream().filter(origin -> isKnown(all.at(origin))).toList();
        if (known.isEmpty()) {
            throw new RecurveException(
                    "%s %s: behind none of the %d origins from %s on is a value of the horizon of %d steps known: take other origins, or a shorter step"
                            .formatted(set.name(), set.split(), longest.size(), first, horizon));
        }
        return known;
    }

    /** {@return whether anything came that forecasts can be judged by} */
    private static boolean isKnown(SeriesWindows windows) {
        return IntStream.range(0, windows.size())
                .mapToObj(windows::horizon)
                .flatMap(Arrays::stream)
                .flatMapToDouble(Arrays::stream)
                .anyMatch(value -> !Double.isNaN(value));
    }

    /** {@return forecasts made without what comes, of the series that have it} */
    private List<Forecast> forecasts(
            SeriesForecaster model, SeriesSet known, SeriesWindows windows) {
        String[] ids = new String[windows.size()];
        for (int w = 0; w < ids.length; w++) {
            ids[w] = set.series(windows.series(w)).id();
        }
        List<Forecast> made = model.forecast(known.only(ids).lastWindows(lookback, horizon));
        List<Forecast> whole = new ArrayList<>();
        for (Forecast forecast : made) {
            double[][] points = new double[forecast.targets().size()][];
            List<ForecastSpread> spreads = new ArrayList<>();
            for (int c = 0; c < points.length; c++) {
                points[c] = forecast.mean(c);
                spreads.add(forecast.spread(c));
            }
            whole.add(
                    new Forecast(
                            forecast.model(),
                            set.series(forecast.series().id()),
                            forecast.targets(),
                            forecast.origin(),
                            points,
                            spreads));
        }
        return whole;
    }

    private Map<String, Object> how(List<String> origins) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("origins", origins);
        map.put("step", step);
        map.put("refit", refit);
        return map;
    }

    /** Says again what was forecast. */
    private record Replay(SeriesForecaster last, List<Forecast> forecasts, Map<String, Object> how)
            implements SeriesForecaster {

        @Override
        public void forecast(SeriesWindows windows, Consumer<? super Forecast> sink) {
            Map<List<String>, Forecast> known = new LinkedHashMap<>();
            forecasts.forEach(each -> known.put(List.of(each.series().id(), each.time(0)), each));
            for (int w = 0; w < windows.size(); w++) {
                String id = windows.set().series(windows.series(w)).id();
                sink.accept(known.get(List.of(id, windows.time(w))));
            }
        }

        @Override
        public String name() {
            return last.name();
        }

        @Override
        public long seed() {
            return last.seed();
        }

        /** {@return how the model of the last origin was made, and which origins there were} */
        @Override
        public Map<String, Object> provenanceMap() {
            Map<String, Object> map = new LinkedHashMap<>(last.provenanceMap());
            map.put("backtest", how);
            return map;
        }

        @Override
        public boolean baseline() {
            return last.baseline();
        }
    }
}
