package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import java.util.List;

/**
 * One step of {@link RNN}, whose formula is there. State h; parameters as PyTorch's {@code
 * RNNCell}.
 */
public final class RNNCell extends FusedCell {
    static final List<String> GATES = List.of("h");

    private final RNN.Activation activation;

    /**
     * With tanh and biases.
     *
     * @param hidden size H of the state
     */
    public RNNCell(int hidden) {
        this(hidden, true, RNN.Activation.TANH);
    }

    /**
     * Sets all there is to set.
     *
     * @param hidden size H of the state
     * @param biases whether there are biases
     * @param activation the function applied to the sum
     */
    public RNNCell(int hidden, boolean biases, RNN.Activation activation) {
        super(GATES, hidden, biases, hidden, hidden);
        this.activation = activation;
    }

    @Override
    protected NDList step(CellValues values, NDArray x, NDList state) {
        NDArray sum = x.add(fromState(values, state.head()));
        NDArray h = activation == RNN.Activation.TANH ? sum.tanh() : Activation.relu(sum);
        return new NDList(h, h);
    }

    @Override
    NDList fused(NDArray x, NDList state, NDList weights, FusedRun run) {
        return x.getNDArrayInternal()
                .rnn(
                        x,
                        state.singletonOrThrow(),
                        weights,
                        run.biases(),
                        run.layers(),
                        ai.djl.nn.recurrent.RNN.Activation.valueOf(activation.name()),
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
