package org.recurve.nn.attention;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import java.util.ArrayList;
import java.util.List;
import org.recurve.nn.Affine;

/**
 * Multi-head attention (Vaswani et al. 2017, "Attention Is All You Need"): several scaled
 * dot-product attentions side by side, each on its own projection of query and keys to {@code size
 * / heads} features, then a projection of all contexts together.
 *
 * <p>Inputs and outputs as in {@link Attention}, with D the {@code size}, E the key size, E' the
 * size, and weights {@code (B,heads,Q,T)}. Weights are given before dropout and sum to 1. For
 * self-attention, query and keys are the same array.
 *
 * <p>Parameters have the names and layout of PyTorch's {@code MultiheadAttention}: {@code
 * in_proj_weight (3*size,size)} with rows for query, key and value; or, where the key size is
 * another, {@code q_proj_weight (size,size)}, {@code k_proj_weight (size,E)}, {@code v_proj_weight
 * (size,E)}; {@code in_proj_bias (3*size)}, {@code out_proj.weight (size,size)}, {@code
 * out_proj.bias (size)}. They start as PyTorch's.
 */
public final class MultiHeadAttention extends Attention {
    private final int size;
    private final int heads;
    private final int keySize;
    private final float dropRate;
    private final boolean causal;
    private final List<Parameter> inWeights = new ArrayList<>();
    private final Parameter inBias;
    private final Parameter outWeight;
    private final Parameter outBias;

    private MultiHeadAttention(Builder builder) {
        size = builder.size;
        heads = builder.heads;
        keySize = builder.keySize == 0 ? size : builder.keySize;
        dropRate = builder.dropRate;
        causal = builder.causal;
        if (size < 1 || heads < 1 || size % heads != 0) {
            throw new IllegalArgumentException(
                    "size must be set and be a positive multiple of the number of heads, but they"
                            + " are "
                            + size
                            + " and "
                            + heads);
        }
        if (keySize == size) {
            inWeights.add(weight("in_proj_weight", Affine.GLOROT, 3L * size, size));
        } else {
            inWeights.add(weight("q_proj_weight", Affine.GLOROT, size, size));
            inWeights.add(weight("k_proj_weight", Affine.GLOROT, size, keySize));
            inWeights.add(weight("v_proj_weight", Affine.GLOROT, size, keySize));
        }
        inBias = builder.biases ? bias("in_proj_bias", 3L * size) : null;
        outWeight = weight("out_proj.weight", Affine.PYTORCH, size, size);
        outBias = builder.biases ? bias("out_proj.bias", size) : null;
    }

    private Parameter weight(String name, Initializer start, long rows, long columns) {
        Parameter parameter = addParameter(Affine.weight(name, start));
        parameter.setShape(new Shape(rows, columns));
        return parameter;
    }

    private Parameter bias(String name, long rows) {
        Parameter parameter = addParameter(Affine.bias(name));
        parameter.setShape(new Shape(rows));
        return parameter;
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public long contextSize(long keys) {
        return size;
    }

    @Override
    protected long width(int input) {
        return input == 0 ? size : keySize;
    }

    @Override
    protected AttentionMemory project(
            ParameterStore store, NDArray keys, NDArray valid, boolean training) {
        return new AttentionMemory(
                split(in(store, keys, 1, training)), split(in(store, keys, 2, training)), valid);
    }

    /** Projects for queries (0), keys (1) or values (2). */
    private NDArray in(ParameterStore store, NDArray x, int role, boolean training) {
        Device device = x.getDevice();
        NDArray weight =
                inWeights.size() == 1
                        ? third(store.getValue(inWeights.get(0), device, training), role)
                        : store.getValue(inWeights.get(role), device, training);
        NDArray bias =
                inBias == null ? null : third(store.getValue(inBias, device, training), role);
        return Affine.map(x, weight, bias);
    }

    private static NDArray third(NDArray stacked, int which) {
        return stacked.split(3).get(which);
    }

    /** {@code (B,N,size)} to {@code (B,heads,N,size/heads)}. */
    private NDArray split(NDArray x) {
        return x.reshape(x.size(0), x.size(1), heads, size / heads).swapAxes(1, 2);
    }

    @Override
    protected NDArray scores(
            ParameterStore store, NDArray query, AttentionMemory memory, boolean training) {
        NDArray queries = split(in(store, query, 0, training));
        NDArray scores = DotAttention.scores(queries, memory.keys(), true);
        return causal ? onlyWhere(upToNow(scores), scores) : scores;
    }

    /** True where the step of the key is not after that of the query, {@code (1,1,Q,T)}. */
    private static NDArray upToNow(NDArray scores) {
        NDArray now = steps(scores, 2).expandDims(3);
        NDArray then = steps(scores, 3).expandDims(2);
        Shape shape = new Shape(1, 1, scores.size(2), scores.size(3));
        return now.broadcast(shape).gte(then.broadcast(shape));
    }

    private static NDArray steps(NDArray scores, int axis) {
        return scores.getManager()
                .arange(0, (int) scores.size(axis), 1, DataType.INT64, scores.getDevice())
                .reshape(1, 1, -1);
    }

    @Override
    protected NDArray average(
            ParameterStore store, NDArray weights, AttentionMemory memory, boolean training) {
        NDArray kept = weights;
        if (training && dropRate > 0) {
            NDList dropped = weights.getNDArrayInternal().dropout(weights, dropRate, true);
            kept = dropped.singletonOrThrow();
        }
        NDArray contexts = kept.matMul(memory.values()).swapAxes(1, 2);
        Device device = weights.getDevice();
        return Affine.map(
                contexts.reshape(contexts.size(0), contexts.size(1), size),
                store.getValue(outWeight, device, training),
                outBias == null ? null : store.getValue(outBias, device, training));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape[] shapes = super.getOutputShapes(inputShapes);
        Shape weights = shapes[1];
        shapes[1] = new Shape(weights.get(0), heads, weights.get(1), weights.get(2));
        return shapes;
    }

    @Override
    protected String settings() {
        return "size "
                + size
                + ", heads "
                + heads
                + (keySize == size ? "" : ", keys " + keySize)
                + (causal ? ", causal" : "")
                + (dropRate == 0 ? "" : ", dropout " + dropRate);
    }

    /** Builds {@link MultiHeadAttention}s. */
    public static final class Builder {
        private int size;
        private int heads;
        private int keySize;
        private boolean biases = true;
        private float dropRate;
        private boolean causal;

        private Builder() {}

        /**
         * Sets the width of queries and contexts; required.
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
         * Sets the width of the keys; default the size.
         *
         * @param keySize 1 or more
         * @return this
         */
        public Builder optKeySize(int keySize) {
            if (keySize < 1) {
                throw new IllegalArgumentException("key size must be 1 or more, but is " + keySize);
            }
            this.keySize = keySize;
            return this;
        }

        /**
         * Sets whether projections have biases; default true.
         *
         * @param biases whether
         * @return this
         */
        public Builder optHasBiases(boolean biases) {
            this.biases = biases;
            return this;
        }

        /**
         * Sets the dropout on the weights; default 0.
         *
         * @param dropRate share of weights set to zero in training, 0 to 1
         * @return this
         */
        public Builder optDropRate(float dropRate) {
            if (!(dropRate >= 0 && dropRate <= 1)) {
                throw new IllegalArgumentException("drop rate must be 0 to 1, but is " + dropRate);
            }
            this.dropRate = dropRate;
            return this;
        }

        /**
         * Sets whether query t sees only the keys of steps 0 to t; default false. Queries and keys
         * are then counted from the same first step.
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
         * @throws IllegalArgumentException if the size is no multiple of the number of heads
         */
        public MultiHeadAttention build() {
            return new MultiHeadAttention(this);
        }
    }
}
