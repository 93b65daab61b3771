package org.recurve.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * A rule that moves a parameter along its gradient. An optimizer holds settings only; what it
 * remembers of a parameter (moments) lies in slots that the training loop keeps, so one object
 * serves any number of trainings.
 *
 * <p>An implementation is a record or has a {@code toString()} that names its settings, for
 * provenance.
 */
public interface Optimizer {

    /** {@return the learning rate before the schedule's factor} */
    double rate();

    /** {@return the weight decay of parameters that are not spared, 0 for none} */
    double weightDecay();

    /** {@return how many arrays of the parameter's shape it keeps per parameter, zero at first} */
    int slots();

    /**
     * Moves one parameter by tensor operations. It runs without recording gradients, and temporary
     * arrays are freed afterwards.
     *
     * @param weight to change in place
     * @param gradient after clipping; may be changed
     * @param slots what it keeps of this parameter, to change in place
     * @param at the update's constants
     */
    void update(NDArray weight, NDArray gradient, NDList slots, Update at);

    /**
     * The constants of one update of one parameter.
     *
     * @param count how often this parameter has been updated, this time included: from 1
     * @param rate learning rate after schedule and parameter group
     * @param weightDecay for this parameter, 0 where it is spared
     */
    record Update(long count, double rate, double weightDecay) {}
}
