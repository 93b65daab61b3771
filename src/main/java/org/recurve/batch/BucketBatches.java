package org.recurve.batch;

import ai.djl.ndarray.NDManager;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.recurve.core.RecurveException;
import org.recurve.data.Examples;
import org.recurve.data.SeriesExamples;

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
public record BucketBatches(int batchSize) implements BatchStrategy<Examples<?>>, WholeSequences {

    public BucketBatches {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be at least 1, not " + batchSize);
        }
    }

    @Override
    public BatchSource training(Examples<?> data, NDManager manager, RandomGenerator random) {
        return training(collation(data), manager, random);
    }

    @Override
    public BatchSource evaluation(Examples<?> data, NDManager manager) {
        return evaluation(collation(data), manager);
    }

    private static Collation collation(Examples<?> data) {
        if (data instanceof SeriesExamples<?> series) {
            return new SeriesCollation(series);
        }
        throw new RecurveException(
                data.provenance().dataset()
                        + " is text, whose batches depend on a vocabulary: train a model of text, which has one");
    }

    @Override
    public BatchSource training(Collation data, NDManager manager, RandomGenerator random) {
        return new Pass(data, manager, LengthBuckets.shuffled(data.lengths(), batchSize, random));
    }

    @Override
    public BatchSource evaluation(Collation data, NDManager manager) {
        return new Pass(data, manager, LengthBuckets.sorted(data.lengths(), batchSize));
    }

    @Override
    public String toString() {
        return "buckets(" + batchSize + ")";
    }

    private static final class Pass implements BatchSource {
        private final Collation data;
        private final NDManager manager;
        private final int batches;
        private final Iterator<int[]> groups;

        Pass(Collation data, NDManager manager, List<int[]> groups) {
            this.data = data;
            this.manager = manager;
            this.batches = groups.size();
            this.groups = groups.iterator();
        }

        @Override
        public long size() {
            return batches;
        }

        @Override
        public boolean hasNext() {
            return groups.hasNext();
        }

        @Override
        public Batch next() {
            return data.batch(groups.next(), manager.newSubManager());
        }
    }
}
