package org.recurve.metric;

import java.util.Arrays;

/** A statistic of many resamples. */
final class Resamples {
    private final double[] sorted;

    /**
     * @param values the statistic of each resample, at least one; sorted in place
     */
    Resamples(double[] values) {
        Arrays.sort(values);
        this.sorted = values;
    }

    /** The value that a part of the resamples is below; interpolated between two. */
    double quantile(double part) {
        if (!(part >= 0 && part <= 1)) {
            throw new IllegalArgumentException("a quantile's part must be 0 to 1, not " + part);
        }
        double place = part * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** The part of the resamples above 0; one of 0 is half one. */
    double partAboveZero() {
        return (above() + 0.5 * (sorted.length - above() - below())) / sorted.length;
    }

    /**
     * How likely resamples on the other side of 0 are, doubled. The statistic itself counts as one
     * more resample, since no number of them shows a probability of 0 (Davison and Hinkley 1997,
     * section 4.2).
     */
    double pValue() {
        long rarer = sorted.length - Math.max(above(), below());
        return Math.min(1, 2.0 * (rarer + 1) / (sorted.length + 1));
    }

    private long above() {
        return Arrays.stream(sorted).filter(each -> each > 0).count();
    }

    private long below() {
        return Arrays.stream(sorted).filter(each -> each < 0).count();
    }
}
