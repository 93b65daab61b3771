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

    /** Null for 1. */
    private final NDArray level;

    /** Makes the loss. */
    public NegativeBinomialLoss() {
        this(null);
    }

    /**
     * For counts of very different sizes, section 3.3 of the paper: the mean is multiplied by a
     * level of each series, the dispersion divided by its square root.
     *
     * @param level above 0, of a shape that is broadcast to that of the labels; null for 1
     */
    public NegativeBinomialLoss(NDArray level) {
        super("mean", "dispersion");
        this.level = level;
    }

    @Override
    NDArray parameter(int index, NDArray raw) {
        NDArray value = positive(raw);
        if (level == null) {
            return value;
        }
        return index == 0 ? value.mul(level) : value.div(level.sqrt());
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
