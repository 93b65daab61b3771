package org.recurve.nn;

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
 * <p>With a projection {@code h' = W_hr (o tanh(c'))}, and {@code weight_hr_l0} follows the biases.
 *
 * <p>The rows of each parameter are in the order i, f, g, o. See {@link Recurrent} for inputs,
 * outputs and parameters.
 */
public final class LSTM extends Recurrent {
    private LSTM(Builder builder) {
        super(
                builder.checked(),
                new LSTMCell(builder.stateSize, builder.biases, builder.projection));
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds {@link LSTM}s. */
    public static final class Builder extends RecurrentBuilder<Builder> {
        private int projection;

        private Builder() {}

        /**
         * Makes the hidden state smaller before it is put out and fed back (Sak et al. 2014; {@code
         * proj_size} in PyTorch); default 0 for none.
         *
         * @param projection size of h, less than the state size, which is then c's
         * @return this
         */
        public Builder optProjection(int projection) {
            this.projection = projection;
            return this;
        }

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
