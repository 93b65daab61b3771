package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
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
        return orthogonal(1);
    }

    /**
     * {@link #orthogonal() Orthogonal} matrices times a number, which all of their singular values
     * then are: without gates and nonlinearity, each step multiplies the length of the state, and
     * each step back that of the gradient, by it.
     *
     * @param gain of each matrix; positive
     * @return the initializer
     */
    public static RecurrentInitializer orthogonal(double gain) {
        if (!(gain > 0)) {
            throw new IllegalArgumentException("gain must be positive, but is " + gain);
        }
        return parameter ->
                parameter.kind().bias() ? Initializer.ZEROS : orthogonalBlocks(parameter, gain);
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

    /**
     * The identity as recurrent matrix and zero biases, so that a relu RNN remembers at first (Le,
     * Jaitly and Hinton, "A simple way to initialize recurrent networks of rectified linear units",
     * 2015); input weights Gaussian with standard deviation 0.001.
     *
     * @param scale of the identity, 1 in the paper, less to forget sooner; positive
     * @return the initializer, for cells with one gate
     */
    public static RecurrentInitializer identity(double scale) {
        if (!(scale > 0)) {
            throw new IllegalArgumentException("scale must be positive, but is " + scale);
        }
        return parameter -> {
            if (parameter.gates().size() != 1) {
                throw new IllegalArgumentException(
                        "the identity is for simple RNNs, but this cell has the gates "
                                + parameter.gates());
            }
            return switch (parameter.kind()) {
                case WEIGHT_IH ->
                        (manager, shape, type) -> manager.randomNormal(0, 0.001f, shape, type);
                case WEIGHT_HH ->
                        (manager, shape, type) -> {
                            try (NDArray eye = manager.eye((int) shape.get(0))) {
                                return eye.mul(scale).toType(type, true);
                            }
                        };
                default -> Initializer.ZEROS;
            };
        };
    }

    /**
     * Chrono initialisation (Tallec and Ollivier, "Can recurrent neural networks warp time?", ICLR
     * 2018): biases that let the units remember for 1 to {@code longest} steps: {@code log u} with
     * u uniform in [1, longest - 1] for the gate that keeps (f of the LSTM, z of the GRU), the
     * negative of it for the LSTM's i and the minimal GRU's z, which let in; other biases zero,
     * matrices as PyTorch's.
     *
     * @param longest the longest dependency expected, in steps, above 2
     * @return the initializer, for cells with a gate f or z
     */
    public static RecurrentInitializer chrono(int longest) {
        if (longest <= 2) {
            throw new IllegalArgumentException("longest must be above 2, but is " + longest);
        }
        return parameter ->
                parameter.kind().bias()
                        ? chronoBiases(parameter, longest)
                        : pytorch().of(parameter);
    }

    private static Initializer chronoBiases(GateParameter parameter, int longest) {
        int keep = Math.max(parameter.gates().indexOf("f"), parameter.gates().indexOf("z"));
        int enter = parameter.gates().indexOf("i");
        if (keep < 0) {
            throw new IllegalArgumentException(
                    "chrono initialisation needs a gate that keeps (f or z), but this cell has "
                            + parameter.gates());
        }
        if (parameter.kind() == Kind.BIAS_HH) {
            return Initializer.ZEROS;
        }
        boolean letsIn = parameter.gates().equals(MinGRUCell.GATES);
        return (manager, shape, type) -> {
            NDArray biases = manager.zeros(shape, type);
            long size = parameter.stateSize();
            try (NDArray steps = manager.randomUniform(1, longest - 1, new Shape(size), type);
                    NDArray logs = steps.log()) {
                NDArray kept = letsIn ? logs.neg() : logs;
                biases.set(new NDIndex("{}:{}", keep * size, (keep + 1) * size), kept);
                if (enter >= 0) {
                    biases.set(new NDIndex("{}:{}", enter * size, (enter + 1) * size), logs.neg());
                }
            }
            return biases;
        };
    }

    static Initializer uniformIn(double limit) {
        return (manager, shape, type) ->
                manager.randomUniform((float) -limit, (float) limit, shape, type);
    }

    private static Initializer glorot(GateParameter parameter, int gatesInFan) {
        return (manager, shape, type) -> {
            double fans = shape.get(1) + (double) gatesInFan * parameter.stateSize();
            return uniformIn(Math.sqrt(6 / fans)).initialize(manager, shape, type);
        };
    }

    private static Initializer orthogonalBlocks(GateParameter parameter, double gain) {
        return (manager, shape, type) -> {
            try (NDList blocks = new NDList()) {
                for (int gate = 0; gate < parameter.gates().size(); gate++) {
                    blocks.add(Orthogonal.matrix(manager, parameter.stateSize(), shape.get(1)));
                }
                try (NDArray all = NDArrays.concat(blocks, 0)) {
                    all.muli(gain);
                    return all.toType(type, true);
                }
            }
        };
    }
}
