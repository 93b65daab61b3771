package org.recurve.training;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/**
 * Watches a training from inside, on its thread. Implement what you need; any method may end the
 * training through {@link Control#stop}.
 */
public interface TrainingListener {

    /**
     * The first step is about to be made; the parameters have their first values.
     *
     * @param model what is trained
     * @param control may end the training
     */
    default void onStart(Trainable<?> model, Control control) {}

    /**
     * A batch has been trained on.
     *
     * @param batch how it went
     * @param control may end the training
     */
    default void onBatch(BatchReport batch, Control control) {}

    /**
     * The parameters are about to be updated.
     *
     * @param gradients of every parameter that has one, by its name, before clipping; valid during
     *     this call only
     * @param control may end the training
     */
    default void onGradients(Map<String, NDArray> gradients, Control control) {}

    /**
     * An epoch is over, its validation included.
     *
     * @param epoch how it went
     * @param control may end the training
     */
    default void onEpoch(EpochReport epoch, Control control) {}

    /**
     * The training is over, whatever the outcome; the model holds the kept weights.
     *
     * @param run the whole of it
     */
    default void onEnd(TrainingRun run) {}

    /** A way to end the training. */
    @FunctionalInterface
    interface Control {

        /**
         * Ends the training after the current step; the best weights so far are kept.
         *
         * @param reason for the outcome in the provenance ({@code "stopped: ..."})
         */
        void stop(String reason);
    }

    /**
     * One batch.
     *
     * @param step counted from 1 over all epochs
     * @param epoch counted from 1
     * @param loss mean over the batch, before the update
     * @param rate learning rate of the last update
     * @param gradientNorm before clipping, of the last update
     * @param weight predictions in the batch
     */
    record BatchReport(
            long step, int epoch, double loss, double rate, double gradientNorm, long weight) {}

    /**
     * One epoch.
     *
     * @param epoch counted from 1
     * @param row its line of the history, by column
     * @param best whether the watched value is the best so far
     */
    record EpochReport(int epoch, Map<String, Double> row, boolean best) {}
}
