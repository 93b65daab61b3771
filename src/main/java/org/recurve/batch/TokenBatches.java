package org.recurve.batch;

import ai.djl.ndarray.NDManager;
import java.util.random.RandomGenerator;

/**
 * Whole sequences, those of about the same length together, as many as fit into a number of padded
 * tokens: many short ones or a few long ones, so that every batch takes about the same memory and
 * the same time. Of pairs the tokens of both sides count. A sequence that is longer than the number
 * by itself is a batch of its own.
 *
 * <p>Everything else is as in {@link BucketBatches}.
 *
 * @param tokens most tokens of a batch, padding included
 */
public record TokenBatches(int tokens) implements GroupedSequences {

    public TokenBatches {
        if (tokens < 1) {
            throw new IllegalArgumentException("tokens must be at least 1, not " + tokens);
        }
    }

    @Override
    public BatchSource training(Collation data, NDManager manager, RandomGenerator random) {
        return new GroupPass(
                data,
                manager,
                TokenBuckets.shuffled(data.lengths(), data.otherLengths(), tokens, random));
    }

    @Override
    public BatchSource evaluation(Collation data, NDManager manager) {
        return new GroupPass(
                data, manager, TokenBuckets.sorted(data.lengths(), data.otherLengths(), tokens));
    }

    @Override
    public String toString() {
        return "tokens(" + tokens + ")";
    }
}
