package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.SparseFormat;

/** Rows of a table by their numbers: words of an embedding, steps that count. */
public final class Rows {
    private Rows() {}

    /**
     * Picks rows. The gradient of the table is dense.
     *
     * @param table {@code (V,E)}
     * @param index int64, of any shape {@code (...)}, each 0 to V - 1
     * @return {@code (...,E)}, on the manager of the index
     */
    public static NDArray of(NDArray table, NDArray index) {
        return index.getNDArrayInternal()
                .embedding(index, table, SparseFormat.DENSE)
                .singletonOrThrow();
    }
}
