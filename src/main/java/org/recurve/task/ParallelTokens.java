package org.recurve.task;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import org.recurve.batch.Batch;
import org.recurve.batch.Collation;
import org.recurve.batch.StepLabels;
import org.recurve.batch.TokenSequences;

/**
 * Pairs of sentences in numbers. A batch has as inputs {@code source (B,S)}, its {@code lengths
 * (B)}, {@code target (B,T)} that begins with the end of a sentence, and {@code counting (N)}, the
 * places of all target tokens in {@code B*T}; as labels {@code (B,T)} what comes next in the
 * target, up to its end, with a mask {@code (B,T)} where targets are padded. Its weight is N.
 *
 * @param sources ids of each source, its end included
 * @param read ids of what is read of each target: the end of a sentence, then all but its own end
 * @param targets ids of each target, its end included
 */
record ParallelTokens(TokenSequences sources, TokenSequences read, List<int[]> targets)
        implements Collation {

    @Override
    public int[] lengths() {
        return sources.lengths();
    }

    @Override
    public int[] otherLengths() {
        return read.lengths();
    }

    @Override
    public Batch batch(int[] indices, NDManager manager) {
        List<int[]> some = Arrays.stream(indices).mapToObj(targets::get).toList();
        int steps = some.stream().mapToInt(target -> target.length).max().orElseThrow();
        StepLabels labels = StepLabels.of(some, steps, manager);
        NDList inputs = sources.inputs(indices, manager);
        inputs.add(read.inputs(indices, manager).get(0));
        long[] counting = new long[(int) labels.count()];
        int n = 0;
        for (int row = 0; row < indices.length; row++) {
            for (int t = 0; t < some.get(row).length; t++) {
                counting[n++] = (long) row * steps + t;
            }
        }
        inputs.add(manager.create(counting));
        return new Batch(manager, inputs, labels.arrays(), labels.count(), false);
    }
}
