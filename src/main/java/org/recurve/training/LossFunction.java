package org.recurve.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.recurve.batch.Batch;

/** A loss of the user's own in place of the model's. */
@FunctionalInterface
public interface LossFunction {

    /**
     * Judges the predictions of one batch.
     *
     * @param predictions what the network said
     * @param batch with the labels, and lengths where it is ragged
     * @return scalar mean loss over the batch's {@link Batch#weight()} predictions, differentiable
     */
    NDArray mean(NDList predictions, Batch batch);
}
