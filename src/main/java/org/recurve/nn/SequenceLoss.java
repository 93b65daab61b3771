package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/** Losses of predictions at every step of a sequence. */
public final class SequenceLoss {
    private SequenceLoss() {}

    /**
     * Negative log-likelihood of the right class, in nats, at each position.
     *
     * @param logits unnormalised log-probabilities {@code (..., C)}
     * @param labels right classes {@code (...)}, int64, each in [0, C)
     * @return losses {@code (N)} with {@code N} the number of positions, in their order
     */
    public static NDArray negativeLogLikelihood(NDArray logits, NDArray labels) {
        long classes = logits.getShape().get(logits.getShape().dimension() - 1);
        long positions = logits.getShape().size() / classes;
        if (labels.size() != positions) {
            throw new IllegalArgumentException(
                    "logits "
                            + logits.getShape()
                            + " need as many labels as positions, not "
                            + labels.getShape());
        }
        NDArray logProbabilities = logits.reshape(positions, classes).logSoftmax(1);
        NDArray index = labels.toType(DataType.INT64, false).reshape(new Shape(positions, 1));
        return logProbabilities.gather(index, 1).reshape(positions).neg();
    }

    /**
     * Mean cross-entropy over the positions that count.
     *
     * @param logits unnormalised log-probabilities {@code (..., C)}
     * @param labels right classes {@code (...)}, int64; any class where the mask is 0
     * @param mask 1 where a position counts and 0 where not, {@code (...)}; {@code null} if all
     *     count
     * @param weight how many positions count
     * @return scalar, in nats
     */
    public static NDArray crossEntropy(NDArray logits, NDArray labels, NDArray mask, long weight) {
        NDArray losses = negativeLogLikelihood(logits, labels);
        NDArray counted = mask == null ? losses : losses.mul(mask.reshape(losses.getShape()));
        return Scalars.times(counted.sum(), 1.0 / weight);
    }
}
