package org.recurve.nn;

import static ai.djl.nn.Activation.sigmoid;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import org.recurve.nn.GateParameter.Kind;

/**
 * The minimal GRU (Feng et al., "Were RNNs all we needed?", 2024), whose gate and candidate see the
 * input only:
 *
 * <pre>
 * z = sigmoid(W_z x + b_z)
 * n = W_n x + b_n
 * h' = (1 - z) h + z n
 * </pre>
 *
 * <p>Here {@code z} renews the state, as in the paper. State h; gates z, n.
 */
public final class MinGRUCell extends ScanCell {
    static final List<String> GATES = List.of("z", "n");

    /**
     * Sets the size.
     *
     * @param hidden size H of the state
     */
    public MinGRUCell(int hidden) {
        super(hidden);
        gates(Kind.WEIGHT_IH, GATES, hidden, FEATURES);
        gates(Kind.BIAS_IH, GATES, hidden, FEATURES);
    }

    @Override
    NDList coefficients(CellValues values, NDArray x) {
        NDList gates = CellValues.cut(x, 2);
        NDArray renewed = values.gate("z", sigmoid(gates.get(0)));
        // 1 - sigmoid(a) is sigmoid(-a), without the rounding.
        NDArray kept = sigmoid(gates.get(0).neg());
        return new NDList(kept, renewed.mul(values.gate("n", gates.get(1))));
    }
}
