package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import org.recurve.nn.Reference.Kind;

/** Makes and runs small blocks. */
final class TestBlocks {
    private TestBlocks() {}

    static SequenceBlock initialized(
            NDManager manager, Cell cell, int features, int state, int layers, boolean both) {
        SequenceBlock block = cell.layers(state, layers, both, 0);
        block.initialize(manager, DataType.FLOAT32, new Shape(1, 1, features));
        return block;
    }

    static SequenceBlock initialized(
            NDManager manager, Kind kind, int features, int state, int layers, boolean both) {
        return initialized(manager, cell(kind), features, state, layers, both);
    }

    /** A cell of a test's kind, with the engine's kernel where there is one. */
    private static Cell cell(Kind kind) {
        return new Cell() {
            @Override
            public RecurrentCell create(int hidden) {
                return kind.cell(hidden, true);
            }

            @Override
            public SequenceBlock layers(int hidden, int layers, boolean both, double dropRate) {
                return kind.fused()
                        ? kind.builder(hidden).setNumLayers(layers).optBidirectional(both).build()
                        : Cell.super.layers(hidden, layers, both, dropRate);
            }
        };
    }

    static NDList forward(NDManager manager, SequenceBlock block, NDArray x) {
        return forward(manager, block, x, new NDList(), null);
    }

    static NDList forward(
            NDManager manager, SequenceBlock block, NDArray x, NDList state, NDArray lengths) {
        return block.forward(new ParameterStore(manager, false), x, state, lengths, false);
    }
}
