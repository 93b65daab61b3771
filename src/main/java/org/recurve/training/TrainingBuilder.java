package org.recurve.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.recurve.batch.BatchStrategy;

/**
 * The settings of a {@link Training}, collected one by one. {@link #batches} is required.
 *
 * @param <D> the data to learn from
 */
public final class TrainingBuilder<D> {
    BatchStrategy<D> batches;
    Optimizer optimizer = Optimizers.sgd(0.1);
    Schedule schedule = Schedules.constant();
    double clipNorm = Double.POSITIVE_INFINITY;
    double clipValue = Double.POSITIVE_INFINITY;
    int epochs = 1;
    long seed;
    LossFunction loss;
    int accumulate = 1;
    int patience = -1;
    double minDelta;
    boolean keepBest = true;
    int averagePatience = -1;
    double averageDecay;
    Path checkpoints;
    final List<ParameterGroup> groups = new ArrayList<>();
    final List<TrainingListener> listeners = new ArrayList<>();

    TrainingBuilder() {}

    /**
     * Sets how the data is cut.
     *
     * @param strategy of cutting
     * @param <E> the type of data it cuts
     * @return this builder, for that type of data
     */
    @SuppressWarnings("unchecked")
    public <E> TrainingBuilder<E> batches(BatchStrategy<E> strategy) {
        TrainingBuilder<E> typed = (TrainingBuilder<E>) this;
        typed.batches = Objects.requireNonNull(strategy, "batches");
        return typed;
    }

    /**
     * Sets the optimizer and its learning rate.
     *
     * @param value see {@link Optimizers}
     * @return this builder
     */
    public TrainingBuilder<D> optimizer(Optimizer value) {
        optimizer = Objects.requireNonNull(value, "optimizer");
        return this;
    }

    /**
     * Sets how the learning rate changes over time; by default it does not.
     *
     * @param value see {@link Schedules}
     * @return this builder
     */
    public TrainingBuilder<D> schedule(Schedule value) {
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
    public TrainingBuilder<D> clipNorm(double limit) {
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
    public TrainingBuilder<D> clipValue(double limit) {
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
    public TrainingBuilder<D> epochs(int count) {
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
    public TrainingBuilder<D> seed(long value) {
        seed = value;
        return this;
    }

    /**
     * Sets a loss in place of the model's own, for training and validation.
     *
     * @param function the loss
     * @return this builder
     */
    public TrainingBuilder<D> loss(LossFunction function) {
        loss = Objects.requireNonNull(function, "loss");
        return this;
    }

    /**
     * Updates the parameters once for several batches, with the gradient of the mean over all their
     * predictions.
     *
     * @param count at least 1
     * @return this builder
     */
    public TrainingBuilder<D> accumulate(int count) {
        Checks.atLeastOne("accumulate", count);
        accumulate = count;
        return this;
    }

    /**
     * Ends the training when more than {@code patience} epochs in a row have not improved on the
     * best of all epochs before.
     *
     * @param value epochs without improvement that are put up with, at least 0
     * @return this builder
     */
    public TrainingBuilder<D> earlyStopping(int value) {
        return earlyStopping(value, 0);
    }

    /**
     * Ends the training when more than {@code patience} epochs in a row have not improved on the
     * best of all epochs before by more than {@code minDelta}.
     *
     * @param value epochs without improvement that are put up with, at least 0
     * @param delta improvement of the watched loss that counts, at least 0
     * @return this builder
     */
    public TrainingBuilder<D> earlyStopping(int value, double delta) {
        Checks.notNegative("patience", value);
        Checks.notNegative("min delta", delta);
        patience = value;
        minDelta = delta;
        return this;
    }

    /**
     * Sets whether the model ends with the weights of the best epoch (the default) or of the last.
     *
     * @param value whether to go back to the best
     * @return this builder
     */
    public TrainingBuilder<D> keepBest(boolean value) {
        keepBest = value;
        return this;
    }

    /**
     * Averages the weights over all updates from some epoch on, and judges and keeps the mean:
     * non-monotonically triggered averaged SGD (Merity, Keskar and Socher, "Regularizing and
     * optimizing LSTM language models", ICLR 2018). It begins after the first epoch whose watched
     * loss is worse than the best of all but the last {@code patience} epochs before it.
     *
     * @param patience the non-monotone interval n of the paper, at least 0; there 5
     * @return this builder
     */
    public TrainingBuilder<D> averageOnPlateau(int patience) {
        Checks.notNegative("patience", patience);
        averagePatience = patience;
        averageDecay = 0;
        return this;
    }

    /**
     * Judges and keeps an exponential average of the weights, while the training goes on from the
     * last ones: after each update {@code mean = d mean + (1 - d) weights}. In the first updates d
     * is less, {@code n / (n + 9)} at the n-th, so that the random start is soon forgotten.
     *
     * @param decay d, above 0 and below 1; 0.999 weighs about the last thousand updates
     * @return this builder
     */
    public TrainingBuilder<D> exponentialAverage(double decay) {
        if (!(decay > 0 && decay < 1)) {
            throw new IllegalArgumentException(
                    "the decay of an average must be above 0 and below 1, not " + decay);
        }
        averageDecay = decay;
        averagePatience = -1;
        return this;
    }

    /**
     * Writes the weights to a folder after every epoch; see {@link Checkpoints}.
     *
     * @param folder made if it is not there
     * @return this builder
     */
    public TrainingBuilder<D> checkpoints(Path folder) {
        checkpoints = Objects.requireNonNull(folder, "folder");
        return this;
    }

    /**
     * Treats some parameters differently.
     *
     * @param group which, and how
     * @return this builder
     */
    public TrainingBuilder<D> group(ParameterGroup group) {
        groups.add(Objects.requireNonNull(group, "group"));
        return this;
    }

    /**
     * Keeps weight decay away from some parameters.
     *
     * @param spared for example {@link ParameterGroup#biases()}
     * @return this builder
     */
    public TrainingBuilder<D> spareFromDecay(ParameterGroup... spared) {
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
    public TrainingBuilder<D> listener(TrainingListener listener) {
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
