package org.recurve.nn;

import static ai.djl.nn.Activation.sigmoid;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.initializer.Initializer;
import org.recurve.nn.GateParameter.Kind;

/**
 * Long short-term memory with layer normalisation (Ba, Kiros and Hinton, "Layer normalization",
 * 2016, equations 20 to 22): with LN the normalisation of a vector to mean 0 and variance 1, scaled
 * by {@code gain} and shifted by {@code shift},
 *
 * <pre>
 * (i, f, g, o) = LN(W_ih x; gain_ih) + LN(W_hh h; gain_hh) + b
 * c' = sigmoid(f) c + sigmoid(i) tanh(g)
 * h' = sigmoid(o) tanh(LN(c'; gain_c, shift_c))
 * </pre>
 *
 * <p>The state c itself is not normalised. States h, c.
 */
public final class LayerNormLSTMCell extends RecurrentCell {
    private static final int GATES = LSTMCell.GATES.size();

    /**
     * Sets the size.
     *
     * @param hidden size H of both states
     */
    public LayerNormLSTMCell(int hidden) {
        super(hidden, hidden, hidden);
        gates(Kind.WEIGHT_IH, LSTMCell.GATES, hidden, FEATURES);
        gates(Kind.WEIGHT_HH, LSTMCell.GATES, hidden, hidden);
        gates(Kind.BIAS_IH, LSTMCell.GATES, hidden, FEATURES);
        parameter("gain_ih", Initializer.ONES, (long) GATES * hidden);
        parameter("gain_hh", Initializer.ONES, (long) GATES * hidden);
        parameter("gain_c", Initializer.ONES, hidden);
        parameter("shift_c", Initializer.ZEROS, hidden);
    }

    @Override
    protected NDArray project(CellValues values, NDArray x) {
        NDArray sums = values.linear(x, "weight_ih", null);
        return values.normalize(sums, "gain_ih", "bias_ih");
    }

    @Override
    protected NDList step(CellValues values, NDArray x, NDList state) {
        NDArray fed =
                values.normalize(values.linear(state.get(0), "weight_hh", null), "gain_hh", null);
        NDList gates = CellValues.cut(x.add(fed), GATES);
        NDArray i = values.gate("i", sigmoid(gates.get(0)));
        NDArray f = values.gate("f", sigmoid(gates.get(1)));
        NDArray g = values.gate("g", gates.get(2).tanh());
        NDArray o = values.gate("o", sigmoid(gates.get(3)));
        NDArray c = f.mul(state.get(1)).add(i.mul(g));
        NDArray h = o.mul(values.normalize(c, "gain_c", "shift_c").tanh());
        return new NDList(h, h, c);
    }
}
