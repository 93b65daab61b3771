package org.recurve.task;

import org.recurve.core.RecurveException;
import org.recurve.data.TaggedText;
import org.recurve.data.Tokenizers;

/** Collects the settings of a {@link SequenceTagger}. */
public final class SequenceTaggerBuilder extends TextModelBuilder<SequenceTaggerBuilder> {
    private static final int CHARACTERS = 50;

    private boolean crf;

    SequenceTaggerBuilder() {
        super(Tokenizers.words(), CHARACTERS, true);
    }

    @Override
    SequenceTaggerBuilder self() {
        return this;
    }

    /**
     * Sets whether the tags of a sentence are chosen together, by a linear-chain conditional random
     * field over what the network says of each token (Huang, Xu and Yu 2015, "Bidirectional
     * LSTM-CRF models for sequence tagging"; Lample et al. 2016, "Neural architectures for named
     * entity recognition"), or each by itself, by a softmax.
     *
     * <p>Where the tags mark spans as {@code B-x}, {@code I-x} and {@code O}, and no sentence of
     * the training data has an {@code I-x} but after {@code B-x} or {@code I-x} (IOB2), neither has
     * what the field chooses.
     *
     * @param value whether; no by default
     * @return this builder
     */
    public SequenceTaggerBuilder crf(boolean value) {
        crf = value;
        return this;
    }

    /**
     * Builds a model for the words and tags of some data.
     *
     * @param train to be trained on: the vocabulary is made of its words alone
     * @return a model without weights yet
     * @throws RecurveException if there is no such device
     */
    public SequenceTagger build(TaggedText train) {
        TokenReader reader = reader(train.sentences(), Integer.MAX_VALUE);
        var parts =
                new TextParts(
                        settings(recurrent(), embedding(), "", crf ? " + CRF" : "", train.labels()),
                        reader,
                        tokenizer(),
                        initial(reader),
                        device());
        return new SequenceTagger(parts, crf ? TagOutput.crf(train) : TagOutput.SOFTMAX);
    }
}
