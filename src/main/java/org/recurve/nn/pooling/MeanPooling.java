package org.recurve.nn.pooling;

import ai.djl.ndarray.NDArray;
import ai.djl.training.ParameterStore;
import org.recurve.nn.Lengths;

/** The mean over the valid steps. */
final class MeanPooling extends Pooling {
    @Override
    protected NDArray pool(ParameterStore store, NDArray x, Lengths lengths, boolean training) {
        NDArray steps =
                lengths.array()
                        .toDevice(x.getDevice(), false)
                        .toType(x.getDataType(), false)
                        .reshape(-1, 1);
        return lengths.zeroPadding(x).sum(new int[] {1}).div(steps);
    }

    @Override
    public RunningPooling running() {
        return Running.mean();
    }

    @Override
    public String name() {
        return "mean";
    }
}
