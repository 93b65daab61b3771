package org.recurve.data;

/** What stands where a time series has no value. */
public enum Fill {
    /** NaN: the value stays missing, and models mask it. */
    NAN,
    /** The last value before; where there is none, NaN. Looks back only. */
    LAST,
    /**
     * The straight line between the values before and after; at either end, NaN. This looks ahead:
     * what is filled knows the value after it.
     */
    LINEAR,
    /** 0. */
    ZERO;

    /**
     * Fills where it is asked to.
     *
     * @param values changed in place
     * @param missing whether the value at an index is to be filled; what is not, and is NaN, stays
     *     so and gives nothing to fill with
     */
    void fill(double[] values, boolean[] missing) {
        int known = -1;
        for (int t = 0; t < values.length; t++) {
            if (missing[t]) {
                values[t] = here(values, known);
            } else if (!Double.isNaN(values[t])) {
                if (this == LINEAR && known >= 0) {
                    line(values, missing, known, t);
                }
                known = t;
            }
        }
    }

    private double here(double[] values, int known) {
        if (this == ZERO) {
            return 0;
        }
        return this == LAST && known >= 0 ? values[known] : Double.NaN;
    }

    private static void line(double[] values, boolean[] missing, int left, int right) {
        for (int t = left + 1; t < right; t++) {
            if (missing[t]) {
                double share = (double) (t - left) / (right - left);
                values[t] = (1 - share) * values[left] + share * values[right];
            }
        }
    }
}
