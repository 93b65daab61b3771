package org.recurve.training;

/**
 * The optimizers that come along, with PyTorch's formulas and defaults. Each can be refined: {@code
 * Optimizers.sgd(0.1).momentum(0.9).weightDecay(1e-4)}.
 */
public final class Optimizers {
    private Optimizers() {}

    /**
     * Stochastic gradient descent without momentum and decay.
     *
     * @param rate learning rate
     * @return the optimizer
     */
    public static Sgd sgd(double rate) {
        return new Sgd(rate, 0, false, 0);
    }

    /**
     * Adam with betas 0.9 and 0.999, epsilon 1e-8 and no decay.
     *
     * @param rate learning rate; 0.001 is usual
     * @return the optimizer
     */
    public static Adam adam(double rate) {
        return new Adam(rate, 0.9, 0.999, 1e-8, 0, false);
    }

    /**
     * AdamW with betas 0.9 and 0.999, epsilon 1e-8 and a decoupled decay of 0.01.
     *
     * @param rate learning rate; 0.001 is usual
     * @return the optimizer
     */
    public static Adam adamW(double rate) {
        return new Adam(rate, 0.9, 0.999, 1e-8, 0.01, true);
    }

    /**
     * RMSprop with alpha 0.99, epsilon 1e-8, no momentum and no decay.
     *
     * @param rate learning rate; 0.01 is PyTorch's default
     * @return the optimizer
     */
    public static RmsProp rmsProp(double rate) {
        return new RmsProp(rate, 0.99, 1e-8, 0, 0);
    }

    /**
     * Adagrad with epsilon 1e-10, no fall of the rate and no decay.
     *
     * @param rate learning rate; 0.01 is PyTorch's default
     * @return the optimizer
     */
    public static Adagrad adagrad(double rate) {
        return new Adagrad(rate, 0, 1e-10, 0);
    }
}
