package org.recurve.training;

/** The optimizers that come along, with PyTorch's formulas and defaults. */
public final class Optimizers {
    private Optimizers() {}

    /**
     * Stochastic gradient descent; add {@link Sgd#momentum}, {@link Sgd#nesterov} or {@link
     * Sgd#weightDecay}.
     *
     * @param rate learning rate
     * @return plain descent
     */
    public static Sgd sgd(double rate) {
        return new Sgd(rate, 0, false, 0);
    }
}
