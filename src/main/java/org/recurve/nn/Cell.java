package org.recurve.nn;

import java.util.Locale;

/**
 * A kind of recurrent network to choose by value: {@code Cells.gru()}, {@code LSTM::builder} or the
 * builder of a block of one's own.
 */
@FunctionalInterface
public interface Cell {

    /** {@return a new builder of this kind of block} */
    Recurrent.Builder<?> builder();

    /**
     * {@return what reports call it and model files look it up by: the block's name in lower case}
     */
    default String name() {
        return builder().getClass().getEnclosingClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
