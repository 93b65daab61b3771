package org.recurve.task;

import java.util.List;
import org.recurve.core.RecurveException;
import org.recurve.data.LabeledText;
import org.recurve.data.MultiLabeledText;
import org.recurve.data.Tokenizer;
import org.recurve.data.Tokenizers;
import org.recurve.nn.pooling.Pooling;
import org.recurve.nn.pooling.Poolings;

/** Collects the settings of a {@link TextClassifier}. */
public final class TextClassifierBuilder extends TextModelBuilder<TextClassifierBuilder> {
    private int maxLength = Integer.MAX_VALUE;
    private Pooling pooling = Poolings.max();
    private LanguageModel start;

    TextClassifierBuilder() {
        super(Tokenizers.lowerCased(Tokenizers.words()), 0, false);
    }

    @Override
    TextClassifierBuilder self() {
        return this;
    }

    /**
     * Reads of longer texts only the first quarter and the last three quarters of so many tokens
     * (what a review is about stands at its beginning, its verdict at its end).
     *
     * @param tokens at least 1; no limit by default
     * @return this builder
     */
    public TextClassifierBuilder maxLength(int tokens) {
        maxLength = tokens;
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
     * Starts from a language model: its words, its way of cutting text, its embedding and its
     * recurrent layers, which this classifier goes on to train (Dai and Le 2015, "Semi-supervised
     * sequence learning"; Howard and Ruder 2018, "Universal language model fine-tuning for text
     * classification"). Tokenizer, lowerCase, embedding, cell, layers, hidden, direction, norm and
     * minCount then say nothing; the dropout is this classifier's own. Where the language model has
     * no {@code <unk>}, neither has the classifier: a word unknown to it is an error.
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
     * Builds a model for the words and classes of some data.
     *
     * @param train to be trained on: the vocabulary is made of its words alone
     * @return a model without weights yet
     * @throws RecurveException if the language model to start from has no weights, or there is no
     *     such device
     */
    public TextClassifier build(LabeledText train) {
        return new TextClassifier(parts(train.texts(), train.labels()));
    }

    /**
     * Builds a model for texts that may have several labels.
     *
     * @param train to be trained on: the vocabulary is made of its words alone
     * @return a model without weights yet
     * @throws RecurveException as for {@link #build(LabeledText)}
     */
    public MultiLabelTextClassifier build(MultiLabeledText train) {
        return new MultiLabelTextClassifier(parts(train.texts(), train.labels()));
    }

    private TextParts parts(List<String> texts, List<String> labels) {
        return start == null ? fresh(texts, labels) : started(labels);
    }

    private TextParts fresh(List<String> texts, List<String> labels) {
        Tokenizer tokenizer = tokenizer();
        TokenReader reader =
                reader(() -> texts.stream().map(tokenizer::tokenize).iterator(), maxLength);
        return new TextParts(
                settings(recurrent(), embedding(), pooling.name(), "", labels),
                reader,
                tokenizer,
                initial(reader),
                device());
    }

    private TextParts started(List<String> labels) {
        if (spells() || hasVectors()) {
            throw new IllegalArgumentException(
                    "a language model has word vectors of its own and knows no characters; leave characters(...) and vectors(...) out, or startFrom(...)");
        }
        LanguageModelSettings model = start.networkSettings();
        return new TextParts(
                settings(model.recurrent(), model.embedding(), pooling.name(), " from LM", labels),
                new TokenReader(start.vocabulary(), false, null, maxLength),
                start.tokenizer(),
                InitialWeights.of(start),
                device());
    }
}
