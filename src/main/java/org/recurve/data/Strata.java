package org.recurve.data;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Which examples go into which part, so that every group has the same share in all of them. */
final class Strata {
    private Strata() {}

    /**
     * Every 1/fraction-th of the examples, drawn group by group: of each group the right share, to
     * one example. A group is never held out as a whole.
     *
     * @param groups the group of each example
     * @param fraction to hold out
     * @param seed of the choice
     * @return whether each example is held out
     */
    static boolean[] holdOut(int[] groups, double fraction, long seed) {
        List<Integer> order = byGroup(groups, seed);
        boolean[] held = new boolean[groups.length];
        for (int i = 0; i < held.length; i++) {
            held[order.get(i)] = Math.round((i + 1) * fraction) > Math.round(i * fraction);
        }
        int start = 0;
        for (int i = 1; i <= held.length; i++) {
            if (i == held.length || groups[order.get(i)] != groups[order.get(start)]) {
                if (order.subList(start, i).stream().allMatch(e -> held[e])) {
                    held[order.get(start)] = false;
                }
                start = i;
            }
        }
        return held;
    }

    /**
     * Deals the examples out group by group, so that folds differ by one example at most, and in
     * every group, too.
     *
     * @param groups the group of each example
     * @param folds how many
     * @param seed of the choice
     * @return the fold of each example, 0 to {@code folds - 1}
     */
    static int[] folds(int[] groups, int folds, long seed) {
        List<Integer> order = byGroup(groups, seed);
        int[] fold = new int[groups.length];
        for (int i = 0; i < fold.length; i++) {
            fold[order.get(i)] = i % folds;
        }
        return fold;
    }

    /** The examples in a random order, group after group. */
    private static List<Integer> byGroup(int[] groups, long seed) {
        return Arrays.stream(permutation(groups.length, new Random(seed)))
                .boxed()
                .sorted((a, b) -> Integer.compare(groups[a], groups[b]))
                .toList();
    }

    /** Fisher and Yates. */
    static int[] permutation(int size, Random random) {
        int[] order = IntStream.range(0, size).toArray();
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        return order;
    }
}
