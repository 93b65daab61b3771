package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.training.initializer.Initializer;
import org.recurve.nn.GateParameter.Kind;

/** The usual first values of recurrent networks. */
public final class RecurrentInitializers {
    private RecurrentInitializers() {}

    /**
     * PyTorch's: all parameters uniform in {@code +-1/sqrt(H)}.
     *
     * @return the initializer
     */
    public static RecurrentInitializer pytorch() {
        return parameter -> uniformIn(1 / Math.sqrt(parameter.stateSize()));
    }

    /**
     * All parameters uniform.
     *
     * @param limit values are in {@code [-limit, limit)}; positive
     * @return the initializer
     */
    public static RecurrentInitializer uniform(double limit) {
        if (!(limit > 0)) {
            throw new IllegalArgumentException("limit must be positive, but is " + limit);
        }
        return parameter -> uniformIn(limit);
    }

    /**
     * Glorot and Bengio (2010), uniform: each gate's matrix in {@code +-sqrt(6/(rows+columns))};
     * biases zero.
     *
     * @return the initializer
     */
    public static RecurrentInitializer xavier() {
        return parameter -> parameter.kind().bias() ? Initializer.ZEROS : glorot(parameter, 1);
    }

    /**
     * Saxe et al. (2014): each gate's matrix has orthonormal columns (rows, if it is wider than
     * high), so that the state's length is kept at first; biases zero.
     *
     * @return the initializer
     */
    public static RecurrentInitializer orthogonal() {
        return parameter ->
                parameter.kind().bias() ? Initializer.ZEROS : orthogonalBlocks(parameter);
    }

    /**
     * Keras's: input weights uniform in {@code +-sqrt(6/(F+gates*H))}, each gate's recurrent matrix
     * orthogonal, biases zero but for the forget gate's, which is 1.
     *
     * @return the initializer
     */
    public static RecurrentInitializer keras() {
        RecurrentInitializer zeroBiases =
                parameter ->
                        parameter.kind() == Kind.WEIGHT_IH
                                ? glorot(parameter, parameter.gates().size())
                                : orthogonal().of(parameter);
        return zeroBiases.withForgetBias(1);
    }

    private static Initializer uniformIn(double limit) {
        return (manager, shape, type) ->
                manager.randomUniform((float) -limit, (float) limit, shape, type);
    }

    private static Initializer glorot(GateParameter parameter, int gatesInFan) {
        return (manager, shape, type) -> {
            double fans = shape.get(1) + (double) gatesInFan * parameter.stateSize();
            return uniformIn(Math.sqrt(6 / fans)).initialize(manager, shape, type);
        };
    }

    private static Initializer orthogonalBlocks(GateParameter parameter) {
        return (manager, shape, type) -> {
            try (NDList blocks = new NDList()) {
                for (int gate = 0; gate < parameter.gates().size(); gate++) {
                    blocks.add(Orthogonal.matrix(manager, parameter.stateSize(), shape.get(1)));
                }
                try (NDArray all = NDArrays.concat(blocks, 0)) {
                    return all.toType(type, true);
                }
            }
        };
    }
}
