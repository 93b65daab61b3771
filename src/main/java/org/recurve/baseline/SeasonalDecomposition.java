package org.recurve.baseline;

import java.util.Arrays;

/**
 * Classical decomposition: a trend by centred moving averages over one season, and an index for
 * each place in the season, the mean of what is left at that place.
 */
final class SeasonalDecomposition {
    private SeasonalDecomposition() {}

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
