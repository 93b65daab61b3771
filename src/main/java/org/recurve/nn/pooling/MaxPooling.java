package org.recurve.nn.pooling;

import ai.djl.ndarray.NDArray;
import ai.djl.training.ParameterStore;
import org.recurve.nn.Lengths;

/** The largest value of each feature over the valid steps. */
final class MaxPooling extends Pooling {
    @Override
    protected NDArray pool(ParameterStore store, NDArray x, Lengths lengths, boolean training) {
        NDArray valid = lengths.allFull() ? x : lengths.fillPadding(x, Double.NEGATIVE_INFINITY);
        return valid.max(new int[] {1});
    }

    @Override
    public RunningPooling running() {
        return Running.max();
    }

    @Override
    public String name() {
        return "max";
    }
}
