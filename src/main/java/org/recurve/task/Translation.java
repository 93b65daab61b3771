package org.recurve.task;

import java.util.List;

/**
 * A translation, with what was looked at for each of its tokens.
 *
 * @param source the tokens of the source, its end included
 * @param text the translation as readable text
 * @param tokens of the translation, without its end
 * @param attention for each of these tokens how much of it was on each token of the source, sums to
 *     1; empty for models without attention
 * @param logProbability of the whole, its end included, in nats
 * @param score by which the search ranks it, with penalties; higher is better
 * @param ended whether it came to its end, and was not cut off at the most tokens
 */
@SuppressWarnings("ArrayRecordComponent") // handed over to the caller, compared by nobody
public record Translation(
        List<String> source,
        String text,
        List<String> tokens,
        float[][] attention,
        double logProbability,
        double score,
        boolean ended) {

    public Translation {
        source = List.copyOf(source);
        tokens = List.copyOf(tokens);
    }

    /** {@return the translation} */
    @Override
    public String toString() {
        return text;
    }
}
