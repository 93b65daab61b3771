package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;

/** The gradients that backward passes leave with a block's parameters, each adding to the last. */
final class Gradients {
    private Gradients() {}

    /** Leaves the parameters as if none had been computed. */
    static void forget(Block block) {
        ParameterNames.of(block).values().forEach(p -> forget(p.getArray()));
    }

    /** The engine's tensor holds the gradient; a detached one on the same memory replaces it. */
    private static void forget(NDArray parameter) {
        if (parameter.hasGradient()) {
            parameter.intern(parameter.stopGradient());
            parameter.setRequiresGradient(true);
        }
    }
}
