package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** Random masks for dropout (Srivastava et al. 2014) of every kind, from the engine's generator. */
final class Dropouts {
    private Dropouts() {}

    /** {@return a mask of the array's shape: 0 at the given rate, else 1 / (1 - rate)} */
    static NDArray mask(NDArray like, float rate) {
        return mask(like, like.getShape(), rate);
    }

    /** {@return a mask of any shape, of the array's type and on its device} */
    static NDArray mask(NDArray like, Shape shape, float rate) {
        NDArray ones = like.getManager().ones(shape, like.getDataType(), like.getDevice());
        return drop(ones, rate);
    }

    /** {@return the array with its values dropped one by one} */
    static NDArray drop(NDArray x, float rate) {
        return x.getNDArrayInternal().dropout(x, rate, true).singletonOrThrow();
    }

    static float check(String what, double rate) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException(what + " must be 0 to 1, but is " + rate);
        }
        return (float) rate;
    }
}
