package org.recurve.task;

import java.util.Arrays;
import java.util.List;
import org.recurve.data.TextCorpus;
import org.recurve.data.Tokenizer;
import org.recurve.data.Tokenizers;
import org.recurve.data.Vocabulary;
import org.recurve.nn.ActivationRegularization;
import org.recurve.nn.Cell;
import org.recurve.nn.Cells;
import org.recurve.nn.Dropout;
import org.recurve.nn.StackLayer;

/** Collects the settings of a {@link LanguageModel}. */
public final class LanguageModelBuilder {
    private Cell cell = Cells.lstm();
    private int layers = 1;
    private int embedding = 128;
    private int hidden = 128;
    private Dropout dropout = Dropout.NONE;
    private StackLayer.Norm norm = StackLayer.Norm.NONE;
    private boolean tieWeights;
    private double initialRange;
    private ActivationRegularization regularization = ActivationRegularization.NONE;
    private List<Integer> cutoffs = List.of();
    private String device = "cpu";

    LanguageModelBuilder() {}

    /**
     * Sets the kind of recurrent cell.
     *
     * @param value one of {@link Cells} or the user's own; LSTM by default
     * @return this builder
     */
    public LanguageModelBuilder cell(Cell value) {
        cell = value;
        return this;
    }

    /**
     * Sets how many recurrent layers lie on top of each other.
     *
     * @param value at least 1, the default
     * @return this builder
     */
    public LanguageModelBuilder layers(int value) {
        layers = value;
        return this;
    }

    /**
     * Sets the width of the embedding.
     *
     * @param value at least 1; 128 by default
     * @return this builder
     */
    public LanguageModelBuilder embedding(int value) {
        embedding = value;
        return this;
    }

    /**
     * Sets the width of each layer's hidden state; with tied weights, of all but the last, which is
     * as wide as the embedding.
     *
     * @param value at least 1; 128 by default
     * @return this builder
     */
    public LanguageModelBuilder hidden(int value) {
        hidden = value;
        return this;
    }

    /**
     * Sets the dropout rate after the embedding, between layers and before the output.
     *
     * @param value in [0, 1); 0 by default
     * @return this builder
     */
    public LanguageModelBuilder dropout(double value) {
        return dropout(Dropout.standard(value));
    }

    /**
     * Sets what is dropped where.
     *
     * @param value for example {@code Dropout.variational(0.4, 0.3, 0.4).weights(0.5)}
     * @return this builder
     */
    public LanguageModelBuilder dropout(Dropout value) {
        dropout = value;
        return this;
    }

    /**
     * Sets the normalisation of each recurrent layer's output.
     *
     * @param value none by default
     * @return this builder
     */
    public LanguageModelBuilder norm(StackLayer.Norm value) {
        norm = value;
        return this;
    }

    /**
     * Lets the output layer share the embedding's weights.
     *
     * @param value whether to share; no by default
     * @return this builder
     */
    public LanguageModelBuilder tieWeights(boolean value) {
        tieWeights = value;
        return this;
    }

    /**
     * Lets all weights and biases start uniform within some range around zero, as in Zaremba et al.
     * 2014. By default the embedding starts within 0.1, output biases at zero and recurrent layers
     * as PyTorch's.
     *
     * @param value above 0, usually 0.04 to 0.1
     * @return this builder
     */
    public LanguageModelBuilder initialRange(double value) {
        initialRange = value;
        return this;
    }

    /**
     * Punishes large outputs of the last layer, and large changes of them from step to step, in
     * training.
     *
     * @param activation α of AR, at least 0; 0 by default, 2 in the AWD-LSTM
     * @param temporal β of TAR, at least 0; 0 by default, 1 in the AWD-LSTM
     * @return this builder
     * @see ActivationRegularization
     */
    public LanguageModelBuilder activationRegularization(double activation, double temporal) {
        regularization = new ActivationRegularization(activation, temporal);
        return this;
    }

    /**
     * Puts rare words into clusters that are only looked into where needed: faster training with
     * large vocabularies, at some loss in quality. Not with {@link #tieWeights}.
     *
     * @param ids where the clusters begin, increasing, each 1 to the vocabulary's size - 1; words
     *     are numbered from the most frequent. For 33,000 words 2,000 and 10,000 are usual
     * @return this builder
     * @see org.recurve.nn.AdaptiveSoftmax
     */
    public LanguageModelBuilder adaptiveSoftmax(int... ids) {
        cutoffs = Arrays.stream(ids).boxed().toList();
        return this;
    }

    /**
     * Sets where the model lives and computes.
     *
     * @param value {@code "cpu"}, the default, or {@code "gpu0"} and so on
     * @return this builder
     */
    public LanguageModelBuilder device(String value) {
        device = value;
        return this;
    }

    /**
     * Builds a model for a corpus, with its vocabulary and its tokenizer.
     *
     * @param corpus to be trained on
     * @return a model without weights yet
     */
    public LanguageModel build(TextCorpus corpus) {
        return build(corpus.vocabulary(), corpus.tokenizer());
    }

    /**
     * Builds a model that cuts prompts at white space.
     *
     * @param vocabulary the tokens it knows
     * @return a model without weights yet
     */
    public LanguageModel build(Vocabulary vocabulary) {
        return build(vocabulary, Tokenizers.whitespace());
    }

    LanguageModel build(Vocabulary vocabulary, Tokenizer tokenizer) {
        var settings =
                new LanguageModelSettings(
                        cell,
                        layers,
                        embedding,
                        hidden,
                        dropout,
                        norm,
                        tieWeights,
                        initialRange,
                        regularization,
                        cutoffs);
        return new LanguageModel(settings, vocabulary, tokenizer, Devices.named(device));
    }
}
