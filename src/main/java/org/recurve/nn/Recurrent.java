package org.recurve.nn;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import org.recurve.nn.GateParameter.Kind;

/**
 * A stack of recurrent layers in one or both directions, computed by the engine's fused kernels.
 *
 * <p>Sizes: batch {@code B}, time {@code T}, features {@code F}, state size {@code H}, layers
 * {@code L}, directions {@code D} (1 or 2).
 *
 * <p>As a DJL block it takes {@code [x (B,T,F)]}, {@code [x, h (L*D,B,H)]} or, for the LSTM, {@code
 * [x, h, c]}, each optionally followed by int64 {@code lengths (B)}. It gives {@code y (B,T,D*H)}
 * and, with {@link Builder#optReturnState}, the final states after it. States that are not given
 * are zero. The caller's list is left as it is.
 *
 * <p>With lengths, sequences stand at the left and whatever follows them, NaN included, has no
 * influence: outputs there are zero, the final states are those after each sequence's own last
 * step, and the backward direction starts at it. A sequence gives the same output alone or in any
 * batch.
 *
 * <p>Parameters have PyTorch's names, shapes, order and gate order ({@code weight_ih_l0}, {@code
 * weight_hh_l0}, {@code bias_ih_l0}, {@code bias_hh_l0}, {@code weight_ih_l0_reverse} ...).
 */
public abstract class Recurrent extends AbstractBlock {
    private final List<String> gates;
    private final int stateSize;
    private final int layers;
    private final boolean bidirectional;
    private final boolean biases;
    private final float dropRate;
    private final boolean returnState;

    /**
     * Makes the block and names its parameters.
     *
     * @param builder the settings
     * @param gates names of the gates in the order of the parameters' blocks of rows
     */
    @SuppressWarnings("this-escape")
    protected Recurrent(Builder<?> builder, List<String> gates) {
        if (builder.stateSize < 1 || builder.layers < 1) {
            throw new IllegalArgumentException(
                    "state size and number of layers must be set and positive, but are "
                            + builder.stateSize
                            + " and "
                            + builder.layers);
        }
        this.gates = List.copyOf(gates);
        stateSize = builder.stateSize;
        layers = builder.layers;
        bidirectional = builder.bidirectional;
        biases = builder.biases;
        dropRate = builder.dropRate;
        returnState = builder.returnState;
        for (int layer = 0; layer < layers; layer++) {
            for (int direction = 0; direction < directions(); direction++) {
                for (Kind kind : Kind.values()) {
                    if (biases || !kind.bias()) {
                        String name = kind.prefix() + layer + (direction == 0 ? "" : "_reverse");
                        GateParameter parameter = new GateParameter(kind, this.gates, stateSize);
                        addParameter(
                                Parameter.builder()
                                        .setName(name)
                                        .setType(
                                                kind.bias()
                                                        ? Parameter.Type.BIAS
                                                        : Parameter.Type.WEIGHT)
                                        .optInitializer(builder.initializer.of(parameter))
                                        .build());
                    }
                }
            }
        }
    }

    /** {@return the number of state arrays: 1, for the LSTM 2} */
    public abstract int stateCount();

    /**
     * Runs a stack of these layers: a fused kernel of the engine, or for a cell of one's own
     * whatever computes it.
     *
     * @param x {@code (B,T,F)}
     * @param state {@link #stateCount()} arrays {@code (layers*D,B,H)}
     * @param weights w_ih, w_hh and, with biases, b_ih, b_hh per layer and direction
     * @param run the part of the stack to run
     * @return {@code y} and the final states
     */
    protected abstract NDList fused(NDArray x, NDList state, NDList weights, FusedRun run);

    /**
     * {@return what to add to each gate before its activation to carry the cell state unchanged
     * over a step of padding; null if there is no state that the outputs do not show}
     */
    protected abstract float[] carryingGates();

    /** {@return the size H of the state} */
    public final int stateSize() {
        return stateSize;
    }

    /** {@return the number L of layers} */
    public final int layers() {
        return layers;
    }

    /** {@return the number D of directions, 1 or 2} */
    public final int directions() {
        return bidirectional ? 2 : 1;
    }

    /** {@return whether the gates have biases} */
    public final boolean hasBiases() {
        return biases;
    }

    /** {@return the share of the outputs that dropout between layers sets to zero in training} */
    public final float dropRate() {
        return dropRate;
    }

    /**
     * Counts the numbers that a layer learns, in all its directions.
     *
     * @param layer counted from 0
     * @param features width of the network's input, 1 or more
     * @return how many
     */
    public long parameterCount(int layer, long features) {
        long inputs = layer == 0 ? features : (long) directions() * stateSize;
        long perRow = inputs + stateSize + (biases ? 2 : 0);
        return directions() * (long) gates.size() * stateSize * perRow;
    }

    /**
     * Runs the network.
     *
     * @param parameters gives the values of the parameters
     * @param x {@code (B,T,F)}
     * @param state initial states {@code (L*D,B,H)} in order h, c; missing ones are zero
     * @param lengths int64 {@code (B)}, each 1 to T; or null if all sequences are full
     * @param training whether dropout is on
     * @return {@code y (B,T,D*H)} and all {@link #stateCount()} final states {@code (L*D,B,H)}, on
     *     the manager of {@code x}
     * @throws IllegalArgumentException if a shape does not fit
     * @throws org.recurve.core.RecurveException if a length is not in 1 to T
     */
    public NDList forward(
            ParameterStore parameters, NDArray x, NDList state, NDArray lengths, boolean training) {
        Shape weight = this.parameters.get(Kind.WEIGHT_IH.prefix() + '0').getShape();
        shapes().check(x.getShape(), weight, state, stateCount());
        Native.flushDenormals();
        NDList weights = weights(parameters, x.getDevice(), training);
        Lengths valid = lengths == null ? null : Lengths.of(lengths, x.size(0), x.size(1));
        NDList outputs;
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDList initial = withZeros(x, state);
            FusedRun run = new FusedRun(layers, biases, bidirectional, dropRate, training);
            outputs =
                    valid == null || valid.allFull()
                            ? fused(x, initial, weights, run)
                            : new RaggedStack(this, valid, x).run(x, initial, weights, run);
            NDScope.unregister(outputs);
        }
        outputs.forEach(NDScope::register);
        return outputs;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        int count = inputs.size();
        NDArray last = inputs.get(count - 1);
        boolean ragged = count > 1 && last.getDataType().isInteger();
        NDList state = inputs.subNDList(1);
        if (ragged) {
            state = new NDList(state.subList(0, state.size() - 1));
        }
        NDList outputs =
                forward(parameterStore, inputs.head(), state, ragged ? last : null, training);
        if (returnState) {
            return outputs;
        }
        outputs.stream().skip(1).forEach(NDArray::close);
        return new NDList(outputs.head());
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape x = inputShapes[0];
        List<Shape> shapes = new ArrayList<>();
        shapes.add(shapes().output(x));
        for (int i = 0; returnState && i < stateCount(); i++) {
            shapes.add(shapes().state(x.get(0)));
        }
        return shapes.toArray(Shape[]::new);
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        StackShapes.checkInput(inputShapes[0]);
        for (Parameter parameter : parameters.values()) {
            parameter.setShape(shapes().parameter(parameter.getName(), inputShapes[0].get(2)));
        }
    }

    private StackShapes shapes() {
        return new StackShapes(gates.size(), stateSize, layers, directions());
    }

    private NDList weights(ParameterStore store, Device device, boolean training) {
        NDList weights = new NDList(parameters.size());
        for (Parameter parameter : parameters.values()) {
            weights.add(store.getValue(parameter, device, training));
        }
        return weights;
    }

    private NDList withZeros(NDArray x, NDList state) {
        NDList all = new NDList(state);
        while (all.size() < stateCount()) {
            DataType type = x.getDataType();
            all.add(x.getManager().zeros(shapes().state(x.size(0)), type, x.getDevice()));
        }
        return all;
    }

    /**
     * Settings common to all recurrent blocks.
     *
     * @param <T> the builder itself
     */
    public abstract static class Builder<T extends Builder<T>> {
        private int stateSize;
        private int layers;
        private boolean bidirectional;
        private boolean biases = true;
        private float dropRate;
        private boolean returnState;
        private RecurrentInitializer initializer = RecurrentInitializers.pytorch();

        /** Starts from the defaults. */
        protected Builder() {}

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
            if (!(dropRate >= 0 && dropRate <= 1)) {
                throw new IllegalArgumentException("drop rate must be 0 to 1, but is " + dropRate);
            }
            this.dropRate = dropRate;
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
         * Sets whether the block's outputs include the final states; default false, as in DJL, so
         * that the block fits into a {@link ai.djl.nn.SequentialBlock}. {@link
         * Recurrent#forward(ParameterStore, NDArray, NDList, NDArray, boolean)} gives them always.
         *
         * @param returnState whether
         * @return this
         */
        public T optReturnState(boolean returnState) {
            this.returnState = returnState;
            return self();
        }

        /**
         * Sets how parameters get their first values; default {@link
         * RecurrentInitializers#pytorch()}.
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
}
