package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;

/**
 * The gated recurrent unit (Cho et al., "Learning phrase representations using RNN
 * encoder-decoder", EMNLP 2014) in the variant that resets after the matrix product:
 *
 * <pre>
 * r = sigmoid(W_ir x + b_ir + W_hr h + b_hr)
 * z = sigmoid(W_iz x + b_iz + W_hz h + b_hz)
 * n =    tanh(W_in x + b_in + r (W_hn h + b_hn))
 * h' = (1 - z) n + z h
 * </pre>
 *
 * <p>The rows of each parameter are in the order r, z, n. See {@link Recurrent} for inputs, outputs
 * and parameters.
 */
public final class GRU extends Recurrent {
    private GRU(Builder builder) {
        super(builder, List.of("r", "z", "n"));
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public int stateCount() {
        return 1;
    }

    @Override
    protected NDList fused(NDArray x, NDList state, NDList weights, FusedRun run) {
        return x.getNDArrayInternal()
                .gru(
                        x,
                        state.singletonOrThrow(),
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
        return null;
    }

    /** Builds {@link GRU}s. */
    public static final class Builder extends Recurrent.Builder<Builder> {
        private Builder() {}

        @Override
        public GRU build() {
            return new GRU(this);
        }

        @Override
        protected Builder self() {
            return this;
        }
    }
}
