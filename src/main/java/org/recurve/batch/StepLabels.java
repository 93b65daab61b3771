package org.recurve.batch;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.recurve.data.StepLabeledSeries;

/**
 * Classes of the steps of some sequences, padded at the right.
 *
 * @param arrays classes {@code (B,T)} int64, followed by a mask {@code (B,T)} of ones and zeros
 *     where some steps do not count
 * @param count how many steps count
 */
public record StepLabels(NDList arrays, long count) {

    /**
     * Pads classes.
     *
     * @param targets for each sequence the class of each step, {@link
     *     StepLabeledSeries#NOT_COUNTED} where it does not count
     * @param steps of the longest sequence of the batch
     * @param manager gets the arrays
     * @return the labels; steps that do not count, padding among them, are of class 0
     */
    public static StepLabels of(List<int[]> targets, int steps, NDManager manager) {
        long[] classes = new long[targets.size() * steps];
        float[] mask = new float[classes.length];
        int count = 0;
        for (int row = 0; row < targets.size(); row++) {
            int[] sequence = targets.get(row);
            for (int t = 0; t < sequence.length; t++) {
                if (sequence[t] != StepLabeledSeries.NOT_COUNTED) {
                    classes[row * steps + t] = sequence[t];
                    mask[row * steps + t] = 1;
                    count++;
                }
            }
        }
        Shape shape = new Shape(targets.size(), steps);
        NDList arrays = new NDList(manager.create(classes, shape));
        if (count < mask.length) {
            arrays.add(manager.create(mask, shape));
        }
        return new StepLabels(arrays, count);
    }
}
