package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;

/**
 * Long short-term memory (Hochreiter and Schmidhuber, Neural Computation 9, 1997) with the forget
 * gate of Gers et al. (2000):
 *
 * <pre>
 * i = sigmoid(W_ii x + b_ii + W_hi h + b_hi)
 * f = sigmoid(W_if x + b_if + W_hf h + b_hf)
 * g =    tanh(W_ig x + b_ig + W_hg h + b_hg)
 * o = sigmoid(W_io x + b_io + W_ho h + b_ho)
 * c' = f c + i g
 * h' = o tanh(c')
 * </pre>
 *
 * <p>The rows of each parameter are in the order i, f, g, o. See {@link Recurrent} for inputs,
 * outputs and parameters.
 */
public final class LSTM extends Recurrent {
    /** Far beyond where a sigmoid is exactly 0 or 1, far within the range of 16-bit floats. */
    private static final float SATURATED = 1e4f;

    private LSTM(Builder builder) {
        super(builder, List.of("i", "f", "g", "o"));
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public int stateCount() {
        return 2;
    }

    @Override
    protected NDList fused(NDArray x, NDList state, NDList weights, FusedRun run) {
        return x.getNDArrayInternal()
                .lstm(
                        x,
                        state,
                        weights,
                        run.biases(),
                        run.layers(),
                        run.dropRate(),
                        run.training(),
                        run.bidirectional(),
                        true);
    }

    @Override
    protected float[] carryingGates() {
        return new float[] {-SATURATED, SATURATED, 0, 0};
    }

    /** Builds {@link LSTM}s. */
    public static final class Builder extends Recurrent.Builder<Builder> {
        private Builder() {}

        @Override
        public LSTM build() {
            return new LSTM(this);
        }

        @Override
        protected Builder self() {
            return this;
        }
    }
}
