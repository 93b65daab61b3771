package org.recurve.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.recurve.core.ProvenanceMap;
import org.recurve.core.RecurveException;
import org.recurve.data.Forecast;
import org.recurve.data.ForecastSpread;
import org.recurve.data.SeriesForecaster;
import org.recurve.data.SeriesWindows;
import org.recurve.metric.NaiveScale;
import org.recurve.metric.SplitConformal;

/**
 * A forecaster with intervals that are as wide as its errors on data it was not trained on say
 * ({@link SplitConformal}), for each step ahead and each target by themselves. The points stay as
 * they are; the spread are the quantiles .025, .1, .5, .9 and .975, the ends of the 95 % and the 80
 * % interval.
 *
 * <p>Around a model of points alone an interval reaches equally far to both sides. The intervals of
 * a model that has some are widened or narrowed at both ends (conformalized quantile regression),
 * so that they stay as lopsided, and as different from window to window, as the model has them.
 *
 * <p>If the errors to come are like those of the calibration, intervals hold what comes with at
 * least the probability of their level. Calibrate on validation windows right before the test, and
 * not on windows that the model was trained on. If there were several series, errors are measured
 * by the mean absolute change of each from step to step before the horizon, as units may differ; a
 * series that has never changed then keeps the model's spread, or has its points for both ends.
 * Immutable.
 */
public final class ConformalForecaster implements SeriesForecaster {
    private static final double[] LEVELS = {0.025, 0.1, 0.5, 0.9, 0.975};
    private static final double[] INTERVALS = {0.95, 0.8};
    private static final double ROUNDING = 1e-9;

    private final SeriesForecaster model;
    private final SeriesWindows windows;
    private final boolean measured;
    private final boolean hasQuantiles;

    /** By target, interval and step: how far to move its ends outwards. */
    private final double[][][] margins;

    private ConformalForecaster(
            SeriesForecaster model,
            SeriesWindows windows,
            boolean measured,
            boolean hasQuantiles,
            double[][][] margins) {
        this.model = model;
        this.windows = windows;
        this.measured = measured;
        this.hasQuantiles = hasQuantiles;
        this.margins = margins;
    }

    /**
     * Calibrates a model. 16 bytes are needed for each step of each target of each window while it
     * goes on.
     *
     * @param model of points, or with a spread that reaches from .025 to .975
     * @param windows that the model was not trained on; at least 19 with an actual value for each
     *     step, better hundreds
     * @return the model with calibrated intervals, for horizons up to that of the windows
     * @throws RecurveException if there are too few windows, or the series are not what the model
     *     was made for
     */
    public static ConformalForecaster calibrate(SeriesForecaster model, SeriesWindows windows) {
        boolean measured = windows.set().size() > 1;
        Scores scores = new Scores(windows, measured);
        model.forecast(windows, scores);
        return new ConformalForecaster(
                model, windows, measured, scores.hasQuantiles, scores.margins(model.name()));
    }

    /** {@return whether intervals can be taken from the forecast's own spread} */
    private static boolean reaches(Forecast forecast) {
        if (forecast.spread(0) instanceof ForecastSpread.Quantiles quantiles) {
            double[] levels = quantiles.levels();
            return levels[0] <= LEVELS[0] + ROUNDING
                    && levels[levels.length - 1] >= LEVELS[4] - ROUNDING;
        }
        return forecast.hasSpread();
    }

    /** Lower ends by interval, the wide one first, then the upper ones. */
    private static double[][] ends(Forecast forecast, int target, boolean quantiles) {
        double[][] ends = new double[4][];
        for (int i = 0; i < 2; i++) {
            ends[i] = quantiles ? forecast.quantile(target, LEVELS[i]) : forecast.mean(target);
            ends[2 + i] =
                    quantiles ? forecast.quantile(target, LEVELS[4 - i]) : forecast.mean(target);
        }
        return ends;
    }

    /** {@return by what errors are measured: mean absolute change, 0 where there is none, or 1} */
    private static double unit(SeriesWindows windows, int window, int target, boolean measured) {
        if (!measured) {
            return 1;
        }
        double[] history = windows.history(window, target);
        NaiveScale scale = history.length > 1 ? NaiveScale.of(history, 1) : null;
        return scale != null && scale.measures() ? scale.absolute() : 0;
    }

    /** How far outside of its ends each value of the calibration came. */
    private static final class Scores implements Consumer<Forecast> {
        private final SeriesWindows windows;
        private final boolean measured;

        /** By target, interval and step. */
        private final double[][][][] scores;

        private final int[][] counts;
        private boolean hasQuantiles;
        private int next;

        Scores(SeriesWindows windows, boolean measured) {
            this.windows = windows;
            this.measured = measured;
            int targets = windows.set().targets().size();
            scores = new double[targets][2][windows.horizon()][windows.size()];
            counts = new int[targets][windows.horizon()];
        }

        @Override
        public void accept(Forecast forecast) {
            if (next == 0) {
                hasQuantiles = reaches(forecast);
            }
            double[][] actual = windows.horizon(next);
            for (int c = 0; c < counts.length; c++) {
                double unit = unit(windows, next, c, measured);
                double[][] ends = ends(forecast, c, hasQuantiles);
                for (int h = 0; h < actual.length; h++) {
                    double y = actual[h][c];
                    if (Double.isNaN(y) || unit == 0) {
                        continue;
                    }
                    for (int i = 0; i < 2; i++) {
                        scores[c][i][h][counts[c][h]] =
                                Math.max(ends[i][h] - y, y - ends[2 + i][h]) / unit;
                    }
                    counts[c][h]++;
                }
            }
            next++;
        }

        double[][][] margins(String model) {
            double[][][] margins = new double[counts.length][2][windows.horizon()];
            for (int c = 0; c < margins.length; c++) {
                for (int h = 0; h < windows.horizon(); h++) {
                    int n = counts[c][h];
                    for (int i = 0; i < 2; i++) {
                        double margin =
                                n == 0
                                        ? Double.POSITIVE_INFINITY
                                        : SplitConformal.quantile(
                                                Arrays.copyOf(scores[c][i][h], n), INTERVALS[i]);
                        if (margin == Double.POSITIVE_INFINITY) {
                            throw new RecurveException(
                                    "intervals of 95 %% for %s need at least 19 windows to calibrate on, but for step %d of \"%s\" there are %d with an actual value on %s: give more windows, or fill their gaps"
                                            .formatted(
                                                    model,
                                                    h + 1,
                                                    windows.set().targets().get(c),
                                                    n,
                                                    windows));
                        }
                        margins[c][i][h] = margin;
                    }
                }
            }
            return margins;
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws RecurveException also if the horizon is longer than that of the calibration, or the
     *     targets are others
     */
    @Override
    public void forecast(SeriesWindows of, Consumer<? super Forecast> sink) {
        if (of.horizon() > windows.horizon()
                || !of.set().targets().equals(windows.set().targets())) {
            throw new RecurveException(
                    "%s was calibrated for %d steps of %s, not for %d of %s: calibrate it on windows like these"
                            .formatted(
                                    name(),
                                    windows.horizon(),
                                    windows.set().targets(),
                                    of.horizon(),
                                    of.set().targets()));
        }
        int[] next = {0};
        model.forecast(of, forecast -> sink.accept(calibrated(of, next[0]++, forecast)));
    }

    private Forecast calibrated(SeriesWindows of, int window, Forecast forecast) {
        double[][] points = new double[margins.length][];
        List<ForecastSpread> spreads = new ArrayList<>();
        for (int c = 0; c < margins.length; c++) {
            points[c] = forecast.mean(c);
            double unit = unit(of, window, c, measured);
            double[][] ends = ends(forecast, c, hasQuantiles);
            double[] middle = hasQuantiles ? forecast.quantile(c, 0.5) : points[c];
            for (int h = 0; h < middle.length; h++) {
                // From the inside outwards, so that no narrowed interval ends inside another.
                double low = middle[h];
                double high = middle[h];
                for (int i = 1; i >= 0; i--) {
                    low = Math.min(low, ends[i][h] - margins[c][i][h] * unit);
                    high = Math.max(high, ends[2 + i][h] + margins[c][i][h] * unit);
                    ends[i][h] = low;
                    ends[2 + i][h] = high;
                }
            }
            spreads.add(
                    new ForecastSpread.Quantiles(
                            LEVELS.clone(),
                            new double[][] {ends[0], ends[1], middle, ends[3], ends[2]}));
        }
        return new Forecast(
                name(), forecast.series(), forecast.targets(), forecast.origin(), points, spreads);
    }

    @Override
    public String name() {
        return model.name() + ", conformal intervals";
    }

    @Override
    public long seed() {
        return model.seed();
    }

    /** {@return how the model was made, and on what it was calibrated} */
    @Override
    public Map<String, Object> provenanceMap() {
        Map<String, Object> calibration = ProvenanceMap.of(windows.set().provenance());
        calibration.put("windows", windows.size());
        calibration.put("lookback", windows.lookback());
        calibration.put("horizon", windows.horizon());
        Map<String, Object> map = new LinkedHashMap<>(model.provenanceMap());
        map.put("calibration", calibration);
        return map;
    }

    @Override
    public boolean baseline() {
        return model.baseline();
    }

    @Override
    public String toString() {
        return name();
    }
}
