package org.recurve.metric;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What {@code conlleval} tells of a tagger: spans found, over all and by type, and tokens with the
 * right tag; see {@link Spans} for what counts as a span. Immutable.
 */
public final class SpanScores {
    private final List<SpanScore> sentences;
    private final SpanScore overall;
    private final SortedMap<String, SpanScore> byType;
    private final long tokens;
    private final long rightTokens;

    private SpanScores(
            List<SpanScore> sentences,
            SortedMap<String, SpanScore> byType,
            long tokens,
            long rightTokens) {
        this.sentences = List.copyOf(sentences);
        this.overall = sentences.stream().reduce(SpanScore.NONE, SpanScore::plus);
        this.byType = Collections.unmodifiableSortedMap(byType);
        this.tokens = tokens;
        this.rightTokens = rightTokens;
    }

    /**
     * Compares tags, sentence by sentence; no span goes from one into the next.
     *
     * @param expected the right tags of each sentence, at least 1 token in all
     * @param predicted as many tags for each sentence
     * @return the scores
     * @throws IllegalArgumentException if the numbers of sentences or tags differ, there are none,
     *     or a tag marks no span
     */
    public static SpanScores of(List<List<String>> expected, List<List<String>> predicted) {
        if (expected.size() != predicted.size()) {
            throw new IllegalArgumentException(
                    "there must be predicted tags for each of %d sentences, but there are %d"
                            .formatted(expected.size(), predicted.size()));
        }
        List<SpanScore> sentences = new ArrayList<>();
        SortedMap<String, SpanScore> byType = new TreeMap<>();
        long tokens = 0;
        long right = 0;
        for (int i = 0; i < expected.size(); i++) {
            List<String> truth = expected.get(i);
            List<String> guess = predicted.get(i);
            if (truth.size() != guess.size()) {
                throw new IllegalArgumentException(
                        "sentence %d has %d tags, but %d were predicted"
                                .formatted(i, truth.size(), guess.size()));
            }
            for (int t = 0; t < truth.size(); t++) {
                right += truth.get(t).equals(guess.get(t)) ? 1 : 0;
            }
            tokens += truth.size();
            sentences.add(count(Spans.of(truth), Spans.of(guess), byType));
        }
        if (tokens == 0) {
            throw new IllegalArgumentException("there are no tags; expected at least 1");
        }
        return new SpanScores(sentences, byType, tokens, right);
    }

    private static SpanScore count(
            List<Span> expected, List<Span> predicted, SortedMap<String, SpanScore> byType) {
        TreeSet<String> types = new TreeSet<>();
        expected.forEach(span -> types.add(span.type()));
        predicted.forEach(span -> types.add(span.type()));
        for (String type : types) {
            byType.merge(
                    type,
                    SpanScore.of(ofType(expected, type), ofType(predicted, type)),
                    SpanScore::plus);
        }
        return SpanScore.of(expected, predicted);
    }

    private static List<Span> ofType(List<Span> spans, String type) {
        return spans.stream().filter(span -> span.type().equals(type)).toList();
    }

    /** {@return all spans together: the micro average, by which shared tasks are ranked} */
    public SpanScore overall() {
        return overall;
    }

    /** {@return the spans of each type that is expected or predicted, sorted by name} */
    public SortedMap<String, SpanScore> byType() {
        return byType;
    }

    /** {@return the spans of each sentence, which can be resampled} */
    public List<SpanScore> sentences() {
        return sentences;
    }

    /** {@return how many tokens were tagged, at least 1} */
    public long tokens() {
        return tokens;
    }

    /** {@return the part of the tokens whose tag is right, 0 to 1} */
    public double tokenAccuracy() {
        return (double) rightTokens / tokens;
    }

    /** {@return precision, recall and F1 in per cent, over all and by type, a line each} */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder(
                        String.format(
                                Locale.ROOT,
                                "%,d tokens, accuracy %.2f %%; %,d spans, %,d predicted, %,d correct%n",
                                tokens,
                                100 * tokenAccuracy(),
                                overall.expected(),
                                overall.predicted(),
                                overall.correct()));
        text.append(
                String.format(
                        "%-16s %9s %9s %9s %9s%n", "type", "precision", "recall", "F1", "spans"));
        byType.forEach((type, score) -> text.append(line(type, score)));
        return text.append(line("all", overall)).toString().stripTrailing();
    }

    private static String line(String type, SpanScore score) {
        return String.format(
                Locale.ROOT,
                "%-16s %9.2f %9.2f %9.2f %,9d%n",
                type,
                100 * score.precision(),
                100 * score.recall(),
                100 * score.f1(),
                score.expected());
    }
}
