package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;

/**
 * A temporal convolutional network: causal convolutions on top of each other, each with twice the
 * dilation of the one below, so that the number of steps that are seen doubles with every level
 * (Bai, Kolter and Koltun 2018, "An Empirical Evaluation of Generic Convolutional and Recurrent
 * Networks for Sequence Modeling"; here with one convolution a level, and without weight
 * normalization):
 *
 * <p>{@code h_0 = W x + b}, {@code h_l = h_(l-1) + relu(conv_l(h_(l-1)))} with dilation {@code
 * 2^(l-1)}
 *
 * <p>Takes {@code [x (B,T,F)]}, optionally followed by int64 {@code lengths (B)}, and gives {@code
 * (B,T,G)}, zero at padding; what stands in padding, NaN included, has no influence. An output sees
 * {@link #receptiveField} steps, itself the last.
 *
 * <p>Parameters: {@code input.weight (G,F)}, {@code input.bias (G)} and those of a {@link
 * CausalConvolution} for each level, {@code level1} first.
 */
public final class TemporalConvolution extends AbstractBlock {
    private final int filters;
    private final int kernelSize;
    private final Parameter weight;
    private final Parameter bias;
    private final List<CausalConvolution> levels = new ArrayList<>();

    private TemporalConvolution(Builder builder) {
        filters = builder.filters;
        kernelSize = builder.kernelSize;
        // With 20 doublings every step of a million is seen.
        if (builder.levels < 1 || builder.levels > 20) {
            throw new IllegalArgumentException("levels must be 1 to 20, not " + builder.levels);
        }
        weight = addParameter(Affine.weight("input.weight", Affine.PYTORCH));
        bias = addParameter(Affine.bias("input.bias"));
        for (int level = 1; level <= builder.levels; level++) {
            levels.add(
                    addChildBlock(
                            "level" + level,
                            CausalConvolution.builder()
                                    .setFilters(filters)
                                    .setKernelSize(kernelSize)
                                    .optDilation(1 << (level - 1))
                                    .build()));
        }
        bias.setShape(new Shape(filters));
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return how many steps an output sees: 1 + (K - 1)(2^L - 1)} */
    public int receptiveField() {
        return 1 + levels.stream().mapToInt(level -> level.receptiveField() - 1).sum();
    }

    private void check(Shape x) {
        Shape known = weight.getShape();
        boolean fits = known == null || x.dimension() != 3 || known.get(1) == x.get(2);
        if (x.dimension() != 3 || x.get(1) == 0 || !fits) {
            String features = known == null ? "features" : Long.toString(known.get(1));
            throw new IllegalArgumentException(
                    "input must be of shape (batch, time, %s) with at least one step, but is %s"
                            .formatted(features, x));
        }
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        check(inputShapes[0]);
        weight.setShape(new Shape(filters, inputShapes[0].get(2)));
    }

    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        Shape inside = getOutputShapes(inputShapes)[0];
        levels.forEach(level -> level.initialize(manager, dataType, inside));
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
        NDArray h =
                Affine.map(
                        lengths.zeroPadding(x),
                        store.getValue(weight, x.getDevice(), training),
                        store.getValue(bias, x.getDevice(), training));
        for (CausalConvolution level : levels) {
            NDList below = bounds == null ? new NDList(h) : new NDList(h, bounds);
            h = h.add(Activation.relu(level.forward(store, below, training).head()));
        }
        return new NDList(lengths.zeroPadding(h));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape x = inputShapes[0];
        return new Shape[] {new Shape(x.get(0), x.get(1), filters)};
    }

    /** {@return name, sizes and number of parameters} */
    @Override
    public String toString() {
        return BlockText.of(
                this,
                "filters %d, levels %d, kernel %d, sees %d steps"
                        .formatted(filters, levels.size(), kernelSize, receptiveField()));
    }

    /** Builds {@link TemporalConvolution}s. */
    public static final class Builder {
        private int filters;
        private int levels;
        private int kernelSize;

        private Builder() {}

        /**
         * Sets the width G of every level and of the output; required.
         *
         * @param filters 1 or more
         * @return this
         */
        public Builder setFilters(int filters) {
            this.filters = filters;
            return this;
        }

        /**
         * Sets the number L of levels; required.
         *
         * @param levels 1 to 20
         * @return this
         */
        public Builder setLevels(int levels) {
            this.levels = levels;
            return this;
        }

        /**
         * Sets the number K of steps that each convolution weighs; required.
         *
         * @param kernelSize 1 or more
         * @return this
         */
        public Builder setKernelSize(int kernelSize) {
            this.kernelSize = kernelSize;
            return this;
        }

        /**
         * Makes the block.
         *
         * @return a new block
         * @throws IllegalArgumentException if a setting is missing or out of range
         */
        public TemporalConvolution build() {
            return new TemporalConvolution(this);
        }
    }
}
