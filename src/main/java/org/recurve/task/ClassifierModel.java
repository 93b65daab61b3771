package org.recurve.task;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import java.util.List;
import org.recurve.batch.Batch;
import org.recurve.data.LabelPredictor;
import org.recurve.data.LabeledData;
import org.recurve.data.SeriesExamples;

/**
 * What classifiers of sequences and of steps have in common: classes by name, cross-entropy in nats
 * as loss, and accuracy.
 *
 * @param <D> the data it learns from
 */
public abstract sealed class ClassifierModel<D extends SeriesExamples<D> & LabeledData>
        extends SequenceModel<D> implements LabelPredictor<D>
        permits SequenceClassifier, StepClassifier {
    ClassifierModel(String kind, SequenceSettings settings, Device device) {
        super(kind, settings, device);
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

    @Override
    final Step judge(NDArray logits, Batch batch) {
        return ClassScores.judge(logits, batch);
    }
}
