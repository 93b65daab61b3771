package org.recurve.nn.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * Negative log-likelihood, in nats, of a label under a distribution whose parameters the network
 * gives: probabilistic forecasts as in DeepAR (Salinas et al. 2020).
 *
 * <p>Takes raw outputs {@code (...,P)}, any real numbers, for the P parameters, and labels {@code
 * (...)}. {@link #parameters} turns raw outputs into parameters, for sampling and quantiles as
 * well. What has to be positive is {@code softplus(raw) + 1e-6}; the floor keeps densities finite
 * and means that labels should be scaled to about 1.
 */
public abstract class DistributionLoss implements MaskedLoss {
    private static final double FLOOR = 1e-6;
    private final List<String> names;

    /**
     * Names the parameters.
     *
     * @param names in the order of the raw outputs
     */
    DistributionLoss(String... names) {
        this.names = List.of(names);
    }

    /** {@return the parameters' names in order; their number is the P of the raw outputs} */
    public final List<String> parameterNames() {
        return names;
    }

    /**
     * Turns raw outputs into parameters.
     *
     * @param raw {@code (...,P)}
     * @return P arrays {@code (...)} in the order of {@link #parameterNames}, in the type of {@code
     *     raw}
     * @throws IllegalArgumentException if the last axis is not P
     */
    public final NDList parameters(NDArray raw) {
        Shape shape = raw.getShape();
        int axis = shape.dimension() - 1;
        if (axis < 0 || shape.get(axis) != names.size()) {
            throw new IllegalArgumentException(
                    "raw outputs need a last axis of "
                            + names.size()
                            + " for "
                            + names
                            + ", but have "
                            + shape);
        }
        NDList parameters = new NDList();
        NDList columns = raw.split(names.size(), axis);
        for (int i = 0; i < names.size(); i++) {
            parameters.add(parameter(i, columns.get(i).squeeze(axis)));
        }
        return parameters;
    }

    /**
     * Judges labels under distributions with given parameters.
     *
     * @param parameters as {@link #parameters} gives them
     * @param labels in the parameters' shape and type
     * @return negative log-likelihoods in the same shape
     */
    abstract NDArray negativeLogLikelihood(NDList parameters, NDArray labels);

    /** Turns one raw output into the parameter of that index. */
    abstract NDArray parameter(int index, NDArray raw);

    /** Throws where a label (float64) is impossible; the default takes every number. */
    void check(NDArray labels) {}

    @Override
    public final NDArray perStep(NDArray raw, NDArray labels) {
        LossShapes.oneAxisMore(raw, labels, "raw outputs for " + names, names.size());
        // Differences of log-gammas lose all digits of a float where they are large. A product with
        // doubles widens and keeps the gradient, which toType() cuts; so does adding in place back.
        NDArray ones = raw.getManager().ones(new Shape(1), DataType.FLOAT64, raw.getDevice());
        NDArray wide = raw.mul(ones);
        NDArray given = LossShapes.like(wide, labels);
        check(given);
        NDArray losses = negativeLogLikelihood(parameters(wide), given);
        return raw.getManager()
                .zeros(losses.getShape(), raw.getDataType(), raw.getDevice())
                .addi(losses);
    }

    /** {@return a number above 0 for any raw output} */
    static NDArray positive(NDArray raw) {
        return raw.getNDArrayInternal().softPlus().add(FLOOR);
    }
}
