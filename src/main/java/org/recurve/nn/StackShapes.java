package org.recurve.nn;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import org.recurve.nn.GateParameter.Kind;

/** Shapes of what goes into a stack of recurrent layers, what comes out, and of its parameters. */
record StackShapes(int gates, int stateSize, int layers, int directions) {

    Shape output(Shape x) {
        return new Shape(x.get(0), x.get(1), (long) directions * stateSize);
    }

    Shape state(long batch) {
        return new Shape((long) layers * directions, batch, stateSize);
    }

    Shape parameter(String name, long features) {
        long rows = (long) gates * stateSize;
        if (name.startsWith("bias")) {
            return new Shape(rows);
        }
        if (name.startsWith(Kind.WEIGHT_HH.prefix())) {
            return new Shape(rows, stateSize);
        }
        boolean first =
                name.substring(Kind.WEIGHT_IH.prefix().length()).split("_", 2)[0].equals("0");
        return new Shape(rows, first ? features : (long) directions * stateSize);
    }

    /** Checks input and states; {@code weight} is the first layer's, null if not known yet. */
    void check(Shape x, Shape weight, NDList state, int stateCount) {
        checkInput(x);
        if (weight != null && weight.get(1) != x.get(2)) {
            throw new IllegalArgumentException(
                    "input has "
                            + x.get(2)
                            + " features, but the network was made for "
                            + weight.get(1));
        }
        if (state.size() > stateCount) {
            throw new IllegalArgumentException(
                    "the network has " + stateCount + " state array(s), but got " + state.size());
        }
        Shape expected = state(x.get(0));
        for (int i = 0; i < state.size(); i++) {
            if (!state.get(i).getShape().equals(expected)) {
                throw new IllegalArgumentException(
                        "initial state "
                                + i
                                + " must have shape "
                                + expected
                                + " (layers * directions, batch, state size), but has "
                                + state.get(i).getShape());
            }
        }
    }

    static void checkInput(Shape x) {
        if (x.dimension() != 3 || x.get(1) == 0) {
            throw new IllegalArgumentException(
                    "input must have shape (batch, time, features) with at least one step, but has "
                            + x);
        }
    }
}
