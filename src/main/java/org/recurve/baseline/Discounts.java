package org.recurve.baseline;

import it.unimi.dsi.fastutil.ints.IntArrayList;

/**
 * What modified Kneser-Ney smoothing takes from the counts of one order: a separate amount from
 * counts of one, of two, and of three or more (Chen and Goodman 1998, equation 26).
 *
 * @param one from a count of 1, between 0 and 1
 * @param two from a count of 2, between 0 and 2
 * @param more from larger counts, between 0 and 3
 */
record Discounts(double one, double two, double more) {

    /**
     * Stands in where counts of counts give no estimate, as on very small or artificial texts; the
     * values that KenLM falls back to (its option {@code --discount_fallback}).
     */
    static final Discounts FALLBACK = new Discounts(0.5, 1, 1.5);

    /**
     * Estimates discounts from how many n-grams have a count of 1, 2, 3 and 4.
     *
     * @param counts of all n-grams of one order; zeros are left out
     * @return the estimates, or {@link #FALLBACK} where a count of counts is zero or an estimate
     *     outside its range
     */
    static Discounts estimate(IntArrayList counts) {
        long[] n = new long[5];
        for (int i = 0; i < counts.size(); i++) {
            int count = counts.getInt(i);
            if (count < n.length) {
                n[count]++;
            }
        }
        if (n[1] == 0 || n[2] == 0 || n[3] == 0 || n[4] == 0) {
            return FALLBACK;
        }
        double y = n[1] / (n[1] + 2.0 * n[2]);
        Discounts estimate =
                new Discounts(
                        1 - 2 * y * n[2] / n[1], 2 - 3 * y * n[3] / n[2], 3 - 4 * y * n[4] / n[3]);
        return estimate.two < 0 || estimate.more < 0 ? FALLBACK : estimate;
    }

    /** {@return the discount of an n-gram with the given count} */
    double of(int count) {
        return count == 0 ? 0 : count == 1 ? one : count == 2 ? two : more;
    }
}
