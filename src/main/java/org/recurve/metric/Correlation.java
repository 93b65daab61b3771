package org.recurve.metric;

import java.util.Arrays;
import java.util.Random;

/** How far two series go together. */
public final class Correlation {
    private static final double QUANTILE = 0.95;

    private Correlation() {}

    /**
     * Pearson's coefficient of correlation.
     *
     * @param a a value for each step
     * @param b as many
     * @return -1 to 1; 0 where one of the two does not change
     */
    public static double pearson(double[] a, double[] b) {
        check(a, b);
        return dot(standard(a), standard(b));
    }

    /**
     * Mean squared distance from the mean.
     *
     * @param values at least one
     * @return at least 0
     */
    public static double variance(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    }

    /**
     * How large the correlation of the best of many series with a signal is when they have nothing
     * to do with each other. Each draw moves the signal in time by a random distance, at least a
     * tenth of its length, with its end going on at its beginning. A shuffled signal would make too
     * low a bar: neighbouring values that are alike leave fewer independent ones, which makes large
     * correlations likely (Yule 1926, "Why do we sometimes get nonsense-correlations between
     * time-series?").
     *
     * @param series each with a value for each step, at least one
     * @param signal as many values, at least 10
     * @param draws how often it is moved, at least 1
     * @param seed of the distances
     * @return the size of correlation that the best series does not exceed in 95 % of the draws, 0
     *     to 1
     */
    public static double byChance(double[][] series, double[] signal, int draws, long seed) {
        int steps = signal.length;
        if (series.length < 1 || draws < 1 || steps < 10) {
            throw new IllegalArgumentException(
                    "a correlation by chance needs at least 1 series, 1 draw and 10 steps, not "
                            + series.length
                            + ", "
                            + draws
                            + " and "
                            + steps);
        }
        double[][] scaled = new double[series.length][];
        for (int i = 0; i < series.length; i++) {
            check(series[i], signal);
            scaled[i] = standard(series[i]);
        }
        double[] standard = standard(signal);
        Random random = new Random(seed);
        int least = steps / 10;
        double[] best = new double[draws];
        for (int draw = 0; draw < draws; draw++) {
            int distance = least + random.nextInt(steps - 2 * least + 1);
            double[] moved = new double[steps];
            for (int t = 0; t < steps; t++) {
                moved[(t + distance) % steps] = standard[t];
            }
            for (double[] one : scaled) {
                best[draw] = Math.max(best[draw], Math.abs(dot(one, moved)));
            }
        }
        Arrays.sort(best);
        return best[(int) Math.ceil(QUANTILE * draws) - 1];
    }

    private static void check(double[] a, double[] b) {
        if (a.length != b.length || a.length == 0) {
            throw new IllegalArgumentException(
                    "a correlation needs two series of the same length, at least 1, not "
                            + a.length
                            + " and "
                            + b.length);
        }
    }

    /** Mean 0 and length 1; all 0 where nothing changes. */
    private static double[] standard(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double length = Math.sqrt(variance(values) * values.length);
        return Arrays.stream(values).map(v -> length == 0 ? 0 : (v - mean) / length).toArray();
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
