package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import org.recurve.decode.StepFunction;

/**
 * A language model one token at a time, for several texts at once. Its states, {@code (layers, B,
 * H)} each, live until they are read on from, the last until it is closed.
 */
final class LanguageModelSteps implements StepFunction<NDList>, AutoCloseable {
    private final LanguageModelNetwork network;
    private final NDManager states;
    private final ParameterStore store;

    LanguageModelSteps(LanguageModelNetwork network, NDManager manager) {
        this.network = network;
        this.states = manager.newSubManager();
        this.store = new ParameterStore(manager, false);
    }

    @Override
    public Next<NDList> step(NDList state, int[] rows, int[] tokens) {
        try (NDManager scope = states.newSubManager()) {
            NDList before = new NDList();
            if (state != null) {
                state.attach(scope);
                before = StepRows.select(state, rows);
            }
            long[] ids = Arrays.stream(tokens).asLongStream().toArray();
            NDArray input = scope.create(ids, new Shape(ids.length, 1));
            NDList outputs = network.forward(store, input, before, false);
            NDList next = outputs.subNDList(1);
            next.attach(states);
            return new Next<>(next, StepRows.cut(outputs.get(0), tokens.length));
        }
    }

    /** Reads the prompt in one go, and makes logits for what follows it alone. */
    @Override
    public Next<NDList> read(int[] prompt) {
        if (prompt.length == 0) {
            throw new IllegalArgumentException("the prompt needs at least one token");
        }
        try (NDManager scope = states.newSubManager()) {
            long[] ids = Arrays.stream(prompt).asLongStream().toArray();
            NDArray input = scope.create(ids, new Shape(1, ids.length));
            var hidden = network.hidden(store, input, new NDList(), false);
            NDArray last = hidden.raw().get(":, -1:");
            float[] logits = network.logits(store, last, false).toFloatArray();
            hidden.state().attach(states);
            return new Next<>(hidden.state(), new float[][] {logits});
        }
    }

    @Override
    public void close() {
        states.close();
    }
}
