package org.recurve.task;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.recurve.batch.Batches;
import org.recurve.core.RecurveException;
import org.recurve.data.TextCorpus;
import org.recurve.data.TokenStream;
import org.recurve.nn.Cells;
import org.recurve.nn.Dropout;
import org.recurve.training.Optimizers;
import org.recurve.training.Schedules;
import org.recurve.training.Training;
import org.recurve.training.TrainingBuilder;

/**
 * A way to build and train a language model by name, most often a published one, so that a
 * reproduction is one line each for network and training. All of them are layers of LSTM, the
 * published ones trained with SGD, most of our own with Adam.
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
 *   <li>{@code recurve-200}: our own, {@code pytorch-200} with the same network and number of
 *       epochs, but a rate that starts higher, at 30, and falls to zero along half a cosine. At 20
 *       the plateau rule never fires in 6 epochs, so that the last steps are as coarse as the
 *       first. Validation perplexity on WikiText-2 117.9, with {@code pytorch-200} 141.4.
 *   <li>{@code recurve-char}: our own for texts of a million characters: 1.424 nats per character
 *       on the last tenth of tiny Shakespeare.
 *   <li>{@code recurve-reviews} and {@code recurve-articles}: our own for a classifier to start
 *       from, for 3 epochs of the six million words of IMDB's reviews and 4 of the two million of
 *       WikiText-2: read fast, with an adaptive softmax for vocabularies of more than 10,000 words.
 *   <li>{@code awd-lstm} and {@code awd-lstm-ptb}: Merity, Keskar and Socher 2018, "Regularizing
 *       and Optimizing LSTM Language Models", with the settings that the authors' code
 *       (salesforce/awd-lstm-lm) gives for WikiText-2 and for the Penn Treebank, 750 and 500
 *       epochs, before fine-tuning: test perplexity 65.6 and 58.8.
 * </ul>
 */
public final class LanguageModelRecipe extends Recipe<LanguageModelBuilder, TokenStream> {
    private static final List<LanguageModelRecipe> ALL =
            List.of(
                    new LanguageModelRecipe(
                            "zaremba-small",
                            () -> twoLayers(200).initialRange(0.1),
                            () -> zaremba(20).schedule(Schedules.exponential(0.5, 4)).epochs(13)),
                    new LanguageModelRecipe(
                            "zaremba-medium",
                            () -> twoLayers(650).dropout(0.5).initialRange(0.05),
                            () ->
                                    zaremba(35)
                                            .schedule(Schedules.exponential(1 / 1.2, 6))
                                            .epochs(39)),
                    new LanguageModelRecipe(
                            "pytorch-200",
                            () -> twoLayers(200).dropout(0.2).tieWeights(true),
                            () -> pytorch().epochs(6)),
                    new LanguageModelRecipe(
                            "pytorch-650",
                            () -> twoLayers(650).dropout(0.5).tieWeights(true),
                            () -> pytorch().epochs(40)),
                    new LanguageModelRecipe(
                            "recurve-200",
                            () -> twoLayers(200).dropout(0.2).tieWeights(true),
                            () ->
                                    pytorch()
                                            .optimizer(Optimizers.sgd(30))
                                            .schedule(Schedules.cosine())
                                            .epochs(6)),
                    new LanguageModelRecipe(
                            "recurve-char",
                            () ->
                                    LanguageModel.builder()
                                            .layers(2)
                                            .embedding(64)
                                            .hidden(512)
                                            .dropout(Dropout.standard(0, 0.4, 0.4)),
                            () ->
                                    Training.builder()
                                            .optimizer(Optimizers.adam(0.002))
                                            .schedule(Schedules.cosine())
                                            .clipNorm(1)
                                            .batches(Batches.bptt(32, 128))
                                            .epochs(12)),
                    new LanguageModelRecipe(
                            "recurve-reviews",
                            LanguageModelRecipe::encoder,
                            () -> encoderTraining().epochs(3)),
                    new LanguageModelRecipe(
                            "recurve-articles",
                            LanguageModelRecipe::encoder,
                            () -> encoderTraining().epochs(4)),
                    new LanguageModelRecipe(
                            "awd-lstm", () -> awdLstm(0.65, 0.2), () -> ntAsgd(80).epochs(750)),
                    new LanguageModelRecipe(
                            "awd-lstm-ptb",
                            () -> awdLstm(0.4, 0.25),
                            () -> ntAsgd(20).epochs(500)));

    private LanguageModelRecipe(
            String name,
            Supplier<LanguageModelBuilder> model,
            Supplier<TrainingBuilder<TokenStream>> training) {
        super(name, model, training);
    }

    private static LanguageModelBuilder twoLayers(int width) {
        return LanguageModel.builder().cell(Cells.lstm()).layers(2).embedding(width).hidden(width);
    }

    private static TrainingBuilder<TokenStream> zaremba(int steps) {
        return Training.builder()
                .optimizer(Optimizers.sgd(steps))
                .clipNorm(5.0 / steps)
                .batches(Batches.bptt(20, steps));
    }

    private static TrainingBuilder<TokenStream> pytorch() {
        return Training.builder()
                .optimizer(Optimizers.sgd(20))
                .schedule(Schedules.onPlateau(0.25))
                .clipNorm(0.25)
                .batches(Batches.bptt(20, 35));
    }

    private static LanguageModelBuilder encoder() {
        return LanguageModel.builder()
                .embedding(200)
                .hidden(384)
                .dropout(0.2)
                .adaptiveSoftmax(2000, 10000);
    }

    private static TrainingBuilder<TokenStream> encoderTraining() {
        return Training.builder()
                .optimizer(Optimizers.adam(0.002))
                .schedule(Schedules.cosine())
                .clipNorm(0.5)
                .batches(Batches.bptt(32, 70));
    }

    private static LanguageModelBuilder awdLstm(double input, double hidden) {
        return LanguageModel.builder()
                .cell(Cells.lstm())
                .layers(3)
                .embedding(400)
                .hidden(1150)
                .tieWeights(true)
                .dropout(Dropout.variational(input, hidden, 0.4).embedding(0.1).weights(0.5))
                .activationRegularization(2, 1);
    }

    private static TrainingBuilder<TokenStream> ntAsgd(int strands) {
        return Training.builder()
                .optimizer(Optimizers.sgd(30).weightDecay(1.2e-6))
                .averageOnPlateau(5)
                .clipNorm(0.25)
                .batches(Batches.bptt(strands, 70).withRandomLengths());
    }

    static LanguageModelRecipe of(String name) {
        return find(ALL, name, "language models");
    }

    /** {@return the names of all recipes} */
    public static List<String> names() {
        return names(ALL);
    }

    /**
     * Reads a language model from a file or, where there is none, trains one by this recipe and
     * writes it there.
     *
     * @param file of the model
     * @param corpus to learn from, and to watch its validation split
     * @param seed of the training
     * @return the fitted model
     * @throws RecurveException if the file holds something else, or as {@link Training#fit} does
     */
    public LanguageModel fitOrLoad(Path file, TextCorpus corpus, long seed) {
        if (Files.exists(file)) {
            return LanguageModel.load(file);
        }
        LanguageModel fitted = model().build(corpus);
        training().seed(seed).build().fit(fitted, corpus.train(), corpus.validation());
        fitted.save(file);
        return fitted;
    }
}
