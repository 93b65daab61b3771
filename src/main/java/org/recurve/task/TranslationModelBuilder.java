package org.recurve.task;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.recurve.core.RecurveException;
import org.recurve.data.BytePairEncoding;
import org.recurve.data.ParallelText;
import org.recurve.data.Tokenizer;
import org.recurve.data.Tokenizers;
import org.recurve.data.Vocabulary;
import org.recurve.nn.Cell;
import org.recurve.nn.Cells;
import org.recurve.nn.Dropout;

/** Collects the settings of a {@link TranslationModel}. */
public final class TranslationModelBuilder {
    private Cell cell = Cells.gru();
    private int layers = 1;
    private int embedding = 256;
    private int hidden = 256;
    private DecoderAttention attention = DecoderAttention.LUONG;
    private boolean inputFeeding;
    private Dropout dropout = Dropout.NONE;
    private double labelSmoothing;
    private boolean tieWeights;
    private boolean oneVocabulary;
    private Tokenizer sourceTokenizer = Tokenizers.words();
    private Tokenizer targetTokenizer = Tokenizers.words();
    private int subwords;
    private boolean lowerCase;
    private int minCount = 1;
    private String name;
    private String device = "cpu";

    TranslationModelBuilder() {}

    /**
     * Sets the kind of recurrent cell of encoder and decoder.
     *
     * @param value one of {@link Cells} or the user's own; GRU by default
     * @return this builder
     */
    public TranslationModelBuilder cell(Cell value) {
        cell = value;
        return this;
    }

    /**
     * Sets how many layers the encoder has, and how many the decoder.
     *
     * @param value at least 1, the default
     * @return this builder
     */
    public TranslationModelBuilder layers(int value) {
        layers = value;
        return this;
    }

    /**
     * Sets the width of the embeddings.
     *
     * @param value at least 1; 256 by default
     * @return this builder
     */
    public TranslationModelBuilder embedding(int value) {
        embedding = value;
        return this;
    }

    /**
     * Sets the width of the decoder's state, and of the encoder's in each direction.
     *
     * @param value at least 1; 256 by default
     * @return this builder
     */
    public TranslationModelBuilder hidden(int value) {
        hidden = value;
        return this;
    }

    /**
     * Sets how the decoder looks back at the source.
     *
     * @param value {@link DecoderAttention#LUONG} by default
     * @return this builder
     */
    public TranslationModelBuilder attention(DecoderAttention value) {
        attention = value;
        return this;
    }

    /**
     * Sets whether the decoder also reads what it made of the step before, so that it knows what it
     * looked at already (Luong, Pham and Manning 2015, section 3.3). Its steps are then computed
     * one after the other, in training as well.
     *
     * @param value whether; no by default
     * @return this builder
     */
    public TranslationModelBuilder inputFeeding(boolean value) {
        inputFeeding = value;
        return this;
    }

    /**
     * Sets the dropout rate after the embeddings, between layers and before the output layer.
     *
     * @param rate in [0, 1); 0 by default
     * @return this builder
     */
    public TranslationModelBuilder dropout(double rate) {
        return dropout(Dropout.standard(rate));
    }

    /**
     * Sets what is dropped where.
     *
     * @param value the plan; a decoder that goes step by step takes standard dropout only
     * @return this builder
     */
    public TranslationModelBuilder dropout(Dropout value) {
        dropout = value;
        return this;
    }

    /**
     * Sets how much of the target's probability is spread over all tokens in training (Szegedy et
     * al. 2016), so that the model is never quite sure. What is reported stays without it.
     *
     * @param value in [0, 1); 0 by default, often 0.1
     * @return this builder
     */
    public TranslationModelBuilder labelSmoothing(double value) {
        labelSmoothing = value;
        return this;
    }

    /**
     * Lets the output layer share the weights of the target's embedding (Press and Wolf 2017); with
     * one vocabulary, of the embedding of both languages.
     *
     * @param value whether to share; no by default
     * @return this builder
     */
    public TranslationModelBuilder tieWeights(boolean value) {
        tieWeights = value;
        return this;
    }

    /**
     * Lets both languages share vocabulary and embedding, and subwords where there are some.
     *
     * @param value whether; no by default
     * @return this builder
     */
    public TranslationModelBuilder oneVocabulary(boolean value) {
        oneVocabulary = value;
        return this;
    }

    /**
     * Sets how sentences are cut into tokens.
     *
     * @param source for sources; {@link Tokenizers#words()} by default
     * @param target for targets, which also puts translations together; the same by default
     * @return this builder
     */
    public TranslationModelBuilder tokenizers(Tokenizer source, Tokenizer target) {
        sourceTokenizer = source;
        targetTokenizer = target;
        subwords = 0;
        return this;
    }

    /**
     * Cuts sentences into pieces of words that are learned from the training data (Sennrich, Haddow
     * and Birch 2016, "Neural Machine Translation of Rare Words with Subword Units"), so that no
     * word is unknown.
     *
     * @param size of the vocabulary of each language, or of the one of both; see {@link
     *     BytePairEncoding}
     * @return this builder
     */
    public TranslationModelBuilder subwords(int size) {
        subwords = size;
        return this;
    }

    /**
     * Sets whether everything is turned to lower case, translations included.
     *
     * @param value whether; no by default
     * @return this builder
     */
    public TranslationModelBuilder lowerCase(boolean value) {
        lowerCase = value;
        return this;
    }

    /**
     * Sets how often a token must occur in the training data to be known; others are read as {@code
     * <unk>}.
     *
     * @param value at least 1, the default
     * @return this builder
     */
    public TranslationModelBuilder minCount(int value) {
        minCount = value;
        return this;
    }

    /**
     * Sets what reports call the model.
     *
     * @param value a few words; by default made of the layers
     * @return this builder
     */
    public TranslationModelBuilder name(String value) {
        name = value;
        return this;
    }

    /**
     * Sets where the model lives and computes.
     *
     * @param value {@code "cpu"}, the default, or {@code "gpu0"} and so on
     * @return this builder
     */
    public TranslationModelBuilder device(String value) {
        device = value;
        return this;
    }

    /**
     * Builds a model for the words of some data.
     *
     * @param train to be trained on: vocabularies and subwords are made of it alone
     * @return a model without weights yet
     * @throws RecurveException if settings do not fit each other, or there is no such device
     */
    public TranslationModel build(ParallelText train) {
        Tokenizer source = tokenizer(sourceTokenizer, train.sources(), train.targets());
        Tokenizer target =
                oneVocabulary && subwords > 0
                        ? source
                        : tokenizer(targetTokenizer, train.targets(), train.sources());
        Side sourceSide = new Side(source, train.sources());
        Side targetSide = new Side(target, train.targets());
        Vocabulary sources =
                oneVocabulary ? vocabulary(sourceSide, targetSide) : vocabulary(sourceSide);
        Vocabulary targets = oneVocabulary ? sources : vocabulary(targetSide);
        return build(new TranslationReader(source, target, sources, targets));
    }

    TranslationModel build(TranslationReader reader) {
        var settings =
                new TranslationSettings(
                        name == null
                                ? TranslationSettings.usualName(
                                        cell, layers, hidden, attention, inputFeeding)
                                : name,
                        cell,
                        layers,
                        embedding,
                        hidden,
                        attention,
                        inputFeeding,
                        dropout,
                        labelSmoothing,
                        tieWeights,
                        oneVocabulary);
        return new TranslationModel(settings, reader, Devices.named(device));
    }

    private Tokenizer tokenizer(Tokenizer given, List<String> lines, List<String> others) {
        Tokenizer made = given;
        if (subwords > 0) {
            List<String> text = new ArrayList<>(lines);
            if (oneVocabulary) {
                text.addAll(others);
            }
            made =
                    BytePairEncoding.learn(
                            lowerCase
                                    ? text.stream().map(t -> t.toLowerCase(Locale.ROOT)).toList()
                                    : text,
                            subwords);
        }
        return lowerCase ? Tokenizers.lowerCased(made) : made;
    }

    /** Sentences of a language, and what cuts them. */
    private record Side(Tokenizer tokenizer, List<String> sentences) {}

    private Vocabulary vocabulary(Side... sides) {
        var words = Vocabulary.builder().specials(Vocabulary.UNK, Vocabulary.EOS);
        words.minCount(minCount);
        Set<String> inventory = new LinkedHashSet<>();
        for (Side side : sides) {
            inventory.addAll(side.tokenizer().inventory());
        }
        words.inventory(inventory);
        for (Side side : sides) {
            side.sentences().forEach(line -> words.addAll(side.tokenizer().tokenize(line)));
        }
        return words.build();
    }
}
