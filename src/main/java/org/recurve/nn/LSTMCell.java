package org.recurve.nn;

import static ai.djl.nn.Activation.sigmoid;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;

/**
 * One step of {@link LSTM}, whose formulas are there. States h, c; gates i, f, g, o; parameters as
 * PyTorch's {@code LSTMCell}.
 *
 * <p>With a projection (Sak et al., "Long short-term memory recurrent neural network architectures
 * for large scale acoustic modeling", Interspeech 2014) the hidden state is made smaller before it
 * is put out and fed back: {@code h' = W_hr (o tanh(c'))}.
 */
public final class LSTMCell extends FusedCell {
    static final List<String> GATES = List.of("i", "f", "g", "o");

    /** Far beyond where a sigmoid is exactly 0 or 1, far within the range of 16-bit floats. */
    private static final float SATURATED = 1e4f;

    private final boolean projected;

    /**
     * With biases, without projection.
     *
     * @param hidden size H of both states
     */
    public LSTMCell(int hidden) {
        this(hidden, true, 0);
    }

    /**
     * Sets all there is to set.
     *
     * @param hidden size H of c, at least 1
     * @param biases whether the gates have biases
     * @param projection size P of h and the output, less than H; 0 for no projection
     */
    public LSTMCell(int hidden, boolean biases, int projection) {
        super(
                GATES,
                hidden,
                biases,
                projection == 0 ? hidden : projection,
                projection == 0 ? hidden : projection,
                hidden);
        if (projection < 0 || projection >= Math.max(1, hidden)) {
            throw new IllegalArgumentException(
                    "projection must be 0 for none or 1 to hidden - 1 = "
                            + (hidden - 1)
                            + ", but is "
                            + projection);
        }
        projected = projection > 0;
        if (projected) {
            weight("weight_hr", projection, hidden);
        }
    }

    @Override
    protected NDList step(CellValues values, NDArray x, NDList state) {
        NDList gates = cut(x.add(fromState(values, state.get(0))));
        NDArray i = values.gate("i", sigmoid(gates.get(0)));
        NDArray f = values.gate("f", sigmoid(gates.get(1)));
        NDArray g = values.gate("g", gates.get(2).tanh());
        NDArray o = values.gate("o", sigmoid(gates.get(3)));
        NDArray c = f.mul(state.get(1)).add(i.mul(g));
        NDArray h = o.mul(c.tanh());
        if (projected) {
            h = values.linear(h, "weight_hr", null);
        }
        return new NDList(h, h, c);
    }

    @Override
    NDList fused(NDArray x, NDList state, NDList weights, FusedRun run) {
        return x.getNDArrayInternal()
                .lstm(
                        x,
                        state,
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
        return new float[] {-SATURATED, SATURATED, 0, 0};
    }
}
