package org.recurve.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * Adam (Kingma and Ba, "Adam: a method for stochastic optimization", 2015) and, with decoupled
 * decay, AdamW (Loshchilov and Hutter, "Decoupled weight decay regularization", 2019), as in
 * PyTorch: {@code m = beta1 m + (1 - beta1) g}, {@code v = beta2 v + (1 - beta2) g^2}, {@code w -=
 * rate / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)}.
 *
 * @param rate learning rate
 * @param beta1 share of the past in the mean of gradients, 0 to below 1
 * @param beta2 share of the past in the mean of squares, 0 to below 1
 * @param epsilon added to the denominator, above 0
 * @param weightDecay factor of the weights
 * @param decoupled whether decay shrinks the weights directly ({@code w *= 1 - rate * decay},
 *     AdamW) or is added to the gradient
 */
public record Adam(
        double rate,
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay,
        boolean decoupled)
        implements FusedOptimizer {

    public Adam {
        Checks.positive("rate", rate);
        Checks.fraction("beta1", beta1);
        Checks.fraction("beta2", beta2);
        Checks.positive("epsilon", epsilon);
        Checks.notNegative("weight decay", weightDecay);
    }

    /**
     * The same with other shares of the past.
     *
     * @param first of the mean of gradients, 0 to below 1
     * @param second of the mean of squares, 0 to below 1
     * @return a new optimizer
     */
    public Adam betas(double first, double second) {
        return new Adam(rate, first, second, epsilon, weightDecay, decoupled);
    }

    /**
     * The same with another epsilon.
     *
     * @param value above 0
     * @return a new optimizer
     */
    public Adam epsilon(double value) {
        return new Adam(rate, beta1, beta2, value, weightDecay, decoupled);
    }

    /**
     * The same with weight decay.
     *
     * @param value at least 0
     * @return a new optimizer
     */
    public Adam weightDecay(double value) {
        return new Adam(rate, beta1, beta2, epsilon, value, decoupled);
    }

    @Override
    public int slots() {
        return 2;
    }

    @Override
    public void update(float[] w, float[] g, float[][] slots, int length, Update at) {
        float b1 = (float) beta1;
        float b2 = (float) beta2;
        float rest1 = (float) (1 - beta1);
        float rest2 = (float) (1 - beta2);
        float eps = (float) epsilon;
        float step = (float) stepSize(at);
        float root = (float) (1 / secondCorrection(at));
        float shrink = decoupled ? (float) (1 - at.rate() * at.weightDecay()) : 1;
        float decay = decoupled ? 0 : (float) at.weightDecay();
        float[] m = slots[0];
        float[] v = slots[1];
        for (int i = 0; i < length; i++) {
            float d = g[i] + decay * w[i];
            m[i] = b1 * m[i] + rest1 * d;
            v[i] = b2 * v[i] + rest2 * d * d;
            float denominator = (float) Math.sqrt(v[i]) * root + eps;
            w[i] = shrink * w[i] - step * m[i] / denominator;
        }
    }

    @Override
    public void update(NDArray w, NDArray g, NDList slots, Update at) {
        if (decoupled) {
            w.muli(1 - at.rate() * at.weightDecay());
        } else if (at.weightDecay() != 0) {
            g.addi(w.mul(at.weightDecay()));
        }
        NDArray m = slots.get(0).muli(beta1).addi(g.mul(1 - beta1));
        NDArray v = slots.get(1).muli(beta2).addi(g.square().muli(1 - beta2));
        NDArray denominator = v.sqrt().divi(secondCorrection(at)).addi(epsilon);
        w.subi(m.div(denominator).muli(stepSize(at)));
    }

    private double stepSize(Update at) {
        return at.rate() / (1 - Math.pow(beta1, (double) at.count()));
    }

    private double secondCorrection(Update at) {
        return Math.sqrt(1 - Math.pow(beta2, (double) at.count()));
    }
}
