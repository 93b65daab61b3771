package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * Dropout of whole words (Gal and Ghahramani, "A theoretically grounded application of dropout in
 * recurrent neural networks", NIPS 2016; Merity et al., "Regularizing and optimizing LSTM language
 * models", ICLR 2018): rows of an embedding table {@code (V,E)} become zero, so that a dropped word
 * is missing wherever it stands in the batch, and the others are scaled by 1 / (1 - rate). To the
 * same shape; nothing happens in evaluation.
 *
 * <p>It belongs between the table and the lookup, with one call for a batch.
 */
public final class EmbeddingDropout extends AbstractBlock {
    private final float rate;

    /**
     * Sets the rate.
     *
     * @param rate share of the words that are dropped, 0 to 1
     */
    public EmbeddingDropout(double rate) {
        this.rate = Dropouts.check("rate", rate);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        NDArray table = inputs.head();
        if (table.getShape().dimension() != 2) {
            throw new IllegalArgumentException(
                    "the table must have shape (words, features), but has " + table.getShape());
        }
        return new NDList(training ? drop(table, rate) : table);
    }

    /**
     * Drops words, as in training.
     *
     * @param table {@code (V,E)}
     * @param rate 0 to 1
     * @return the same shape
     */
    public static NDArray drop(NDArray table, double rate) {
        return rate == 0
                ? table
                : table.mul(Dropouts.mask(table, new Shape(table.size(0), 1), (float) rate));
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
