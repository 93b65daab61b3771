package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;

/**
 * What reads sequences step by step and carries a state: the fused blocks {@link RNN}, {@link LSTM}
 * and {@link GRU}, a {@link RecurrentLayer} of any cell, {@link Bidirectional}, {@link
 * RecurrentStack}.
 *
 * <p>Sizes: batch {@code B}, time {@code T}, features {@code F}, width of the output {@code O}.
 *
 * <p>As a DJL block it takes {@code [x (B,T,F)]}, followed by as many initial states as there are,
 * followed by int64 {@code lengths (B)} if sequences are ragged; states and lengths may be left
 * out. It gives {@code y (B,T,O)} and, where the block was told to return its state, the final
 * states after it. States that are not given are zero. The caller's list is left as it is.
 *
 * <p>With lengths, sequences stand at the left and whatever follows them, NaN included, has no
 * influence: outputs there are zero, the final states are those after each sequence's own last
 * step, and the backward direction starts at it. A sequence gives the same output alone or in any
 * batch.
 */
public abstract class SequenceBlock extends AbstractBlock {
    private final boolean returnState;
    private volatile Recording recording;
    private volatile String prefix;
    private volatile int first;

    /** Only the kinds of this package: they share how they treat lengths and states. */
    SequenceBlock(boolean returnState) {
        this.returnState = returnState;
    }

    /** {@return the width O of the outputs} */
    public abstract long outputSize();

    /**
     * Shapes of the states, in their order.
     *
     * @param batch B
     * @return most often {@code (layers * directions, B, H)}; an LSTM has h, then c
     */
    public abstract List<Shape> stateShapes(long batch);

    /** {@return whether a part of the block reads from the end to the start} */
    public abstract boolean readsBackward();

    /**
     * What the network is made of; known before it has weights.
     *
     * @param features width F of its input
     * @return its layers from the input to the output
     */
    public abstract List<LayerSize> layerSizes(long features);

    /** {@return the number of state arrays} */
    public final int stateCount() {
        return stateShapes(1).size();
    }

    /**
     * Runs the network.
     *
     * @param parameters gives the values of the parameters
     * @param x {@code (B,T,F)}
     * @param state initial states as in {@link #stateShapes}; missing ones are zero
     * @param lengths int64 {@code (B)}, each 1 to T; or null if all sequences are full
     * @param training whether dropout and the like are on
     * @return {@code y (B,T,O)} and all final states, on the manager of {@code x}
     * @throws IllegalArgumentException if a shape does not fit
     * @throws org.recurve.core.RecurveException if a length is not in 1 to T
     */
    public final NDList forward(
            ParameterStore parameters, NDArray x, NDList state, NDArray lengths, boolean training) {
        check(x, state);
        Native.flushDenormals();
        Lengths valid = lengths == null ? null : Lengths.of(lengths, x.size(0), x.size(1));
        NDList outputs;
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            TimeAxis time = TimeAxis.of(x, valid);
            outputs = run(parameters, time.zeroPadding(x), withZeros(x, state), time, training);
            NDScope.unregister(outputs);
        }
        outputs.forEach(NDScope::register);
        return outputs;
    }

    /**
     * The network itself, on checked input whose padding is zero.
     *
     * @return y, zero at padding, and all final states
     */
    abstract NDList run(
            ParameterStore parameters, NDArray x, NDList state, TimeAxis time, boolean training);

    /**
     * Opens a live run that keeps the state between readings, for input that comes step by step.
     *
     * @param parameters gives the values of the parameters
     * @param manager owns the state
     * @return a stream that starts from zero states
     * @throws IllegalArgumentException if the block reads backward
     */
    public RecurrentStream stream(ParameterStore parameters, NDManager manager) {
        if (readsBackward()) {
            throw new IllegalArgumentException(
                    "a bidirectional network cannot keep its state in a stream: its backward"
                            + " direction starts at the end of a sequence, which has not come yet;"
                            + " use one direction, or give it whole sequences");
        }
        return new RecurrentStream(this, parameters, manager);
    }

    /**
     * {@return where to note what happens in one layer and direction; null if nobody looks inside}
     */
    final StepLog log(int layer, boolean backward, TimeAxis time) {
        Recording to = recording;
        return to == null || !to.watches()
                ? null
                : to.log(
                        prefix + "l" + (first + layer) + (backward ? "_reverse" : ""),
                        backward,
                        time);
    }

    /**
     * Notes from now on what happens inside.
     *
     * @param into null for nowhere
     * @param before stands before the names of the layers
     * @param layer number of the block's first layer
     */
    void record(Recording into, String before, int layer) {
        prefix = before;
        first = layer;
        recording = into;
    }

    /** {@return whether somebody looks inside while this thread runs the block} */
    final boolean recorded() {
        Recording to = recording;
        return to != null && to.watches();
    }

    /** {@return whether somebody looks inside, of whatever thread} */
    final boolean observed() {
        return recording != null;
    }

    @Override
    protected final NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        int count = inputs.size();
        NDArray last = inputs.get(count - 1);
        boolean ragged = count > 1 && last.getDataType().isInteger();
        NDList state = new NDList(inputs.subList(1, ragged ? count - 1 : count));
        NDList outputs =
                forward(parameterStore, inputs.head(), state, ragged ? last : null, training);
        if (returnState) {
            return outputs;
        }
        outputs.stream().skip(1).forEach(NDArray::close);
        return new NDList(outputs.head());
    }

    @Override
    public final Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape x = inputShapes[0];
        List<Shape> shapes = new ArrayList<>();
        shapes.add(new Shape(x.get(0), x.get(1), outputSize()));
        if (returnState) {
            shapes.addAll(stateShapes(x.get(0)));
        }
        return shapes.toArray(Shape[]::new);
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        checkInput(inputShapes[0]);
    }

    private static void checkInput(Shape x) {
        if (x.dimension() != 3 || x.get(1) == 0) {
            throw new IllegalArgumentException(
                    "input must have shape (batch, time, features) with at least one step, but has "
                            + x
                            + (x.dimension() == 2
                                    ? ": x.expandDims(0) makes a batch of one sequence"
                                    : ""));
        }
    }

    private void check(NDArray x, NDList state) {
        checkInput(x.getShape());
        if (inputShapes != null && inputShapes[0].get(2) != x.size(2)) {
            throw new IllegalArgumentException(
                    "input has "
                            + x.size(2)
                            + " features, but the network was made for "
                            + inputShapes[0].get(2)
                            + ": give it those, or make a new network for this input");
        }
        List<Shape> expected = stateShapes(x.size(0));
        if (state.size() > expected.size()) {
            throw new IllegalArgumentException(
                    "the network has "
                            + expected.size()
                            + " state array(s), but got "
                            + state.size()
                            + ": give those that a run of the network returned, or none");
        }
        for (int i = 0; i < state.size(); i++) {
            if (!state.get(i).getShape().equals(expected.get(i))) {
                throw new IllegalArgumentException(
                        "initial state "
                                + i
                                + " must have shape "
                                + expected.get(i)
                                + " (layers * directions, batch, state size), but has "
                                + state.get(i).getShape()
                                + (state.get(i).getShape().dimension() == 1
                                        ? ": if it is meant as lengths, make it int64"
                                        : ": give what a run of as many sequences returned, or"
                                                + " nothing to start from zero"));
            }
        }
    }

    private NDList withZeros(NDArray x, NDList state) {
        NDList all = new NDList(state);
        List<Shape> shapes = stateShapes(x.size(0));
        for (int i = all.size(); i < shapes.size(); i++) {
            all.add(x.getManager().zeros(shapes.get(i), x.getDataType(), x.getDevice()));
        }
        return all;
    }
}
