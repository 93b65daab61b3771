package org.recurve.nn.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.recurve.nn.Scalars;

/** Checks that predictions and labels belong together. */
final class LossShapes {
    private LossShapes() {}

    /** Predictions and labels have the same shape. */
    static void same(NDArray predictions, NDArray labels) {
        if (!predictions.getShape().equals(labels.getShape())) {
            throw new IllegalArgumentException(
                    "predictions and labels must have the same shape, but have "
                            + predictions.getShape()
                            + " and "
                            + labels.getShape());
        }
    }

    /** Predictions have one axis of {@code size} more than the labels; any size if it is 0. */
    static void oneAxisMore(NDArray predictions, NDArray labels, String what, long size) {
        Shape shape = predictions.getShape();
        int last = shape.dimension() - 1;
        if (last < 0
                || !shape.slice(0, last).equals(labels.getShape())
                || shape.get(last) == 0
                || (size > 0 && shape.get(last) != size)) {
            throw new IllegalArgumentException(
                    "predictions must have the shape of the labels "
                            + labels.getShape()
                            + " and a last axis of "
                            + (size > 0 ? size + " " : "")
                            + what
                            + ", but have "
                            + shape);
        }
    }

    /** {@return labels in the type of the predictions, on their manager and device} */
    static NDArray like(NDArray predictions, NDArray labels) {
        return beside(predictions, labels).toType(predictions.getDataType(), false);
    }

    /**
     * Gives an array a second handle, on the manager and device of another one: the engine puts
     * results on the manager of an operation's first array, which for labels may live too long.
     */
    static NDArray beside(NDArray other, NDArray array) {
        NDArray handle = array.reshape(array.getShape());
        handle.attach(other.getManager());
        return handle.toDevice(other.getDevice(), false);
    }

    /** {@return constants in the type of an array, on its manager and device} */
    static NDArray constants(NDArray like, double... values) {
        return like(like, Scalars.owned(like.getManager().create(values)));
    }
}
