package org.recurve.baseline;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.Long2IntMap;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;

/**
 * All n-grams of one order, as edges of a trie: an n-gram is the number of its first n-1 words in
 * the level below and its last word. Numbers start at 0 in order of appearance.
 */
final class NGramLevel {
    /** The number of an n-gram that does not occur. */
    static final int ABSENT = -1;

    private final Long2IntOpenHashMap numbers = new Long2IntOpenHashMap();
    private final IntArrayList counts = new IntArrayList();
    private Discounts discounts;
    // By the number of a context: the sum of the counts that follow it, and of their discounts.
    private long[] totals;
    private double[] reserves;

    NGramLevel() {
        numbers.defaultReturnValue(ABSENT);
    }

    /** {@return the n-gram's number or {@link #ABSENT}} */
    int find(int context, int word) {
        return numbers.get(key(context, word));
    }

    /** Adds an n-gram that is absent, with count 0. */
    int add(int context, int word) {
        int number = counts.size();
        numbers.put(key(context, word), number);
        counts.add(0);
        return number;
    }

    void increment(int number) {
        counts.set(number, counts.getInt(number) + 1);
    }

    int size() {
        return counts.size();
    }

    Discounts discounts() {
        return discounts;
    }

    /** Counting is over: estimates the discounts and sums up what follows each context. */
    void finish(int contexts) {
        discounts = Discounts.estimate(counts);
        totals = new long[contexts];
        reserves = new double[contexts];
        for (Long2IntMap.Entry entry : numbers.long2IntEntrySet()) {
            int context = (int) (entry.getLongKey() >>> Integer.SIZE);
            int count = counts.getInt(entry.getIntValue());
            totals[context] += count;
            reserves[context] += discounts.of(count);
        }
        numbers.trim();
        counts.trim();
    }

    /**
     * Interpolates with the distribution of the next lower order.
     *
     * @param context the number of the n-1 words before
     * @param number of the n-gram, or {@link #ABSENT}
     * @param lower the word's probability in the next lower order
     */
    double probability(int context, int number, double lower) {
        if (totals[context] == 0) {
            return lower;
        }
        int count = number == ABSENT ? 0 : counts.getInt(number);
        return (count - discounts.of(count) + reserves[context] * lower) / totals[context];
    }

    private static long key(int context, int word) {
        return (long) context << Integer.SIZE | word;
    }
}
