package org.recurve.task;

import ai.djl.Device;
import java.util.List;
import org.recurve.data.Tokenizer;
import org.recurve.data.WordVectors;
import org.recurve.nn.Cell;
import org.recurve.nn.Cells;
import org.recurve.nn.Dropout;
import org.recurve.nn.StackLayer;

/**
 * Collects the settings that models of text have in common.
 *
 * @param <B> the builder itself, so that calls can be chained
 */
public abstract sealed class TextModelBuilder<B extends TextModelBuilder<B>>
        permits TextClassifierBuilder, SequenceTaggerBuilder {
    private Tokenizer tokenizer;
    private int minCount = 2;
    private int embedding = 100;
    private WordVectors vectors;
    private int characters;
    private boolean lowerCase;
    private Cell cell = Cells.lstm();
    private int layers = 1;
    private int hidden = 128;
    private boolean bidirectional = true;
    private StackLayer.Norm norm = StackLayer.Norm.NONE;
    private Dropout dropout = Dropout.NONE;
    private String name;
    private String device = "cpu";

    /**
     * @param tokenizer by default
     * @param characters by default
     * @param lowerCase by default
     */
    TextModelBuilder(Tokenizer tokenizer, int characters, boolean lowerCase) {
        this.tokenizer = tokenizer;
        this.characters = characters;
        this.lowerCase = lowerCase;
    }

    abstract B self();

    /**
     * Sets how texts are cut into tokens.
     *
     * @param value by default words, for a classifier in lower case; a file of a model with a
     *     tokenizer of one's own is read by {@code load(file, tokenizer)}
     * @return this builder
     */
    public B tokenizer(Tokenizer value) {
        tokenizer = value;
        return self();
    }

    /**
     * Sets whether words are looked up in lower case, so that a word is the same at the beginning
     * of a sentence; its {@link #characters} keep their capitals.
     *
     * @param value whether; by default a tagger does, while the words of a classifier are as its
     *     tokenizer gives them
     * @return this builder
     */
    public B lowerCase(boolean value) {
        lowerCase = value;
        return self();
    }

    /**
     * Reads rare words as unknown ones, which is how the model learns what to think of those that
     * it meets later.
     *
     * @param value how often a word must occur in the training data to be known, 2 by default; with
     *     1, unknown words are never met in training
     * @return this builder
     */
    public B minCount(int value) {
        minCount = value;
        return self();
    }

    /**
     * Sets the width of the word vectors.
     *
     * @param value at least 1; 100 by default
     * @return this builder
     */
    public B embedding(int value) {
        embedding = value;
        return self();
    }

    /**
     * Starts with word vectors that were made elsewhere, such as those of GloVe or word2vec, and
     * goes on to train them ({@code ParameterGroup.embeddings().freeze()} keeps them as they are).
     * The width is theirs. A word of the training data that has a vector is known however rare it
     * is; words without one start with random numbers of the same mean and spread.
     *
     * @param value as read by {@link WordVectors#load(java.nio.file.Path)}
     * @return this builder
     */
    public B vectors(WordVectors value) {
        vectors = value;
        return self();
    }

    /**
     * Also reads the characters of each word with a bidirectional LSTM, so that words it has never
     * seen tell something by their endings.
     *
     * @param hidden its width in each direction; 0 for words only, the default of a classifier; 50
     *     is the default of a tagger
     * @return this builder
     */
    public B characters(int hidden) {
        characters = hidden;
        return self();
    }

    /**
     * Sets the kind of recurrent cell.
     *
     * @param value one of {@link Cells} or the user's own; LSTM by default
     * @return this builder
     */
    public B cell(Cell value) {
        cell = value;
        return self();
    }

    /**
     * Sets how many recurrent layers lie on top of each other.
     *
     * @param value at least 1, the default
     * @return this builder
     */
    public B layers(int value) {
        layers = value;
        return self();
    }

    /**
     * Sets the width of each layer's hidden state, in each direction.
     *
     * @param value at least 1; 128 by default
     * @return this builder
     */
    public B hidden(int value) {
        hidden = value;
        return self();
    }

    /**
     * Sets whether half of each layer reads backward.
     *
     * @param value whether; yes by default
     * @return this builder
     */
    public B bidirectional(boolean value) {
        bidirectional = value;
        return self();
    }

    /**
     * Sets the normalisation of every layer's output.
     *
     * @param value none by default
     * @return this builder
     */
    public B norm(StackLayer.Norm value) {
        norm = value;
        return self();
    }

    /**
     * Sets the same dropout rate on the word vectors, between layers and before the output layer.
     *
     * @param rate in [0, 1); 0 by default
     * @return this builder
     */
    public B dropout(double rate) {
        return dropout(Dropout.standard(rate));
    }

    /**
     * Sets where what is dropped in training; the rate on the output is that of what goes into the
     * output layer.
     *
     * @param value the plan
     * @return this builder
     */
    public B dropout(Dropout value) {
        dropout = value;
        return self();
    }

    /**
     * Sets what reports call the model.
     *
     * @param value a few words; by default made of the layers ({@code "BiLSTM 1x128"})
     * @return this builder
     */
    public B name(String value) {
        name = value;
        return self();
    }

    /**
     * Sets where the model lives and computes.
     *
     * @param value {@code "cpu"}, the default, or {@code "gpu0"} and so on
     * @return this builder
     */
    public B device(String value) {
        device = value;
        return self();
    }

    final Tokenizer tokenizer() {
        return tokenizer;
    }

    final boolean spells() {
        return characters > 0;
    }

    final boolean hasVectors() {
        return vectors != null;
    }

    final int embedding() {
        return vectors == null ? embedding : vectors.dimension();
    }

    final TokenReader reader(Iterable<List<String>> texts, int maxLength) {
        return TokenReader.of(
                texts,
                minCount,
                lowerCase,
                spells(),
                maxLength,
                vectors == null ? word -> false : vectors::contains);
    }

    final InitialWeights initial(TokenReader reader) {
        return vectors == null ? InitialWeights.NONE : InitialWeights.of(vectors, reader.words());
    }

    final RecurrentLayers recurrent() {
        return new RecurrentLayers(cell, layers, hidden, hidden, bidirectional, norm);
    }

    final Device device() {
        return Devices.named(device);
    }

    /**
     * @param ending of the name that the model has by default
     * @param outputs names of the classes
     */
    final TextSettings settings(
            RecurrentLayers recurrent,
            int width,
            String pooling,
            String ending,
            List<String> outputs) {
        String usual = TextSettings.name(recurrent, characters) + ending;
        return new TextSettings(
                name == null ? usual : name,
                width,
                characters,
                recurrent,
                pooling,
                dropout,
                outputs);
    }
}
