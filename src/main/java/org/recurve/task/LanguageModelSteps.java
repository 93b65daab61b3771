package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import org.recurve.decode.StepFunction;

/** A language model one token at a time; the states it hands out live until it is closed. */
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
    public Next<NDList> step(NDList state, int token) {
        try (NDManager scope = states.newSubManager()) {
            NDArray input = scope.create(new long[] {token}, new Shape(1, 1));
            NDList outputs =
                    network.forward(store, input, state == null ? new NDList() : state, false);
            NDList next = outputs.subNDList(1);
            next.attach(states);
            return new Next<>(next, outputs.get(0).toFloatArray());
        }
    }

    @Override
    public void close() {
        states.close();
    }
}
