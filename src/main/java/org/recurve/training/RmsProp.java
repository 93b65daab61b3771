package org.recurve.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * RMSprop (Tieleman and Hinton, "Lecture 6.5", Neural Networks for Machine Learning, 2012) as in
 * PyTorch: {@code v = alpha v + (1 - alpha) g^2}, {@code d = g / (sqrt(v) + epsilon)}, {@code w -=
 * rate * d}; with momentum {@code b = momentum * b + d}, {@code w -= rate * b}. Weight decay is
 * added to the gradient.
 *
 * @param rate learning rate
 * @param alpha share of the past in the mean of squares, 0 to below 1
 * @param epsilon added to the denominator, above 0
 * @param momentum 0 to below 1
 * @param weightDecay factor of the weights that is added to the gradient
 */
public record RmsProp(
        double rate, double alpha, double epsilon, double momentum, double weightDecay)
        implements FusedOptimizer {

    public RmsProp {
        Checks.positive("rate", rate);
        Checks.fraction("alpha", alpha);
        Checks.positive("epsilon", epsilon);
        Checks.fraction("momentum", momentum);
        Checks.notNegative("weight decay", weightDecay);
    }

    /**
     * The same with another share of the past.
     *
     * @param value 0 to below 1
     * @return a new optimizer
     */
    public RmsProp alpha(double value) {
        return new RmsProp(rate, value, epsilon, momentum, weightDecay);
    }

    /**
     * The same with another epsilon.
     *
     * @param value above 0
     * @return a new optimizer
     */
    public RmsProp epsilon(double value) {
        return new RmsProp(rate, alpha, value, momentum, weightDecay);
    }

    /**
     * The same with momentum.
     *
     * @param value 0 to below 1
     * @return a new optimizer
     */
    public RmsProp momentum(double value) {
        return new RmsProp(rate, alpha, epsilon, value, weightDecay);
    }

    /**
     * The same with weight decay.
     *
     * @param value at least 0
     * @return a new optimizer
     */
    public RmsProp weightDecay(double value) {
        return new RmsProp(rate, alpha, epsilon, momentum, value);
    }

    @Override
    public int slots() {
        return momentum == 0 ? 1 : 2;
    }

    @Override
    public void update(float[] w, float[] g, float[][] slots, int length, Update at) {
        float a = (float) alpha;
        float rest = (float) (1 - alpha);
        float eps = (float) epsilon;
        float rate = (float) at.rate();
        float decay = (float) at.weightDecay();
        float[] v = slots[0];
        if (momentum == 0) {
            for (int i = 0; i < length; i++) {
                float d = g[i] + decay * w[i];
                v[i] = a * v[i] + rest * d * d;
                w[i] -= rate * d / ((float) Math.sqrt(v[i]) + eps);
            }
            return;
        }
        float mu = (float) momentum;
        float[] b = slots[1];
        for (int i = 0; i < length; i++) {
            float d = g[i] + decay * w[i];
            v[i] = a * v[i] + rest * d * d;
            b[i] = mu * b[i] + d / ((float) Math.sqrt(v[i]) + eps);
            w[i] -= rate * b[i];
        }
    }

    @Override
    public void update(NDArray w, NDArray g, NDList slots, Update at) {
        if (at.weightDecay() != 0) {
            g.addi(w.mul(at.weightDecay()));
        }
        NDArray v = slots.get(0).muli(alpha).addi(g.square().muli(1 - alpha));
        NDArray d = g.div(v.sqrt().addi(epsilon));
        if (momentum != 0) {
            d = slots.get(1).muli(momentum).addi(d);
        }
        w.subi(d.mul(at.rate()));
    }
}
