package org.recurve.nn;

import ai.djl.ndarray.NDArray;

/** Which steps of right-padded sequences count. */
public final class SequenceMask {
    private SequenceMask() {}

    /**
     * Marks the steps before each sequence's end.
     *
     * @param lengths int64 {@code (B)}, each 1 to {@code steps}
     * @param steps padded length T
     * @return boolean {@code (B,T)}, true where a step is not padding; on the manager and device of
     *     {@code lengths}
     * @throws IllegalArgumentException if lengths are no integers of shape {@code (B)}
     * @throws org.recurve.core.RecurveException if a length is not in 1 to {@code steps}
     */
    public static NDArray valid(NDArray lengths, long steps) {
        return Lengths.of(lengths, lengths.size(), steps).valid(lengths);
    }
}
