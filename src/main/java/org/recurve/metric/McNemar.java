package org.recurve.metric;

import java.util.Locale;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.special.Erf;

/**
 * McNemar's test of whether one of two systems is right more often than the other on the same items
 * (McNemar 1947, "Note on the sampling error of the difference between correlated proportions or
 * percentages"; for classifiers Dietterich 1998, "Approximate Statistical Tests for Comparing
 * Supervised Classification Learning Algorithms").
 *
 * <p>Only items tell anything that exactly one of the two has right. Fewer than {@value #FEW} of
 * them are judged by the exact binomial test, in both directions; more by the chi-squared
 * distribution of one degree of freedom with Edwards's continuity correction, {@code (max(0, |b -
 * c| - 1))² / (b + c)}. At that number the two differ by less than 0.01. What is judged is the
 * choice of the items; that another training of the same systems would have come out differently is
 * not in it.
 *
 * @param onlyFirst items that the first alone has right
 * @param onlySecond items that the second alone has right
 * @param exact whether the binomial test was used
 * @param pValue how likely a difference as large is where there is none, above 0, at most 1
 */
public record McNemar(int onlyFirst, int onlySecond, boolean exact, double pValue) {
    /** With fewer items that the systems differ in, the test is exact. */
    public static final int FEW = 25;

    /**
     * Compares two systems.
     *
     * @param first which items the first has right
     * @param second which of the same items the second has right
     * @return the test that suits the number of items they differ in
     */
    public static McNemar of(boolean[] first, boolean[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(
                    "both systems must have judged the same items, not %d and %d"
                            .formatted(first.length, second.length));
        }
        int onlyFirst = 0;
        int onlySecond = 0;
        for (int i = 0; i < first.length; i++) {
            onlyFirst += first[i] && !second[i] ? 1 : 0;
            onlySecond += second[i] && !first[i] ? 1 : 0;
        }
        boolean exact = onlyFirst + onlySecond < FEW;
        double p = exact ? exactP(onlyFirst, onlySecond) : chiSquaredP(onlyFirst, onlySecond);
        return new McNemar(onlyFirst, onlySecond, exact, p);
    }

    /**
     * The exact test: how likely so uneven a number of heads is in so many throws of a fair coin.
     *
     * @param onlyFirst items that the first alone has right, at least 0
     * @param onlySecond items that the second alone has right, at least 0
     * @return the two-sided p value; 1 where there are no such items
     */
    public static double exactP(int onlyFirst, int onlySecond) {
        // Without a source of random numbers, which nothing is drawn from.
        BinomialDistribution coin = new BinomialDistribution(null, onlyFirst + onlySecond, 0.5);
        return Math.min(1, 2 * coin.cumulativeProbability(Math.min(onlyFirst, onlySecond)));
    }

    /**
     * The test for many items.
     *
     * @param onlyFirst items that the first alone has right, at least 0
     * @param onlySecond items that the second alone has right, at least 0, and at least 1 in all
     * @return the p value
     */
    public static double chiSquaredP(int onlyFirst, int onlySecond) {
        if (onlyFirst + onlySecond < 1) {
            throw new IllegalArgumentException(
                    "the chi-squared test needs an item that exactly one of the systems has right; take the exact test");
        }
        double corrected = Math.max(0, Math.abs(onlyFirst - onlySecond) - 1);
        double statistic = corrected * corrected / (onlyFirst + onlySecond);
        // The tail of the chi-squared distribution of one degree of freedom, also where it is tiny.
        return Erf.erfc(Math.sqrt(statistic / 2));
    }

    /** {@return the test in a line} */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "McNemar: %,d right by the first alone, %,d by the second alone, p = %.2g (%s)",
                onlyFirst,
                onlySecond,
                pValue,
                exact ? "exact binomial" : "chi-squared with continuity correction");
    }
}
