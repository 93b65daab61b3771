package org.recurve.nn.loss;

import ai.djl.ndarray.NDArray;

/**
 * A loss that is made at each position of a batch and averaged over those that count.
 *
 * <p>Positions are most often {@code (B,T)}. What stands where the mask is 0, NaN, infinity and
 * impossible labels included, influences neither value nor gradient. All losses are differentiable
 * with respect to the predictions; labels take no gradient. Losses have the type and device of the
 * predictions.
 */
@FunctionalInterface
public interface MaskedLoss {

    /**
     * Judges every position by itself.
     *
     * @param predictions what the network says; shape as the loss demands
     * @param labels what is right
     * @return one loss for each label, in the shape of {@code labels}
     * @throws IllegalArgumentException if the shapes do not fit
     */
    NDArray perStep(NDArray predictions, NDArray labels);

    /**
     * Adds up the losses that count.
     *
     * @param predictions as in {@link #perStep}; its shape begins with that of the mask
     * @param labels as in {@link #perStep}; its shape begins with that of the mask
     * @param mask boolean, or a number that is 0 where a position does not count; {@code null} if
     *     all count
     * @return scalar, 0 if no position counts
     * @throws IllegalArgumentException if the shapes do not fit
     */
    default NDArray sum(NDArray predictions, NDArray labels, NDArray mask) {
        Counted counted = Counted.of(predictions, labels, mask);
        return counted.sum(perStep(counted.predictions(), counted.labels()));
    }

    /**
     * Averages the losses that count.
     *
     * @param predictions as in {@link #sum}
     * @param labels as in {@link #sum}
     * @param mask as in {@link #sum}
     * @return scalar, 0 if no position counts
     * @throws IllegalArgumentException if the shapes do not fit
     */
    default NDArray mean(NDArray predictions, NDArray labels, NDArray mask) {
        Counted counted = Counted.of(predictions, labels, mask);
        return counted.mean(perStep(counted.predictions(), counted.labels()), null);
    }
}
