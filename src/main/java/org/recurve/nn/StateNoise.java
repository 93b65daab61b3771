package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/** What dropout does to the states of one batch between its steps. */
final class StateNoise {
    private final NDList masks;
    private final float[] zoneout;
    private final boolean training;

    private StateNoise(NDList masks, float[] zoneout, boolean training) {
        this.masks = masks;
        this.zoneout = zoneout;
        this.training = training;
    }

    /**
     * Draws what stays the same over time.
     *
     * @param recurrent rate of dropout on the first state, the hidden one, with one mask for all
     *     steps
     * @param zoneout rate for each state; empty for none
     * @return null if there is nothing to do
     */
    static StateNoise of(float recurrent, float[] zoneout, NDList state, boolean training) {
        boolean drops = training && recurrent > 0;
        if (!drops && zoneout.length == 0) {
            return null;
        }
        NDList masks = drops ? new NDList(Dropouts.mask(state.head(), recurrent)) : null;
        return new StateNoise(masks, zoneout, training);
    }

    NDList before(NDList state) {
        if (masks == null) {
            return state;
        }
        NDList dropped = new NDList(state);
        dropped.set(0, state.head().mul(masks.head()));
        return dropped;
    }

    /** Zoneout keeps some units as they were; in evaluation the mean of both, as with dropout. */
    NDArray after(int index, NDArray before, NDArray candidate) {
        if (zoneout.length == 0 || zoneout[index] == 0) {
            return candidate;
        }
        float rate = zoneout[index];
        NDArray change = candidate.sub(before);
        // The mask of dropout is 0 or 1 / (1 - rate): times (1 - rate) it is 0 or 1.
        NDArray share =
                training
                        ? Dropouts.mask(candidate, rate).mul(1 - rate).mul(change)
                        : Scalars.times(change, 1 - rate);
        return before.add(share);
    }
}
