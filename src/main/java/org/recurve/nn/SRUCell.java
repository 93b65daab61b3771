package org.recurve.nn;

import static ai.djl.nn.Activation.sigmoid;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import org.recurve.nn.GateParameter.Kind;

/**
 * The simple recurrent unit (Lei et al., "Simple recurrent units for highly parallelizable
 * recurrence", EMNLP 2018), with gates that see the input only, as in the paper's first version
 * (2017): what its later version adds to them, {@code v c}, would rule out a parallel scan.
 *
 * <pre>
 * n = W_n x
 * f = sigmoid(W_f x + b_f),  r = sigmoid(W_r x + b_r)
 * c' = f c + (1 - f) n
 * y = r tanh(c') + (1 - r) s
 * </pre>
 *
 * <p>with {@code s} the input itself, or {@code W_s x} where the input is not as wide as the state.
 * State c; gates n, f, r.
 */
public final class SRUCell extends ScanCell {
    private static final String SKIP = "weight_skip";
    private final int hidden;

    /**
     * Sets the size.
     *
     * @param hidden size H of the state
     */
    public SRUCell(int hidden) {
        super(hidden);
        this.hidden = hidden;
        gates(Kind.WEIGHT_IH, List.of("n", "f", "r"), hidden, FEATURES);
        gates(Kind.BIAS_IH, List.of("f", "r"), hidden, FEATURES);
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        long features = inputShapes[0].get(inputShapes[0].dimension() - 1);
        if (features != hidden && !getDirectParameters().contains(SKIP)) {
            weight(SKIP, hidden, FEATURES);
        }
        super.prepare(inputShapes);
    }

    @Override
    long parameterCount(long features) {
        boolean counted = features == hidden || getDirectParameters().contains(SKIP);
        return super.parameterCount(features) + (counted ? 0 : hidden * features);
    }

    @Override
    protected void loadMetadata(byte loadVersion, DataInputStream is)
            throws IOException, MalformedModelException {
        super.loadMetadata(loadVersion, is);
        prepare(inputShapes);
    }

    @Override
    protected NDArray project(CellValues values, NDArray x) {
        NDArray skip = getDirectParameters().contains(SKIP) ? values.linear(x, SKIP, null) : x;
        NDArray bias = values.get("bias_ih");
        NDArray biases =
                bias.getManager().zeros(new Shape(hidden), bias.getDataType(), bias.getDevice());
        NDArray sums = values.linear(x, "weight_ih", null).add(biases.concat(bias, 0));
        return sums.concat(skip, x.getShape().dimension() - 1);
    }

    @Override
    NDList coefficients(CellValues values, NDArray x) {
        NDList parts = CellValues.cut(x, 4);
        NDArray kept = values.gate("f", sigmoid(parts.get(1)));
        NDArray renewed = sigmoid(parts.get(1).neg());
        return new NDList(kept, renewed.mul(values.gate("n", parts.get(0))));
    }

    @Override
    NDArray output(CellValues values, NDArray x, NDArray c) {
        NDList parts = CellValues.cut(x, 4);
        NDArray skip = parts.get(3);
        NDArray r = values.gate("r", sigmoid(parts.get(2)));
        return skip.add(r.mul(c.tanh().sub(skip)));
    }
}
