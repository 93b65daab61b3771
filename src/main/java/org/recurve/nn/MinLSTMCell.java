package org.recurve.nn;

import static ai.djl.nn.Activation.sigmoid;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import java.util.List;
import org.recurve.nn.GateParameter.Kind;

/**
 * The minimal LSTM (Feng et al., "Were RNNs all we needed?", 2024), whose gates and candidate see
 * the input only, with the gates scaled to sum to one:
 *
 * <pre>
 * f = sigmoid(W_f x + b_f),  i = sigmoid(W_i x + b_i)
 * n = W_n x + b_n
 * h' = f / (f + i) h + i / (f + i) n
 * </pre>
 *
 * <p>The quotients are computed from logarithms, so that they are right where both gates are
 * closed. State h; gates f, i, n.
 */
public final class MinLSTMCell extends ScanCell {
    private static final List<String> GATES = List.of("f", "i", "n");

    /**
     * Sets the size.
     *
     * @param hidden size H of the state
     */
    public MinLSTMCell(int hidden) {
        super(hidden);
        gates(Kind.WEIGHT_IH, GATES, hidden, FEATURES);
        gates(Kind.BIAS_IH, GATES, hidden, FEATURES);
    }

    @Override
    NDList coefficients(CellValues values, NDArray x) {
        NDList gates = CellValues.cut(x, 3);
        // log f - log i, with log sigmoid(a) = -softplus(-a); then f / (f + i) is its sigmoid.
        NDArray logRatio =
                Activation.softPlus(gates.get(1).neg())
                        .sub(Activation.softPlus(gates.get(0).neg()));
        NDArray kept = values.gate("f", sigmoid(logRatio));
        NDArray renewed = values.gate("i", sigmoid(logRatio.neg()));
        return new NDList(kept, renewed.mul(values.gate("n", gates.get(2))));
    }
}
