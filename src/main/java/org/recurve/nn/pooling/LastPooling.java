package org.recurve.nn.pooling;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import org.recurve.nn.Lengths;

/** The last valid step. */
final class LastPooling extends Pooling {
    @Override
    protected NDArray pool(ParameterStore store, NDArray x, Lengths lengths, boolean training) {
        return last(x, lengths);
    }

    static NDArray last(NDArray x, Lengths lengths) {
        NDArray index =
                lengths.array()
                        .toDevice(x.getDevice(), false)
                        .toType(DataType.INT64, false)
                        .sub(1)
                        .reshape(-1, 1, 1);
        return x.gather(index.broadcast(new Shape(x.size(0), 1, x.size(2))), 1).squeeze(1);
    }

    @Override
    public RunningPooling running() {
        return Running::doubles;
    }

    @Override
    public String name() {
        return "last";
    }
}
