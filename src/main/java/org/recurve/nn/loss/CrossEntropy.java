package org.recurve.nn.loss;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.recurve.core.RecurveException;
import org.recurve.nn.Scalars;

/**
 * Negative log-likelihood of the right class, in nats: the loss of classification and of language
 * models.
 *
 * <p>Takes logits {@code (B,T,C)}, {@code (N,C)} or any {@code (...,C)} and int64 labels {@code
 * (...)}, each in [0, C). With class weights {@code w} the mean divides by the sum of the weights
 * of the labels. With smoothing {@code e} (Szegedy et al. 2016, "Rethinking the Inception
 * Architecture") the loss is {@code (1-e) w_y nll_y + e/C sum_c w_c nll_c}. Both as in PyTorch's
 * {@code CrossEntropyLoss}.
 */
public final class CrossEntropy implements MaskedLoss {
    private final double smoothing;
    private final double[] weights;

    /** Without smoothing, all classes of the same weight. */
    public CrossEntropy() {
        this(0, null);
    }

    private CrossEntropy(double smoothing, double[] weights) {
        this.smoothing = smoothing;
        this.weights = weights;
    }

    /**
     * Moves a part of the target's probability from the right class evenly to all.
     *
     * @param smoothing that part, 0 to 1; often 0.1
     * @return a loss with it
     */
    public CrossEntropy withSmoothing(double smoothing) {
        if (!(smoothing >= 0 && smoothing <= 1)) {
            throw new IllegalArgumentException("smoothing must be 0 to 1, but is " + smoothing);
        }
        return new CrossEntropy(smoothing, weights);
    }

    /**
     * Gives each class its weight, for instance more to rare ones.
     *
     * @param weights one for each class, 0 or more
     * @return a loss with them
     */
    public CrossEntropy withClassWeights(double... weights) {
        for (double weight : weights) {
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "class weights must be finite and not negative, but are "
                                + Arrays.toString(weights));
            }
        }
        return new CrossEntropy(smoothing, weights.clone());
    }

    @Override
    public NDArray perStep(NDArray logits, NDArray labels) {
        LossShapes.oneAxisMore(logits, labels, "classes", weights == null ? 0 : weights.length);
        long positions = labels.size();
        NDArray logProbabilities = logits.reshape(positions, classes(logits)).logSoftmax(1);
        NDArray index =
                LossShapes.beside(logits, labels)
                        .toType(DataType.INT64, false)
                        .reshape(positions, 1);
        NDArray losses = pick(logProbabilities, index).neg();
        NDArray all = weights == null ? null : LossShapes.constants(logits, weights);
        if (all != null) {
            losses = losses.mul(ofLabels(all, index));
        }
        if (smoothing > 0) {
            NDArray spread = all == null ? logProbabilities : logProbabilities.mul(all);
            NDArray mean = Scalars.times(spread.sum(new int[] {1}), -smoothing / classes(logits));
            losses = Scalars.times(losses, 1 - smoothing).add(mean);
        }
        return losses.reshape(labels.getShape());
    }

    @Override
    public NDArray mean(NDArray logits, NDArray labels, NDArray mask) {
        Counted counted = Counted.of(logits, labels, mask);
        NDArray losses = perStep(counted.predictions(), counted.labels());
        if (weights == null) {
            return counted.mean(losses, null);
        }
        NDArray index =
                LossShapes.beside(logits, counted.labels())
                        .toType(DataType.INT64, false)
                        .reshape(-1);
        NDArray all = LossShapes.constants(logits, weights);
        return counted.mean(losses, ofLabels(all, index).reshape(labels.getShape()));
    }

    private static long classes(NDArray logits) {
        return logits.getShape().get(logits.getShape().dimension() - 1);
    }

    private static NDArray ofLabels(NDArray classWeights, NDArray labels) {
        return classWeights.gather(labels.reshape(-1), 0);
    }

    private static NDArray pick(NDArray logProbabilities, NDArray index) {
        try {
            return logProbabilities.gather(index, 1).reshape(new Shape(index.size()));
        } catch (EngineException e) {
            // The engine has looked at every label anyway: only what it refuses is looked at again.
            long classes = logProbabilities.size(1);
            for (long label : index.toLongArray()) {
                if (label < 0 || label >= classes) {
                    throw new RecurveException(
                            "label "
                                    + label
                                    + " is none of "
                                    + classes
                                    + " classes, which are counted from 0: mask positions"
                                    + " without a label",
                            e);
                }
            }
            throw e;
        }
    }
}
