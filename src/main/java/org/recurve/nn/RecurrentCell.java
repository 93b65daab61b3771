package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recurve.nn.GateParameter.Kind;

/**
 * One step of a recurrent network: input and state in, output and next state out. {@link
 * RecurrentLayer} runs any cell over time, in either direction, over ragged sequences.
 *
 * <p>A cell of one's own declares its parameters and says what a step is:
 *
 * <pre>{@code
 * class AverageCell extends RecurrentCell {
 *     AverageCell(int hidden) {
 *         super(hidden, hidden);                    // width of the output, of each state
 *         weight("weight_ih", hidden, FEATURES);
 *     }
 *
 *     @Override
 *     protected NDList step(CellValues values, NDArray x, NDList state) {
 *         NDArray sum = values.linear(x, "weight_ih", null).tanh().add(state.head());
 *         NDArray h = Scalars.times(sum, 0.5);
 *         return new NDList(h, h);                  // the output, then the next states
 *     }
 * }
 * }</pre>
 *
 * <p>As a DJL block it takes {@code [x (B,F)]}, followed by as many states {@code (B,H)} as there
 * are or none, and gives the output {@code (B,O)} and the next states.
 */
public abstract class RecurrentCell extends AbstractBlock {
    /** Stands for the width of the input, which is known at initialization only. */
    protected static final long FEATURES = -1;

    private final long outputSize;
    private final long[] stateSizes;
    private final Map<String, long[]> shapes = new LinkedHashMap<>();
    private final Map<Parameter, GateParameter> gateParameters = new LinkedHashMap<>();

    /**
     * Sets what a step gives.
     *
     * @param outputSize width of the output, at least 1
     * @param stateSizes width of each state array, each at least 1
     */
    protected RecurrentCell(long outputSize, long... stateSizes) {
        requirePositive("output size", outputSize);
        for (long size : stateSizes) {
            requirePositive("state size", size);
        }
        this.outputSize = outputSize;
        this.stateSizes = stateSizes.clone();
    }

    private static void requirePositive(String what, long size) {
        if (size < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, but is " + size);
        }
    }

    /**
     * One step.
     *
     * @param values of the parameters by name
     * @param x {@code (B,F)}, or one step of what {@link #project} made of the input
     * @param state the states before, {@code (B,H)} each
     * @return the output {@code (B,O)}, then the states after
     */
    protected abstract NDList step(CellValues values, NDArray x, NDList state);

    /**
     * The part of a step that needs no state, done for all steps at once, which is faster than one
     * by one. By default there is none.
     *
     * @param values of the parameters by name
     * @param x {@code (B,T,F)} or {@code (B,F)}
     * @return what {@link #step} shall get instead of x, with the same B and T
     */
    protected NDArray project(CellValues values, NDArray x) {
        return x;
    }

    /**
     * The whole sequence at once, for cells that can do better than one step after the other.
     *
     * @param values of the parameters by name
     * @param x {@code (B,T,F)}, zero at padding
     * @param state the states before, {@code (B,H)} each
     * @param time which steps are valid
     * @return outputs {@code (B,T,O)}, of any value at padding, then the states after each
     *     sequence's last valid step; null to go step by step
     */
    NDList sequence(CellValues values, NDArray x, NDList state, TimeAxis time) {
        return null;
    }

    /** {@return the width O of the output} */
    public final long outputSize() {
        return outputSize;
    }

    /** {@return the width of each state} */
    public final long[] stateSizes() {
        return stateSizes.clone();
    }

    /** {@return how many states a step hands to the next: 1, for the LSTM 2} */
    public final int stateCount() {
        return stateSizes.length;
    }

    /**
     * Declares a matrix, first uniform in {@code +-1/sqrt(H)} with H the first state's width. Names
     * that start with {@code weight_hh} are taken to lead from state to state: weight drop falls on
     * them.
     *
     * @param name by which {@link #step} finds it
     * @param rows width of what comes out of it
     * @param columns width of what goes into it, {@link #FEATURES} for the input's
     */
    protected final void weight(String name, long rows, long columns) {
        add(name, Parameter.Type.WEIGHT, rows, columns);
    }

    /**
     * Declares a vector, first uniform in {@code +-1/sqrt(H)} with H the first state's width.
     *
     * @param name by which {@link #step} finds it
     * @param size how long
     */
    protected final void bias(String name, long size) {
        add(name, Parameter.Type.BIAS, size);
    }

    private Parameter add(String name, Parameter.Type type, long... shape) {
        if (shapes.put(name, shape) != null) {
            throw new IllegalArgumentException("two parameters are called " + name);
        }
        double width = stateSizes.length == 0 ? outputSize : stateSizes[0];
        Initializer initializer = RecurrentInitializers.uniformIn(1 / Math.sqrt(width));
        return addParameter(
                Parameter.builder()
                        .setName(name)
                        .setType(type)
                        .optInitializer(initializer)
                        .build());
    }

    /**
     * Declares the parameter of several gates, one below the other, that {@link #initializeWith}
     * may treat gate by gate.
     *
     * @param kind which of the four
     * @param gates names of the gates, {@code f} for one that says what to forget
     * @param size rows of each gate
     * @param columns of a matrix, {@link #FEATURES} for the input's; of no effect for a vector
     */
    protected final void gates(Kind kind, List<String> gates, int size, long columns) {
        long rows = (long) gates.size() * size;
        Parameter parameter =
                kind.bias()
                        ? add(kind.parameterName(), Parameter.Type.BIAS, rows)
                        : add(kind.parameterName(), Parameter.Type.WEIGHT, rows, columns);
        gateParameters.put(parameter, new GateParameter(kind, gates, size));
    }

    /**
     * Declares a parameter with a start of its own.
     *
     * @param name by which {@link #step} finds it
     * @param initializer gives the first values
     * @param shape of it, {@link #FEATURES} for the input's width
     */
    protected final void parameter(String name, Initializer initializer, long... shape) {
        add(name, Parameter.Type.OTHER, shape).setInitializer(initializer);
    }

    /**
     * Chooses how the gates' parameters get their first values; to be called before the block is
     * initialized.
     *
     * @param initializer chooses for each parameter
     * @return this cell
     */
    public final RecurrentCell initializeWith(RecurrentInitializer initializer) {
        gateParameters.forEach(
                (parameter, gates) -> parameter.setInitializer(initializer.of(gates)));
        return this;
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        Shape x = inputShapes[0];
        long features = x.get(x.dimension() - 1);
        for (Parameter parameter : parameters.values()) {
            parameter.setShape(shape(parameter.getName(), features));
        }
    }

    /** {@return the shape of a parameter for an input of this width} */
    final Shape shape(String name, long features) {
        long[] sizes = shapes.get(name).clone();
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = sizes[i] == FEATURES ? features : sizes[i];
        }
        return new Shape(sizes);
    }

    /** {@return the gates of a parameter, null for one without} */
    final GateParameter gatesOf(Parameter parameter) {
        return gateParameters.get(parameter);
    }

    /** {@return how many numbers the cell learns from an input of this width} */
    long parameterCount(long features) {
        return shapes.keySet().stream().mapToLong(name -> shape(name, features).size()).sum();
    }

    final CellValues values(ParameterStore store, NDArray x, boolean training) {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        for (Parameter p : parameters.values()) {
            arrays.put(p.getName(), store.getValue(p, x.getDevice(), training));
        }
        return new CellValues(arrays, training);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        NDArray x = inputs.head();
        if (x.getShape().dimension() != 2 || inputs.size() > 1 + stateSizes.length) {
            throw new IllegalArgumentException(
                    "a cell takes x (batch, features) and at most "
                            + stateSizes.length
                            + " states, but got "
                            + inputs.stream().map(NDArray::getShape).toList()
                            + "; RecurrentLayer runs it over time");
        }
        if (inputShapes != null && inputShapes[0].get(1) != x.size(1)) {
            throw new IllegalArgumentException(
                    "input has "
                            + x.size(1)
                            + " features, but the cell was made for "
                            + inputShapes[0].get(1)
                            + ": give it those, or make a new cell for this input");
        }
        CellValues values = values(parameterStore, x, training);
        NDList state = inputs.subNDList(1);
        for (int i = 0; i < state.size(); i++) {
            Shape expected = new Shape(x.size(0), stateSizes[i]);
            if (!state.get(i).getShape().equals(expected)) {
                throw new IllegalArgumentException(
                        "state "
                                + i
                                + " must have shape "
                                + expected
                                + " (batch, state size), but has "
                                + state.get(i).getShape()
                                + ": give what the step before returned, or nothing to start from"
                                + " zero");
            }
        }
        for (int i = state.size(); i < stateSizes.length; i++) {
            Shape shape = new Shape(x.size(0), stateSizes[i]);
            state.add(x.getManager().zeros(shape, x.getDataType(), x.getDevice()));
        }
        return step(values, project(values, x), state);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        long batch = inputShapes[0].get(0);
        List<Shape> outputs = new ArrayList<>();
        outputs.add(new Shape(batch, outputSize));
        for (long size : stateSizes) {
            outputs.add(new Shape(batch, size));
        }
        return outputs.toArray(Shape[]::new);
    }

    @Override
    public String toString() {
        return BlockText.of(this, "hidden " + outputSize);
    }
}
