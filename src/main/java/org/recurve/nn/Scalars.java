package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.types.Shape;

/**
 * Numbers as factors where a gradient is wanted.
 *
 * <p>DJL's own {@code x.mul(2)}, {@code div}, {@code pow}, {@code maximum} and their like make an
 * array in Java's memory and close it at once. The engine needs it again for the backward pass; if
 * Java's garbage collector came first, it reads memory that is used otherwise by then, and the
 * gradient is garbage, without an error. The same holds for any array made of Java values and
 * closed before the backward pass. {@code add} and {@code sub} need no number for their gradient.
 */
public final class Scalars {
    private Scalars() {}

    /**
     * A number in the engine's own memory.
     *
     * @param like gives manager, type and device
     * @param value the number
     * @return an array without axes, which combines with any shape
     */
    public static NDArray of(NDArray like, double value) {
        NDArray scalar = like.getManager().zeros(new Shape(), like.getDataType(), like.getDevice());
        scalar.addi(value);
        return scalar;
    }

    /**
     * Copies an array that was made of Java values into the engine's own memory, for a backward
     * pass that may come after it is closed.
     *
     * @param fromJava is closed
     * @return the copy
     */
    public static NDArray owned(NDArray fromJava) {
        try (fromJava) {
            return fromJava.duplicate();
        }
    }

    /**
     * The product with a number.
     *
     * @param x of any shape, floating
     * @param factor the number
     * @return {@code factor x}
     */
    public static NDArray times(NDArray x, double factor) {
        try (NDArray scalar = of(x, factor)) {
            return x.mul(scalar);
        }
    }

    /**
     * Puts a number in place of what a condition rules out. Selects, as a product with a mask would
     * keep NaN.
     *
     * @param condition boolean, of a shape that broadcasts to that of {@code x}
     * @param x of any shape, floating
     * @param otherwise the number
     * @return {@code x} where the condition holds, the number elsewhere
     */
    public static NDArray where(NDArray condition, NDArray x, double otherwise) {
        NDArray scalar = of(x, otherwise);
        return NDArrays.where(condition.broadcast(x.getShape()), x, scalar);
    }
}
