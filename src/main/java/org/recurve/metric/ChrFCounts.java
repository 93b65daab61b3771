package org.recurve.metric;

import java.util.List;
import java.util.stream.IntStream;

/**
 * All that chrF has to know of a segment or of many together: counts add up. Immutable.
 *
 * @see ChrF#counts
 */
public final class ChrFCounts {
    private static final int EACH = 3;

    /** Of each order: n-grams of the hypothesis, of the reference, and those that both have. */
    private final long[] counts;

    private final int references;

    ChrFCounts(long[] counts, int references) {
        this.counts = counts;
        this.references = references;
    }

    /** No n-grams yet. */
    ChrFCounts(int orders, int references) {
        this(new long[EACH * orders], references);
    }

    <T> void set(int order, NGramBag<T> hypothesis, NGramBag<T> reference) {
        // As sacreBLEU has it: an order that the reference is too short for asks nothing.
        counts[EACH * order] = reference.size() == 0 ? 0 : hypothesis.size();
        counts[EACH * order + 1] = reference.size();
        counts[EACH * order + 2] = hypothesis.common(reference);
    }

    /**
     * Adds the counts of segments.
     *
     * @param segments at least one
     * @return their counts together
     */
    public static ChrFCounts sum(List<ChrFCounts> segments) {
        return sum(segments, IntStream.range(0, segments.size()).toArray());
    }

    /**
     * Adds the counts of some segments, as a resample needs it.
     *
     * @param segments from which to take, counted with the same settings
     * @param chosen indices, some of them more than once; at least one
     * @return their counts together
     */
    public static ChrFCounts sum(List<ChrFCounts> segments, int[] chosen) {
        ChrFCounts first = segments.get(chosen[0]);
        long[] sum = new long[first.counts.length];
        for (int i : chosen) {
            long[] counts = segments.get(i).counts;
            for (int k = 0; k < sum.length; k++) {
                sum[k] += counts[k];
            }
        }
        return new ChrFCounts(sum, first.references);
    }

    /** {@return how many references each segment has} */
    public int references() {
        return references;
    }

    int orders() {
        return counts.length / EACH;
    }

    long hypothesis(int order) {
        return counts[EACH * order];
    }

    long reference(int order) {
        return counts[EACH * order + 1];
    }

    long matches(int order) {
        return counts[EACH * order + 2];
    }
}
