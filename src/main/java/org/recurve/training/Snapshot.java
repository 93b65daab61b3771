package org.recurve.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;

/** A copy of all arrays of a network, to go back to. */
final class Snapshot implements AutoCloseable {
    private final List<NDArray> arrays;
    private final NDManager manager;
    private final NDList copies = new NDList();

    Snapshot(Map<String, NDArray> arrays, NDManager parent) {
        this.arrays = List.copyOf(arrays.values());
        this.manager = parent.newSubManager();
    }

    /** Copies the present values, in place of those taken before. */
    void take() {
        copies.forEach(NDArray::close);
        copies.clear();
        for (NDArray array : arrays) {
            copies.add(copy(array, manager));
        }
    }

    /** Writes the copied values back. Nothing may train the arrays at that time. */
    void restore() {
        for (int i = 0; i < arrays.size(); i++) {
            arrays.get(i).intern(copy(copies.get(i), manager));
        }
    }

    /** {@return the values in memory of their own, without gradients} */
    static NDArray copy(NDArray array, NDManager manager) {
        try (NDArray detached = array.stopGradient()) {
            NDArray copy = detached.duplicate();
            copy.attach(manager);
            return copy;
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
