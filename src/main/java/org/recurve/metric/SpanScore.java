package org.recurve.metric;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How many spans were found. A span is correct if its beginning, its end and its type are; there is
 * nothing in part. As in {@code conlleval}, what has nothing to divide by is 0.
 *
 * @param expected spans that there are
 * @param predicted spans that were predicted
 * @param correct spans that are in both
 */
public record SpanScore(long expected, long predicted, long correct) {
    /** Nothing there and nothing predicted. */
    public static final SpanScore NONE = new SpanScore(0, 0, 0);

    /**
     * Compares the spans of one sentence.
     *
     * @param expected those that there are, each once
     * @param predicted those that were predicted, each once
     * @return their numbers
     */
    public static SpanScore of(List<Span> expected, List<Span> predicted) {
        Set<Span> both = new HashSet<>(expected);
        both.retainAll(new HashSet<>(predicted));
        return new SpanScore(expected.size(), predicted.size(), both.size());
    }

    /**
     * Adds the numbers of another part of the data.
     *
     * @param other its score
     * @return the score of both
     */
    public SpanScore plus(SpanScore other) {
        return new SpanScore(
                expected + other.expected, predicted + other.predicted, correct + other.correct);
    }

    /** {@return the part of the predicted spans that are correct, 0 to 1} */
    public double precision() {
        return predicted == 0 ? 0 : (double) correct / predicted;
    }

    /** {@return the part of the expected spans that were found, 0 to 1} */
    public double recall() {
        return expected == 0 ? 0 : (double) correct / expected;
    }

    /** {@return the harmonic mean of precision and recall, 0 to 1} */
    public double f1() {
        return expected + predicted == 0 ? 0 : 2.0 * correct / (expected + predicted);
    }
}
