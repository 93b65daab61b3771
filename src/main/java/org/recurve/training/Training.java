package org.recurve.training;

import java.util.ArrayList;
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
    final List<ParameterGroup> groups;
    final List<TrainingListener> listeners;

    private Training(Builder<D> builder) {
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
        groups = List.copyOf(builder.groups);
        listeners = List.copyOf(builder.listeners);
    }

    /** {@return a new builder; its data type is that of the {@link Builder#batches batches}} */
    public static Builder<Object> builder() {
        return new Builder<>();
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
     * @return how it went; the model holds the weights of the best epoch
     * @throws TrainingFailedException if the loss or the gradient became infinite or not a number
     * @throws RecurveException if another training is running in this process
     */
    public TrainingRun fit(Trainable<D> model, D train, D validation) {
        return run(model, train, Objects.requireNonNull(validation, "validation"));
    }

    /**
     * Trains without validation data: the training loss is watched instead.
     *
     * @param model to train; goes on from its parameters if it has some
     * @param train to learn from
     * @return how it went; the model holds the weights of the best epoch
     * @throws TrainingFailedException if the loss or the gradient became infinite or not a number
     * @throws RecurveException if another training is running in this process
     */
    public TrainingRun fit(Trainable<D> model, D train) {
        return run(model, train, null);
    }

    private TrainingRun run(Trainable<D> model, D train, D validation) {
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

    /**
     * Collects the settings of a training. {@link #batches} is required.
     *
     * @param <D> the data to learn from
     */
    public static final class Builder<D> {
        private BatchStrategy<D> batches;
        private Optimizer optimizer = Optimizers.sgd(0.1);
        private Schedule schedule = Schedules.constant();
        private double clipNorm = Double.POSITIVE_INFINITY;
        private double clipValue = Double.POSITIVE_INFINITY;
        private int epochs = 1;
        private long seed;
        private LossFunction loss;
        private int accumulate = 1;
        private int patience = -1;
        private double minDelta;
        private boolean keepBest = true;
        private final List<ParameterGroup> groups = new ArrayList<>();
        private final List<TrainingListener> listeners = new ArrayList<>();

        private Builder() {}

        /**
         * Sets how the data is cut.
         *
         * @param strategy of cutting
         * @param <E> the type of data it cuts
         * @return this builder, for that type of data
         */
        @SuppressWarnings("unchecked")
        public <E> Builder<E> batches(BatchStrategy<E> strategy) {
            Builder<E> typed = (Builder<E>) this;
            typed.batches = Objects.requireNonNull(strategy, "batches");
            return typed;
        }

        /**
         * Sets the optimizer and its learning rate.
         *
         * @param value see {@link Optimizers}
         * @return this builder
         */
        public Builder<D> optimizer(Optimizer value) {
            optimizer = Objects.requireNonNull(value, "optimizer");
            return this;
        }

        /**
         * Sets how the learning rate changes over time; by default it does not.
         *
         * @param value see {@link Schedules}
         * @return this builder
         */
        public Builder<D> schedule(Schedule value) {
            schedule = Objects.requireNonNull(value, "schedule");
            return this;
        }

        /**
         * Scales all gradients down together where their common Euclidean norm is above a limit
         * (Pascanu et al., "On the difficulty of training recurrent neural networks", 2013).
         *
         * @param limit above 0
         * @return this builder
         */
        public Builder<D> clipNorm(double limit) {
            Checks.positive("clipNorm", limit);
            clipNorm = limit;
            return this;
        }

        /**
         * Limits every single gradient to between {@code -limit} and {@code limit}, after {@link
         * #clipNorm} if both are set.
         *
         * @param limit above 0
         * @return this builder
         */
        public Builder<D> clipValue(double limit) {
            Checks.positive("clipValue", limit);
            clipValue = limit;
            return this;
        }

        /**
         * Sets how often to go through the training data, 1 by default.
         *
         * @param count at least 1
         * @return this builder
         */
        public Builder<D> epochs(int count) {
            Checks.atLeastOne("epochs", count);
            epochs = count;
            return this;
        }

        /**
         * Sets what all randomness of the run starts from, 0 by default.
         *
         * @param value any number
         * @return this builder
         */
        public Builder<D> seed(long value) {
            seed = value;
            return this;
        }

        /**
         * Sets a loss in place of the model's own, for training and validation.
         *
         * @param function the loss
         * @return this builder
         */
        public Builder<D> loss(LossFunction function) {
            loss = Objects.requireNonNull(function, "loss");
            return this;
        }

        /**
         * Updates the parameters once for several batches, with the gradient of the mean over all
         * their predictions.
         *
         * @param count at least 1
         * @return this builder
         */
        public Builder<D> accumulate(int count) {
            Checks.atLeastOne("accumulate", count);
            accumulate = count;
            return this;
        }

        /**
         * Ends the training when more than {@code patience} epochs in a row have not improved on
         * the best of all epochs before.
         *
         * @param value epochs without improvement that are put up with, at least 0
         * @return this builder
         */
        public Builder<D> earlyStopping(int value) {
            return earlyStopping(value, 0);
        }

        /**
         * Ends the training when more than {@code patience} epochs in a row have not improved on
         * the best of all epochs before by more than {@code minDelta}.
         *
         * @param value epochs without improvement that are put up with, at least 0
         * @param delta improvement of the watched loss that counts, at least 0
         * @return this builder
         */
        public Builder<D> earlyStopping(int value, double delta) {
            Checks.notNegative("patience", value);
            Checks.notNegative("min delta", delta);
            patience = value;
            minDelta = delta;
            return this;
        }

        /**
         * Sets whether the model ends with the weights of the best epoch (the default) or of the
         * last.
         *
         * @param value whether to go back to the best
         * @return this builder
         */
        public Builder<D> keepBest(boolean value) {
            keepBest = value;
            return this;
        }

        /**
         * Treats some parameters differently.
         *
         * @param group which, and how
         * @return this builder
         */
        public Builder<D> group(ParameterGroup group) {
            groups.add(Objects.requireNonNull(group, "group"));
            return this;
        }

        /**
         * Keeps weight decay away from some parameters.
         *
         * @param spared for example {@link ParameterGroup#biases()}
         * @return this builder
         */
        public Builder<D> spareFromDecay(ParameterGroup... spared) {
            for (ParameterGroup group : spared) {
                groups.add(group.withoutDecay());
            }
            return this;
        }

        /**
         * Adds someone who watches.
         *
         * @param listener called on the training's thread
         * @return this builder
         */
        public Builder<D> listener(TrainingListener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /** {@return the training} */
        public Training<D> build() {
            if (batches == null) {
                throw new IllegalStateException(
                        "How to cut the data is missing: call batches(...), for example"
                                + " batches(Batches.bptt(20, 35))");
            }
            return new Training<>(this);
        }
    }
}
