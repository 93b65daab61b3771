package org.recurve.task;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import java.util.List;
import org.recurve.batch.Batch;
import org.recurve.core.RecurveException;
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

    /**
     * Opens a sequence that comes step by step, such as from a sensor: the state of the network is
     * kept, so that each further reading costs the same. A reading gives the answer that the
     * sequence of all readings so far gets, of a step classifier that of its last step.
     *
     * @return a stream before its first reading, for one thread; other threads may use the model
     *     and have streams of their own meanwhile
     * @throws RecurveException if the model has no weights yet, reads sequences from their end too,
     *     or has parts that keep no state from step to step
     */
    public final SequenceStream stream() {
        requireWeights();
        return new SequenceStream(this);
    }
}
