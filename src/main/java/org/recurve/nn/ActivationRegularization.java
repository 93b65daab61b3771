package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;

/**
 * A penalty on what comes out of the last recurrent layer: large outputs (AR) and large changes
 * from step to step (TAR), from S. Merity, B. McCann and R. Socher, "Revisiting Activation
 * Regularization for Language RNNs", 2017:
 *
 * <pre>activation * mean(dropped²) + temporal * mean((raw[t + 1] - raw[t])²)</pre>
 *
 * @param activation α, factor of the squared outputs after dropout, at least 0; often 2
 * @param temporal β, factor of the squared changes before dropout, at least 0; often 1
 */
public record ActivationRegularization(double activation, double temporal) {

    /** No penalty. */
    public static final ActivationRegularization NONE = new ActivationRegularization(0, 0);

    public ActivationRegularization {
        for (double factor : new double[] {activation, temporal}) {
            if (!(factor >= 0) || Double.isInfinite(factor)) {
                throw new IllegalArgumentException(
                        "factors of activation regularisation must be at least 0, not " + factor);
            }
        }
    }

    /**
     * Adds the penalty to a loss.
     *
     * @param loss scalar
     * @param dropped outputs after dropout {@code (B,T,H)}
     * @param raw the same before dropout
     * @return scalar, {@code loss} itself where there is no penalty
     */
    public NDArray addTo(NDArray loss, NDArray dropped, NDArray raw) {
        NDArray sum = loss;
        if (activation > 0) {
            sum = sum.add(Scalars.times(dropped.square().mean(), activation));
        }
        if (temporal > 0 && raw.size(1) > 1) {
            NDArray change = raw.get(new NDIndex(":, 1:")).sub(raw.get(new NDIndex(":, :-1")));
            sum = sum.add(Scalars.times(change.square().mean(), temporal));
        }
        return sum;
    }

    @Override
    public String toString() {
        return "activation " + activation + ", temporal " + temporal;
    }
}
