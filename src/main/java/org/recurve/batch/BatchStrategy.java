package org.recurve.batch;

import ai.djl.ndarray.NDManager;
import java.util.random.RandomGenerator;

/**
 * How data is cut into batches; see {@link Batches} for the ones that come along.
 *
 * @param <D> the type of data it cuts
 */
public interface BatchStrategy<D> {

    /**
     * Opens one pass in an order for training.
     *
     * @param data what to cut
     * @param manager on whose device the arrays are made; each batch gets a sub-manager of it
     * @param random the run's randomness, for shuffling; strategies that keep the order leave it
     *     alone
     * @return a new pass
     */
    BatchSource training(D data, NDManager manager, RandomGenerator random);

    /**
     * Opens one pass in a fixed order, over every example exactly once, for validation.
     *
     * @param data what to cut
     * @param manager on whose device the arrays are made
     * @return a new pass
     */
    BatchSource evaluation(D data, NDManager manager);

    /**
     * {@return the strategy and its settings in a few words, for provenance ({@code "bptt(20,
     * 35)"})}
     */
    @Override
    String toString();
}
