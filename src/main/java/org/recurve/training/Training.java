package org.recurve.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.recurve.batch.BatchStrategy;
import org.recurve.core.RecurveException;

/**
 * How to train: the settings of the one training loop. A training holds no model and no data, so it
 * can be used again.
 *
 * <p>With the same seed on the same machine's CPU it gives the same numbers, bit for bit.
 *
 * @param <D> the data to learn from
 */
public final class Training<D> {
    /** The model in training: the engine records gradients for one at a time. */
    private static final AtomicReference<String> RUNNING = new AtomicReference<>();

    final BatchStrategy<D> batches;
    final Optimizer optimizer;
    final Schedule schedule;
    final double clipNorm;
    final double clipValue;
    final int epochs;
    final long seed;
    final LossFunction loss;
    final int accumulate;
    final int patience;
    final double minDelta;
    final boolean keepBest;
    final int averagePatience;
    final double averageDecay;
    final Path checkpoints;
    final List<ParameterGroup> groups;
    final List<TrainingListener> listeners;

    Training(TrainingBuilder<D> builder) {
        batches = builder.batches;
        optimizer = builder.optimizer;
        schedule = builder.schedule;
        clipNorm = builder.clipNorm;
        clipValue = builder.clipValue;
        epochs = builder.epochs;
        seed = builder.seed;
        loss = builder.loss;
        accumulate = builder.accumulate;
        patience = builder.patience;
        minDelta = builder.minDelta;
        keepBest = builder.keepBest;
        averagePatience = builder.averagePatience;
        averageDecay = builder.averageDecay;
        checkpoints = builder.checkpoints;
        groups = List.copyOf(builder.groups);
        listeners = List.copyOf(builder.listeners);
    }

    /**
     * {@return a new builder; its data type is that of the {@link TrainingBuilder#batches batches}}
     */
    public static TrainingBuilder<Object> builder() {
        return new TrainingBuilder<>();
    }

    /**
     * Trains on one set and watches the loss on another.
     *
     * <p>If the thread is interrupted, the training ends after the current step with the outcome
     * {@code "interrupted"} and keeps the best weights so far; the interrupt stays set, so that
     * what follows stops as well.
     *
     * @param model to train; goes on from its parameters if it has some
     * @param train to learn from
     * @param validation to watch, after every epoch
     * @param <T> the type of the data
     * @return how it went; the model holds the weights of the best epoch
     * @throws TrainingFailedException if the loss or the gradient became infinite or not a number
     * @throws RecurveException if the data does not fit the model, or if another training is
     *     running in this process
     */
    public <T extends D> TrainingRun fit(Trainable<? super T> model, T train, T validation) {
        return run(model, train, Objects.requireNonNull(validation, "validation"));
    }

    /**
     * Trains without validation data: the training loss is watched instead.
     *
     * @param model to train; goes on from its parameters if it has some
     * @param train to learn from
     * @param <T> the type of the data
     * @return how it went; the model holds the weights of the best epoch
     * @throws TrainingFailedException if the loss or the gradient became infinite or not a number
     * @throws RecurveException if the data does not fit the model, or if another training is
     *     running in this process
     */
    public <T extends D> TrainingRun fit(Trainable<? super T> model, T train) {
        return run(model, train, null);
    }

    private <T extends D> TrainingRun run(Trainable<? super T> model, T train, T validation) {
        Objects.requireNonNull(train, "train");
        lock(model.name());
        try {
            return new TrainingLoop<>(this, model, train, validation).run();
        } finally {
            unlock();
        }
    }

    static void lock(String name) {
        String running = RUNNING.compareAndExchange(null, name);
        if (running != null) {
            throw new RecurveException(
                    "Cannot train "
                            + name
                            + " while "
                            + running
                            + " is in training: one training at a time in a process. Wait for it,"
                            + " interrupt it, or start another process.");
        }
    }

    static void unlock() {
        RUNNING.set(null);
    }
}
