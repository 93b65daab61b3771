package org.recurve.nn.pooling;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import org.recurve.nn.Lengths;

/** The first half of the features at the last valid step, the second half at the first step. */
final class EndsPooling extends Pooling {
    @Override
    protected NDArray pool(ParameterStore store, NDArray x, Lengths lengths, boolean training) {
        checkEven(x.getShape());
        NDList directions = x.split(2, 2);
        NDArray backward = directions.get(1).split(new long[] {1}, 1).get(0).squeeze(1);
        return NDArrays.concat(
                new NDList(LastPooling.last(directions.get(0), lengths), backward), 1);
    }

    private static void checkEven(Shape x) {
        if (x.get(2) % 2 != 0) {
            throw new IllegalArgumentException(
                    "input must hold the outputs of two directions side by side, so an even number"
                            + " of features, but is "
                            + x);
        }
    }

    @Override
    public String name() {
        return "ends";
    }
}
