package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;

/**
 * A recurrent network that reads one step after the other as they come and keeps its state between
 * them. For one thread; {@link #close} frees the state.
 */
public final class RecurrentStream implements AutoCloseable {
    private final SequenceBlock block;
    private final ParameterStore parameters;
    private final NDManager manager;
    private NDManager held;
    private NDList state = new NDList();

    RecurrentStream(SequenceBlock block, ParameterStore parameters, NDManager manager) {
        this.block = block;
        this.parameters = parameters;
        this.manager = manager.newSubManager();
        held = this.manager.newSubManager();
    }

    /**
     * Reads the next step of each sequence.
     *
     * @param x {@code (B,F)}; B is the same in every call until {@link #reset}
     * @return {@code (B,O)}, on the manager of {@code x}
     * @throws IllegalArgumentException if the shape does not fit
     */
    public NDArray next(NDArray x) {
        check(x);
        NDList outputs;
        try (NDArray step = x.expandDims(1)) {
            outputs = block.forward(parameters, step, state, null, false);
        }
        NDManager next = manager.newSubManager();
        NDList kept = new NDList();
        for (NDArray after : outputs.subNDList(1)) {
            // On most threads the engine records: cut off, or the record would grow with every
            // step.
            NDArray alone = after.stopGradient();
            alone.attach(next);
            kept.add(alone);
            after.close();
        }
        held.close();
        held = next;
        state = kept;
        try (NDArray y = outputs.head()) {
            return y.squeeze(1);
        }
    }

    private void check(NDArray x) {
        if (x.getShape().dimension() != 2) {
            throw new IllegalArgumentException(
                    "a stream reads one step at a time, of shape (batch, features), but got "
                            + x.getShape());
        }
        if (!state.isEmpty() && state.head().size(1) != x.size(0)) {
            throw new IllegalArgumentException(
                    "the stream reads "
                            + state.head().size(1)
                            + " sequences, but got a step of "
                            + x.size(0)
                            + "; reset() starts new ones");
        }
    }

    /** Forgets what was read: the next step starts new sequences. */
    public void reset() {
        held.close();
        held = manager.newSubManager();
        state = new NDList();
    }

    /**
     * {@return the states after the last step, empty before the first; they live until the next}
     */
    public NDList state() {
        return new NDList(state);
    }

    @Override
    public void close() {
        manager.close();
    }
}
