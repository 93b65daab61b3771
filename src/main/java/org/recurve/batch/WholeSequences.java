package org.recurve.batch;

import ai.djl.ndarray.NDManager;
import java.util.random.RandomGenerator;

/** A strategy that only chooses which whole sequences share a batch, by their lengths. */
public interface WholeSequences {

    /**
     * Opens one pass in an order for training.
     *
     * @param data as the model sees it
     * @param manager on whose device the arrays are made
     * @param random the run's randomness
     * @return a new pass, with every example once
     */
    BatchSource training(Collation data, NDManager manager, RandomGenerator random);

    /**
     * Opens one pass in a fixed order.
     *
     * @param data as the model sees it
     * @param manager on whose device the arrays are made
     * @return a new pass, with every example once
     */
    BatchSource evaluation(Collation data, NDManager manager);
}
