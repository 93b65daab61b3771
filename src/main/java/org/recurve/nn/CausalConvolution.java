package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * A convolution over time that never looks ahead, the layer of temporal convolutional networks
 * (Bai, Kolter and Koltun 2018, "An Empirical Evaluation of Generic Convolutional and Recurrent
 * Networks for Sequence Modeling"):
 *
 * <p>{@code y_t = b + sum over k < K of W_k x_(t - (K-1-k) d)}, with zeros before the first step
 *
 * <p>so that an output sees {@link #receptiveField} steps, itself the last. Takes {@code [x
 * (B,T,F)]}, optionally followed by int64 {@code lengths (B)}, and gives {@code (B,T,G)}, zero at
 * padding; what stands in padding, NaN included, has no influence.
 *
 * <p>Parameters as in PyTorch's {@code Conv1d}: {@code weight (G,F,K)}, {@code bias (G)}.
 */
public final class CausalConvolution extends AbstractBlock {
    private final int filters;
    private final int kernelSize;
    private final int dilation;
    private final Parameter weight;
    private final Parameter bias;

    private CausalConvolution(Builder builder) {
        filters = builder.filters;
        kernelSize = builder.kernelSize;
        dilation = builder.dilation;
        if (filters < 1 || kernelSize < 1 || dilation < 1) {
            throw new IllegalArgumentException(
                    "filters and kernel size must be set and, like the dilation, be 1 or more, but are %d, %d and %d"
                            .formatted(filters, kernelSize, dilation));
        }
        weight = addParameter(Affine.weight("weight", Affine.PYTORCH));
        bias = addParameter(Affine.bias("bias"));
        bias.setShape(new Shape(filters));
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return how many steps an output sees: (K - 1) d + 1} */
    public int receptiveField() {
        return (kernelSize - 1) * dilation + 1;
    }

    private void check(Shape x) {
        if (x.dimension() != 3 || x.get(1) == 0) {
            throw new IllegalArgumentException(
                    "input must be of shape (batch, time, features) with at least one step, but is "
                            + x);
        }
        Shape known = weight.getShape();
        if (known != null && known.get(1) != x.get(2)) {
            throw new IllegalArgumentException(
                    "input of shape %s must have %d features, as the convolution was made for"
                            .formatted(x, known.get(1)));
        }
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        check(inputShapes[0]);
        weight.setShape(new Shape(filters, inputShapes[0].get(2), kernelSize));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        NDArray x = inputs.head();
        check(x.getShape());
        Lengths lengths = Lengths.of(x, inputs.size() > 1 ? inputs.get(1) : null);
        NDArray channels = lengths.zeroPadding(x).swapAxes(1, 2);
        long before = receptiveField() - 1L;
        if (before > 0) {
            Shape shape = new Shape(x.size(0), x.size(2), before);
            NDArray zeros = x.getManager().zeros(shape, x.getDataType(), x.getDevice());
            channels = zeros.concat(channels, 2);
        }
        NDArray y =
                Conv1d.conv1d(
                                channels,
                                store.getValue(weight, x.getDevice(), training),
                                store.getValue(bias, x.getDevice(), training),
                                new Shape(1),
                                new Shape(0),
                                new Shape(dilation))
                        .singletonOrThrow();
        return new NDList(lengths.zeroPadding(y.swapAxes(1, 2)));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape x = inputShapes[0];
        return new Shape[] {new Shape(x.get(0), x.get(1), filters)};
    }

    /** {@return name, sizes and number of parameters} */
    @Override
    public String toString() {
        Shape known = weight.getShape();
        String features = known == null ? "" : "features " + known.get(1) + ", ";
        return BlockText.of(
                this,
                features
                        + "filters %d, kernel %d, dilation %d"
                                .formatted(filters, kernelSize, dilation));
    }

    /** Builds {@link CausalConvolution}s. */
    public static final class Builder {
        private int filters;
        private int kernelSize;
        private int dilation = 1;

        private Builder() {}

        /**
         * Sets the width G of the output; required.
         *
         * @param filters 1 or more
         * @return this
         */
        public Builder setFilters(int filters) {
            this.filters = filters;
            return this;
        }

        /**
         * Sets the number K of steps that are weighed; required.
         *
         * @param kernelSize 1 or more
         * @return this
         */
        public Builder setKernelSize(int kernelSize) {
            this.kernelSize = kernelSize;
            return this;
        }

        /**
         * Sets how far these steps are apart; default 1.
         *
         * @param dilation 1 or more
         * @return this
         */
        public Builder optDilation(int dilation) {
            this.dilation = dilation;
            return this;
        }

        /**
         * Makes the block.
         *
         * @return a new block
         * @throws IllegalArgumentException if a setting is missing or less than 1
         */
        public CausalConvolution build() {
            return new CausalConvolution(this);
        }
    }
}
