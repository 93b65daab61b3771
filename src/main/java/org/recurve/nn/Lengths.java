package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.recurve.core.RecurveException;

/**
 * Checked lengths of the sequences of a batch.
 *
 * @param array int64 {@code (B)}
 * @param steps T
 * @param shortest the smallest length
 */
record Lengths(NDArray array, long steps, long shortest) {

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
        long shortest = steps;
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
            shortest = Math.min(shortest, length);
        }
        return new Lengths(lengths, steps, shortest);
    }

    /** {@return whether every length is T} */
    boolean allFull() {
        return shortest == steps;
    }
}
