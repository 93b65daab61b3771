package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;

/** Makes and runs small blocks. */
final class TestBlocks {
    private TestBlocks() {}

    static Recurrent initialized(
            NDManager manager, Cell cell, int features, int state, int layers, boolean both) {
        Recurrent block =
                cell.builder()
                        .setStateSize(state)
                        .setNumLayers(layers)
                        .optBidirectional(both)
                        .build();
        block.initialize(manager, DataType.FLOAT32, new Shape(1, 1, features));
        return block;
    }

    static NDList forward(NDManager manager, Recurrent block, NDArray x) {
        return forward(manager, block, x, new NDList(), null);
    }

    static NDList forward(
            NDManager manager, Recurrent block, NDArray x, NDList state, NDArray lengths) {
        return block.forward(new ParameterStore(manager, false), x, state, lengths, false);
    }
}
