package org.recurve.nn.attention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;

/**
 * What an {@link Attention} keeps of the keys, computed once and used for many queries. Its arrays
 * live on the manager of the keys, and where nothing had to be computed they are the keys.
 *
 * @param keys what queries are compared with, batch and time as {@code (B,T,...)}, or {@code
 *     (B,heads,T,...)} with heads; zero at padding unless a bias was added
 * @param values what is averaged, batch and time in the same places
 * @param valid boolean {@code (B,T)}, false at padding; null if there is none
 */
public record AttentionMemory(NDArray keys, NDArray values, NDArray valid) {

    /** {@return the number B of sequences} */
    public long batch() {
        return keys.size(0);
    }

    /** {@return the number T of steps, with padding} */
    public long steps() {
        return keys.size(keys.getShape().dimension() - 2);
    }

    /**
     * Repeats each sequence, as beam search asks several queries of one sequence.
     *
     * @param times how often, 1 or more
     * @return a memory of {@code B * times} sequences, the copies of a sequence next to each other
     */
    public AttentionMemory repeat(int times) {
        if (times < 1) {
            throw new IllegalArgumentException("repeat 1 time or more, not " + times);
        }
        NDArray repeatedKeys = keys.repeat(0, times);
        NDArray repeatedValues = values == keys ? repeatedKeys : values.repeat(0, times);
        return new AttentionMemory(
                repeatedKeys, repeatedValues, valid == null ? null : valid.repeat(0, times));
    }

    /**
     * Keeps some of the sequences.
     *
     * @param index int64 {@code (B')}, which of them, in the order wanted
     * @return a memory of those
     */
    public AttentionMemory select(NDArray index) {
        NDIndex rows = new NDIndex("{}", index);
        NDArray someKeys = keys.get(rows);
        return new AttentionMemory(
                someKeys,
                values == keys ? someKeys : values.get(rows),
                valid == null ? null : valid.get(rows));
    }
}
