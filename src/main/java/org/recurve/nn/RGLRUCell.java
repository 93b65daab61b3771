package org.recurve.nn;

import static ai.djl.nn.Activation.sigmoid;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.training.initializer.Initializer;
import java.util.List;
import org.recurve.nn.GateParameter.Kind;

/**
 * The real-gated linear recurrent unit (De et al., "Griffin: Mixing gated linear recurrences with
 * local attention for efficient language models", 2024), with dense gates and a linear map that
 * brings the input to the width of the state:
 *
 * <pre>
 * u = W_u x + b_u
 * r = sigmoid(W_r x + b_r),  i = sigmoid(W_i x + b_i)
 * a = sigmoid(decay)^(8 r)
 * h' = a h + sqrt(1 - a^2) (i u)
 * </pre>
 *
 * <p>At first {@code sigmoid(decay)^8} is uniform in [0.9, 0.999]. State h; gates u, r, i.
 */
public final class RGLRUCell extends ScanCell {
    private static final List<String> GATES = List.of("u", "r", "i");

    /** The paper's constant c. */
    private static final int SHARPNESS = 8;

    /** Below this the root's gradient would leave the range of floats. */
    private static final float SMALLEST = 1e-36f;

    /**
     * Sets the size.
     *
     * @param hidden size H of the state
     */
    public RGLRUCell(int hidden) {
        super(hidden);
        gates(Kind.WEIGHT_IH, GATES, hidden, FEATURES);
        gates(Kind.BIAS_IH, GATES, hidden, FEATURES);
        Initializer slow =
                (manager, shape, type) -> {
                    try (NDArray power = manager.randomUniform(0.9f, 0.999f, shape, type);
                            NDArray share = power.pow(1.0 / SHARPNESS);
                            NDArray rest = share.neg().add(1)) {
                        return share.div(rest).log();
                    }
                };
        parameter("decay", slow, hidden);
    }

    @Override
    NDList coefficients(CellValues values, NDArray x) {
        NDList gates = CellValues.cut(x, 3);
        NDArray r = values.gate("r", sigmoid(gates.get(1)));
        NDArray i = values.gate("i", sigmoid(gates.get(2)));
        // log sigmoid(d) is -softplus(-d), which keeps its digits where the sigmoid is near 1.
        NDArray logShare = Activation.softPlus(values.get("decay").neg()).neg();
        NDArray logA = Scalars.times(r.mul(logShare), SHARPNESS);
        // 1 - exp(2 v) is -2 tanh(v) / (1 - tanh(v)), which keeps its digits where v is small.
        NDArray tanh = logA.tanh();
        NDArray rest =
                Scalars.times(tanh, -2).div(tanh.neg().add(1)).maximum(Scalars.of(tanh, SMALLEST));
        NDArray added = rest.sqrt().mul(i).mul(values.gate("u", gates.get(0)));
        return new NDList(values.gate("a", logA.exp()), added);
    }
}
