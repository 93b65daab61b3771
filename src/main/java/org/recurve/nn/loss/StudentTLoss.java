package org.recurve.nn.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.recurve.nn.Scalars;

/**
 * Student's t distribution, shifted and scaled: heavier tails than the normal one, so that outliers
 * pull less.
 *
 * <p>{@code mean = raw_0} and {@code scale = softplus(raw_1) + 1e-6} in units of the labels; {@code
 * degrees of freedom = 2 + softplus(raw_2) + 1e-6}, above 2 so that the variance {@code scale^2 df
 * / (df - 2)} is finite.
 */
public final class StudentTLoss extends DistributionLoss {

    /** Makes the loss. */
    public StudentTLoss() {
        super("mean", "scale", "degrees of freedom");
    }

    @Override
    NDArray parameter(int index, NDArray raw) {
        return switch (index) {
            case 0 -> raw;
            case 1 -> positive(raw);
            default -> positive(raw).add(2);
        };
    }

    @Override
    NDArray negativeLogLikelihood(NDList parameters, NDArray labels) {
        NDArray scale = parameters.get(1);
        NDArray freedom = parameters.get(2);
        NDArray z = labels.sub(parameters.get(0)).div(scale);
        NDArray half = Scalars.times(freedom.add(1), 0.5);
        NDArray normalizer =
                Scalars.times(freedom, 0.5)
                        .gammaln()
                        .sub(half.gammaln())
                        .add(Scalars.times(Scalars.times(freedom, Math.PI).log(), 0.5))
                        .add(scale.log());
        return z.square().div(freedom).add(1).log().mul(half).add(normalizer);
    }
}
