package org.recurve.nn;

/**
 * The simple recurrent network (Elman, "Finding structure in time", Cognitive Science 14, 1990):
 *
 * <p>{@code h_t = act(W_ih x_t + b_ih + W_hh h_(t-1) + b_hh)}
 *
 * <p>See {@link Recurrent} for inputs, outputs and parameters.
 */
public final class RNN extends Recurrent {

    /** The function applied to the sum. */
    public enum Activation {
        /** {@code max(0, x)}. */
        RELU,
        /** {@code tanh(x)}. */
        TANH
    }

    private RNN(Builder builder) {
        super(
                builder.checked(),
                new RNNCell(builder.stateSize, builder.biases, builder.activation));
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds {@link RNN}s. */
    public static final class Builder extends RecurrentBuilder<Builder> {
        private Activation activation = Activation.TANH;

        private Builder() {}

        /**
         * Sets the activation; default tanh.
         *
         * @param activation the activation
         * @return this
         */
        public Builder optActivation(Activation activation) {
            this.activation = activation;
            return this;
        }

        @Override
        public RNN build() {
            return new RNN(this);
        }

        @Override
        protected Builder self() {
            return this;
        }
    }
}
