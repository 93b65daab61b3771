package org.recurve.nn;

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
        super(builder.checked(), new GRUCell(builder.stateSize, builder.biases));
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds {@link GRU}s. */
    public static final class Builder extends RecurrentBuilder<Builder> {
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
