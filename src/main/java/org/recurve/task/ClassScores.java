package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import org.recurve.batch.Batch;
import org.recurve.core.RecurveException;
import org.recurve.nn.loss.CrossEntropy;
import org.recurve.nn.loss.MaskedLoss;
import org.recurve.training.Trainable;

/** What becomes of the logits of classes: loss, accuracy, probabilities. */
final class ClassScores {
    private static final MaskedLoss LOSS = new CrossEntropy();

    private ClassScores() {}

    /**
     * Cross-entropy in nats as loss, accuracy as figure.
     *
     * @param logits {@code (..., C)}
     * @param batch with the classes {@code (...)} and, where not all count, a mask
     */
    static Trainable.Step judge(NDArray logits, Batch batch) {
        NDList labels = batch.labels();
        NDArray mask = labels.size() > 1 ? labels.get(1) : null;
        NDArray loss = LOSS.mean(logits, labels.get(0), mask);
        // In double precision, so that the history shows 0.235 and not 0.23499999.
        NDArray right =
                logits.stopGradient().argMax(-1).eq(labels.get(0)).toType(DataType.FLOAT64, false);
        NDArray counted = mask == null ? right : right.mul(mask);
        return new Trainable.Step(loss, loss, new NDList(), counted.sum().div(batch.weight()));
    }

    /** Turns logits into probabilities, in place. */
    static double[] softmax(double[] logits) {
        double highest = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            highest = Math.max(highest, logit);
        }
        double sum = 0;
        for (int k = 0; k < logits.length; k++) {
            logits[k] = Math.exp(logits[k] - highest);
            sum += logits[k];
        }
        for (int k = 0; k < logits.length; k++) {
            logits[k] /= sum;
        }
        return logits;
    }

    /**
     * {@return the place of a class}
     *
     * @throws RecurveException if there is none of that name
     */
    static int index(List<String> labels, String label) {
        int index = labels.indexOf(label);
        if (index < 0) {
            throw new RecurveException(
                    "there is no class \"%s\"; the model tells apart %s".formatted(label, labels));
        }
        return index;
    }

    /** {@return the place of the largest; the first of several} */
    static int best(double[] values) {
        int best = 0;
        for (int k = 1; k < values.length; k++) {
            best = values[k] > values[best] ? k : best;
        }
        return best;
    }
}
