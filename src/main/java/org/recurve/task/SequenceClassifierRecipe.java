package org.recurve.task;

import java.util.List;
import java.util.function.Supplier;
import org.recurve.core.RecurveException;
import org.recurve.data.Examples;
import org.recurve.data.LabeledSeries;
import org.recurve.nn.Cells;
import org.recurve.nn.pooling.Poolings;
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
                            () -> adam(0.01, 32).epochs(20)),
                    new SequenceClassifierRecipe(
                            "heartbeats-fcn",
                            () -> bothWays().convolution(32).dropout(0.3),
                            () -> adam(0.01, 32).epochs(20)),
                    new SequenceClassifierRecipe(
                            "ucr-ecg200",
                            SequenceClassifierRecipe::lstm,
                            () -> adam(0.005, 16).epochs(60)),
                    new SequenceClassifierRecipe(
                            "ucr-ecg200-fcn",
                            SequenceClassifierRecipe::lstmFcn,
                            () -> adam(0.005, 8).epochs(150)),
                    new SequenceClassifierRecipe(
                            "ucr-gunpoint",
                            SequenceClassifierRecipe::lstm,
                            () -> adam(0.005, 8).epochs(200)),
                    new SequenceClassifierRecipe(
                            "ucr-gunpoint-fcn",
                            SequenceClassifierRecipe::lstmFcn,
                            () -> adam(0.005, 8).epochs(200)),
                    new SequenceClassifierRecipe(
                            "ucr-italypowerdemand",
                            SequenceClassifierRecipe::lstm,
                            () -> adam(0.005, 8).epochs(100)),
                    new SequenceClassifierRecipe(
                            "ucr-italypowerdemand-fcn",
                            SequenceClassifierRecipe::lstmFcn,
                            () -> adam(0.005, 8).epochs(100)),
                    new SequenceClassifierRecipe(
                            "indoor-movement",
                            () -> lstm().pooling(Poolings.ends()).dropout(0.3).standardize(true),
                            () -> adam(0.005, 16).epochs(60)),
                    new SequenceClassifierRecipe(
                            "indoor-movement-fcn",
                            () -> forward(16).convolution(32).dropout(0.5).standardize(true),
                            () -> adam(0.005, 16).epochs(60)));

    /** A GRU in both directions, the largest value of each feature over all steps. */
    private static SequenceModelBuilder<LabeledSeries, SequenceClassifier> bothWays() {
        return SequenceClassifier.builder()
                .cell(Cells.gru())
                .hidden(32)
                .bidirectional(true)
                .pooling(Poolings.max())
                .standardize(true);
    }

    private static SequenceModelBuilder<LabeledSeries, SequenceClassifier> lstm() {
        return bothWays().cell(Cells.lstm()).standardize(false);
    }

    /** What Karim et al. (2018) take for the archive's sets: few cells, much dropout. */
    private static SequenceModelBuilder<LabeledSeries, SequenceClassifier> lstmFcn() {
        return forward(8).convolution(32).dropout(0.8);
    }

    private static SequenceModelBuilder<LabeledSeries, SequenceClassifier> forward(int hidden) {
        return SequenceClassifier.builder()
                .cell(Cells.lstm())
                .hidden(hidden)
                .pooling(Poolings.last());
    }

    private SequenceClassifierRecipe(
            String name,
            Supplier<SequenceModelBuilder<LabeledSeries, SequenceClassifier>> model,
            Supplier<TrainingBuilder<Examples<?>>> training) {
        super(name, model, training);
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
