package org.recurve.nn.loss;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;
import org.recurve.nn.Scalars;

/**
 * Losses of a single predicted number: functions of the error {@code label - prediction}.
 *
 * <p>Predictions and labels have the same shape, {@code (N)}, {@code (B,T)} or {@code (B,T,F)} for
 * F variables; the mean is over all variables of the positions that count.
 */
public final class RegressionLoss implements MaskedLoss {
    private final UnaryOperator<NDArray> ofError;

    private RegressionLoss(UnaryOperator<NDArray> ofError) {
        this.ofError = ofError;
    }

    /** {@return squared error (MSE): predicts the mean; in squared units of the labels} */
    public static RegressionLoss squared() {
        return new RegressionLoss(NDArray::square);
    }

    /** {@return absolute error (MAE): predicts the median; in units of the labels} */
    public static RegressionLoss absolute() {
        return new RegressionLoss(NDArray::abs);
    }

    /**
     * Half the squared error up to {@code delta}, linear beyond, so that outliers pull less (Huber
     * 1964, "Robust Estimation of a Location Parameter").
     *
     * @param delta error where the line begins, above 0, in units of the labels
     * @return the loss {@code e^2/2} where {@code |e| <= delta}, else {@code delta (|e| - delta/2)}
     */
    public static RegressionLoss huber(double delta) {
        if (!(delta > 0 && delta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("delta must be above 0, but is " + delta);
        }
        return new RegressionLoss(
                error -> {
                    NDArray size = error.abs();
                    NDArray bent = size.clip(0, delta);
                    return bent.mul(size.sub(Scalars.times(bent, 0.5)));
                });
    }

    @Override
    public NDArray perStep(NDArray predictions, NDArray labels) {
        LossShapes.same(predictions, labels);
        return ofError.apply(LossShapes.like(predictions, labels).sub(predictions));
    }
}
