package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.recurve.batch.Batch;
import org.recurve.batch.Collation;
import org.recurve.batch.TokenSequences;

/**
 * Pairs of sentences in numbers. A batch has as inputs {@code source (B,S)}, its {@code lengths
 * (B)}, {@code target (B,T)} that begins with the end of a sentence, and {@code counting (N)}, the
 * places of all target tokens in {@code B*T}; as labels {@code (B,T)} what comes next in the
 * target, up to its end, and a mask {@code (B,T)} of ones where there is something. Its weight is
 * N.
 *
 * @param sources ids of each source, its end included
 * @param targets ids of each target, its end included
 * @param end id of the end of a target
 */
record ParallelTokens(TokenSequences sources, List<int[]> targets, int end) implements Collation {

    @Override
    public int[] lengths() {
        return sources.lengths();
    }

    @Override
    public Batch batch(int[] indices, NDManager manager) {
        NDList inputs = sources.inputs(indices, manager);
        List<int[]> some = new ArrayList<>();
        int steps = 0;
        int count = 0;
        for (int index : indices) {
            int[] target = targets.get(index);
            some.add(target);
            steps = Math.max(steps, target.length);
            count += target.length;
        }
        long[] read = new long[indices.length * steps];
        long[] next = new long[read.length];
        float[] mask = new float[read.length];
        long[] counting = new long[count];
        int n = 0;
        for (int b = 0; b < indices.length; b++) {
            int[] target = some.get(b);
            for (int t = 0; t < target.length; t++) {
                int at = b * steps + t;
                read[at] = t == 0 ? end : target[t - 1];
                next[at] = target[t];
                mask[at] = 1;
                counting[n++] = at;
            }
        }
        Shape shape = new Shape(indices.length, steps);
        inputs.add(manager.create(read, shape));
        inputs.add(manager.create(counting));
        NDArray labels = manager.create(next, shape);
        return new Batch(
                manager, inputs, new NDList(labels, manager.create(mask, shape)), count, false);
    }
}
