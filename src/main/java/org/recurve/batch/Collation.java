package org.recurve.batch;

import ai.djl.ndarray.NDManager;

/**
 * Turns some examples of a data set into a batch. A model gives one to strategies that put whole
 * sequences together, where what a batch holds depends on the model: on its vocabulary.
 */
public interface Collation {

    /** {@return how many steps each example has, in the order of the data} */
    int[] lengths();

    /**
     * Makes a batch.
     *
     * @param indices of the examples
     * @param manager gets the arrays, and is the batch's own
     * @return the batch
     */
    Batch batch(int[] indices, NDManager manager);
}
