package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.List;

/** A cell as a user could write it: {@code h' = (h + tanh(W_ih x)) / 2}. */
final class AverageCell extends Recurrent {
    private AverageCell(Builder builder) {
        super(builder, List.of("h"));
    }

    @Override
    public int stateCount() {
        return 1;
    }

    @Override
    protected NDList fused(NDArray x, NDList state, NDList weights, FusedRun run) {
        int perLayer = run.biases() ? 4 : 2;
        NDArray input = x;
        NDList finals = new NDList();
        for (int layer = 0; layer < run.layers(); layer++) {
            NDArray h = state.head().get(layer);
            NDList outputs = new NDList();
            for (long t = 0; t < x.size(1); t++) {
                NDArray step = input.get(":," + t);
                h = step.matMul(weights.get(layer * perLayer).transpose()).tanh().add(h).div(2);
                outputs.add(h);
            }
            input = NDArrays.stack(outputs, 1);
            finals.add(h);
        }
        return new NDList(input, NDArrays.stack(finals, 0));
    }

    @Override
    protected float[] carryingGates() {
        return null;
    }

    static final class Builder extends Recurrent.Builder<Builder> {
        @Override
        public AverageCell build() {
            return new AverageCell(this);
        }

        @Override
        protected Builder self() {
            return this;
        }
    }
}
