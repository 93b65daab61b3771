package org.recurve.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * Adagrad (Duchi, Hazan and Singer, "Adaptive subgradient methods", 2011) as in PyTorch: {@code s
 * += g^2}, {@code w -= rate / (1 + (t - 1) * rateDecay) * g / (sqrt(s) + epsilon)}. Weight decay is
 * added to the gradient.
 *
 * @param rate learning rate
 * @param rateDecay by how much each update lowers the rate, at least 0
 * @param epsilon added to the denominator, above 0
 * @param weightDecay factor of the weights that is added to the gradient
 */
public record Adagrad(double rate, double rateDecay, double epsilon, double weightDecay)
        implements FusedOptimizer {

    public Adagrad {
        Checks.positive("rate", rate);
        Checks.notNegative("rate decay", rateDecay);
        Checks.positive("epsilon", epsilon);
        Checks.notNegative("weight decay", weightDecay);
    }

    /**
     * The same with a rate that falls with every update.
     *
     * @param value at least 0
     * @return a new optimizer
     */
    public Adagrad rateDecay(double value) {
        return new Adagrad(rate, value, epsilon, weightDecay);
    }

    /**
     * The same with another epsilon.
     *
     * @param value above 0
     * @return a new optimizer
     */
    public Adagrad epsilon(double value) {
        return new Adagrad(rate, rateDecay, value, weightDecay);
    }

    /**
     * The same with weight decay.
     *
     * @param value at least 0
     * @return a new optimizer
     */
    public Adagrad weightDecay(double value) {
        return new Adagrad(rate, rateDecay, epsilon, value);
    }

    @Override
    public int slots() {
        return 1;
    }

    @Override
    public void update(float[] w, float[] g, float[][] slots, int length, Update at) {
        float eps = (float) epsilon;
        float decay = (float) at.weightDecay();
        float rate = (float) rateNow(at);
        float[] s = slots[0];
        for (int i = 0; i < length; i++) {
            float d = g[i] + decay * w[i];
            s[i] += d * d;
            w[i] -= rate * d / ((float) Math.sqrt(s[i]) + eps);
        }
    }

    @Override
    public void update(NDArray w, NDArray g, NDList slots, Update at) {
        if (at.weightDecay() != 0) {
            g.addi(w.mul(at.weightDecay()));
        }
        NDArray s = slots.get(0).addi(g.square());
        w.subi(g.div(s.sqrt().addi(epsilon)).muli(rateNow(at)));
    }

    private double rateNow(Update at) {
        return at.rate() / (1 + (at.count() - 1) * rateDecay);
    }
}
