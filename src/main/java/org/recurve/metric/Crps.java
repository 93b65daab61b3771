package org.recurve.metric;

import java.util.Arrays;

/**
 * Continuous ranked probability score of a forecast that is given as samples: the integral of the
 * squared distance between their distribution function and the step at what came, {@code ∫ (F(x) -
 * [x ≥ y])² dx}. Of a single sample it is the absolute error. It is computed in its energy form,
 * {@code mean |x - y| - mean |x - x'| / 2} over all pairs, by sorting (Gneiting and Raftery 2007,
 * "Strictly Proper Scoring Rules, Prediction, and Estimation"). The score is that of the samples as
 * they are: n samples of the true distribution score a little worse than the distribution itself,
 * by a part of 1/n.
 */
public final class Crps {
    private Crps() {}

    /**
     * The score of one step.
     *
     * @param actual what came, finite
     * @param samples of the forecast for the step, at least one, finite, in any order; unchanged
     * @return at least 0, in the unit of the series
     */
    public static double ofSamples(double actual, double[] samples) {
        ForecastInput.requireActual(actual);
        requireSamples(samples, "the step");
        return score(actual, samples);
    }

    private static double score(double actual, double[] samples) {
        int n = samples.length;
        // Distances from what came, since large values of little spread would cancel each other.
        double[] sorted = Arrays.stream(samples).map(x -> x - actual).sorted().toArray();
        double distance = 0;
        double spread = 0;
        for (int i = 0; i < n; i++) {
            distance += Math.abs(sorted[i]);
            // The sample of rank i is the larger one in i pairs and the smaller one in n - 1 - i.
            spread += (2.0 * i - n + 1) * sorted[i];
        }
        // Rounding may leave a little less than nothing.
        return Math.max(0, distance / n - spread / ((double) n * n));
    }

    /**
     * The mean over steps.
     *
     * @param actual what came, NaN where it is missing
     * @param samples of each step, at least one, finite
     * @return the mean, and of how many steps
     */
    public static MeanScore mean(double[] actual, double[][] samples) {
        ForecastInput.requireSameLength(actual.length, samples.length, "a row of samples");
        for (int i = 0; i < samples.length; i++) {
            requireSamples(samples[i], "step " + i);
        }
        return MeanScore.over(actual, i -> score(actual[i], samples[i]));
    }

    private static void requireSamples(double[] samples, String step) {
        if (samples.length == 0) {
            throw new IllegalArgumentException(
                    "a CRPS needs at least 1 sample of " + step + ", not 0");
        }
        for (double sample : samples) {
            ForecastInput.requireFinite(sample, "a sample of " + step);
        }
    }
}
