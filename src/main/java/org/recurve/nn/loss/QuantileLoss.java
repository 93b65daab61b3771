package org.recurve.nn.loss;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;

/**
 * Pinball loss of several predicted quantiles (Koenker and Bassett 1978, "Regression Quantiles"):
 * {@code max(q e, (q-1) e)} of the error {@code e = label - prediction}, averaged over the
 * quantiles; in units of the labels.
 *
 * <p>Takes predictions {@code (...,Q)}, one for each level in its order, and labels {@code (...)}.
 * Half the absolute error for the level 0.5 alone; with many even levels, half the CRPS.
 */
public final class QuantileLoss implements MaskedLoss {
    private final double[] levels;

    /**
     * For given levels.
     *
     * @param levels probabilities of the quantiles, rising, each above 0 and below 1
     */
    public QuantileLoss(double... levels) {
        double last = 0;
        for (double level : levels) {
            if (!(level > last && level < 1)) {
                throw badLevels(levels);
            }
            last = level;
        }
        if (levels.length == 0) {
            throw badLevels(levels);
        }
        this.levels = levels.clone();
    }

    private static IllegalArgumentException badLevels(double[] levels) {
        return new IllegalArgumentException(
                "levels of quantiles must rise from above 0 to below 1, but are "
                        + Arrays.toString(levels));
    }

    /** {@return the levels, in the order of the predictions} */
    public double[] levels() {
        return levels.clone();
    }

    @Override
    public NDArray perStep(NDArray predictions, NDArray labels) {
        LossShapes.oneAxisMore(predictions, labels, "quantiles", levels.length);
        NDArray error = LossShapes.like(predictions, labels).expandDims(-1).sub(predictions);
        NDArray level = LossShapes.constants(predictions, levels);
        return error.mul(level)
                .maximum(error.mul(level.sub(1)))
                .mean(new int[] {labels.getShape().dimension()});
    }
}
