package org.recurve.batch;

import ai.djl.ndarray.NDManager;
import java.util.random.RandomGenerator;

/**
 * Whole sequences, those of about the same length together, padded at the right.
 *
 * <p>Of numeric sequences, inputs are {@code x (B,T,F)} and int64 {@code lengths (B)}. Labels are
 * classes {@code (B)} int64, values {@code (B,K)}, or classes of steps {@code (B,T)} int64; where
 * not all steps count, a float mask {@code (B,T)} of ones and zeros is the second label. The weight
 * is the number of sequences or, with classes of steps, of the steps that count. What a batch of
 * text holds is up to the model, which has the vocabulary: see {@link Collation}.
 *
 * <p>Training goes through the sequences in an order that is random in every epoch, evaluation from
 * the shortest to the longest. Both give every sequence exactly once.
 *
 * @param batchSize most sequences of a batch
 */
public record BucketBatches(int batchSize) implements GroupedSequences {

    public BucketBatches {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be at least 1, not " + batchSize);
        }
    }

    @Override
    public BatchSource training(Collation data, NDManager manager, RandomGenerator random) {
        return new GroupPass(
                data,
                manager,
                LengthBuckets.shuffled(data.lengths(), data.otherLengths(), batchSize, random));
    }

    @Override
    public BatchSource evaluation(Collation data, NDManager manager) {
        return new GroupPass(
                data,
                manager,
                LengthBuckets.sorted(data.lengths(), data.otherLengths(), batchSize));
    }

    @Override
    public String toString() {
        return "buckets(" + batchSize + ")";
    }
}
