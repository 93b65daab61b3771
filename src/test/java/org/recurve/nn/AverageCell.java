package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/** A cell as a user could write it: {@code h' = (h + tanh(W_ih x)) / 2}. */
public final class AverageCell extends RecurrentCell {
    public AverageCell(int hidden) {
        super(hidden, hidden);
        weight("weight_ih", hidden, FEATURES);
    }

    @Override
    protected NDList step(CellValues values, NDArray x, NDList state) {
        NDArray sum = values.linear(x, "weight_ih", null).tanh().add(state.head());
        NDArray h = Scalars.times(sum, 0.5);
        return new NDList(h, h);
    }
}
