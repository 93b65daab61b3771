package org.recurve.batch;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/**
 * What one step of training or evaluation works on. Closing it frees its arrays and everything that
 * was made on its {@link #manager()} during the step.
 *
 * @param manager owns the arrays of this batch; temporary arrays of the step are attached to it too
 * @param inputs of the network, batch first: tokens {@code (B, T)} int64, features {@code (B, T,
 *     F)}; ragged batches end with {@code lengths (B)} int64
 * @param labels what is to be predicted, shaped as the task's loss wants them
 * @param weight how many predictions the mean loss of this batch is over (valid tokens, sequences,
 *     steps); at least 1
 * @param continues whether row b goes on where row b of the batch before it ended, so that hidden
 *     state carries over
 * @param rateFactor what the learning rate of this batch's update is multiplied by; most often 1
 */
public record Batch(
        NDManager manager,
        NDList inputs,
        NDList labels,
        long weight,
        boolean continues,
        double rateFactor)
        implements AutoCloseable {

    /**
     * A batch at the usual learning rate.
     *
     * @param manager owns the arrays of this batch
     * @param inputs of the network
     * @param labels what is to be predicted
     * @param weight how many predictions the mean loss of this batch is over
     * @param continues whether rows go on where those of the batch before ended
     */
    public Batch(NDManager manager, NDList inputs, NDList labels, long weight, boolean continues) {
        this(manager, inputs, labels, weight, continues, 1);
    }

    /** Frees the arrays of the step. */
    @Override
    public void close() {
        manager.close();
    }
}
