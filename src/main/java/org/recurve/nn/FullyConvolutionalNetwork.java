package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;

/**
 * Three convolutions over time that see the shapes in a signal (Wang, Yan and Oates 2017, "Time
 * series classification from scratch with deep neural networks: a strong baseline"); beside a
 * recurrent network, the other half of an LSTM-FCN (Karim, Majumdar, Darabi and Chen 2018, "LSTM
 * fully convolutional networks for time series classification"):
 *
 * <p>{@code h_0 = x}, {@code h_l = relu(batchNorm(conv_l(h_(l-1))))}, {@code conv(h)_t = sum over k
 * < K of W_k h_(t + k - (K-1)/2)}
 *
 * <p>with kernels K of 8, 5 and 3 steps, the middle one on the step itself, G, 2G and G filters,
 * and zeros before the first and after the last step of each sequence. The convolutions have no
 * bias, which the normalisation would take away again. Both papers take the mean over time of what
 * comes out; that is left to a {@link org.recurve.nn.pooling.Poolings pooling}.
 *
 * <p>Takes {@code [x (B,T,F)]}, optionally followed by int64 {@code lengths (B)}, and gives {@code
 * (B,T,G)}, zero at padding; what stands in padding, NaN included, has no influence. In training
 * the {@linkplain SequenceBatchNorm normalisation} is over the valid steps of the batch; otherwise
 * a sequence gives the same output alone or in any batch. An output sees {@value #RECEPTIVE_FIELD}
 * steps.
 *
 * <p>Parameters: {@code convolution1.weight (G,F,8)}, {@code convolution2.weight (2G,G,5)}, {@code
 * convolution3.weight (G,2G,3)} and those of a {@link SequenceBatchNorm} after each, {@code norm1}
 * first.
 */
public final class FullyConvolutionalNetwork extends AbstractBlock {
    /** How many steps an output sees: its own, 6 before and 7 after it. */
    public static final int RECEPTIVE_FIELD = 14;

    private static final int[] KERNELS = {8, 5, 3};

    private final int[] filters;
    private final List<Parameter> weights = new ArrayList<>();
    private final List<SequenceBatchNorm> norms = new ArrayList<>();

    /**
     * Makes the block.
     *
     * @param filters width G of the first and the last convolution and so of the output, 1 or more;
     *     the papers have 128
     * @throws IllegalArgumentException if it is less than 1
     */
    public FullyConvolutionalNetwork(int filters) {
        if (filters < 1) {
            throw new IllegalArgumentException("filters must be at least 1, not " + filters);
        }
        this.filters = new int[] {filters, 2 * filters, filters};
        for (int layer = 1; layer <= KERNELS.length; layer++) {
            String name = "convolution" + layer + ".weight";
            weights.add(addParameter(Affine.weight(name, Affine.PYTORCH)));
            norms.add(addChildBlock("norm" + layer, new SequenceBatchNorm()));
        }
    }

    /** {@return the width G of the output} */
    public int filters() {
        return filters[0];
    }

    /**
     * Tells how many numbers it learns.
     *
     * @param features width F of the input
     * @return those of convolutions and normalisations
     */
    public long parameterCount(long features) {
        long count = 0;
        long width = features;
        for (int i = 0; i < filters.length; i++) {
            count += filters[i] * (width * KERNELS[i] + 2);
            width = filters[i];
        }
        return count;
    }

    private void check(Shape x) {
        Shape known = weights.get(0).getShape();
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
        long width = inputShapes[0].get(2);
        for (int i = 0; i < filters.length; i++) {
            weights.get(i).setShape(new Shape(filters[i], width, KERNELS[i]));
            width = filters[i];
        }
    }

    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        Shape x = inputShapes[0];
        for (int i = 0; i < filters.length; i++) {
            norms.get(i).initialize(manager, dataType, new Shape(x.get(0), x.get(1), filters[i]));
        }
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        NDArray x = inputs.head();
        check(x.getShape());
        Lengths lengths =
                inputs.size() == 1 ? null : Lengths.of(inputs.get(1), x.size(0), x.size(1));
        TimeAxis time = TimeAxis.of(x, lengths);
        NDArray h = time.zeroPadding(x);
        for (int i = 0; i < filters.length; i++) {
            NDArray weight = store.getValue(weights.get(i), x.getDevice(), training);
            NDArray seen = time.zeroPadding(convolve(h, weight, KERNELS[i]));
            h = Activation.relu(norms.get(i).run(store, seen, time, training));
        }
        return new NDList(h);
    }

    /**
     * @param h {@code (B,T,F)}, zero at padding
     * @return {@code (B,T,G)}, of any value at padding
     */
    private static NDArray convolve(NDArray h, NDArray weight, int kernel) {
        NDList parts = new NDList();
        parts.add(zeros(h, (kernel - 1) / 2));
        parts.add(h.swapAxes(1, 2));
        parts.add(zeros(h, kernel / 2));
        return Conv1d.conv1d(NDArrays.concat(parts, 2), weight).singletonOrThrow().swapAxes(1, 2);
    }

    private static NDArray zeros(NDArray h, long steps) {
        Shape shape = new Shape(h.size(0), h.size(2), steps);
        return h.getManager().zeros(shape, h.getDataType(), h.getDevice());
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape x = inputShapes[0];
        return new Shape[] {new Shape(x.get(0), x.get(1), filters())};
    }

    /** {@return name, sizes and number of parameters} */
    @Override
    public String toString() {
        return BlockText.of(
                this,
                "filters %d %d %d, kernels 8 5 3".formatted(filters[0], filters[1], filters[2]));
    }
}
