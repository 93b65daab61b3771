package org.recurve.metric;

import java.util.Arrays;
import java.util.Locale;

/**
 * How a figure came out in several runs.
 *
 * @param mean of the runs
 * @param sd standard deviation of the runs, with n - 1 in the denominator; NaN for a single run
 * @param runs n, at least 1
 */
public record MeanAndSd(double mean, double sd, int runs) {

    /**
     * Sums up.
     *
     * @param values the figure in each run, at least one
     * @return mean and standard deviation
     */
    public static MeanAndSd of(double... values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        double sd = values.length == 1 ? Double.NaN : Math.sqrt(squares / (values.length - 1));
        return new MeanAndSd(mean, sd, values.length);
    }

    /** {@return such as {@code 0.8512 ± 0.0140}; the mean alone for a single run} */
    @Override
    public String toString() {
        return runs == 1
                ? String.format(Locale.ROOT, "%.4f", mean)
                : String.format(Locale.ROOT, "%.4f ± %.4f", mean, sd);
    }
}
