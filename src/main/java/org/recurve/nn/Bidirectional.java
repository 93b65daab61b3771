package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;

/**
 * Two layers that read the same sequences, one forward and one backward (Schuster and Paliwal,
 * "Bidirectional recurrent neural networks", IEEE Transactions on Signal Processing 45, 1997); see
 * {@link SequenceBlock} for inputs and outputs. Of each state the forward layer's is first, the
 * backward layer's second: {@code (2,B,H)}.
 */
public final class Bidirectional extends SequenceBlock {

    /** How the outputs of both directions become one. */
    public enum Merge {
        /** Side by side: twice as wide. */
        CONCAT,
        /** Added up; both must be of the same width. */
        SUM
    }

    private final RecurrentLayer forward;
    private final RecurrentLayer backward;
    private final Merge merge;

    /**
     * Joins two layers.
     *
     * @param forward reads forward
     * @param backward reads backward ({@link RecurrentLayer.Builder#optBackward}), with states of
     *     the same sizes
     * @param merge how outputs become one
     * @param returnState whether the block's outputs include the final states
     * @throws IllegalArgumentException if directions or sizes do not fit
     */
    public Bidirectional(
            RecurrentLayer forward, RecurrentLayer backward, Merge merge, boolean returnState) {
        super(returnState);
        if (forward.readsBackward() || !backward.readsBackward()) {
            throw new IllegalArgumentException(
                    "the first layer must read forward and the second backward (optBackward), but"
                            + " they are "
                            + forward
                            + " and "
                            + backward);
        }
        if (!forward.stateShapes(1).equals(backward.stateShapes(1))
                || (merge == Merge.SUM && forward.outputSize() != backward.outputSize())) {
            throw new IllegalArgumentException(
                    "both directions must have states of the same sizes, and for a sum outputs of"
                            + " the same width, but they are "
                            + forward
                            + " and "
                            + backward);
        }
        this.forward = addChildBlock("forward", forward);
        this.backward = addChildBlock("backward", backward);
        this.merge = merge;
    }

    /**
     * Both directions with a cell of the same kind, outputs side by side.
     *
     * @param cell kind of cell
     * @param hidden size of the state of each direction
     * @return the block
     */
    public static Bidirectional of(Cell cell, int hidden) {
        return new Bidirectional(
                RecurrentLayer.of(cell.create(hidden)),
                RecurrentLayer.builder().setCell(cell.create(hidden)).optBackward(true).build(),
                Merge.CONCAT,
                false);
    }

    @Override
    public long outputSize() {
        return merge == Merge.SUM
                ? forward.outputSize()
                : forward.outputSize() + backward.outputSize();
    }

    @Override
    public boolean readsBackward() {
        return true;
    }

    @Override
    public List<Shape> stateShapes(long batch) {
        List<Shape> shapes = new ArrayList<>();
        for (Shape one : forward.stateShapes(batch)) {
            shapes.add(new Shape(2, batch, one.get(2)));
        }
        return shapes;
    }

    @Override
    public List<LayerSize> layerSizes(long features) {
        LayerSize one = forward.layerSizes(features).get(0);
        LayerSize other = backward.layerSizes(features).get(0);
        long count = one.parameters() + other.parameters();
        return List.of(new LayerSize("0", "bidirectional " + one.kind(), outputSize(), count));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        forward.initialize(manager, type, inputShapes[0]);
        backward.initialize(manager, type, inputShapes[0]);
    }

    @Override
    void record(Recording into, String before, int layer) {
        super.record(into, before, layer);
        forward.record(into, before, layer);
        backward.record(into, before, layer);
    }

    @Override
    NDList run(ParameterStore store, NDArray x, NDList state, TimeAxis time, boolean training) {
        NDList there = forward.run(store, x, half(state, 0), time, training);
        NDList back = backward.run(store, x, half(state, 1), time, training);
        NDArray y =
                merge == Merge.SUM
                        ? there.head().add(back.head())
                        : NDArrays.concat(new NDList(there.head(), back.head()), 2);
        NDList result = new NDList(y);
        for (int i = 1; i < there.size(); i++) {
            result.add(NDArrays.concat(new NDList(there.get(i), back.get(i)), 0));
        }
        return result;
    }

    private static NDList half(NDList state, int direction) {
        NDList half = new NDList();
        state.forEach(s -> half.add(s.get(new NDIndex("{}:{}", direction, direction + 1))));
        return half;
    }

    @Override
    public String toString() {
        String cell = forward.cell().getClass().getSimpleName();
        return BlockText.of(
                this,
                cell
                        + " "
                        + forward.outputSize()
                        + (merge == Merge.SUM ? ", directions added" : ""));
    }
}
