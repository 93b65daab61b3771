package org.recurve.nn.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Predictions and labels of which only some positions count; the others hold zeros. They are
 * selected before the loss is made: a product with the mask afterwards would keep NaN, and NaN in
 * an operation spoils the gradient even if its result is not used.
 *
 * @param predictions zero where a position does not count
 * @param labels zero where a position does not count
 * @param mask boolean; null if all positions count
 */
record Counted(NDArray predictions, NDArray labels, NDArray mask) {

    static Counted of(NDArray predictions, NDArray labels, NDArray mask) {
        if (mask == null) {
            return new Counted(predictions, labels, null);
        }
        NDArray near = LossShapes.beside(predictions, mask);
        NDArray counts = near.getDataType().isBoolean() ? near : near.neq(0);
        return new Counted(
                select(counts, predictions, "predictions"),
                select(counts, LossShapes.beside(predictions, labels), "labels"),
                counts);
    }

    /** {@return the sum of the losses that count} */
    NDArray sum(NDArray losses) {
        return mask == null ? losses.sum() : select(mask, losses, "losses").sum();
    }

    /** {@return the weighted mean of the losses that count; weights null if all are 1} */
    NDArray mean(NDArray losses, NDArray weights) {
        if (mask == null && weights == null) {
            return losses.mean();
        }
        NDArray ones = weights == null ? losses.onesLike() : weights;
        NDArray total = sum(ones);
        // Where nothing counts the sum is 0 as well: 0 / 1.
        return sum(losses).div(total.add(total.eq(0)));
    }

    private static NDArray select(NDArray mask, NDArray array, String what) {
        Shape shape = array.getShape();
        int common = mask.getShape().dimension();
        if (shape.dimension() < common || !shape.slice(0, common).equals(mask.getShape())) {
            throw new IllegalArgumentException(
                    "mask of shape "
                            + mask.getShape()
                            + " does not fit "
                            + what
                            + " of shape "
                            + shape
                            + ", which must begin with it");
        }
        long[] aligned = new long[shape.dimension()];
        for (int i = 0; i < aligned.length; i++) {
            aligned[i] = i < common ? shape.get(i) : 1;
        }
        NDManager manager = array.getManager();
        NDArray zero = manager.zeros(new Shape(1), array.getDataType(), array.getDevice());
        return NDArrays.where(mask.reshape(new Shape(aligned)).broadcast(shape), array, zero);
    }
}
