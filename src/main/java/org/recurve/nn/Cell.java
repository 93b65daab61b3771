package org.recurve.nn;

/**
 * A kind of recurrent network to choose by value: {@code Cells.gru()}, {@code LSTM::builder} or the
 * builder of a block of one's own.
 */
@FunctionalInterface
public interface Cell {

    /** {@return a new builder of this kind of block} */
    Recurrent.Builder<?> builder();
}
