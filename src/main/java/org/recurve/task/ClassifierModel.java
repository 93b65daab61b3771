package org.recurve.task;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import org.recurve.batch.Batch;
import org.recurve.data.LabelPredictor;
import org.recurve.data.LabeledData;
import org.recurve.data.SeriesExamples;
import org.recurve.nn.loss.CrossEntropy;
import org.recurve.nn.loss.MaskedLoss;

/**
 * What classifiers of sequences and of steps have in common: classes by name, cross-entropy in nats
 * as loss, and accuracy.
 *
 * @param <D> the data it learns from
 */
public abstract sealed class ClassifierModel<D extends SeriesExamples<D> & LabeledData>
        extends SequenceModel<D> implements LabelPredictor<D>
        permits SequenceClassifier, StepClassifier {
    private static final MaskedLoss LOSS = new CrossEntropy();

    ClassifierModel(String kind, SequenceSettings settings, boolean pooled, Device device) {
        super(kind, settings, pooled, device);
    }

    @Override
    final List<String> outputs(D data) {
        return data.labels();
    }

    @Override
    public final List<String> labels() {
        return sequenceSettings().outputs();
    }

    @Override
    public final String metricName() {
        return "accuracy";
    }

    /** {@return NaN: the accuracy is counted} */
    @Override
    public final double metric(double meanLoss) {
        return Double.NaN;
    }

    /**
     * @param logits {@code (..., C)}
     * @param batch with the classes {@code (...)} and, where not all count, a mask
     */
    @Override
    final Step judge(NDArray logits, Batch batch) {
        NDList labels = batch.labels();
        NDArray mask = labels.size() > 1 ? labels.get(1) : null;
        NDArray loss = LOSS.mean(logits, labels.get(0), mask);
        // In double precision, so that the history shows 0.235 and not 0.23499999.
        NDArray right =
                logits.stopGradient().argMax(-1).eq(labels.get(0)).toType(DataType.FLOAT64, false);
        NDArray counted = mask == null ? right : right.mul(mask);
        return new Step(loss, loss, new NDList(), counted.sum().div(batch.weight()));
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

    /** {@return the place of the largest; the first of several} */
    static int best(double[] values) {
        int best = 0;
        for (int k = 1; k < values.length; k++) {
            best = values[k] > values[best] ? k : best;
        }
        return best;
    }
}
