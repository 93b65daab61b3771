package org.recurve.nn.loss;

import ai.djl.ndarray.NDArray;

/**
 * Negative log-likelihood, in nats, of independent yes-or-no labels: multi-label classification.
 *
 * <p>Takes logits and labels of the same shape, {@code (N)}, {@code (B,T)} or {@code (B,T,L)} for L
 * labels at each step; labels are 0, 1 or a probability between. The mean is over all labels of the
 * positions that count.
 */
public final class BinaryCrossEntropy implements MaskedLoss {

    @Override
    public NDArray perStep(NDArray logits, NDArray labels) {
        LossShapes.same(logits, labels);
        NDArray yes = LossShapes.like(logits, labels);
        NDArray no = yes.neg().add(1);
        // -log sigmoid(x) = softplus(-x) and -log(1 - sigmoid(x)) = softplus(x): nothing cancels.
        return softPlus(logits.neg()).mul(yes).add(softPlus(logits).mul(no));
    }

    private static NDArray softPlus(NDArray x) {
        return x.getNDArrayInternal().softPlus();
    }
}
