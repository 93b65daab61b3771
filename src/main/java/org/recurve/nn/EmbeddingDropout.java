package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * Dropout of whole words (Gal and Ghahramani 2016; Merity et al. 2018): rows of the embedding's
 * table, so that all occurrences of a word in a batch are dropped together.
 */
public final class EmbeddingDropout {
    private EmbeddingDropout() {}

    /**
     * Drops rows, as in training.
     *
     * @param table {@code (V,E)}
     * @param rate share of the rows that are zero, 0 to 1; the others are scaled by 1 / (1 - rate)
     * @return the table to look words up in
     */
    public static NDArray drop(NDArray table, double rate) {
        float checked = Dropouts.check("embedding dropout", rate);
        return checked == 0
                ? table
                : table.mul(Dropouts.mask(table, new Shape(table.size(0), 1), checked));
    }
}
