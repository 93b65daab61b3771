package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.initializer.XavierInitializer.FactorType;
import ai.djl.training.initializer.XavierInitializer.RandomType;

/** Affine maps {@code y = W x + b} and their parameters, for blocks that are made of them. */
public final class Affine {
    /**
     * Uniform in ±sqrt(6 / (inputs + outputs)), for matrices (Glorot and Bengio 2010,
     * "Understanding the difficulty of training deep feedforward neural networks").
     */
    public static final Initializer GLOROT =
            new XavierInitializer(RandomType.UNIFORM, FactorType.AVG, 3);

    /** Uniform in ±sqrt(1 / inputs), for matrices: how PyTorch's linear layer starts. */
    public static final Initializer PYTORCH =
            new XavierInitializer(RandomType.UNIFORM, FactorType.IN, 1);

    private Affine() {}

    /**
     * Makes a matrix W, whose shape is not known yet.
     *
     * @param name its name
     * @param initializer what it starts with
     * @return the parameter
     */
    public static Parameter weight(String name, Initializer initializer) {
        return parameter(name, Parameter.Type.WEIGHT, initializer);
    }

    /**
     * Makes a vector b that starts at zero, whose shape is not known yet.
     *
     * @param name its name
     * @return the parameter
     */
    public static Parameter bias(String name) {
        return parameter(name, Parameter.Type.BIAS, Initializer.ZEROS);
    }

    private static Parameter parameter(String name, Parameter.Type type, Initializer initializer) {
        return Parameter.builder().setName(name).setType(type).optInitializer(initializer).build();
    }

    /**
     * Maps the last axis.
     *
     * @param x {@code (...,F)}
     * @param weight {@code (G,F)}
     * @param bias {@code (G)}, or null for none
     * @return {@code (...,G)}
     */
    public static NDArray map(NDArray x, NDArray weight, NDArray bias) {
        return x.getNDArrayInternal().linear(x, weight, bias).singletonOrThrow();
    }
}
