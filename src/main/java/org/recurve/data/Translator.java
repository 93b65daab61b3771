package org.recurve.data;

import java.util.List;
import java.util.OptionalDouble;

/** What can be judged as a translator. Networks and baselines both are one. */
public interface Translator extends FittedModel {

    /**
     * Translates sentences.
     *
     * @param sentences each a line of readable text
     * @return the translation of each, readable text in a line; empty for a blank one
     */
    List<String> translate(List<String> sentences);

    /**
     * Judges given translations instead of making some.
     *
     * @param data sentences with their translations
     * @return the perplexity of the translations, per token of the model, ends included; empty for
     *     what has no probabilities. Only models that cut text alike can be compared by it
     */
    default OptionalDouble perplexity(ParallelText data) {
        return OptionalDouble.empty();
    }
}
