package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.LinkedHashMap;
import java.util.Map;

/** What one layer does in one direction, step by step in the order in which it reads. */
final class StepLog {
    private final NDManager manager;
    private final boolean gradients;
    private final Map<String, NDList> notes = new LinkedHashMap<>();
    private final NDList probes = new NDList();

    StepLog(NDManager manager, boolean gradients) {
        this.manager = manager;
        this.gradients = gradients;
    }

    void note(String name, NDArray value) {
        notes.computeIfAbsent(name, n -> new NDList()).add(keep(value.stopGradient().duplicate()));
    }

    /**
     * Notes a state. To learn the gradient at it, adds a zero that wants one: the engine keeps
     * gradients of such leaves only.
     *
     * @return what to go on with instead of the state
     */
    NDArray state(int index, NDArray value) {
        note(Recording.state(index), value);
        if (!gradients || index > 0) {
            return value;
        }
        NDArray probe = keep(value.zerosLike());
        probe.setRequiresGradient(true);
        probes.add(probe);
        return value.add(probe);
    }

    private NDArray keep(NDArray array) {
        NDScope.unregister(array);
        array.attach(manager);
        return array;
    }

    Map<String, NDList> notes() {
        return notes;
    }

    NDList probes() {
        return probes;
    }
}
