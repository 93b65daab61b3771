package org.recurve.task;

import org.recurve.core.RecurveException;
import org.recurve.data.LabeledText;
import org.recurve.data.Tokenizer;
import org.recurve.data.Tokenizers;
import org.recurve.nn.Cell;
import org.recurve.nn.Cells;
import org.recurve.nn.Dropout;
import org.recurve.nn.StackLayer;
import org.recurve.nn.pooling.Pooling;
import org.recurve.nn.pooling.Poolings;

/** Collects the settings of a {@link TextClassifier}. */
public final class TextClassifierBuilder {
    private Tokenizer tokenizer = Tokenizers.lowerCased(Tokenizers.words());
    private int minCount = 2;
    private int longest = Integer.MAX_VALUE;
    private int embedding = 100;
    private int spelling;
    private Cell cell = Cells.lstm();
    private int layers = 1;
    private int hidden = 128;
    private boolean bidirectional = true;
    private StackLayer.Norm norm = StackLayer.Norm.NONE;
    private Pooling pooling = Poolings.max();
    private Dropout dropout = Dropout.NONE;
    private LanguageModel start;
    private String name;
    private String device = "cpu";

    TextClassifierBuilder() {}

    /**
     * Sets how texts are cut into tokens.
     *
     * @param value by default words in lower case; a file of a model with a tokenizer of one's own
     *     is read by {@link TextClassifier#load(java.nio.file.Path, Tokenizer)}
     * @return this builder
     */
    public TextClassifierBuilder tokenizer(Tokenizer value) {
        tokenizer = value;
        return this;
    }

    /**
     * Reads rare words as unknown ones, which is how the model learns what to think of those that
     * it meets later.
     *
     * @param value how often a word must occur in the training data to be known, 2 by default; with
     *     1, unknown words are never met in training
     * @return this builder
     */
    public TextClassifierBuilder minCount(int value) {
        minCount = value;
        return this;
    }

    /**
     * Reads of longer texts only the first quarter and the last three quarters of so many tokens
     * (what a review is about stands at its beginning, its verdict at its end).
     *
     * @param tokens at least 1; no limit by default
     * @return this builder
     */
    public TextClassifierBuilder longest(int tokens) {
        longest = tokens;
        return this;
    }

    /**
     * Sets the width of the word vectors.
     *
     * @param value at least 1; 100 by default
     * @return this builder
     */
    public TextClassifierBuilder embedding(int value) {
        embedding = value;
        return this;
    }

    /**
     * Also reads the characters of each word with a bidirectional LSTM, so that words it has never
     * seen tell something by their endings.
     *
     * @param hidden its width in each direction; 0, the default, for words only
     * @return this builder
     */
    public TextClassifierBuilder spelling(int hidden) {
        spelling = hidden;
        return this;
    }

    /**
     * Sets the kind of recurrent cell.
     *
     * @param value one of {@link Cells} or the user's own; LSTM by default
     * @return this builder
     */
    public TextClassifierBuilder cell(Cell value) {
        cell = value;
        return this;
    }

    /**
     * Sets how many recurrent layers lie on top of each other.
     *
     * @param value at least 1, the default
     * @return this builder
     */
    public TextClassifierBuilder layers(int value) {
        layers = value;
        return this;
    }

    /**
     * Sets the width of each layer's hidden state, in each direction.
     *
     * @param value at least 1; 128 by default
     * @return this builder
     */
    public TextClassifierBuilder hidden(int value) {
        hidden = value;
        return this;
    }

    /**
     * Sets whether half of each layer reads backward.
     *
     * @param value whether; yes by default
     * @return this builder
     */
    public TextClassifierBuilder bidirectional(boolean value) {
        bidirectional = value;
        return this;
    }

    /**
     * Sets the normalisation of every layer's output.
     *
     * @param value none by default
     * @return this builder
     */
    public TextClassifierBuilder norm(StackLayer.Norm value) {
        norm = value;
        return this;
    }

    /**
     * Sets how the words' states become one vector.
     *
     * @param value one of {@link Poolings}; the largest value of each feature by default
     * @return this builder
     */
    public TextClassifierBuilder pooling(Pooling value) {
        pooling = value;
        return this;
    }

    /**
     * Sets the same dropout rate on the word vectors, between layers and before the output layer.
     *
     * @param rate in [0, 1); 0 by default
     * @return this builder
     */
    public TextClassifierBuilder dropout(double rate) {
        return dropout(Dropout.standard(rate));
    }

    /**
     * Sets where what is dropped in training; the rate on the output is that of what pooling makes.
     *
     * @param value the plan
     * @return this builder
     */
    public TextClassifierBuilder dropout(Dropout value) {
        dropout = value;
        return this;
    }

    /**
     * Starts from a language model: its words, its way of cutting text, its embedding and its
     * recurrent layers, which this classifier goes on to train (Dai and Le 2015, "Semi-supervised
     * sequence learning"; Howard and Ruder 2018, "Universal language model fine-tuning for text
     * classification"). Tokenizer, embedding, cell, layers, hidden, direction, norm and minCount
     * then say nothing; the dropout is this classifier's own. Where the language model has no
     * {@code <unk>}, neither has the classifier: a word unknown to it is an error.
     *
     * <p>For rates that differ from layer to layer, and for layers to be frozen at first, {@link
     * org.recurve.training.ParameterGroup#matching} takes these regular expressions:
     *
     * <ul>
     *   <li>{@code "embedding"}: the word vectors
     *   <li>{@code "_l0$|recurrent_010_"}: the first recurrent layer; {@code "_l1$|recurrent_021_"}
     *       the second, {@code "_l2$|recurrent_032_"} the third (layers that run as one are called
     *       in the first way, those with a norm, with variational or weight dropout or with a last
     *       layer of another width in the second)
     *   <li>{@code "encoder"}: all that comes from the language model
     *   <li>{@code "pooling|output"}: what the classifier has of its own
     * </ul>
     *
     * @param model a fitted one; its weights are copied when the classifier is built
     * @return this builder
     */
    public TextClassifierBuilder startFrom(LanguageModel model) {
        start = model;
        return this;
    }

    /**
     * Sets what reports call the model.
     *
     * @param value a few words; by default made of the layers ({@code "BiLSTM 1x128"})
     * @return this builder
     */
    public TextClassifierBuilder name(String value) {
        name = value;
        return this;
    }

    /**
     * Sets where the model lives and computes.
     *
     * @param value {@code "cpu"}, the default, or {@code "gpu0"} and so on
     * @return this builder
     */
    public TextClassifierBuilder device(String value) {
        device = value;
        return this;
    }

    /**
     * Builds a model for the words and classes of some data.
     *
     * @param train to be trained on: the vocabulary is made of its words alone
     * @return a model without weights yet
     * @throws RecurveException if the language model to start from has no weights, or there is no
     *     such device
     */
    public TextClassifier build(LabeledText train) {
        return start == null ? fresh(train) : started(train);
    }

    private TextClassifier fresh(LabeledText train) {
        TokenReader reader =
                TokenReader.of(
                        () -> train.texts().stream().map(tokenizer::tokenize).iterator(),
                        minCount,
                        false,
                        spelling > 0,
                        longest);
        var recurrent = new RecurrentLayers(cell, layers, hidden, hidden, bidirectional, norm);
        return new TextClassifier(
                settings(recurrent, embedding, train),
                reader,
                tokenizer,
                InitialWeights.NONE,
                Devices.named(device));
    }

    private TextClassifier started(LabeledText train) {
        if (spelling > 0) {
            throw new IllegalArgumentException(
                    "a language model knows no spelling; leave spelling(...) out, or startFrom(...)");
        }
        LanguageModelSettings model = start.networkSettings();
        return new TextClassifier(
                settings(model.recurrent(), model.embedding(), train),
                new TokenReader(start.vocabulary(), false, null, longest),
                start.tokenizer(),
                InitialWeights.of(start),
                Devices.named(device));
    }

    private TextSettings settings(RecurrentLayers recurrent, int width, LabeledText train) {
        String usual = TextSettings.name(recurrent, spelling) + (start == null ? "" : " from LM");
        return new TextSettings(
                name == null ? usual : name,
                width,
                spelling,
                recurrent,
                pooling.name(),
                dropout,
                train.labels());
    }
}
