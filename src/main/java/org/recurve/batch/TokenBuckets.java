package org.recurve.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Groups of sequences of about the same length whose padded tokens, those of both sides where they
 * have two, do not exceed a number. A sequence that does so alone is a group of its own.
 */
public final class TokenBuckets {
    private TokenBuckets() {}

    /**
     * Groups in a fixed order, from the shortest to the longest.
     *
     * @param lengths of the sequences
     * @param others lengths of their other sides; zeros where they have none
     * @param tokens most tokens of a group, padding included, at least 1
     * @return indices of the sequences of each group; each sequence is in one
     */
    public static List<int[]> sorted(int[] lengths, int[] others, int tokens) {
        return cut(LengthBuckets.order(lengths, others), lengths, others, tokens);
    }

    /**
     * Groups in a random order, mixed anew each time.
     *
     * @param lengths of the sequences
     * @param others lengths of their other sides; zeros where they have none
     * @param tokens most tokens of a group, padding included, at least 1
     * @param random for shuffling
     * @return indices of the sequences of each group; each sequence is in one
     */
    public static List<int[]> shuffled(
            int[] lengths, int[] others, int tokens, RandomGenerator random) {
        double mean =
                (Arrays.stream(lengths).asLongStream().sum()
                                + Arrays.stream(others).asLongStream().sum())
                        / Math.max(1.0, lengths.length);
        int usual = (int) Math.max(1, tokens / Math.max(1, mean));
        List<int[]> groups =
                cut(LengthBuckets.pools(lengths, others, usual, random), lengths, others, tokens);
        LengthBuckets.shuffle(groups, random);
        return groups;
    }

    private static List<int[]> cut(int[] order, int[] lengths, int[] others, int tokens) {
        List<int[]> groups = new ArrayList<>();
        int from = 0;
        long longest = 0;
        long longestOther = 0;
        for (int i = 0; i < order.length; i++) {
            long length = Math.max(longest, lengths[order[i]]);
            long other = Math.max(longestOther, others[order[i]]);
            if (i > from && (i - from + 1) * (length + other) > tokens) {
                groups.add(Arrays.copyOfRange(order, from, i));
                from = i;
                length = lengths[order[i]];
                other = others[order[i]];
            }
            longest = length;
            longestOther = other;
        }
        if (from < order.length) {
            groups.add(Arrays.copyOfRange(order, from, order.length));
        }
        return groups;
    }
}
