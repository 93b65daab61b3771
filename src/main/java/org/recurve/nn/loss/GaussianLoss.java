package org.recurve.nn.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.recurve.nn.Scalars;

/**
 * Normal distribution: {@code mean = raw_0}, {@code scale = softplus(raw_1) + 1e-6} (the standard
 * deviation), both in units of the labels.
 */
public final class GaussianLoss extends DistributionLoss {
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    /** Makes the loss. */
    public GaussianLoss() {
        super("mean", "scale");
    }

    @Override
    NDArray parameter(int index, NDArray raw) {
        return index == 0 ? raw : positive(raw);
    }

    @Override
    NDArray negativeLogLikelihood(NDList parameters, NDArray labels) {
        NDArray scale = parameters.get(1);
        NDArray z = labels.sub(parameters.get(0)).div(scale);
        return Scalars.times(z.square(), 0.5).add(scale.log()).add(HALF_LOG_TWO_PI);
    }
}
