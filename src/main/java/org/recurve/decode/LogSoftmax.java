package org.recurve.decode;

import org.recurve.core.RecurveException;

/** Log-probabilities from a network's output. */
final class LogSoftmax {
    private LogSoftmax() {}

    /**
     * {@return the logarithm of the sum of the exponentials, which takes logits to
     * log-probabilities by subtraction}
     */
    static double normalizer(float[] logits) {
        double highest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            highest = Math.max(highest, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - highest);
        }
        double normalizer = highest + Math.log(sum);
        if (!Double.isFinite(normalizer)) {
            throw new RecurveException(
                    "the model predicts no probabilities: its output holds NaN or infinity. Its"
                            + " training has diverged; train it again with a lower learning rate"
                            + " or with clipNorm(...)");
        }
        return normalizer;
    }

    /** {@return log-probabilities in nats} */
    static double[] of(float[] logits) {
        double normalizer = normalizer(logits);
        double[] logs = new double[logits.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = logits[i] - normalizer;
        }
        return logs;
    }
}
