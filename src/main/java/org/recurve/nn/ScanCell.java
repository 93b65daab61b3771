package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * A cell whose state changes by {@code h' = a h + b} with {@code a} and {@code b} from the input
 * alone, so that all steps can be computed at once.
 */
abstract class ScanCell extends RecurrentCell {
    ScanCell(int hidden) {
        super(hidden, hidden);
    }

    /**
     * What the input makes of the state.
     *
     * @param x what {@link #project} made, {@code (B,T,...)} or {@code (B,...)}
     * @return a in [0, 1] and b, with H as last axis
     */
    abstract NDList coefficients(CellValues values, NDArray x);

    @Override
    protected NDArray project(CellValues values, NDArray x) {
        return values.linear(x, "weight_ih", "bias_ih");
    }

    /** What is put out; most often the state itself. */
    NDArray output(CellValues values, NDArray x, NDArray h) {
        return h;
    }

    @Override
    protected final NDList step(CellValues values, NDArray x, NDList state) {
        NDList c = coefficients(values, x);
        NDArray h = c.get(0).mul(state.head()).add(c.get(1));
        return new NDList(output(values, x, h), h);
    }

    @Override
    final NDList sequence(CellValues values, NDArray x, NDList state, TimeAxis time) {
        NDArray projected = project(values, x);
        NDList c = coefficients(values, projected);
        NDArray a = c.get(0);
        NDArray b = c.get(1);
        if (!time.full()) {
            a = time.selectValid(a, 1);
            b = time.selectValid(b, 0);
        }
        NDArray h = LinearScan.run(a, b, state.head());
        return new NDList(output(values, projected, h), h.get(":, -1"));
    }
}
