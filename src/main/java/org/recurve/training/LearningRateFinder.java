package org.recurve.training;

import ai.djl.ndarray.NDManager;
import java.util.SplittableRandom;
import org.recurve.batch.Batch;
import org.recurve.batch.BatchSource;
import org.recurve.core.Cancellation;
import org.recurve.core.RecurveException;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * Raises the learning rate from tiny to huge within some dozens of updates and watches the loss
 * (Smith, "Cyclical learning rates for training neural networks", 2017). The model's weights are
 * the same afterwards as before.
 *
 * <pre>{@code
 * var found = LearningRateFinder.of(training).sweep(model, corpus.train());
 * found.suggestion();   // where the loss falls fastest
 * found.table();        // learning rate, loss, smoothed loss
 * }</pre>
 *
 * @param <D> the data to learn from
 */
public final class LearningRateFinder<D> {
    /** Share of the past in the smoothed loss. */
    private static final double SMOOTHING = 0.9;

    /** The sweep ends when the smoothed loss is this many times its lowest value. */
    private static final double EXPLODED = 4;

    private final Training<D> training;
    private final double from;
    private final double to;
    private final int updates;

    private LearningRateFinder(Training<D> training, double from, double to, int updates) {
        Checks.positive("lowest rate", from);
        Checks.positive("highest rate", to);
        if (to <= from) {
            throw new IllegalArgumentException(
                    "the highest rate must be above the lowest, but " + to + " <= " + from);
        }
        if (updates < 10) {
            throw new IllegalArgumentException("at least 10 updates are needed, not " + updates);
        }
        this.training = training;
        this.from = from;
        this.to = to;
        this.updates = updates;
    }

    /**
     * Looks for a rate from 1e-6 to 100 in 100 updates.
     *
     * @param training gives optimizer, batches, clipping, loss, parameter groups and seed; its own
     *     rate and schedule are not used, and groups that it freezes at first stay frozen
     * @param <D> the data to learn from
     * @return the finder
     */
    public static <D> LearningRateFinder<D> of(Training<D> training) {
        return new LearningRateFinder<>(training, 1e-6, 100, 100);
    }

    /**
     * The same over another range.
     *
     * @param lowest rate of the first update, above 0
     * @param highest rate of the last update
     * @return a new finder
     */
    public LearningRateFinder<D> range(double lowest, double highest) {
        return new LearningRateFinder<>(training, lowest, highest, updates);
    }

    /**
     * The same in more or fewer steps.
     *
     * @param count at least 10
     * @return a new finder
     */
    public LearningRateFinder<D> updates(int count) {
        return new LearningRateFinder<>(training, from, to, count);
    }

    /**
     * Makes the sweep. It ends early when the loss explodes.
     *
     * @param model goes on from its parameters if it has some, and is left with them
     * @param train data to learn from, gone through again if it is short
     * @param <T> the type of the data
     * @return losses and suggestion
     * @throws RecurveException if another training is running, or if the loss exploded at once
     */
    public <T extends D> Result sweep(Trainable<? super T> model, T train) {
        Training.lock(model.name());
        Reporter reporter = new Reporter("learning rate sweep of " + model.name(), model.unit());
        reporter.total(updates);
        try (EngineMode mode = new EngineMode()) {
            mode.seed(training.seed);
            model.initialize();
            try (Weights weights = new Weights(model, training.optimizer, training.groups);
                    Stepper stepper = new Stepper(model, training.loss);
                    Snapshot before = new Snapshot(weights.arrays(), model.manager())) {
                before.take();
                try {
                    return sweep(model, train, weights, stepper, reporter);
                } finally {
                    before.restore();
                }
            }
        } finally {
            Training.unlock();
            reporter.finished();
        }
    }

    private <T extends D> Result sweep(
            Trainable<? super T> model,
            T train,
            Weights weights,
            Stepper stepper,
            Reporter reporter) {
        Passes<T> passes = new Passes<>(training.batches, model);
        Result result = new Result();
        SplittableRandom random = new SplittableRandom(training.seed);
        double average = 0;
        double lowest = Double.POSITIVE_INFINITY;
        int done = 0;
        while (done < updates) {
            try (NDManager manager = model.manager().newSubManager()) {
                BatchSource source = passes.training(train, manager, random);
                TrainingLoop.requireBatch(source, "training");
                while (source.hasNext() && done < updates) {
                    Cancellation.check("The learning rate sweep");
                    double rate = from * Math.pow(to / from, done / (updates - 1.0));
                    double loss;
                    try (Batch batch = source.next()) {
                        loss = stepper.train(batch, 1).loss();
                    }
                    done++;
                    average = SMOOTHING * average + (1 - SMOOTHING) * loss;
                    double smoothed = average / (1 - Math.pow(SMOOTHING, done));
                    lowest = Math.min(lowest, smoothed);
                    if (!(smoothed <= EXPLODED * lowest)) {
                        return result.checked();
                    }
                    result.add(rate, loss, smoothed);
                    double norm = weights.step(() -> rate, 1, training, gradients -> {});
                    if (!Double.isFinite(norm)) {
                        return result.checked();
                    }
                    reporter.step(done, "smoothed loss", loss, smoothed, rate, Double.NaN);
                }
            }
        }
        return result.checked();
    }

    /** The losses of a sweep. */
    public static final class Result {
        private final DoubleColumn rates = DoubleColumn.create("learning rate");
        private final DoubleColumn losses = DoubleColumn.create("loss");
        private final DoubleColumn smoothed = DoubleColumn.create("smoothed loss");

        private Result() {}

        private void add(double rate, double loss, double average) {
            rates.append(rate);
            losses.append(loss);
            smoothed.append(average);
        }

        private Result checked() {
            if (rates.size() < 3) {
                throw new RecurveException(
                        "The loss exploded within "
                                + rates.size()
                                + " updates of the learning rate sweep; begin it at a lower rate");
            }
            return this;
        }

        /**
         * {@return one row an update: {@code learning rate}, {@code loss}, {@code smoothed loss}}
         */
        public Table table() {
            return Table.create(
                    "learning rate sweep", rates.copy(), losses.copy(), smoothed.copy());
        }

        /**
         * {@return the rate at which the smoothed loss falls fastest over the logarithm of the
         * rate, at or before its minimum}
         */
        public double suggestion() {
            int lowest = 0;
            for (int i = 1; i < smoothed.size(); i++) {
                if (smoothed.getDouble(i) < smoothed.getDouble(lowest)) {
                    lowest = i;
                }
            }
            int steepest = lowest;
            double fall = 0;
            for (int i = 1; i < lowest; i++) {
                double difference = smoothed.getDouble(i + 1) - smoothed.getDouble(i - 1);
                if (difference < fall) {
                    fall = difference;
                    steepest = i;
                }
            }
            return rates.getDouble(steepest);
        }

        @Override
        public String toString() {
            return "suggested learning rate " + suggestion() + " (" + rates.size() + " updates)";
        }
    }
}
