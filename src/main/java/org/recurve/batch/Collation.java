package org.recurve.batch;

import ai.djl.ndarray.NDManager;

/**
 * Turns some examples of a data set into a batch. A model gives one to strategies that put whole
 * sequences together, where what a batch holds depends on the model: on its vocabulary.
 */
public interface Collation {

    /**
     * {@return how many steps each example has, in the order of the data; of pairs of sequences,
     * how many the source has}
     */
    int[] lengths();

    /**
     * {@return how many steps the other sequence of each pair has, such as the translation of a
     * sentence; zeros where examples are no pairs}
     */
    default int[] otherLengths() {
        return new int[lengths().length];
    }

    /**
     * Makes a batch.
     *
     * @param indices of the examples
     * @param manager gets the arrays, and is the batch's own
     * @return the batch
     */
    Batch batch(int[] indices, NDManager manager);
}
