package org.recurve.task;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;

/**
 * Hands out a network's weights cut off from gradients, so that a backward pass leaves none with
 * them: in the middle of a training they would be added to its own. To be used inside an {@link
 * ai.djl.ndarray.NDScope}, which closes what is handed out.
 */
final class FrozenWeights extends ParameterStore {
    FrozenWeights(NDManager manager) {
        super(manager, false);
    }

    @Override
    public NDArray getValue(Parameter parameter, Device device, boolean training) {
        return super.getValue(parameter, device, training).stopGradient();
    }
}
