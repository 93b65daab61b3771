package org.recurve.nn;

import static ai.djl.nn.Activation.sigmoid;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;

/**
 * One step of {@link GRU}, whose formulas are there: the reset gate works after the matrix product.
 * State h; gates r, z, n; parameters as PyTorch's {@code GRUCell}.
 *
 * @see ResetBeforeGRUCell
 */
public final class GRUCell extends FusedCell {
    static final List<String> GATES = List.of("r", "z", "n");

    /**
     * With biases.
     *
     * @param hidden size H of the state
     */
    public GRUCell(int hidden) {
        this(hidden, true);
    }

    /**
     * With biases or without.
     *
     * @param hidden size H of the state
     * @param biases whether the gates have biases
     */
    public GRUCell(int hidden, boolean biases) {
        super(GATES, hidden, biases, hidden, hidden);
    }

    @Override
    protected NDList step(CellValues values, NDArray x, NDList state) {
        NDList a = cut(x);
        NDList b = cut(fromState(values, state.head()));
        NDArray r = values.gate("r", sigmoid(a.get(0).add(b.get(0))));
        NDArray z = values.gate("z", sigmoid(a.get(1).add(b.get(1))));
        NDArray n = values.gate("n", a.get(2).add(r.mul(b.get(2))).tanh());
        NDArray h = n.add(z.mul(state.head().sub(n)));
        return new NDList(h, h);
    }

    @Override
    NDList fused(NDArray x, NDList state, NDList weights, FusedRun run) {
        return x.getNDArrayInternal()
                .gru(
                        x,
                        state.singletonOrThrow(),
                        weights,
                        run.biases(),
                        run.layers(),
                        run.dropRate(),
                        run.training(),
                        run.bidirectional(),
                        true);
    }

    @Override
    float[] carryingGates() {
        return null;
    }
}
