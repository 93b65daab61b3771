package org.recurve.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * Stochastic gradient descent with momentum as in PyTorch: {@code b = momentum * b + g}, {@code w
 * -= rate * b}; with Nesterov's momentum {@code w -= rate * (g + momentum * b)} (Sutskever et al.,
 * "On the importance of initialization and momentum in deep learning", 2013). Weight decay is added
 * to the gradient.
 *
 * @param rate learning rate
 * @param momentum 0 to below 1; 0 is plain descent
 * @param nesterov whether the momentum is Nesterov's
 * @param weightDecay factor of the weights that is added to the gradient
 */
public record Sgd(double rate, double momentum, boolean nesterov, double weightDecay)
        implements FusedOptimizer {

    public Sgd {
        Checks.positive("rate", rate);
        Checks.fraction("momentum", momentum);
        Checks.notNegative("weight decay", weightDecay);
        if (nesterov && momentum == 0) {
            throw new IllegalArgumentException("Nesterov's momentum needs a momentum above 0");
        }
    }

    /**
     * The same with momentum.
     *
     * @param value 0 to below 1
     * @return a new optimizer
     */
    public Sgd momentum(double value) {
        return new Sgd(rate, value, nesterov, weightDecay);
    }

    /**
     * The same with Nesterov's momentum.
     *
     * @param value momentum, above 0 and below 1
     * @return a new optimizer
     */
    public Sgd nesterov(double value) {
        return new Sgd(rate, value, true, weightDecay);
    }

    /**
     * The same with weight decay.
     *
     * @param value at least 0
     * @return a new optimizer
     */
    public Sgd weightDecay(double value) {
        return new Sgd(rate, momentum, nesterov, value);
    }

    @Override
    public int slots() {
        return momentum == 0 ? 0 : 1;
    }

    @Override
    public void update(float[] w, float[] g, float[][] slots, int length, Update at) {
        float rate = (float) at.rate();
        float decay = (float) at.weightDecay();
        if (momentum == 0) {
            for (int i = 0; i < length; i++) {
                w[i] -= rate * (g[i] + decay * w[i]);
            }
            return;
        }
        float m = (float) momentum;
        float own = nesterov ? 1 : 0;
        float buffered = nesterov ? m : 1;
        float[] b = slots[0];
        for (int i = 0; i < length; i++) {
            float d = g[i] + decay * w[i];
            b[i] = m * b[i] + d;
            w[i] -= rate * (own * d + buffered * b[i]);
        }
    }

    @Override
    public void update(NDArray w, NDArray g, NDList slots, Update at) {
        NDArray d = at.weightDecay() == 0 ? g : g.addi(w.mul(at.weightDecay()));
        if (momentum != 0) {
            NDArray b = slots.get(0).muli(momentum).addi(d);
            d = nesterov ? d.add(b.mul(momentum)) : b;
        }
        w.subi(d.mul(at.rate()));
    }
}
