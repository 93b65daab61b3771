package org.recurve.nn;

/**
 * Settings common to {@link RNN}, {@link LSTM} and {@link GRU}.
 *
 * @param <T> the builder itself
 */
public abstract class RecurrentBuilder<T extends RecurrentBuilder<T>> {
    int stateSize;
    int layers;
    boolean bidirectional;
    boolean biases = true;
    float dropRate;
    boolean returnState;
    RecurrentInitializer initializer = RecurrentInitializers.pytorch();

    RecurrentBuilder() {}

    final RecurrentBuilder<T> checked() {
        if (stateSize < 1 || layers < 1) {
            throw new IllegalArgumentException(
                    "state size and number of layers must be set and positive, but are "
                            + stateSize
                            + " and "
                            + layers);
        }
        return this;
    }

    /**
     * Sets the size of the state of each layer and direction; required.
     *
     * @param stateSize 1 or more
     * @return this
     */
    public T setStateSize(int stateSize) {
        this.stateSize = stateSize;
        return self();
    }

    /**
     * Sets the number of stacked layers; required.
     *
     * @param numLayers 1 or more
     * @return this
     */
    public T setNumLayers(int numLayers) {
        this.layers = numLayers;
        return self();
    }

    /**
     * Sets whether a second network reads each sequence backwards; default false.
     *
     * @param bidirectional whether
     * @return this
     */
    public T optBidirectional(boolean bidirectional) {
        this.bidirectional = bidirectional;
        return self();
    }

    /**
     * Sets the dropout on the outputs of every layer but the last; default 0.
     *
     * @param dropRate share of outputs set to zero in training, 0 to 1
     * @return this
     */
    public T optDropRate(float dropRate) {
        this.dropRate = Dropouts.check("drop rate", dropRate);
        return self();
    }

    /**
     * Sets whether gates have biases; default true.
     *
     * @param biases whether
     * @return this
     */
    public T optHasBiases(boolean biases) {
        this.biases = biases;
        return self();
    }

    /**
     * Sets whether the block's outputs include the final states; default false, as in DJL, so that
     * the block fits into a {@link ai.djl.nn.SequentialBlock}. {@link
     * SequenceBlock#forward(ai.djl.training.ParameterStore, ai.djl.ndarray.NDArray,
     * ai.djl.ndarray.NDList, ai.djl.ndarray.NDArray, boolean)} gives them always.
     *
     * @param returnState whether
     * @return this
     */
    public T optReturnState(boolean returnState) {
        this.returnState = returnState;
        return self();
    }

    /**
     * Sets how parameters get their first values; default {@link RecurrentInitializers#pytorch()}.
     *
     * @param initializer the initializer
     * @return this
     */
    public T optInitializer(RecurrentInitializer initializer) {
        this.initializer = initializer;
        return self();
    }

    /** {@return a new block with these settings} */
    public abstract Recurrent build();

    /** {@return this} */
    protected abstract T self();
}
