package org.recurve.task;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a {@link SequenceTagger} says of a sentence: the tag of each token, and how probable each
 * tag is there. A notebook shows it as a heat map. Unchangeable.
 */
public final class TaggedSentence {
    private final List<String> tokens;
    private final List<String> tags;
    private final List<String> labels;
    private final double[][] probabilities;

    /**
     * Puts together what a tagger says.
     *
     * @param tokens of the sentence
     * @param tags one for each token
     * @param labels names of all tags
     * @param probabilities a row for each token, a column for each label
     * @throws IllegalArgumentException if there are not as many tags and rows as tokens, or a row
     *     is not of as many numbers as there are labels
     */
    public TaggedSentence(
            List<String> tokens, List<String> tags, List<String> labels, double[][] probabilities) {
        boolean fits =
                tags.size() == tokens.size()
                        && probabilities.length == tokens.size()
                        && Arrays.stream(probabilities).allMatch(r -> r.length == labels.size());
        if (!fits) {
            throw new IllegalArgumentException(
                    "%d tokens need as many tags and rows of %d probabilities, but there are %d and %d"
                            .formatted(
                                    tokens.size(),
                                    labels.size(),
                                    tags.size(),
                                    probabilities.length));
        }
        this.tokens = List.copyOf(tokens);
        this.tags = List.copyOf(tags);
        this.labels = List.copyOf(labels);
        this.probabilities = copy(probabilities);
    }

    private static double[][] copy(double[][] rows) {
        return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
    }

    /** {@return the tokens} */
    public List<String> tokens() {
        return tokens;
    }

    /**
     * {@return the tag of each token; under a conditional random field those of the most probable
     * path, in which a token may have a tag that is not the most probable one of its own}
     */
    public List<String> tags() {
        return tags;
    }

    /** {@return the names of all tags, in the order of the probabilities} */
    public List<String> labels() {
        return labels;
    }

    /**
     * {@return a row for each token, a column for each of {@link #labels()}, each row with the sum
     * 1: the softmax, or under a conditional random field the marginal probabilities (forward-
     * backward algorithm)}
     */
    public double[][] probabilities() {
        return copy(probabilities);
    }

    /**
     * The probability that a token has a tag.
     *
     * @param token its place in the sentence, from 0
     * @param tag one of {@link #labels()}
     * @return 0 to 1
     * @throws IllegalArgumentException if there is no such token or tag
     */
    public double probability(int token, String tag) {
        if (token < 0 || token >= tokens.size()) {
            throw new IllegalArgumentException(
                    "there is no token %d: the sentence has %d, counted from 0"
                            .formatted(token, tokens.size()));
        }
        int column = labels.indexOf(tag);
        if (column < 0) {
            throw new IllegalArgumentException(
                    "there is no tag \"%s\": tags are %s".formatted(tag, labels));
        }
        return probabilities[token][column];
    }

    /**
     * The tags that are worth looking at.
     *
     * @param atLeast 0 to 1
     * @return those that some token has with at least this probability, in the order of the labels
     */
    public List<String> likely(double atLeast) {
        return IntStream.range(0, labels.size())
                .filter(k -> Arrays.stream(probabilities).anyMatch(row -> row[k] >= atLeast))
                .mapToObj(labels::get)
                .toList();
    }

    /**
     * {@return a row for each token: {@code token}, {@code tag} and the tag's {@code probability}}
     */
    public Table table() {
        return Table.create(
                StringColumn.create("token", tokens),
                StringColumn.create("tag", tags),
                DoubleColumn.create(
                        "probability",
                        IntStream.range(0, tokens.size())
                                .mapToDouble(t -> probability(t, tags.get(t)))
                                .toArray()));
    }

    /** {@return each token with its tag: {@code "We/PRON can/AUX"}} */
    @Override
    public String toString() {
        return IntStream.range(0, tokens.size())
                .mapToObj(t -> tokens.get(t) + "/" + tags.get(t))
                .collect(Collectors.joining(" "));
    }
}
