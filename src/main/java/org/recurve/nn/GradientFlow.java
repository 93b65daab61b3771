package org.recurve.nn;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much of a gradient that starts at the last step is left after going back some steps: its norm
 * at the hidden state there, as a multiple of its norm at the last one.
 *
 * <p>What starts is a random weighted sum of the last output, another one for each sequence; norms
 * are taken over the whole batch. Of an LSTM, whose gradient also travels by the cell state, what
 * is told is how much of it gets through to the hidden one.
 *
 * <p>Numbers that run over 100 steps and more leave the range of float32 soon: give it float64.
 */
public final class GradientFlow {
    private final double[] norms;

    private GradientFlow(double[] norms) {
        this.norms = norms;
    }

    /**
     * Goes back once, through a block as it is; no dropout.
     *
     * @param block one layer that reads forward; initialized here if it was not yet
     * @param x input {@code (B,T,F)}, whose data type the parameters have or get
     * @return norms for the lags 0 to T - 1
     * @throws IllegalArgumentException if the block has several layers or reads backward
     */
    public static GradientFlow of(SequenceBlock block, NDArray x) {
        if (block.readsBackward()) {
            throw new IllegalArgumentException(
                    block + " reads backward: a lag needs one direction, from the start");
        }
        if (!block.isInitialized()) {
            block.initialize(x.getManager(), x.getDataType(), x.getShape());
        }
        try (NDScope scope = new NDScope();
                Recording recording = Recording.withGradients(block)) {
            scope.suppressNotUsedWarning();
            backward(block, x);
            List<String> layers = recording.layers();
            if (layers.size() != 1) {
                throw new IllegalArgumentException(
                        block + " has the layers " + layers + ", but one is expected");
            }
            return relative(recording.gradientNorms(layers.get(0)));
        } finally {
            Gradients.forget(block);
        }
    }

    private static void backward(SequenceBlock block, NDArray x) {
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            ParameterStore store = new ParameterStore(x.getManager(), false);
            NDArray y = block.forward(store, x, new NDList(), null, false).head();
            NDArray last = y.get(new NDIndex(":,-1"));
            NDArray weights = x.getManager().randomNormal(last.getShape(), x.getDataType());
            collector.backward(last.mul(weights).sum());
        }
    }

    /** By step becomes by lag. */
    private static GradientFlow relative(double[] bySteps) {
        int last = bySteps.length - 1;
        return new GradientFlow(
                IntStream.rangeClosed(0, last)
                        .mapToDouble(lag -> bySteps[last - lag] / bySteps[last])
                        .toArray());
    }

    /** {@return 0 to T - 1: steps before the last} */
    public double[] lags() {
        return IntStream.range(0, norms.length).asDoubleStream().toArray();
    }

    /** {@return the norm at each lag, as a multiple of that at lag 0, which is 1} */
    public double[] norms() {
        return norms.clone();
    }

    /**
     * The norm at a lag.
     *
     * @param lag 0 to T - 1
     * @return as a multiple of that at lag 0
     */
    public double norm(int lag) {
        return norms[lag];
    }

    /**
     * The mean factor of one step back over all lags: below 1 the gradient vanishes, above 1 it
     * explodes.
     *
     * @return the (T - 1)-th root of the last norm; NaN for a single step
     */
    public double factor() {
        return norms.length == 1
                ? Double.NaN
                : Math.pow(norms[norms.length - 1], 1.0 / (norms.length - 1));
    }

    @Override
    public String toString() {
        return "gradient after %d steps back: %.3g of what it was, a factor of %.4f for each"
                .formatted(norms.length - 1, norms[norms.length - 1], factor());
    }
}
