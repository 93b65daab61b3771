package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/** The gradients that a backward pass adds to those of a block's parameters. */
final class Gradients {
    private Gradients() {}

    /** Sets them to zero where there are any. */
    static void zero(Block block) {
        ParameterNames.of(block).values().forEach(p -> zero(p.getArray()));
    }

    private static void zero(NDArray parameter) {
        // NDArray.getGradient() cannot tell "none" from zeros.
        try (PtNDArray gradient = JniUtils.getGradient((PtNDArray) parameter)) {
            if (gradient != null) {
                try (NDArray zeros = gradient.zerosLike()) {
                    zeros.copyTo(gradient); // a product with zero would keep NaN
                }
            }
        }
    }
}
