package org.recurve.task;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.List;
import org.recurve.core.RecurveException;
import org.recurve.data.SeriesChecks;
import org.recurve.nn.RecurrentStream;
import org.recurve.nn.SequenceBlock;

/**
 * A numeric sequence that a classifier reads while it comes.
 *
 * <pre>{@code
 * try (var stream = model.stream()) {
 *     while (sensor.hasNext()) {
 *         double[] probabilities = stream.next(sensor.next());
 *     }
 * }
 * }</pre>
 *
 * <p>For one thread. The model must stay open and must not be trained meanwhile.
 */
public final class SequenceStream implements AutoCloseable {
    private final ClassifierModel<?> model;
    private final NDManager manager;
    private final RecurrentStream layers;
    private final StreamHead head;

    SequenceStream(ClassifierModel<?> model) {
        this.model = model;
        SequenceBlock recurrent = model.network().forwardLayers(model.name());
        head = model.network().head();
        head.reset();
        manager = model.manager().newSubManager();
        layers = recurrent.stream(new ParameterStore(manager, false), manager);
    }

    /**
     * Reads the next step.
     *
     * @param reading its F numbers
     * @return the probability of each of the model's classes after all readings so far
     * @throws RecurveException if there are more or fewer numbers, or one is not finite
     * @throws IllegalStateException if the stream is closed
     */
    public double[] next(float... reading) {
        if (!manager.isOpen()) {
            throw new IllegalStateException("the stream is closed; model.stream() opens another");
        }
        int features =
                SeriesChecks.features(List.<float[][]>of(new float[][] {reading}), "the reading");
        if (features != model.features()) {
            throw new RecurveException(
                    "the reading has %d numbers, but this %s was built for %d features"
                            .formatted(features, model.name(), model.features()));
        }
        try (NDManager step = manager.newSubManager()) {
            float[] x = model.network().standardized(reading);
            return head.next(layers.next(step.create(x, new Shape(1, features))).toFloatArray());
        }
    }

    /** Forgets all readings: the next one starts a new sequence. */
    public void reset() {
        layers.reset();
        head.reset();
    }

    /** Frees the state. */
    @Override
    public void close() {
        manager.close();
    }
}
