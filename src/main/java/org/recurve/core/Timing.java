package org.recurve.core;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * How long one piece of work took, each time it ran.
 *
 * @param name of the work
 * @param seconds of each run in the order they ran, at least one
 */
public record Timing(String name, List<Double> seconds) {
    public Timing {
        Objects.requireNonNull(name, "name");
        seconds = List.copyOf(seconds);
        if (seconds.isEmpty()) {
            throw new IllegalArgumentException(name + " was never timed");
        }
    }

    /** {@return seconds of the run in the middle: half took longer, half less} */
    public double median() {
        return quantile(0.5);
    }

    /** {@return seconds of the fastest run: the least disturbed by whatever else was going on} */
    public double fastest() {
        return quantile(0);
    }

    /**
     * Finds the seconds that a share of the runs did not exceed, linear between neighbours.
     *
     * @param share 0 for the fastest run, 0.99 for all but the slowest hundredth, 1 for the slowest
     * @return seconds
     */
    public double quantile(double share) {
        return quantile(seconds.stream().mapToDouble(Double::doubleValue).toArray(), share);
    }

    static double quantile(double[] values, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a share must be 0 to 1, but is " + share);
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
