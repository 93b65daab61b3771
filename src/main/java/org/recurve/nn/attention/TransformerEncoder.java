package org.recurve.nn.attention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import org.recurve.nn.Affine;
import org.recurve.nn.BlockText;
import org.recurve.nn.Lengths;

/**
 * The encoder of a Transformer for sequences of features (Vaswani et al. 2017, "Attention Is All
 * You Need"): each step is mapped to the width D, gets its sinusoidal {@link Positions position}
 * added, and goes through the {@link TransformerEncoderLayer}s; normalization comes before each
 * sub-layer and once more at the end (Xiong et al. 2020, "On Layer Normalization in the Transformer
 * Architecture"), which trains without warm-up.
 *
 * <p>Takes {@code [x (B,T,F)]}, optionally followed by int64 {@code lengths (B)}, and gives {@code
 * (B,T,D)}, zero at padding; what stands in padding, NaN included, has no influence.
 *
 * <p>Parameters: {@code input.weight (D,F)}, {@code input.bias (D)}, those of each layer, {@code
 * layer1} first, {@code norm.weight} and {@code norm.bias (D)}.
 */
public final class TransformerEncoder extends AbstractBlock {
    private static final float EPSILON = 1e-5f;

    private final int size;
    private final boolean positions;
    private final Parameter weight;
    private final Parameter bias;
    private final Parameter scale;
    private final Parameter shift;
    private final List<TransformerEncoderLayer> layers = new ArrayList<>();

    private TransformerEncoder(Builder builder) {
        size = builder.size;
        positions = builder.positions;
        if (builder.layers < 1) {
            throw new IllegalArgumentException("layers must be 1 or more, not " + builder.layers);
        }
        weight = addParameter(Affine.weight("input.weight", Affine.PYTORCH));
        bias = addParameter(Affine.bias("input.bias"));
        scale = norm("norm.weight", Parameter.Type.GAMMA);
        shift = norm("norm.bias", Parameter.Type.BETA);
        for (int layer = 1; layer <= builder.layers; layer++) {
            layers.add(
                    addChildBlock(
                            "layer" + layer,
                            TransformerEncoderLayer.builder()
                                    .setSize(size)
                                    .setHeads(builder.heads)
                                    .setHidden(builder.hidden)
                                    .optDropRate(builder.dropRate)
                                    .optCausal(builder.causal)
                                    .optNormFirst(true)
                                    .build()));
        }
        for (Parameter vector : List.of(bias, scale, shift)) {
            vector.setShape(new Shape(size));
        }
    }

    private Parameter norm(String name, Parameter.Type type) {
        return addParameter(Parameter.builder().setName(name).setType(type).build());
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
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
        weight.setShape(new Shape(size, inputShapes[0].get(2)));
    }

    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        Shape inside = getOutputShapes(inputShapes)[0];
        layers.forEach(layer -> layer.initialize(manager, dataType, inside));
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
        NDArray y =
                Affine.map(
                        lengths.zeroPadding(x),
                        store.getValue(weight, x.getDevice(), training),
                        store.getValue(bias, x.getDevice(), training));
        y = positions ? y.add(Positions.sinusoidal(y)) : y;
        for (TransformerEncoderLayer layer : layers) {
            NDList below = bounds == null ? new NDList(y) : new NDList(y, bounds);
            y = layer.forward(store, below, training).head();
        }
        y =
                LayerNorm.layerNorm(
                                y,
                                new Shape(size),
                                store.getValue(scale, x.getDevice(), training),
                                store.getValue(shift, x.getDevice(), training),
                                EPSILON)
                        .singletonOrThrow();
        return new NDList(lengths.zeroPadding(y));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape x = inputShapes[0];
        return new Shape[] {new Shape(x.get(0), x.get(1), size)};
    }

    /** {@return name, sizes and number of parameters} */
    @Override
    public String toString() {
        return BlockText.of(
                this,
                "size %d, layers %d%s"
                        .formatted(size, layers.size(), positions ? "" : ", without positions"));
    }

    /** Builds {@link TransformerEncoder}s. */
    public static final class Builder {
        private int size;
        private int layers;
        private int heads;
        private int hidden;
        private float dropRate;
        private boolean causal;
        private boolean positions = true;

        private Builder() {}

        /**
         * Sets the width D; required.
         *
         * @param size a multiple of the number of heads
         * @return this
         */
        public Builder setSize(int size) {
            this.size = size;
            return this;
        }

        /**
         * Sets the number of layers; required.
         *
         * @param layers 1 or more
         * @return this
         */
        public Builder setNumLayers(int layers) {
            this.layers = layers;
            return this;
        }

        /**
         * Sets the number of heads of each layer; required.
         *
         * @param heads 1 or more
         * @return this
         */
        public Builder setHeads(int heads) {
            this.heads = heads;
            return this;
        }

        /**
         * Sets the width between the two maps of the network at each step; required.
         *
         * @param hidden 1 or more, in the paper four times the size
         * @return this
         */
        public Builder setHidden(int hidden) {
            this.hidden = hidden;
            return this;
        }

        /**
         * Sets the dropout inside the layers; default 0.
         *
         * @param dropRate share of numbers set to zero in training, 0 to 1
         * @return this
         */
        public Builder optDropRate(float dropRate) {
            this.dropRate = dropRate;
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
         * Sets whether positions are added; default true. Without them and not causal, the encoder
         * cannot tell a sequence from the same steps in another order.
         *
         * @param positions whether
         * @return this
         */
        public Builder optPositions(boolean positions) {
            this.positions = positions;
            return this;
        }

        /**
         * Makes the block.
         *
         * @return a new block
         * @throws IllegalArgumentException if the size is no multiple of the number of heads, or a
         *     setting is missing or out of range
         */
        public TransformerEncoder build() {
            return new TransformerEncoder(this);
        }
    }
}
