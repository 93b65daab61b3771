package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.recurve.core.RecurveException;

/**
 * Looks inside recurrent layers: the gates' activations and the states of every step of the last
 * run, and the norm of the loss's gradient at every step's hidden state. While it is open, layers
 * run step by step, which is slower; else it costs nothing.
 *
 * <pre>{@code
 * try (var recording = Recording.of(block)) {
 *     block.forward(...);
 *     float[][] forget = recording.values("l0", "f", 0);    // [T][H] of the first sequence
 * }
 * }</pre>
 *
 * <p>Steps are in the order in which the layer reads: those of a backward direction start at the
 * end of the sequence. Only what the thread that opened it runs is recorded; other threads may use
 * the block meanwhile, at full speed.
 */
public final class Recording implements AutoCloseable {
    private final Map<String, SequenceBlock> blocks = new LinkedHashMap<>();
    private final Map<String, StepLog> logs = new LinkedHashMap<>();
    private final Thread owner = Thread.currentThread();
    private final NDManager manager;
    private final boolean gradients;

    private Recording(Block block, boolean gradients) {
        this.gradients = gradients;
        ParameterNames.blocks(block)
                .forEach(
                        (name, child) -> {
                            if (child instanceof SequenceBlock layer) {
                                blocks.put(name, layer);
                            }
                        });
        if (blocks.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no recurrent layer in " + block + " to look into");
        }
        manager = NDManager.newBaseManager();
        try {
            begin(blocks, this);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /** One at a time: of two that begin at once, one is refused. */
    private static synchronized void begin(Map<String, SequenceBlock> blocks, Recording recording) {
        blocks.forEach(
                (name, layer) -> {
                    if (layer.observed()) {
                        throw new IllegalStateException(
                                "another recording looks into " + layer + "; close that one first");
                    }
                });
        blocks.forEach((name, layer) -> layer.record(recording, name.isEmpty() ? "" : name + "."));
    }

    /** {@return whether what the current thread runs is recorded} */
    boolean watches() {
        return Thread.currentThread() == owner;
    }

    /**
     * Starts to look into a block: gates and states.
     *
     * @param block a recurrent block, or one that has some in it
     * @return the recording, to be closed
     * @throws IllegalArgumentException if there is no recurrent layer in it
     * @throws IllegalStateException if another recording of it is open
     */
    public static Recording of(Block block) {
        return new Recording(block, false);
    }

    /**
     * Starts to look into a block: gates, states and, after a gradient collector went backward,
     * gradients.
     *
     * @param block a recurrent block, or one that has some in it
     * @return the recording, to be closed
     * @throws IllegalArgumentException if there is no recurrent layer in it
     * @throws IllegalStateException if another recording of it is open
     */
    public static Recording withGradients(Block block) {
        return new Recording(block, true);
    }

    /** Name of a state among the recorded values. */
    static String state(int index) {
        return index == 0 ? "hidden" : index == 1 ? "cell" : "state" + index;
    }

    /** A run of a layer begins: what was known of the one before is forgotten. */
    StepLog log(String layer) {
        StepLog old = logs.get(layer);
        if (old != null) {
            old.notes().values().forEach(NDList::close);
            old.probes().close();
        }
        StepLog log = new StepLog(manager, gradients);
        logs.put(layer, log);
        return log;
    }

    /**
     * {@return the names of the layers that have run: {@code l0}, {@code l0_reverse}, with the
     * names of the blocks that they are in before them}
     */
    public List<String> layers() {
        return List.copyOf(logs.keySet());
    }

    /**
     * Names what there is of a layer.
     *
     * @param layer one of {@link #layers}
     * @return the gates by the letters of the formulas, {@code hidden}, and {@code cell} for an
     *     LSTM
     */
    public Set<String> names(String layer) {
        return known(layer).notes().keySet();
    }

    private StepLog known(String layer) {
        StepLog log = logs.get(layer);
        if (log == null) {
            throw new RecurveException(
                    "nothing is recorded of layer \""
                            + layer
                            + "\"; "
                            + (logs.isEmpty()
                                    ? "run the block first, while the recording is open"
                                    : "there are " + logs.keySet()));
        }
        return log;
    }

    /**
     * Activations of a gate, or a state, at every step.
     *
     * @param layer one of {@link #layers}
     * @param name one of {@link #names}
     * @param sequence of the batch, from 0
     * @return {@code [T][H]}; at padding whatever the layer computed there
     */
    public float[][] values(String layer, String name, int sequence) {
        NDList steps = known(layer).notes().get(name);
        if (steps == null) {
            throw new RecurveException(
                    "layer \"" + layer + "\" shows no \"" + name + "\", but " + names(layer));
        }
        float[][] values = new float[steps.size()][];
        for (int t = 0; t < values.length; t++) {
            try (NDArray row = steps.get(t).get(sequence);
                    NDArray floats = row.toType(DataType.FLOAT32, true)) {
                values[t] = floats.toFloatArray();
            }
        }
        return values;
    }

    /**
     * How strongly the loss depends on what the layer knew at each step: the norm over the batch of
     * the loss's gradient at the hidden state.
     *
     * @param layer one of {@link #layers}
     * @return {@code [T]}
     * @throws RecurveException if gradients were not asked for, or no gradient was computed yet
     */
    public double[] gradientNorms(String layer) {
        NDList probes = known(layer).probes();
        if (probes.isEmpty()) {
            throw new RecurveException(
                    "this recording keeps no gradients; start it by Recording.withGradients(block)");
        }
        double[] norms = new double[probes.size()];
        for (int t = 0; t < norms.length; t++) {
            try (NDArray gradient = probes.get(t).getGradient();
                    NDArray wide = gradient.toType(DataType.FLOAT64, true);
                    NDArray norm = wide.norm()) {
                norms[t] = norm.getDouble();
            }
        }
        return norms;
    }

    /** Ends it: the layers run at full speed again, and what was recorded is freed. */
    @Override
    public void close() {
        blocks.values().forEach(layer -> layer.record(null, ""));
        manager.close();
    }
}
