package org.recurve.task;

import java.util.List;
import java.util.function.Supplier;
import org.recurve.batch.Batches;
import org.recurve.core.RecurveException;
import org.recurve.data.Examples;
import org.recurve.data.LabeledSeries;
import org.recurve.nn.Cells;
import org.recurve.nn.pooling.Poolings;
import org.recurve.training.Optimizers;
import org.recurve.training.Schedules;
import org.recurve.training.Training;
import org.recurve.training.TrainingBuilder;

/**
 * A way to build and train a classifier of numeric sequences, by the name of the data that it was
 * made for: recurrent layers alone, and with {@code -fcn} at its end the same with a convolutional
 * branch beside them ({@link SequenceModelBuilder#convolution}). All are our own, chosen on the
 * validation data.
 *
 * <pre>{@code
 * var recipe = SequenceClassifier.recipe("heartbeats-fcn");
 * var model = recipe.model().build(train);
 * recipe.training().seed(1).build().fit(model, train, validation);
 * }</pre>
 */
public final class SequenceClassifierRecipe
        extends Recipe<SequenceModelBuilder<LabeledSeries, SequenceClassifier>, Examples<?>> {
    private static final List<SequenceClassifierRecipe> ALL =
            List.of(
                    new SequenceClassifierRecipe(
                            "heartbeats",
                            SequenceClassifierRecipe::bothWays,
                            () -> adam(0.01, 32, 20)),
                    new SequenceClassifierRecipe(
                            "heartbeats-fcn",
                            () -> bothWays().convolution(32).dropout(0.3),
                            () -> adam(0.01, 32, 20)));

    /** A GRU in both directions, the largest value of each feature over all steps. */
    private static SequenceModelBuilder<LabeledSeries, SequenceClassifier> bothWays() {
        return SequenceClassifier.builder()
                .cell(Cells.gru())
                .hidden(32)
                .bidirectional(true)
                .pooling(Poolings.max())
                .standardize(true);
    }

    private SequenceClassifierRecipe(
            String name,
            Supplier<SequenceModelBuilder<LabeledSeries, SequenceClassifier>> model,
            Supplier<TrainingBuilder<Examples<?>>> training) {
        super(name, model, training);
    }

    private static TrainingBuilder<Examples<?>> adam(double rate, int batchSize, int epochs) {
        return Training.builder()
                .optimizer(Optimizers.adam(rate))
                .schedule(Schedules.cosine())
                .clipNorm(1)
                .keepBest(false)
                .batches(Batches.buckets(batchSize))
                .epochs(epochs);
    }

    static SequenceClassifierRecipe of(String name) {
        return find(ALL, name, "classifiers of sequences");
    }

    /** {@return the names of all recipes} */
    public static List<String> names() {
        return names(ALL);
    }

    /**
     * Builds and trains a model, without anything to watch.
     *
     * @param train to learn from
     * @param seed of the training
     * @return the fitted model
     * @throws RecurveException as {@link Training#fit} does
     */
    public SequenceClassifier fit(LabeledSeries train, long seed) {
        SequenceClassifier fitted = model().build(train);
        training().seed(seed).build().fit(fitted, train);
        return fitted;
    }
}
