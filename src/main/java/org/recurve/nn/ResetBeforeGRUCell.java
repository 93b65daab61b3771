package org.recurve.nn;

import static ai.djl.nn.Activation.sigmoid;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import org.recurve.nn.GateParameter.Kind;

/**
 * The gated recurrent unit as first published (Cho et al., "Learning phrase representations using
 * RNN encoder-decoder", EMNLP 2014), which resets the state before the matrix product:
 *
 * <pre>
 * r = sigmoid(W_ir x + b_r + W_hr h)
 * z = sigmoid(W_iz x + b_z + W_hz h)
 * n =    tanh(W_in x + b_n + W_hn (r h))
 * h' = (1 - z) n + z h
 * </pre>
 *
 * <p>{@code z} keeps the state, as in {@link GRU}. State h; gates r, z, n; {@code weight_hh} holds
 * those of r and z, {@code weight_hh_n} that of n.
 */
public final class ResetBeforeGRUCell extends RecurrentCell {
    private static final String CANDIDATE = "weight_hh_n";

    /**
     * Sets the size.
     *
     * @param hidden size H of the state
     */
    public ResetBeforeGRUCell(int hidden) {
        super(hidden, hidden);
        gates(Kind.WEIGHT_IH, GRUCell.GATES, hidden, FEATURES);
        gates(Kind.WEIGHT_HH, List.of("r", "z"), hidden, hidden);
        gates(Kind.BIAS_IH, GRUCell.GATES, hidden, FEATURES);
        weight(CANDIDATE, hidden, hidden);
    }

    @Override
    protected NDArray project(CellValues values, NDArray x) {
        return values.linear(x, "weight_ih", "bias_ih");
    }

    @Override
    protected NDList step(CellValues values, NDArray x, NDList state) {
        NDArray before = state.head();
        NDList a = CellValues.cut(x, 3);
        NDList b = CellValues.cut(values.linear(before, "weight_hh", null), 2);
        NDArray r = values.gate("r", sigmoid(a.get(0).add(b.get(0))));
        NDArray z = values.gate("z", sigmoid(a.get(1).add(b.get(1))));
        NDArray n =
                values.gate(
                        "n", a.get(2).add(values.linear(r.mul(before), CANDIDATE, null)).tanh());
        NDArray h = n.add(z.mul(before.sub(n)));
        return new NDList(h, h);
    }
}
