package org.recurve.batch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.recurve.data.LabeledSeries;
import org.recurve.data.SeriesExamples;
import org.recurve.data.StepLabeledSeries;
import org.recurve.data.ValuedSeries;

/**
 * What is to be predicted for some examples, as arrays.
 *
 * @param arrays classes {@code (B)} int64; values {@code (B,K)}; or classes of steps {@code (B,T)}
 *     int64, followed by a mask {@code (B,T)} of ones and zeros where some do not count
 * @param count how many predictions that is
 */
record SeriesLabels(NDList arrays, long count) {

    static SeriesLabels of(SeriesExamples<?> data, int[] indices, long steps, NDManager manager) {
        if (data instanceof LabeledSeries labeled) {
            long[] classes = Arrays.stream(indices).mapToLong(i -> labeled.targets()[i]).toArray();
            return new SeriesLabels(new NDList(manager.create(classes)), indices.length);
        }
        if (data instanceof ValuedSeries valued) {
            return new SeriesLabels(new NDList(values(valued, indices, manager)), indices.length);
        }
        return ofSteps((StepLabeledSeries) data, indices, (int) steps, manager);
    }

    private static NDArray values(ValuedSeries data, int[] indices, NDManager manager) {
        int width = data.targetNames().size();
        float[] values = new float[indices.length * width];
        for (int row = 0; row < indices.length; row++) {
            System.arraycopy(data.targets()[indices[row]], 0, values, row * width, width);
        }
        return manager.create(values, new Shape(indices.length, width));
    }

    private static SeriesLabels ofSteps(
            StepLabeledSeries data, int[] indices, int steps, NDManager manager) {
        StepLabels labels =
                StepLabels.of(
                        Arrays.stream(indices).mapToObj(data::stepTargets).toList(),
                        steps,
                        manager);
        return new SeriesLabels(labels.arrays(), labels.count());
    }
}
