package org.recurve.metric;

/**
 * A running sum whose rounding error does not grow with the number of terms (Neumaier, 1974, an
 * improved Kahan summation). A corpus may have 10^9 tokens; how it is cut into chunks does not
 * change the total beyond the last bits. Not safe for several threads.
 */
public final class CompensatedSum {
    private double sum;
    private double compensation;

    /**
     * Adds one term. An infinite or NaN term makes the total infinite or NaN.
     *
     * @param term what to add
     */
    public void add(double term) {
        double next = sum + term;
        if (Math.abs(sum) >= Math.abs(term)) {
            compensation += (sum - next) + term;
        } else {
            compensation += (term - next) + sum;
        }
        sum = next;
    }

    /** {@return the total so far; 0 before the first term} */
    public double total() {
        return Double.isFinite(sum) ? sum + compensation : sum;
    }
}
