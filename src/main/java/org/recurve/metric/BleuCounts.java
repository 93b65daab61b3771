package org.recurve.metric;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All that BLEU has to know of a segment or of many together: counts add up. Immutable.
 *
 * @see Bleu#counts
 */
public final class BleuCounts {
    private static final int LENGTHS = 2;

    /** Tokens of the hypothesis and the reference, then matches and n-grams of each order. */
    private final long[] counts;

    private final int references;

    BleuCounts(long[] counts, int references) {
        this.counts = counts;
        this.references = references;
    }

    /**
     * Takes counts that are known from elsewhere.
     *
     * @param hypothesisLength tokens
     * @param referenceLength tokens
     * @param matches n-grams of the hypothesis that a reference has, for n = 1 to 4
     * @param totals n-grams of the hypothesis, for n = 1 to 4
     * @param references how many each segment has
     * @return the counts
     */
    public static BleuCounts of(
            long hypothesisLength,
            long referenceLength,
            long[] matches,
            long[] totals,
            int references) {
        if (matches.length != Bleu.ORDER || totals.length != Bleu.ORDER) {
            throw new IllegalArgumentException(
                    "matches and totals must be of %d orders, not %d and %d"
                            .formatted(Bleu.ORDER, matches.length, totals.length));
        }
        long[] counts = new long[LENGTHS + 2 * Bleu.ORDER];
        counts[0] = hypothesisLength;
        counts[1] = referenceLength;
        System.arraycopy(matches, 0, counts, LENGTHS, Bleu.ORDER);
        System.arraycopy(totals, 0, counts, LENGTHS + Bleu.ORDER, Bleu.ORDER);
        if (Arrays.stream(counts).anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException("counts must not be negative");
        }
        return new BleuCounts(counts, references);
    }

    /**
     * Adds the counts of segments.
     *
     * @param segments at least one
     * @return their counts together
     */
    public static BleuCounts sum(List<BleuCounts> segments) {
        return sum(segments, IntStream.range(0, segments.size()).toArray());
    }

    /**
     * Adds the counts of some segments, as a resample needs it.
     *
     * @param segments from which to take
     * @param chosen indices, some of them more than once; at least one
     * @return their counts together
     */
    public static BleuCounts sum(List<BleuCounts> segments, int[] chosen) {
        long[] sum = new long[LENGTHS + 2 * Bleu.ORDER];
        for (int i : chosen) {
            long[] counts = segments.get(i).counts;
            for (int k = 0; k < sum.length; k++) {
                sum[k] += counts[k];
            }
        }
        return new BleuCounts(sum, segments.get(chosen[0]).references);
    }

    /** {@return tokens of the hypothesis} */
    public long hypothesisLength() {
        return counts[0];
    }

    /** {@return tokens of the reference whose length is closest} */
    public long referenceLength() {
        return counts[1];
    }

    /** {@return n-grams of the hypothesis that a reference has, clipped, for n = 1 to 4} */
    public List<Long> matches() {
        return IntStream.rangeClosed(1, Bleu.ORDER).mapToObj(this::matches).toList();
    }

    /** {@return n-grams of the hypothesis, for n = 1 to 4} */
    public List<Long> totals() {
        return IntStream.rangeClosed(1, Bleu.ORDER).mapToObj(this::totals).toList();
    }

    /** {@return how many references each segment has} */
    public int references() {
        return references;
    }

    long matches(int order) {
        return counts[LENGTHS + order - 1];
    }

    long totals(int order) {
        return counts[LENGTHS + Bleu.ORDER + order - 1];
    }
}
