package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/** Which steps of a batch of right-padded sequences are valid, and what follows from that. */
final class TimeAxis {
    private final NDArray valid;
    private final NDArray last;
    private final NDArray reversal;
    private final long shortest;
    private final long batch;

    private TimeAxis(NDArray valid, NDArray last, NDArray reversal, long shortest, long batch) {
        this.batch = batch;
        this.valid = valid;
        this.last = last;
        this.reversal = reversal;
        this.shortest = shortest;
    }

    /**
     * Makes the axis of a batch.
     *
     * @param x {@code (B,T,F)}
     * @param lengths checked, or null if all sequences are full
     */
    static TimeAxis of(NDArray x, Lengths lengths) {
        if (lengths == null || lengths.allFull()) {
            return new TimeAxis(null, null, null, x.size(1), x.size(0));
        }
        NDArray ends =
                lengths.array()
                        .toDevice(x.getDevice(), false)
                        .toType(DataType.INT64, false)
                        .reshape(-1, 1, 1);
        NDArray time =
                x.getManager()
                        .arange(0, (int) lengths.steps(), 1, DataType.INT64, x.getDevice())
                        .reshape(1, -1, 1);
        NDArray valid = lengths.valid(x).expandDims(2);
        NDArray last = ends.sub(1);
        NDArray reversal = NDArrays.where(valid, last.sub(time), time);
        return new TimeAxis(valid, last, reversal, lengths.shortest(), x.size(0));
    }

    /** {@return whether every sequence fills the batch} */
    boolean full() {
        return valid == null;
    }

    /** {@return the length of the shortest sequence} */
    long shortest() {
        return shortest;
    }

    /** {@return the length of each sequence} */
    int[] lengths() {
        int[] lengths = new int[(int) batch];
        Arrays.fill(lengths, (int) shortest);
        if (!full()) {
            long[] lasts = last.toLongArray();
            Arrays.setAll(lengths, b -> (int) lasts[b] + 1);
        }
        return lengths;
    }

    /** {@return boolean {@code (B,T,1)}; only where not {@link #full}} */
    NDArray valid() {
        return valid;
    }

    /** Puts zeros at padding. */
    NDArray zeroPadding(NDArray x) {
        return full() ? x : selectValid(x, 0);
    }

    /** Puts a number at padding; only where not {@link #full}. */
    NDArray selectValid(NDArray x, double padding) {
        return Scalars.where(valid, x, padding);
    }

    /** Reverses every sequence within its own length; padding stays where it is. */
    NDArray reverse(NDArray x) {
        return full() ? x.flip(1) : x.gather(reversal.broadcast(x.getShape()), 1);
    }

    /** {@return each sequence's values at its last valid step, {@code (1,B,F)}} */
    NDArray last(NDArray y) {
        Shape one = new Shape(y.size(0), 1, y.size(2));
        NDArray picked = full() ? y.get(":,-1:") : y.gather(last.broadcast(one), 1);
        return picked.swapAxes(0, 1);
    }
}
