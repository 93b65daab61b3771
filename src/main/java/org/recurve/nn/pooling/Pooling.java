package org.recurve.nn.pooling;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.recurve.nn.BlockText;
import org.recurve.nn.Lengths;

/**
 * Makes one vector of the valid steps of each sequence.
 *
 * <p>As a DJL block it takes {@code [x (B,T,F)]}, optionally followed by int64 {@code lengths (B)},
 * and gives {@code (B,F')}; {@code F'} is {@link #outputSize}. What stands in padding, NaN
 * included, has no influence. {@link Poolings} makes them.
 */
public abstract class Pooling extends AbstractBlock {
    /** Makes the block. */
    protected Pooling() {}

    /**
     * Pools.
     *
     * @param store gives the values of the parameters
     * @param x {@code (B,T,F)}
     * @param lengths int64 {@code (B)}, each 1 to T; or null if all sequences are full
     * @param training whether in training
     * @return {@code (B,F')}
     * @throws IllegalArgumentException if a shape does not fit
     * @throws org.recurve.core.RecurveException if a length is not in 1 to T
     */
    public final NDArray pool(ParameterStore store, NDArray x, NDArray lengths, boolean training) {
        return pool(store, x, check(x, lengths), training);
    }

    /** Checks an input and its lengths; null stands for full ones. */
    final Lengths check(NDArray x, NDArray lengths) {
        checkShape(x.getShape());
        return Lengths.of(x, lengths);
    }

    private void checkShape(Shape x) {
        if (x.dimension() != 3 || x.get(1) == 0) {
            throw new IllegalArgumentException(
                    "input must be of shape (batch, time, features) with at least one step, but is "
                            + x);
        }
        if (inputShapes != null && inputShapes[0].get(2) != x.get(2)) {
            throw new IllegalArgumentException(
                    "input of shape %s must have %d features, as the pooling was made for"
                            .formatted(x, inputShapes[0].get(2)));
        }
    }

    /**
     * Pools checked input.
     *
     * @param store gives the values of the parameters
     * @param x {@code (B,T,F)}, anything at padding
     * @param lengths of the B sequences
     * @param training whether in training
     * @return {@code (B,F')}
     */
    protected abstract NDArray pool(
            ParameterStore store, NDArray x, Lengths lengths, boolean training);

    /**
     * Pools step by step, with the parameters as they are now.
     *
     * @return a pooling of one sequence that has no steps yet
     * @throws IllegalArgumentException if this pooling cannot go on from what it kept of the steps
     *     before
     */
    public RunningPooling running() {
        throw new IllegalArgumentException(
                "pooling "
                        + name()
                        + " cannot be kept step by step; last, mean, max, attention and those side"
                        + " by side can");
    }

    /** {@return what {@link Poolings#byName} makes such a pooling of} */
    public abstract String name();

    /**
     * Tells the width of the result.
     *
     * @param features width F of the input
     * @return F'
     */
    public long outputSize(long features) {
        return features;
    }

    /**
     * Tells how many numbers it learns.
     *
     * @param features width F of the input
     * @return 0 or more
     */
    public long parameterCount(long features) {
        return 0;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        if (inputs.isEmpty() || inputs.size() > 2) {
            throw new IllegalArgumentException(
                    "pooling takes [x] or [x, lengths], but got " + inputs.size() + " inputs");
        }
        NDArray lengths = inputs.size() == 2 ? inputs.get(1) : null;
        return new NDList(pool(store, inputs.get(0), lengths, training));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape x = inputShapes[0];
        return new Shape[] {new Shape(x.get(0), outputSize(x.get(2)))};
    }

    /** {@return the settings in words} */
    String settings() {
        return "";
    }

    /** {@return name, settings and number of parameters} */
    @Override
    public final String toString() {
        return BlockText.of(this, settings());
    }
}
