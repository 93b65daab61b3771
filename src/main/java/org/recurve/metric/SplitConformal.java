package org.recurve.metric;

import java.util.Arrays;

/**
 * How wide intervals have to be, judged by forecasts that were not trained on (split conformal
 * prediction: Papadopoulos et al. 2002, "Inductive Confidence Machines for Regression"; Lei et al.
 * 2018, "Distribution-Free Predictive Inference for Regression").
 *
 * <p>A score says how badly a forecast did. With absolute errors as scores, the forecast plus and
 * minus the quantile is the interval; with {@code max(lower - y, y - upper)}, the interval from
 * lower to upper is widened, or narrowed, by it at both ends (Romano, Patterson and Candès 2019,
 * "Conformalized Quantile Regression"). If the scores to come are exchangeable with those of the
 * calibration, the intervals hold the value with at least the probability of the level. Values in
 * time are exchangeable at best roughly: calibrate on the latest ones, and each horizon by itself.
 */
public final class SplitConformal {
    // (n + 1) * level is meant exactly, 0.55 * 100 as 55 and not a little more.
    private static final double ROUNDING = 1e-9;

    private SplitConformal() {}

    /**
     * The score that a new one does not exceed with at least the given probability: of n scores the
     * {@code ⌈(n + 1) level⌉}-th smallest.
     *
     * @param scores of the calibration, at least one, no NaN, in any order; unchanged
     * @param level between 0 and 1, such as 0.9
     * @return the quantile; infinite where there are too few scores for the level, fewer than
     *     {@code level / (1 - level)}
     */
    public static double quantile(double[] scores, double level) {
        ForecastInput.requireInside(level, "the level of an interval");
        if (scores.length == 0) {
            throw new IllegalArgumentException("calibration needs at least 1 score, not 0");
        }
        double[] sorted = scores.clone();
        // A NaN would be sorted to the end.
        Arrays.sort(sorted);
        if (Double.isNaN(sorted[sorted.length - 1])) {
            throw new IllegalArgumentException(
                    "a score is NaN, expected a number; leave steps without an actual value out");
        }
        int rank = (int) Math.max(1, Math.ceil((scores.length + 1) * level - ROUNDING));
        return rank > sorted.length ? Double.POSITIVE_INFINITY : sorted[rank - 1];
    }
}
