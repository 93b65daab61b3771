package org.recurve.baseline;

import java.util.Arrays;
import org.recurve.core.RecurveException;

/**
 * Classical decomposition: a trend by centred moving averages over one season, an index for each
 * place in the season, the mean of what is left at that place, and the rest (Hyndman and
 * Athanasopoulos 2021, <i>Forecasting: Principles and Practice</i>, section 3.4).
 */
public final class SeasonalDecomposition {
    private final double[] trend;
    private final double[] season;
    private final double[] rest;
    private final boolean multiplicative;

    private SeasonalDecomposition(
            double[] trend, double[] season, double[] rest, boolean multiplicative) {
        this.trend = trend;
        this.season = season;
        this.rest = rest;
        this.multiplicative = multiplicative;
    }

    /**
     * Decomposes values into a sum: trend + season + rest.
     *
     * @param values in order of time at equal distances, finite, at least two seasons
     * @param period steps of a season, at least 2
     * @return the parts
     * @throws RecurveException if there are too few values, or one is not finite
     */
    public static SeasonalDecomposition additive(double[] values, int period) {
        return of(values, period, false);
    }

    /**
     * Decomposes values into a product: trend times season times rest.
     *
     * @param values in order of time at equal distances, finite, above 0, at least two seasons
     * @param period steps of a season, at least 2
     * @return the parts
     * @throws RecurveException if there are too few values, or one is not finite or not above 0
     */
    public static SeasonalDecomposition multiplicative(double[] values, int period) {
        return of(values, period, true);
    }

    private static SeasonalDecomposition of(double[] values, int period, boolean multiplicative) {
        Histories.checkPeriod(period, 2);
        if (values.length < 2 * period) {
            throw new RecurveException(
                    "a decomposition with a season of %d steps needs at least %d values, got %d: give more, or a shorter season"
                            .formatted(period, 2 * period, values.length));
        }
        for (int t = 0; t < values.length; t++) {
            if (!Double.isFinite(values[t]) || (multiplicative && !(values[t] > 0))) {
                throw new RecurveException(
                        "value %d is %s, but %s decomposition needs finite values%s: %s"
                                .formatted(
                                        t,
                                        values[t],
                                        multiplicative ? "a multiplicative" : "an additive",
                                        multiplicative ? " above 0" : "",
                                        Double.isFinite(values[t])
                                                ? "take an additive one"
                                                : "fill missing values first"));
            }
        }
        double[] trend = trend(values, period);
        double[] indices = indices(values, period, multiplicative);
        double[] season = new double[values.length];
        double[] rest = new double[values.length];
        for (int t = 0; t < values.length; t++) {
            season[t] = indices[t % period];
            rest[t] =
                    multiplicative
                            ? values[t] / (trend[t] * season[t])
                            : values[t] - trend[t] - season[t];
        }
        return new SeasonalDecomposition(trend, season, rest, multiplicative);
    }

    /** {@return the trend at each step; NaN in the first and the last half of a season} */
    public double[] trend() {
        return trend.clone();
    }

    /**
     * {@return the season at each step: terms that are 0 on average, or factors that are 1 on
     * average}
     */
    public double[] season() {
        return season.clone();
    }

    /** {@return what is left at each step; NaN where the trend is} */
    public double[] rest() {
        return rest.clone();
    }

    /** {@return whether the parts are multiplied, not added} */
    public boolean isMultiplicative() {
        return multiplicative;
    }

    /**
     * @return the mean of the season around each value, where the period is even with half the
     *     weight for its two ends; NaN where the season does not fit
     */
    static double[] trend(double[] values, int period) {
        int half = period / 2;
        double[] trend = new double[values.length];
        Arrays.fill(trend, Double.NaN);
        for (int t = half; t + half < values.length; t++) {
            double sum = 0;
            for (int k = -half; k <= half; k++) {
                boolean end = period % 2 == 0 && Math.abs(k) == half;
                sum += (end ? 0.5 : 1) * values[t + k];
            }
            trend[t] = sum / period;
        }
        return trend;
    }

    /**
     * @param values at least two seasons; above 0 if multiplicative
     * @return the index of place t % period: a factor, 1 on average, or a term, 0 on average
     */
    static double[] indices(double[] values, int period, boolean multiplicative) {
        double[] trend = trend(values, period);
        double[] sums = new double[period];
        int[] counts = new int[period];
        for (int t = 0; t < values.length; t++) {
            if (!Double.isNaN(trend[t])) {
                sums[t % period] += multiplicative ? values[t] / trend[t] : values[t] - trend[t];
                counts[t % period]++;
            }
        }
        double[] indices = new double[period];
        Arrays.setAll(indices, i -> sums[i] / counts[i]);
        double mean = Arrays.stream(indices).average().orElseThrow();
        return Arrays.stream(indices).map(i -> multiplicative ? i / mean : i - mean).toArray();
    }
}
