package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.List;
import org.recurve.nn.GateParameter.Kind;

/**
 * A cell with gates for which the engine has a fused kernel. The step form is the definition, the
 * kernel the fast path of it.
 */
abstract class FusedCell extends RecurrentCell {
    private final List<String> gates;
    private final int hidden;
    private final boolean biases;

    /**
     * @param hidden rows of each gate
     * @param fedBack width of the state that the gates see
     */
    FusedCell(List<String> gates, int hidden, boolean biases, long fedBack, long... stateSizes) {
        super(fedBack, stateSizes);
        if (hidden < 1) {
            throw new IllegalArgumentException("hidden must be at least 1, but is " + hidden);
        }
        this.gates = gates;
        this.hidden = hidden;
        this.biases = biases;
        gates(Kind.WEIGHT_IH, gates, hidden, FEATURES);
        gates(Kind.WEIGHT_HH, gates, hidden, fedBack);
        if (biases) {
            gates(Kind.BIAS_IH, gates, hidden, FEATURES);
            gates(Kind.BIAS_HH, gates, hidden, FEATURES);
        }
    }

    /**
     * Runs a stack of these layers in one call of the kernel.
     *
     * @param x {@code (B,T,F)}
     * @param state {@code (layers*D,B,H)} each
     * @param weights in the order of the cell's parameters, per layer and direction
     * @param run the part of the stack to run
     * @return {@code y} and the final states
     */
    abstract NDList fused(NDArray x, NDList state, NDList weights, FusedRun run);

    /**
     * {@return what to add to each gate before its activation to carry the states unchanged over a
     * step of padding; null if the outputs show all there is of the state}
     */
    abstract float[] carryingGates();

    boolean hasBiases() {
        return biases;
    }

    int hidden() {
        return hidden;
    }

    @Override
    protected NDArray project(CellValues values, NDArray x) {
        return values.linear(x, "weight_ih", "bias_ih");
    }

    /** The state's part of all gates. */
    NDArray fromState(CellValues values, NDArray h) {
        return values.linear(h, "weight_hh", "bias_hh");
    }

    @Override
    NDList sequence(CellValues values, NDArray x, NDList state, TimeAxis time) {
        NDList weights = new NDList();
        getDirectParameters().forEach(p -> weights.add(values.get(p.getKey())));
        NDList initial = new NDList();
        state.forEach(s -> initial.add(s.expandDims(0)));
        NDArray in = x;
        if (!time.full() && carryingGates() != null) {
            NDArray padding = time.valid().logicalNot();
            in = NDArrays.concat(new NDList(x, padding.toType(x.getDataType(), false)), 2);
            NDArray first = weights.head();
            weights.set(0, NDArrays.concat(new NDList(first, carrying(first)), 1));
        }
        NDList result =
                fused(in, initial, weights, new FusedRun(1, biases, false, 0, values.training()));
        if (!time.full()) {
            result.set(1, time.last(result.head()));
        }
        NDList outputs = new NDList(result.head());
        result.stream().skip(1).forEach(s -> outputs.add(s.squeeze(0)));
        return outputs;
    }

    /** A column of weights for an input feature that is 1 on padding. */
    private NDArray carrying(NDArray weight) {
        return weight.getManager()
                .create(carryingGates())
                .toDevice(weight.getDevice(), false)
                .toType(weight.getDataType(), false)
                .reshape(-1, 1)
                .repeat(0, hidden);
    }

    /** Cuts all gates' sums into the gates. */
    final NDList cut(NDArray sums) {
        return CellValues.cut(sums, gates.size());
    }

    @Override
    public String toString() {
        return BlockText.of(this, "hidden " + hidden + (biases ? "" : ", no biases"));
    }
}
