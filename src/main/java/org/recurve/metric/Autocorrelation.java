package org.recurve.metric;

import java.util.Arrays;
import java.util.Locale;

/**
 * How far the values of a series go together with those some steps before them: the sample
 * autocorrelation, whose sums are all divided by the number of values, so that no lag is beyond 1
 * (Box and Jenkins 1970, <i>Time Series Analysis</i>).
 */
public final class Autocorrelation {
    /** Of the normal distribution, two-sided: 95 %. */
    private static final double LIMIT = 1.959963984540054;

    private final double[] correlations;
    private final int values;

    private Autocorrelation(double[] correlations, int values) {
        this.correlations = correlations;
        this.values = values;
    }

    /**
     * Computes it directly, in time that grows with values times lags.
     *
     * @param values in order of time at equal distances, finite, at least 2
     * @param lags L, the largest distance, at least 1 and less than there are values
     * @return the correlations up to there; all 0 where the values do not change
     */
    public static Autocorrelation of(double[] values, int lags) {
        if (lags < 1) {
            throw new IllegalArgumentException(
                    "an autocorrelation needs at least 1 lag, not " + lags);
        }
        double[] covariances = covariances(values, lags);
        double[] correlations = new double[lags];
        // The mean of equal values need not be that value to the last digit.
        if (covariances[0] > 0 && Arrays.stream(values).anyMatch(v -> v != values[0])) {
            Arrays.setAll(correlations, k -> covariances[k + 1] / covariances[0]);
        }
        return new Autocorrelation(correlations, values.length);
    }

    /**
     * The sample autocovariances.
     *
     * @param values in order of time at equal distances, finite, at least 1
     * @param lags the largest distance, at least 0 and less than there are values
     * @return of each distance from 0 on the sum of the products of deviations from the mean that
     *     are so far apart, divided by the number of values
     */
    public static double[] covariances(double[] values, int lags) {
        int n = values.length;
        if (lags < 0 || lags >= n) {
            throw new IllegalArgumentException(
                    "%d values have lags 0 to %d, not %d: give more values, or fewer lags"
                            .formatted(n, n - 1, lags));
        }
        for (int t = 0; t < n; t++) {
            if (!Double.isFinite(values[t])) {
                throw new IllegalArgumentException(
                        "value %d is %s, expected a finite number: an autocovariance needs neighbours without gaps; fill them, or give a stretch that has none"
                                .formatted(t, values[t]));
            }
        }
        double mean = Arrays.stream(values).average().orElseThrow();
        double[] covariances = new double[lags + 1];
        for (int k = 0; k <= lags; k++) {
            double sum = 0;
            for (int t = k; t < n; t++) {
                sum += (values[t] - mean) * (values[t - k] - mean);
            }
            covariances[k] = sum / n;
        }
        return covariances;
    }

    /**
     * The correlation at a distance.
     *
     * @param lag 1 to {@link #lags}
     * @return -1 to 1
     */
    public double at(int lag) {
        if (lag < 1 || lag > correlations.length) {
            throw new IndexOutOfBoundsException(
                    "there are lags 1 to %d, not %d".formatted(correlations.length, lag));
        }
        return correlations[lag - 1];
    }

    /** {@return the correlations of lags 1 to L, each -1 to 1} */
    public double[] correlations() {
        return correlations.clone();
    }

    /** {@return L, the largest distance} */
    public int lags() {
        return correlations.length;
    }

    /** {@return n, how many values there were} */
    public int values() {
        return values;
    }

    /**
     * {@return what 95 % of the correlations of independent values of this number are not beyond,
     * on either side of 0: 1.96 / sqrt(n)}
     */
    public double bound() {
        return LIMIT / Math.sqrt(values);
    }

    /** {@return the correlation of the first lag, and how many are beyond the bound, in a line} */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "autocorrelation of %,d values: %.3f at lag 1; beyond %.3f: %d of %d lags",
                values,
                correlations[0],
                bound(),
                Arrays.stream(correlations).filter(r -> Math.abs(r) > bound()).count(),
                correlations.length);
    }
}
