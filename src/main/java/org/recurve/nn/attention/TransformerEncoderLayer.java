package org.recurve.nn.attention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.recurve.nn.Affine;
import org.recurve.nn.BlockText;
import org.recurve.nn.Lengths;

/**
 * A layer of a Transformer's encoder (Vaswani et al. 2017, "Attention Is All You Need"): multi-head
 * self-attention, then a network of two layers with a rectifier at each step, each of both added to
 * its input and with layer normalization; after the sum as in the paper, or before the sub-layer
 * (Xiong et al. 2020, "On Layer Normalization in the Transformer Architecture"), which trains
 * without warm-up.
 *
 * <p>Takes {@code [x (B,T,F)]}, optionally followed by int64 {@code lengths (B)}, and gives {@code
 * (B,T,F)}, zero at padding; what stands in padding, NaN included, has no influence. {@link
 * Positions} tell the order of the steps.
 *
 * <p>Formulas, parameters and their first values as in PyTorch's {@code TransformerEncoderLayer}:
 * the block {@code self_attn}, {@code linear1.weight (H,F)}, {@code linear1.bias (H)}, {@code
 * linear2.weight (F,H)}, {@code linear2.bias (F)}, {@code norm1.weight}, {@code norm1.bias}, {@code
 * norm2.weight}, {@code norm2.bias (F)}; but the biases start at zero.
 */
public final class TransformerEncoderLayer extends AbstractBlock {
    private static final float EPSILON = 1e-5f;

    private final int size;
    private final int hidden;
    private final float dropRate;
    private final boolean normFirst;
    private final MultiHeadAttention attention;
    private final WeightAndBias first;
    private final WeightAndBias second;
    private final WeightAndBias norm1;
    private final WeightAndBias norm2;

    private record WeightAndBias(Parameter weight, Parameter bias) {}

    private TransformerEncoderLayer(Builder builder) {
        size = builder.size;
        hidden = builder.hidden;
        dropRate = builder.dropRate;
        normFirst = builder.normFirst;
        if (hidden < 1) {
            throw new IllegalArgumentException("hidden must be 1 or more, but is " + hidden);
        }
        attention =
                addChildBlock(
                        "self_attn",
                        MultiHeadAttention.builder()
                                .setSize(size)
                                .setHeads(builder.heads)
                                .optDropRate(dropRate)
                                .optCausal(builder.causal)
                                .build());
        first = linear("linear1", hidden, size);
        second = linear("linear2", size, hidden);
        norm1 = norm("norm1");
        norm2 = norm("norm2");
    }

    private WeightAndBias linear(String name, int outputs, int inputs) {
        Parameter weight = addParameter(Affine.weight(name + ".weight", Affine.PYTORCH));
        Parameter bias = addParameter(Affine.bias(name + ".bias"));
        weight.setShape(new Shape(outputs, inputs));
        bias.setShape(new Shape(outputs));
        return new WeightAndBias(weight, bias);
    }

    private WeightAndBias norm(String name) {
        return new WeightAndBias(
                scale(name + ".weight", Parameter.Type.GAMMA),
                scale(name + ".bias", Parameter.Type.BETA));
    }

    private Parameter scale(String name, Parameter.Type type) {
        return addParameter(
                Parameter.builder().setName(name).setType(type).optShape(new Shape(size)).build());
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        NDArray x = inputs.head();
        check(x.getShape());
        NDArray bounds = inputs.size() > 1 ? inputs.get(1) : null;
        Lengths lengths = Lengths.of(x, bounds);
        NDArray y = lengths.zeroPadding(x);
        Step step = new Step(store, bounds, training);
        if (normFirst) {
            y = y.add(step.attend(step.norm(norm1, y)));
            y = y.add(step.feed(step.norm(norm2, y)));
        } else {
            y = step.norm(norm1, y.add(step.attend(y)));
            y = step.norm(norm2, y.add(step.feed(y)));
        }
        return new NDList(lengths.zeroPadding(y));
    }

    /** The parts of the layer in one pass. */
    private final class Step {
        private final ParameterStore store;
        private final NDArray bounds;
        private final boolean training;

        Step(ParameterStore store, NDArray bounds, boolean training) {
            this.store = store;
            this.bounds = bounds;
            this.training = training;
        }

        NDArray attend(NDArray x) {
            AttentionMemory memory = attention.memory(store, x, bounds, training);
            return drop(attention.attend(store, x, memory, training).head());
        }

        NDArray feed(NDArray x) {
            return drop(map(second, drop(Activation.relu(map(first, x)))));
        }

        NDArray norm(WeightAndBias norm, NDArray x) {
            return LayerNorm.layerNorm(
                            x,
                            new Shape(size),
                            value(norm.weight(), x),
                            value(norm.bias(), x),
                            EPSILON)
                    .singletonOrThrow();
        }

        private NDArray map(WeightAndBias linear, NDArray x) {
            return Affine.map(x, value(linear.weight(), x), value(linear.bias(), x));
        }

        private NDArray value(Parameter parameter, NDArray x) {
            return store.getValue(parameter, x.getDevice(), training);
        }

        private NDArray drop(NDArray x) {
            return training && dropRate > 0
                    ? x.getNDArrayInternal().dropout(x, dropRate, true).singletonOrThrow()
                    : x;
        }
    }

    private void check(Shape x) {
        if (x.dimension() != 3 || x.get(2) != size || x.get(1) == 0) {
            throw new IllegalArgumentException(
                    "input must be of shape (batch, time, %d) with at least one step, but is %s"
                            .formatted(size, x));
        }
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        check(inputShapes[0]);
    }

    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        attention.initialize(manager, dataType, inputShapes[0], inputShapes[0]);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {inputShapes[0]};
    }

    /** {@return name, sizes and number of parameters} */
    @Override
    public String toString() {
        String norm = normFirst ? ", norm first" : "";
        return BlockText.of(this, attention.settings() + ", hidden " + hidden + norm);
    }

    /** Builds {@link TransformerEncoderLayer}s. */
    public static final class Builder {
        private int size;
        private int heads;
        private int hidden;
        private float dropRate;
        private boolean normFirst;
        private boolean causal;

        private Builder() {}

        /**
         * Sets the width F of input and output; required.
         *
         * @param size a multiple of the number of heads
         * @return this
         */
        public Builder setSize(int size) {
            this.size = size;
            return this;
        }

        /**
         * Sets the number of heads; required.
         *
         * @param heads 1 or more
         * @return this
         */
        public Builder setHeads(int heads) {
            this.heads = heads;
            return this;
        }

        /**
         * Sets the width H between the two layers of the network at each step; required.
         *
         * @param hidden 1 or more, in the paper four times the size
         * @return this
         */
        public Builder setHidden(int hidden) {
            this.hidden = hidden;
            return this;
        }

        /**
         * Sets the dropout on the attention's weights, on both sub-layers' outputs and between the
         * two layers of the network; default 0.
         *
         * @param dropRate share of numbers set to zero in training, 0 to 1
         * @return this
         */
        public Builder optDropRate(float dropRate) {
            this.dropRate = dropRate;
            return this;
        }

        /**
         * Sets whether normalization comes before each sub-layer instead of after the sum; default
         * false.
         *
         * @param normFirst whether
         * @return this
         */
        public Builder optNormFirst(boolean normFirst) {
            this.normFirst = normFirst;
            return this;
        }

        /**
         * Sets whether a step sees only itself and those before; default false.
         *
         * @param causal whether
         * @return this
         */
        public Builder optCausal(boolean causal) {
            this.causal = causal;
            return this;
        }

        /**
         * Makes the block.
         *
         * @return a new block
         * @throws IllegalArgumentException if the size is no multiple of the number of heads, or a
         *     setting is missing or out of range
         */
        public TransformerEncoderLayer build() {
            return new TransformerEncoderLayer(this);
        }
    }
}
