package org.recurve.nn;

import static ai.djl.nn.Activation.sigmoid;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.initializer.Initializer;
import org.recurve.nn.GateParameter.Kind;

/**
 * The gated recurrent unit with layer normalisation (Ba, Kiros and Hinton, "Layer normalization",
 * 2016, supplementary equations 31 to 34): with LN the normalisation of a vector to mean 0 and
 * variance 1, scaled by {@code gain},
 *
 * <pre>
 * a = LN(W_ih x; gain_ih) + b,  u = LN(W_hh h; gain_hh)
 * r = sigmoid(a_r + u_r),  z = sigmoid(a_z + u_z)
 * n = tanh(a_n + r u_n)
 * h' = (1 - z) n + z h
 * </pre>
 *
 * <p>{@code z} keeps the state, as in {@link GRU}; each of LN's vectors is that of r and z
 * together, and that of n for itself.
 */
public final class LayerNormGRUCell extends RecurrentCell {
    private final long hidden;

    /**
     * Sets the size.
     *
     * @param hidden size H of the state
     */
    public LayerNormGRUCell(int hidden) {
        super(hidden, hidden);
        this.hidden = hidden;
        gates(Kind.WEIGHT_IH, GRUCell.GATES, hidden, FEATURES);
        gates(Kind.WEIGHT_HH, GRUCell.GATES, hidden, hidden);
        gates(Kind.BIAS_IH, GRUCell.GATES, hidden, FEATURES);
        for (String side : new String[] {"_ih", "_hh"}) {
            parameter("gain_gates" + side, Initializer.ONES, 2L * hidden);
            parameter("gain_n" + side, Initializer.ONES, hidden);
        }
    }

    @Override
    protected NDArray project(CellValues values, NDArray x) {
        NDList sums = gatesAndCandidate(values.linear(x, "weight_ih", null));
        NDArray gates = values.normalize(sums.get(0), "gain_gates_ih", null);
        NDArray candidate = values.normalize(sums.get(1), "gain_n_ih", null);
        return gates.concat(candidate, -1).add(values.get("bias_ih"));
    }

    @Override
    protected NDList step(CellValues values, NDArray x, NDList state) {
        NDArray before = state.head();
        NDList a = CellValues.cut(x, 3);
        NDList fed = gatesAndCandidate(values.linear(before, "weight_hh", null));
        NDList u = CellValues.cut(values.normalize(fed.get(0), "gain_gates_hh", null), 2);
        NDArray candidate = values.normalize(fed.get(1), "gain_n_hh", null);
        NDArray r = values.gate("r", sigmoid(a.get(0).add(u.get(0))));
        NDArray z = values.gate("z", sigmoid(a.get(1).add(u.get(1))));
        NDArray n = values.gate("n", a.get(2).add(r.mul(candidate)).tanh());
        NDArray h = n.add(z.mul(before.sub(n)));
        return new NDList(h, h);
    }

    private NDList gatesAndCandidate(NDArray sums) {
        return sums.split(new long[] {2 * hidden}, sums.getShape().dimension() - 1);
    }
}
