package org.recurve.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.recurve.core.Cancellation;
import org.recurve.core.Progress;
import org.recurve.core.RecurveException;
import org.recurve.data.Forecast;
import org.recurve.data.SeriesScaler;
import org.recurve.data.SeriesWindows;

/**
 * Judges forecasts as they come in, window after window, and keeps sums alone: by step ahead, by
 * target of each series, and two numbers for each window.
 */
final class ForecastTally implements Consumer<Forecast>, AutoCloseable {
    private final String model;
    private final SeriesWindows windows;
    private final JudgingScale scale;
    private final ForecastErrors[] byHorizon;
    private final ForecastErrors[][] bySeries;
    private final double[] squared;
    private final double[] absolute;

    /** Actual values and forecasts of each target of each window; null if not to be kept. */
    private final List<double[][]> kept;

    private final Progress progress;
    private int next;

    ForecastTally(String model, SeriesWindows windows, JudgingScale scale, boolean keep) {
        this.model = model;
        this.windows = windows;
        this.scale = scale;
        byHorizon =
                Stream.generate(ForecastErrors::new)
                        .limit(windows.horizon())
                        .toArray(ForecastErrors[]::new);
        bySeries = new ForecastErrors[windows.set().size()][];
        squared = new double[windows.size()];
        absolute = new double[windows.size()];
        kept = keep ? new ArrayList<>() : null;
        progress =
                new Progress(
                        "evaluating " + model + " on " + windows.set().split(),
                        windows.size(),
                        "windows");
    }

    @Override
    public void accept(Forecast forecast) {
        Cancellation.check("evaluation of " + model);
        check(forecast);
        int series = windows.series(next);
        double[][] actual = windows.horizon(next);
        double squares = 0;
        double sizes = 0;
        int known = 0;
        for (int c = 0; c < forecast.targets().size(); c++) {
            DoubleUnaryOperator of = scale.of(series, c);
            ForecastErrors errors = errors(series, c);
            double[] points = Arrays.stream(forecast.mean(c)).map(of).toArray();
            SpreadSteps spread = SpreadSteps.of(forecast.spread(c), of);
            double[] came = new double[points.length];
            for (int h = 0; h < points.length; h++) {
                came[h] = of.applyAsDouble(actual[h][c]);
                errors.add(came[h], points[h], spread, h);
                byHorizon[h].add(came[h], points[h], spread, h);
                if (!Double.isNaN(came[h])) {
                    double error = came[h] - points[h];
                    squares += error * error;
                    sizes += Math.abs(error);
                    known++;
                }
            }
            if (kept != null) {
                kept.add(new double[][] {came, points});
            }
        }
        // 0 / 0 is the NaN of a window of which nothing is known.
        squared[next] = squares / known;
        absolute[next] = sizes / known;
        next++;
        progress.add(1);
    }

    private ForecastErrors errors(int series, int target) {
        if (bySeries[series] == null) {
            bySeries[series] =
                    Stream.generate(ForecastErrors::new)
                            .limit(windows.set().targets().size())
                            .toArray(ForecastErrors[]::new);
        }
        return bySeries[series][target];
    }

    private void check(Forecast forecast) {
        if (next == windows.size()) {
            throw new IllegalStateException(
                    "%s made more forecasts than there are windows, %d"
                            .formatted(model, windows.size()));
        }
        String id = windows.set().series(windows.series(next)).id();
        if (!forecast.series().id().equals(id)
                || !forecast.time(0).equals(windows.time(next))
                || forecast.horizon() != windows.horizon()
                || !forecast.targets().equals(windows.set().targets())) {
            throw new IllegalStateException(
                    "forecast %d of %s is \"%s\", expected %d steps of %s of %s from %s"
                            .formatted(
                                    next,
                                    model,
                                    forecast,
                                    windows.horizon(),
                                    windows.set().targets(),
                                    id,
                                    windows.time(next)));
        }
    }

    /**
     * Checks that there was a forecast of each window, and something to judge it by.
     *
     * @throws RecurveException if no actual value is known
     */
    void requireComplete() {
        if (next < windows.size()) {
            throw new IllegalStateException(
                    "%s made %d forecasts of %d windows".formatted(model, next, windows.size()));
        }
        if (Arrays.stream(absolute).allMatch(Double::isNaN)) {
            throw new RecurveException(
                    "%s %s: of the horizons of the %,d windows no value is known, so %s cannot be judged: take windows(...) inside the series, not the last ones"
                            .formatted(
                                    windows.set().name(),
                                    windows.set().split(),
                                    windows.size(),
                                    model));
        }
    }

    /** {@return the figures, when all forecasts have come in} */
    ForecastFigures figures() {
        List<ForecastFigures.Judged> all = new ArrayList<>();
        for (int s = 0; s < bySeries.length; s++) {
            for (int c = 0; bySeries[s] != null && c < bySeries[s].length; c++) {
                all.add(new ForecastFigures.Judged(s, c, bySeries[s][c], scale.naive(s, c)));
            }
        }
        return new ForecastFigures(all, scale.scaler() != null);
    }

    SeriesWindows windows() {
        return windows;
    }

    SeriesScaler scaler() {
        return scale.scaler();
    }

    ForecastErrors[] byHorizon() {
        return byHorizon;
    }

    /** {@return the mean squared error of each window} */
    double[] squared() {
        return squared;
    }

    /** {@return the mean absolute error of each window} */
    double[] absolute() {
        return absolute;
    }

    List<double[][]> kept() {
        return kept;
    }

    /** Ends the progress, whatever the outcome. */
    @Override
    public void close() {
        progress.close();
    }
}
