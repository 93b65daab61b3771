package org.recurve.metric;

import java.util.Locale;
import org.apache.commons.math3.special.Gamma;

/**
 * Test of whether values, such as the residuals of a forecast, are independent of those before them
 * (Ljung and Box 1978, "On a measure of lack of fit in time series models").
 *
 * @param statistic Q = n (n + 2) times the sum of r_k² / (n - k) over lags k, at least 0
 * @param pValue how likely a Q as large is where the values are independent, 0 to 1
 * @param lags how many
 * @param freedom degrees of freedom of the chi-squared distribution: the lags less what was fitted
 */
public record LjungBox(double statistic, double pValue, int lags, int freedom) {

    /**
     * Tests values.
     *
     * @param values in order of time at equal distances, finite
     * @param lags how many, at least 1 and less than there are values; usual are 10, or twice the
     *     season, and no more than a fifth of the values
     * @param fitted how many autoregressive and moving-average parameters of a model were fitted to
     *     these very values; 0 for errors of forecasts of values that the model was not fitted to
     * @return the test; Q is 0 where the values do not change
     */
    public static LjungBox of(double[] values, int lags, int fitted) {
        return of(Autocorrelation.of(values, lags), fitted);
    }

    /**
     * Tests an autocorrelation at all its lags.
     *
     * @param correlation of the values
     * @param fitted as for {@link #of(double[], int, int)}
     * @return the test
     */
    public static LjungBox of(Autocorrelation correlation, int fitted) {
        int lags = correlation.lags();
        if (fitted < 0 || fitted >= lags) {
            throw new IllegalArgumentException(
                    "of %d lags 0 to %d parameters can have been fitted, not %d: give more lags"
                            .formatted(lags, lags - 1, fitted));
        }
        double n = correlation.values();
        double sum = 0;
        for (int k = 1; k <= lags; k++) {
            sum += correlation.at(k) * correlation.at(k) / (n - k);
        }
        double q = n * (n + 2) * sum;
        int freedom = lags - fitted;
        // The upper tail itself: 1 less the lower one has no digits left where it is small.
        double p = Gamma.regularizedGammaQ(freedom / 2.0, q / 2);
        return new LjungBox(q, p, lags, freedom);
    }

    /** {@return the test in a line} */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "Ljung-Box: Q(%d) = %.3f, p = %.2g", lags, statistic, pValue);
    }
}
