package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.recurve.core.RecurveException;

/**
 * Checked lengths of the sequences of a batch.
 *
 * @param array int64 {@code (B)}
 * @param steps T
 * @param allFull whether every length is T
 */
record Lengths(NDArray array, long steps, boolean allFull) {

    /** Checks lengths; reads B numbers from the device. */
    static Lengths of(NDArray lengths, long batch, long steps) {
        if (!lengths.getDataType().isInteger() || !lengths.getShape().equals(new Shape(batch))) {
            throw new IllegalArgumentException(
                    "lengths must be int64 of shape "
                            + new Shape(batch)
                            + ", but are "
                            + lengths.getDataType()
                            + " of shape "
                            + lengths.getShape());
        }
        boolean allFull = true;
        Number[] values = lengths.toArray();
        for (int i = 0; i < values.length; i++) {
            long length = values[i].longValue();
            if (length < 1 || length > steps) {
                throw new RecurveException(
                        "length of sequence "
                                + i
                                + " of the batch is "
                                + length
                                + ", but must be 1 to "
                                + steps
                                + ": leave out empty sequences, pad long ones to a common length");
            }
            allFull &= length == steps;
        }
        return new Lengths(lengths, steps, allFull);
    }
}
