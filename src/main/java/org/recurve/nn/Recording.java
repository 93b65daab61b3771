package org.recurve.nn;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 *     double[][] forget = recording.values("l0", "f", 0);       // [T][H] of the first sequence
 *     display(HeatMap.overSteps("forget gate", words, forget));
 * }
 * }</pre>
 *
 * <p>Layers are called {@code l0}, {@code l1} and so on, those that read backward {@code
 * l0_reverse}, whether they are one fused block, a {@link RecurrentStack} or single layers; where
 * the recurrent block is a part of another, its name there comes before: {@code encoder.l0}. What
 * is recorded stands where the step's input stands, in both directions.
 *
 * <p>Only what the thread that opened it runs is recorded; other threads may use the block
 * meanwhile, at full speed.
 */
public final class Recording implements AutoCloseable {
    private final Map<String, SequenceBlock> blocks = new LinkedHashMap<>();
    private final Map<String, StepLog> logs = new LinkedHashMap<>();
    private final Thread owner = Thread.currentThread();
    private final NDManager manager;
    private final boolean gradients;

    private Recording(Block block, boolean gradients) {
        this.gradients = gradients;
        collect("", block);
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

    /** What is below a recurrent block are its layers, which it counts itself. */
    private void collect(String place, Block block) {
        if (block instanceof SequenceBlock layers) {
            blocks.put(place.isEmpty() ? "" : place + ".", layers);
            return;
        }
        ParameterNames.children(block)
                .forEach((name, child) -> collect(ParameterNames.join(place, name), child));
    }

    /** One at a time: of two that begin at once, one is refused. */
    private static synchronized void begin(Map<String, SequenceBlock> blocks, Recording recording) {
        blocks.forEach(
                (prefix, layers) -> {
                    if (layers.observed()) {
                        throw new IllegalStateException(
                                layers + " is being recorded already; close that recording first");
                    }
                });
        blocks.forEach((prefix, layers) -> layers.record(recording, prefix, 0));
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
     * @throws IllegalStateException if it is being recorded already
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
     * @throws IllegalStateException if it is being recorded already
     */
    public static Recording withGradients(Block block) {
        return new Recording(block, true);
    }

    /** Name of a state among the recorded values. */
    static String state(int index) {
        return index == 0 ? "hidden" : index == 1 ? "cell" : "state" + index;
    }

    /** A run of a layer begins: what was known of the one before is forgotten. */
    StepLog log(String layer, boolean backward, TimeAxis time) {
        StepLog log = new StepLog(manager.newSubManager(), gradients, backward, time.lengths());
        StepLog old = logs.put(layer, log);
        if (old != null) {
            old.close();
        }
        return log;
    }

    /** {@return the names of the layers that have run} */
    public List<String> layers() {
        return List.copyOf(logs.keySet());
    }

    /**
     * Names what there is of a layer.
     *
     * @param layer one of {@link #layers}
     * @return the gates by the letters of the formulas, {@code hidden}, and {@code cell} for an
     *     LSTM
     * @throws RecurveException if the layer has not run
     */
    public Set<String> names(String layer) {
        return Collections.unmodifiableSet(known(layer).names());
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
     * Activations of a gate, or a state, at every step of a sequence.
     *
     * @param layer one of {@link #layers}
     * @param name one of {@link #names}
     * @param sequence of the batch, from 0
     * @return {@code [length][H]}, without padding
     * @throws RecurveException if the layer has not run, or has no such gate or state
     * @throws IndexOutOfBoundsException if there is no such sequence
     */
    public double[][] values(String layer, String name, int sequence) {
        StepLog log = known(layer);
        Objects.checkIndex(sequence, log.batch());
        double[][] values = log.values(name, sequence);
        if (values == null) {
            throw new RecurveException(
                    "layer \"" + layer + "\" shows no \"" + name + "\", but " + log.names());
        }
        return values;
    }

    /**
     * How strongly the loss depends on what the layer knew at each step: the norm over the batch of
     * the loss's gradient at the hidden state, by way of all later steps and, where the output is
     * the state or made of it, of the output.
     *
     * @param layer one of {@link #layers}
     * @return {@code [T]}; at each step the sequences that are long enough count
     * @throws RecurveException if gradients were not asked for, or no gradient was computed yet
     */
    public double[] gradientNorms(String layer) {
        return Arrays.stream(known(layer).squaredGradients()).map(Math::sqrt).toArray();
    }

    /** Ends it: the layers run at full speed again, and what was recorded is freed. */
    @Override
    public void close() {
        if (manager.isOpen()) {
            blocks.values().forEach(layers -> layers.record(null, "", 0));
            logs.clear();
            manager.close();
        }
    }
}
