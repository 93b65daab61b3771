package org.recurve.metric;

import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Test of whether one of two methods forecasts better on average (Diebold and Mariano 1995,
 * "Comparing Predictive Accuracy"), with the correction for few forecasts and Student's t of n - 1
 * degrees of freedom of Harvey, Leybourne and Newbold 1997, "Testing the equality of prediction
 * mean squared errors".
 *
 * <p>It judges the differences of the losses at n times. Forecasts of h steps ahead share h - 1
 * steps with their neighbours, so their differences depend on each other up to that distance, which
 * the long-run variance accounts for. What is judged is the choice of the times; that another
 * training of the same methods would have come out differently is not in it.
 *
 * @param meanDifference mean loss of the first less that of the second: negative where the first is
 *     better
 * @param statistic with the correction; 0 where all differences are 0
 * @param pValue how likely a difference as large is where there is none, two-sided, 0 to 1
 * @param times n
 * @param horizon h
 */
public record DieboldMariano(
        double meanDifference, double statistic, double pValue, int times, int horizon) {

    /** How the covariances of neighbours are weighed. */
    public enum LongRunVariance {
        /**
         * All up to distance h - 1 alike, as the test was proposed: right where forecasts are as
         * good as can be, but it can come out negative.
         */
        RECTANGULAR,
        /**
         * Less with the distance, {@code 1 - k / h} (Newey and West 1987): never negative, but too
         * small where the dependence reaches far.
         */
        BARTLETT
    }

    /**
     * Compares two methods.
     *
     * @param first loss of the first method at each time, such as its squared error, in order of
     *     time, finite
     * @param second loss of the second at the same times
     * @param horizon h, how many steps ahead was forecast, at least 1 and less than there are times
     * @param variance how neighbours are accounted for; at horizon 1 both are the same
     * @return the test
     */
    public static DieboldMariano of(
            double[] first, double[] second, int horizon, LongRunVariance variance) {
        int n = first.length;
        if (n != second.length || horizon < 1 || n <= horizon) {
            throw new IllegalArgumentException(
                    "the test needs losses of both methods at the same times, more than the horizon of at least 1, not %d and %d losses at horizon %d"
                            .formatted(n, second.length, horizon));
        }
        double[] differences = new double[n];
        for (int t = 0; t < n; t++) {
            differences[t] = first[t] - second[t];
            if (!Double.isFinite(differences[t])) {
                throw new IllegalArgumentException(
                        "the losses at time %d are %s and %s, expected finite numbers: the test needs neighbours without gaps"
                                .formatted(t, first[t], second[t]));
            }
        }
        if (Arrays.stream(differences).allMatch(d -> d == 0)) {
            return new DieboldMariano(0, 0, 1, n, horizon);
        }
        double mean = Arrays.stream(differences).average().orElseThrow();
        double longRun = longRun(differences, horizon, variance);
        if (!(longRun > 0)) {
            throw new IllegalArgumentException(
                    horizon > 1 && variance == LongRunVariance.RECTANGULAR
                            ? "the rectangular long-run variance of the differences is "
                                    + longRun
                                    + ", expected more than 0; take BARTLETT"
                            : "the losses differ by the same at all times, so there is no variance to test with");
        }
        double correction = Math.sqrt((n - horizon) * (n - horizon + 1.0)) / n;
        double statistic = correction * mean / Math.sqrt(longRun / n);
        // Without a source of random numbers, which nothing is drawn from.
        TDistribution student = new TDistribution(null, n - 1);
        double p = 2 * student.cumulativeProbability(-Math.abs(statistic));
        return new DieboldMariano(mean, statistic, p, n, horizon);
    }

    private static double longRun(double[] differences, int horizon, LongRunVariance kind) {
        double[] covariances = Autocorrelation.covariances(differences, horizon - 1);
        double sum = covariances[0];
        for (int k = 1; k < horizon; k++) {
            double weight = kind == LongRunVariance.BARTLETT ? 1 - (double) k / horizon : 1;
            sum += 2 * weight * covariances[k];
        }
        return sum;
    }

    /** {@return the test in a line} */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "Diebold-Mariano: mean difference %+.4g at %,d times, horizon %d, t = %.3f, p = %.2g",
                meanDifference,
                times,
                horizon,
                statistic,
                pValue);
    }
}
