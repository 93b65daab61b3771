package org.recurve.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Groups of sequences of about the same length, so that little is padded. Pairs are ordered by the
 * length of the other side, the translation, and where that is the same by that of the source: a
 * step of a decoder, which has to tell all words apart, costs more than one of an encoder.
 */
public final class LengthBuckets {
    /**
     * A shuffled data set is sorted by length in pieces of so many batches: long enough for little
     * padding, short enough for batches to be mixed anew in every epoch.
     */
    private static final int POOL = 32;

    private LengthBuckets() {}

    /**
     * Groups in a fixed order, from the shortest to the longest; equal lengths keep their order.
     *
     * @param lengths of the sequences
     * @param batchSize most sequences of a group, at least 1
     * @return indices of the sequences of each group; each sequence is in one
     */
    public static List<int[]> sorted(int[] lengths, int batchSize) {
        return sorted(lengths, new int[lengths.length], batchSize);
    }

    /**
     * Groups of pairs in a fixed order, from the shortest to the longest; equal lengths keep their
     * order.
     *
     * @param lengths of the sequences
     * @param others lengths of their other sides; zeros where they have none
     * @param batchSize most sequences of a group, at least 1
     * @return indices of the sequences of each group; each sequence is in one
     */
    public static List<int[]> sorted(int[] lengths, int[] others, int batchSize) {
        return cut(order(lengths, others), batchSize);
    }

    /**
     * Groups in a random order, mixed anew each time.
     *
     * @param lengths of the sequences
     * @param batchSize most sequences of a group, at least 1; one group may have fewer
     * @param random for shuffling
     * @return indices of the sequences of each group; each sequence is in one
     */
    public static List<int[]> shuffled(int[] lengths, int batchSize, RandomGenerator random) {
        return shuffled(lengths, new int[lengths.length], batchSize, random);
    }

    /**
     * Groups of pairs in a random order, mixed anew each time.
     *
     * @param lengths of the sequences
     * @param others lengths of their other sides; zeros where they have none
     * @param batchSize most sequences of a group, at least 1; one group may have fewer
     * @param random for shuffling
     * @return indices of the sequences of each group; each sequence is in one
     */
    public static List<int[]> shuffled(
            int[] lengths, int[] others, int batchSize, RandomGenerator random) {
        List<int[]> groups = cut(pools(lengths, others, batchSize, random), batchSize);
        shuffle(groups, random);
        return groups;
    }

    /** {@return the sequences from the shortest to the longest} */
    static int[] order(int[] lengths, int[] others) {
        int[] order = IntStream.range(0, lengths.length).toArray();
        sort(order, 0, order.length, lengths, others);
        return order;
    }

    /** {@return the sequences in a random order, sorted in pieces of many batches} */
    static int[] pools(int[] lengths, int[] others, int batchSize, RandomGenerator random) {
        int[] order = IntStream.range(0, lengths.length).toArray();
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        long pool = (long) POOL * batchSize;
        for (int from = 0; from < order.length; from = (int) Math.min(order.length, from + pool)) {
            sort(order, from, (int) Math.min(order.length, from + pool), lengths, others);
        }
        return order;
    }

    static void shuffle(List<int[]> groups, RandomGenerator random) {
        for (int i = groups.size() - 1; i > 0; i--) {
            Collections.swap(groups, i, random.nextInt(i + 1));
        }
    }

    /** Sorts a part by length in place, equal lengths in their order. */
    private static void sort(int[] order, int from, int to, int[] lengths, int[] others) {
        int[] sorted =
                Arrays.stream(order, from, to)
                        .boxed()
                        .sorted(
                                (a, b) ->
                                        others[a] == others[b]
                                                ? Integer.compare(lengths[a], lengths[b])
                                                : Integer.compare(others[a], others[b]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        System.arraycopy(sorted, 0, order, from, sorted.length);
    }

    private static List<int[]> cut(int[] order, int batchSize) {
        List<int[]> groups = new ArrayList<>();
        for (int from = 0; from < order.length; from += batchSize) {
            groups.add(Arrays.copyOfRange(order, from, Math.min(order.length, from + batchSize)));
        }
        return groups;
    }
}
