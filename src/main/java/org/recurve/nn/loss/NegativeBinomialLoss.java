package org.recurve.nn.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.recurve.core.RecurveException;

/**
 * Negative binomial distribution of counts, by mean and dispersion as in DeepAR (Salinas et al.
 * 2020): {@code mean = softplus(raw_0) + 1e-6}, {@code dispersion = softplus(raw_1) + 1e-6}; the
 * variance is {@code mean + dispersion mean^2}. Labels are 0 or more; broken ones are judged by the
 * same formula with gamma functions in place of factorials.
 */
public final class NegativeBinomialLoss extends DistributionLoss {

    /** Makes the loss. */
    public NegativeBinomialLoss() {
        super("mean", "dispersion");
    }

    @Override
    NDArray parameter(int index, NDArray raw) {
        return positive(raw);
    }

    @Override
    void check(NDArray labels) {
        if (labels.size() > 0 && labels.lt(0).any().getBoolean()) {
            throw new RecurveException(
                    "the negative binomial distribution is for counts, but a label is "
                            + labels.min().getDouble()
                            + ": take another distribution for data below 0, and no standard"
                            + " scaling with this one");
        }
    }

    @Override
    NDArray negativeLogLikelihood(NDList parameters, NDArray labels) {
        NDArray mean = parameters.get(0);
        NDArray dispersion = parameters.get(1);
        // Failures to wait for, r = 1/a, with probability of a success a m / (1 + a m).
        NDArray failures = dispersion.getNDArrayInternal().rdiv(1);
        NDArray odds = mean.mul(dispersion);
        NDArray logOneMore = odds.add(1).log();
        NDArray choices =
                labels.add(failures).gammaln().sub(failures.gammaln()).sub(labels.add(1).gammaln());
        return failures.add(labels).mul(logOneMore).sub(labels.mul(odds.log())).sub(choices);
    }
}
