package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * Dropout with one mask for all steps of a sequence (Gal and Ghahramani, "A theoretically grounded
 * application of dropout in recurrent neural networks", NIPS 2016): {@code (B,T,F)} to the same
 * shape; nothing happens in evaluation.
 */
public final class VariationalDropout extends AbstractBlock {
    private final float rate;

    /**
     * Sets the rate.
     *
     * @param rate share of the features of a sequence that are zero, 0 to 1; the others are scaled
     *     by 1 / (1 - rate)
     */
    public VariationalDropout(double rate) {
        this.rate = Dropouts.check("rate", rate);
    }

    /**
     * Drops features, as in training.
     *
     * @param x {@code (B,T,F)}
     * @param rate 0 to 1
     * @return the same shape
     */
    public static NDArray drop(NDArray x, double rate) {
        return x.mul(Dropouts.mask(x, new Shape(x.size(0), 1, x.size(2)), (float) rate));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        NDArray x = inputs.head();
        if (x.getShape().dimension() != 3) {
            throw new IllegalArgumentException(
                    "input must have shape (batch, time, features), but has " + x.getShape());
        }
        return new NDList(training && rate > 0 ? drop(x, rate) : x);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {inputShapes[0]};
    }

    @Override
    public String toString() {
        return BlockText.of(this, "rate " + rate);
    }
}
