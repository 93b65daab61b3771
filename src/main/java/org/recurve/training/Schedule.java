package org.recurve.training;

import java.util.List;

/**
 * The learning rate over time, as a factor of the optimizer's own rate. A schedule has no memory:
 * the same progress always gives the same factor, so one object serves any number of trainings.
 *
 * <p>An implementation's {@code toString()} names its settings, for provenance.
 */
@FunctionalInterface
public interface Schedule {

    /**
     * The factor for one update.
     *
     * @param at how far the training is
     * @return what the optimizer's rate is multiplied by
     */
    double factor(Progress at);

    /**
     * How far a training is.
     *
     * @param step updates made before this one, from 0
     * @param steps updates planned in all; an estimate where epochs differ in length
     * @param epoch epochs completed, from 0
     * @param monitored the watched value (a loss, lower is better) of every completed epoch
     */
    record Progress(long step, long steps, int epoch, List<Double> monitored) {

        /** {@return the part of the training that is done, 0 to 1} */
        public double fraction() {
            return steps <= 0 ? 0 : Math.min(1, (double) step / steps);
        }
    }
}
