package org.recurve.task;

import java.util.List;
import org.recurve.batch.Batches;
import org.recurve.core.RecurveException;
import org.recurve.data.TokenStream;
import org.recurve.nn.Cells;
import org.recurve.training.Optimizers;
import org.recurve.training.Schedule;
import org.recurve.training.Schedules;
import org.recurve.training.Training;
import org.recurve.training.TrainingBuilder;

/**
 * A published way to build and train a language model, so that a reproduction is one line each for
 * network and training. All of them are two LSTM layers, trained with plain SGD on 20 strands of
 * text.
 *
 * <pre>{@code
 * var recipe = LanguageModel.recipe("zaremba-small");
 * var model = recipe.model().build(corpus);
 * recipe.training().seed(1).build().fit(model, corpus.train(), corpus.validation());
 * }</pre>
 *
 * <ul>
 *   <li>{@code zaremba-small} and {@code zaremba-medium}: Zaremba, Sutskever and Vinyals 2014,
 *       "Recurrent Neural Network Regularization", section 4.1: test perplexity 114.5 and 82.7 on
 *       the Penn Treebank. The paper sums the loss over the {@code T} steps of a segment; ours is
 *       the mean, so its rate 1 is {@code T} here, and its clipping at norm 5 is at {@code 5 / T}.
 *   <li>{@code pytorch-200} and {@code pytorch-650}: the word-level language model of PyTorch's
 *       examples, with tied weights, for 6 and 40 epochs: test perplexity 130.3 and 86.7 on
 *       WikiText-2.
 * </ul>
 */
public final class LanguageModelRecipe {
    private static final List<LanguageModelRecipe> ALL =
            List.of(
                    new LanguageModelRecipe(
                            "zaremba-small", 200, 0, false, 0.1, 20, 20, 5.0 / 20, halving(), 13),
                    new LanguageModelRecipe(
                            "zaremba-medium",
                            650,
                            0.5,
                            false,
                            0.05,
                            35,
                            35,
                            5.0 / 35,
                            falling(),
                            39),
                    new LanguageModelRecipe(
                            "pytorch-200", 200, 0.2, true, 0, 35, 20, 0.25, quartering(), 6),
                    new LanguageModelRecipe(
                            "pytorch-650", 650, 0.5, true, 0, 35, 20, 0.25, quartering(), 40));

    private static final int STRANDS = 20;

    private final String name;
    private final int width;
    private final double dropout;
    private final boolean tied;
    private final double initialRange;
    private final int steps;
    private final double rate;
    private final double clipNorm;
    private final Schedule schedule;
    private final int epochs;

    private LanguageModelRecipe(
            String name,
            int width,
            double dropout,
            boolean tied,
            double initialRange,
            int steps,
            double rate,
            double clipNorm,
            Schedule schedule,
            int epochs) {
        this.name = name;
        this.width = width;
        this.dropout = dropout;
        this.tied = tied;
        this.initialRange = initialRange;
        this.steps = steps;
        this.rate = rate;
        this.clipNorm = clipNorm;
        this.schedule = schedule;
        this.epochs = epochs;
    }

    private static Schedule halving() {
        return Schedules.exponential(0.5, 4);
    }

    private static Schedule falling() {
        return Schedules.exponential(1 / 1.2, 6);
    }

    private static Schedule quartering() {
        return Schedules.onPlateau(0.25);
    }

    static LanguageModelRecipe of(String name) {
        return ALL.stream()
                .filter(recipe -> recipe.name.equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new RecurveException(
                                        "there is no recipe \""
                                                + name
                                                + "\" for language models; there are "
                                                + String.join(", ", names())));
    }

    /** {@return the names of all recipes} */
    public static List<String> names() {
        return ALL.stream().map(LanguageModelRecipe::name).toList();
    }

    /** {@return the name of this recipe} */
    public String name() {
        return name;
    }

    /** {@return a new builder with the network's settings} */
    public LanguageModelBuilder model() {
        return LanguageModel.builder()
                .cell(Cells.lstm())
                .layers(2)
                .embedding(width)
                .hidden(width)
                .dropout(dropout)
                .tieWeights(tied)
                .initialRange(initialRange);
    }

    /** {@return a new builder with the training's settings; the seed is the caller's to choose} */
    public TrainingBuilder<TokenStream> training() {
        return Training.builder()
                .optimizer(Optimizers.sgd(rate))
                .schedule(schedule)
                .clipNorm(clipNorm)
                .batches(Batches.bptt(STRANDS, steps))
                .epochs(epochs);
    }

    @Override
    public String toString() {
        return name;
    }
}
