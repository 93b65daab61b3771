package org.recurve.metric;

import java.util.Locale;

/**
 * How well central prediction intervals of one level hold: steps are added one by one, the figures
 * are means over all that were added. An actual value of NaN is missing: it is counted and has no
 * influence. Ends may be infinite, but not NaN. Where there is nothing to take the mean of, a
 * figure is NaN. Not safe for several threads.
 */
public final class IntervalScores {
    private final double level;
    private final CompensatedSum width = new CompensatedSum();
    private final CompensatedSum score = new CompensatedSum();
    private long judged;
    private long inside;
    private long missing;

    /**
     * For intervals of a level.
     *
     * @param level how many of the values they are to hold, between 0 and 1, such as 0.95
     */
    public IntervalScores(double level) {
        ForecastInput.requireInside(level, "the level of an interval");
        this.level = level;
    }

    /**
     * The intervals of one forecast.
     *
     * @param actual what came, NaN where it is missing
     * @param lower ends, as many
     * @param upper ends, as many, nowhere below the lower ones
     * @param level how many of the values they are to hold, between 0 and 1
     * @return how they hold
     */
    public static IntervalScores of(double[] actual, double[] lower, double[] upper, double level) {
        ForecastInput.requireSameLength(actual.length, lower.length, "a lower end");
        ForecastInput.requireSameLength(actual.length, upper.length, "an upper end");
        IntervalScores scores = new IntervalScores(level);
        for (int i = 0; i < actual.length; i++) {
            scores.add(actual[i], lower[i], upper[i]);
        }
        return scores;
    }

    /**
     * Adds one step.
     *
     * @param actual what came, NaN where it is missing
     * @param lower end, below infinity
     * @param upper end, not below the lower one, above minus infinity
     */
    public void add(double actual, double lower, double upper) {
        if (!(lower <= upper)
                || lower == Double.POSITIVE_INFINITY
                || upper == Double.NEGATIVE_INFINITY) {
            throw new IllegalArgumentException(
                    "an interval must go from its lower to its upper end, not from %s to %s"
                            .formatted(lower, upper));
        }
        if (ForecastInput.isMissing(actual)) {
            missing++;
            return;
        }
        judged++;
        inside += actual >= lower && actual <= upper ? 1 : 0;
        double outside = Math.max(0, Math.max(lower - actual, actual - upper));
        width.add(upper - lower);
        score.add(upper - lower + 2 / (1 - level) * outside);
    }

    /**
     * Adds the steps of others.
     *
     * @param others of the same level; unchanged
     */
    public void addAll(IntervalScores others) {
        if (others.level != level) {
            throw new IllegalArgumentException(
                    "intervals of level %s and of level %s cannot be judged together"
                            .formatted(level, others.level));
        }
        width.add(others.width.total());
        score.add(others.score.total());
        judged += others.judged;
        inside += others.inside;
        missing += others.missing;
    }

    /** {@return how many values the intervals are to hold, between 0 and 1} */
    public double level() {
        return level;
    }

    /** {@return how many steps had an actual value} */
    public long judged() {
        return judged;
    }

    /** {@return how many steps had none} */
    public long missing() {
        return missing;
    }

    /** {@return the part of the actual values inside, ends included, 0 to 1} */
    public double coverage() {
        return (double) inside / judged;
    }

    /** {@return mean distance of the ends, in the unit of the series} */
    public double meanWidth() {
        return width.total() / judged;
    }

    /**
     * {@return mean of the width plus 2 / (1 - level) times how far outside the value came, in the
     * unit of the series: small where intervals are narrow and hold} (Winkler 1972, "A
     * Decision-Theoretic Approach to Interval Estimation"; the interval score of Gneiting and
     * Raftery 2007.) Divided by {@link NaiveScale#absolute} it is M4's MSIS.
     */
    public double winkler() {
        return score.total() / judged;
    }

    /** {@return the figures in a line} */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.1f %% inside the %.4g %% interval, mean width %.4g, of %,d steps (%,d missing)",
                100 * coverage(),
                100 * level,
                meanWidth(),
                judged,
                missing);
    }
}
