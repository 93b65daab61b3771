package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.UnaryOperator;

/**
 * Gradients with respect to an input. The engine goes backward in the thread that asks for it, so
 * that several threads may do this, also while a model is in training. DJL's collector, of which
 * there is one at a time in a process, would refuse.
 */
final class InputGradients {
    private InputGradients() {}

    /**
     * @param x a leaf: nothing that it was made of wants a gradient
     * @param objective makes a number of it
     * @return the gradient of the number, of the shape of {@code x}
     */
    static NDArray of(NDArray x, UnaryOperator<NDArray> objective) {
        return GradientMode.on(
                () -> {
                    x.setRequiresGradient(true);
                    NDArray number = objective.apply(x);
                    NDArray one = number.onesLike();
                    JniUtils.backward((PtNDArray) number, (PtNDArray) one, false, false);
                    return x.getGradient();
                });
    }
}
