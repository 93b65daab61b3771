package org.recurve.nn;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.recurve.core.Progress;
import org.recurve.core.Stopwatch;
import org.recurve.core.TimingSeries;
import org.recurve.core.Timings;

/**
 * Times blocks against each other on random sequences of one length after the other. Any block that
 * takes {@code (B,T,F)} will do.
 *
 * <pre>{@code
 * new BlockTimer(manager, 16, 128).add("GRU", gru).add("minGRU", minGru).training(64, 256, 1024)
 * }</pre>
 */
public final class BlockTimer {
    private final NDManager manager;
    private final int batch;
    private final int features;
    private final Map<String, Block> blocks = new LinkedHashMap<>();
    private UnaryOperator<Stopwatch> settings = UnaryOperator.identity();

    /**
     * A timer without blocks.
     *
     * @param manager of the device to run on; it owns what blocks learn that were not initialized
     * @param batch sequences B in a batch
     * @param features width F of the input
     */
    public BlockTimer(NDManager manager, int batch, int features) {
        this.manager = manager;
        this.batch = batch;
        this.features = features;
    }

    /**
     * Adds a block. It is initialized in float32 if it was not yet.
     *
     * @param name of it
     * @param block takes {@code (B,T,F)}; its first output is what counts
     * @return this
     */
    public BlockTimer add(String name, Block block) {
        if (blocks.putIfAbsent(name, block) != null) {
            throw new IllegalArgumentException("two blocks are called " + name);
        }
        return this;
    }

    /**
     * Changes how often each length is timed, most often by {@link Stopwatch#rounds} and {@link
     * Stopwatch#within}.
     *
     * @param settings sets the watch of each length
     * @return this
     */
    public BlockTimer stopwatch(UnaryOperator<Stopwatch> settings) {
        this.settings = settings;
        return this;
    }

    /**
     * Times predictions: forward, without gradients.
     *
     * @param steps lengths T
     * @return timings by T
     */
    public TimingSeries forward(int... steps) {
        return series("forward", steps, this::predict);
    }

    /**
     * Times what training does with the blocks: forward, then backward to the parameters and to the
     * input, from a gradient for every output.
     *
     * @param steps lengths T
     * @return timings by T
     */
    public TimingSeries training(int... steps) {
        return series("forward and backward", steps, this::train);
    }

    private interface Work {
        void run(Block block, ParameterStore store, NDArray x, Map<Shape, NDArray> weights);
    }

    private TimingSeries series(String task, int[] steps, Work work) {
        boolean recorded = JniUtils.isGradMode();
        // Only a gradient collector records gradients, on whatever thread this runs.
        JniUtils.setGradMode(false);
        try (Progress progress = new Progress("timing " + task, steps.length, "lengths")) {
            Native.flushDenormals();
            List<Integer> sizes = new ArrayList<>();
            List<Timings> timings = new ArrayList<>();
            for (int length : steps) {
                timings.add(timings(length, work));
                sizes.add(length);
                progress.add(1);
            }
            return new TimingSeries("T", sizes, timings);
        } finally {
            JniUtils.setGradMode(recorded);
        }
    }

    private Timings timings(int steps, Work work) {
        try (NDManager own = manager.newSubManager()) {
            Shape shape = new Shape(batch, steps, features);
            NDArray x = own.randomNormal(shape);
            Map<Shape, NDArray> weights = new LinkedHashMap<>();
            Stopwatch watch = settings.apply(new Stopwatch());
            blocks.forEach(
                    (name, block) -> {
                        if (!block.isInitialized()) {
                            block.initialize(manager, DataType.FLOAT32, shape);
                        }
                        ParameterStore store = new ParameterStore(own, false);
                        watch.add(name, () -> work.run(block, store, x, weights));
                    });
            Timings timings = watch.time();
            blocks.values().forEach(Gradients::forget);
            return timings;
        }
    }

    private void predict(Block b, ParameterStore store, NDArray x, Map<Shape, NDArray> weights) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray y = b.forward(store, new NDList(x), false).head();
            await(y.get(new long[y.getShape().dimension()]));
        }
    }

    private void train(Block b, ParameterStore store, NDArray x, Map<Shape, NDArray> weights) {
        try (NDScope scope = new NDScope();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            scope.suppressNotUsedWarning();
            NDArray input = x.duplicate();
            input.setRequiresGradient(true);
            NDArray y = b.forward(store, new NDList(input), true).head();
            NDArray weight = weights.computeIfAbsent(y.getShape(), s -> weight(x, s));
            NDArray objective = y.mul(weight).sum();
            collector.backward(objective);
            await(objective);
        }
    }

    /** Made once, and not by the run that first needs it alone. */
    private static NDArray weight(NDArray x, Shape shape) {
        NDArray weight = x.getManager().randomNormal(shape);
        NDScope.unregister(weight);
        return weight;
    }

    /**
     * A device may still be computing when the call returns; a number of it can only come after.
     */
    private static void await(NDArray number) {
        number.toArray();
    }
}
