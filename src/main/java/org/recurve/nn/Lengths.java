package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.recurve.core.RecurveException;

/**
 * Checked lengths of the sequences of a batch, which stand at the left and are followed by padding.
 *
 * @param array int64 {@code (B)}
 * @param steps T
 * @param shortest the smallest length
 */
public record Lengths(NDArray array, long steps, long shortest) {

    /**
     * Checks lengths; reads B numbers from the device.
     *
     * @param lengths int64 {@code (B)}, each 1 to T
     * @param batch B
     * @param steps T
     * @return the lengths
     * @throws IllegalArgumentException if they are not B integers
     * @throws RecurveException if one is not 1 to T
     */
    public static Lengths of(NDArray lengths, long batch, long steps) {
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

    /**
     * Checks the lengths of an input, where it has some.
     *
     * @param x {@code (B,T,...)}
     * @param lengths int64 {@code (B)}, each 1 to T; or null if all sequences are full
     * @return the lengths, B times T where there is no padding
     * @throws IllegalArgumentException if they are not B integers
     * @throws RecurveException if one is not 1 to T
     */
    public static Lengths of(NDArray x, NDArray lengths) {
        return lengths == null ? full(x) : of(lengths, x.size(0), x.size(1));
    }

    private static Lengths full(NDArray x) {
        NDArray steps =
                x.getManager()
                        .zeros(new Shape(x.size(0)), DataType.INT64, x.getDevice())
                        .add(x.size(1));
        return new Lengths(steps, x.size(1), x.size(1));
    }

    /** {@return whether every length is T} */
    public boolean allFull() {
        return shortest == steps;
    }

    /**
     * Tells valid steps from padding.
     *
     * @param x gives manager and device
     * @return boolean {@code (B,T)}, true up to each sequence's length
     */
    public NDArray valid(NDArray x) {
        NDArray ends =
                array.toDevice(x.getDevice(), false).toType(DataType.INT64, false).reshape(-1, 1);
        NDArray time =
                x.getManager()
                        .arange(0, (int) steps, 1, DataType.INT64, x.getDevice())
                        .reshape(1, -1);
        return time.broadcast(array.size(), steps).lt(ends);
    }

    /**
     * Sets padding to zero, whatever stands there.
     *
     * @param x {@code (B,T,...)}
     * @return {@code x} where valid and 0 elsewhere; {@code x} itself if all sequences are full
     */
    public NDArray zeroPadding(NDArray x) {
        return allFull() ? x : fillPadding(x, 0);
    }

    /**
     * Sets padding to a number.
     *
     * @param x {@code (B,T,...)}
     * @param value the number
     * @return {@code x} where valid and the number elsewhere
     */
    public NDArray fillPadding(NDArray x, double value) {
        long[] shape = new long[x.getShape().dimension()];
        Arrays.fill(shape, 1);
        shape[0] = array.size();
        shape[1] = steps;
        return Scalars.where(valid(x).reshape(shape), x, value);
    }
}
