package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** Normalisation as a function. */
final class Normalization {
    /** PyTorch's and Keras's: keeps the root of a variance of zero away from zero. */
    static final float EPSILON = 1e-5f;

    private Normalization() {}

    /** Each vector along the last axis to mean 0 and variance 1, then scaled and shifted. */
    static NDArray layer(NDArray x, NDArray gain, NDArray shift) {
        NDArray added = shift == null ? gain.zerosLike() : shift;
        return x.getNDArrayInternal()
                .layerNorm(x, new Shape(gain.size()), gain, added, EPSILON)
                .singletonOrThrow();
    }
}
