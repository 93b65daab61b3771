package org.recurve.task;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.recurve.metric.Likelihood;

/** How well a language model foresees each token of a text. */
public final class TextScore {
    private static final double LN_2 = Math.log(2);

    private final List<String> tokens;
    private final double[] logProbabilities;

    /**
     * Keeps what a model said.
     *
     * @param tokens in reading order
     * @param logProbabilities of each token given all before it, in nats
     */
    public TextScore(List<String> tokens, double... logProbabilities) {
        if (tokens.size() != logProbabilities.length) {
            throw new IllegalArgumentException(
                    tokens.size()
                            + " tokens need as many log-probabilities, got "
                            + logProbabilities.length);
        }
        this.tokens = List.copyOf(tokens);
        this.logProbabilities = logProbabilities.clone();
    }

    /** {@return the tokens in reading order} */
    public List<String> tokens() {
        return tokens;
    }

    /** {@return the log-probability of each token given all before it, in nats, at most 0} */
    public double[] logProbabilities() {
        return logProbabilities.clone();
    }

    /** {@return the surprisal of each token given all before it, in bits: {@code -log2 p}} */
    public double[] surprisal() {
        return Arrays.stream(logProbabilities).map(log -> 0 - log / LN_2).toArray();
    }

    /** {@return the log-probability of the whole text in nats} */
    public double logProbability() {
        return Arrays.stream(logProbabilities).sum();
    }

    /** {@return the perplexity per token, at least 1; NaN if there is no token} */
    public double perplexity() {
        return tokens.isEmpty()
                ? Double.NaN
                : Likelihood.perplexity(-logProbability(), tokens.size());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TextScore that
                && tokens.equals(that.tokens)
                && Arrays.equals(logProbabilities, that.logProbabilities);
    }

    @Override
    public int hashCode() {
        return 31 * tokens.hashCode() + Arrays.hashCode(logProbabilities);
    }

    /** {@return the figures of the whole, and below them the tokens with their bits} */
    @Override
    public String toString() {
        double[] bits = surprisal();
        return String.format(
                        Locale.ROOT,
                        "%d tokens, perplexity %.2f, log-probability %.2f nats; surprisal in bits:\n",
                        tokens.size(),
                        perplexity(),
                        logProbability())
                + IntStream.range(0, bits.length)
                        .mapToObj(
                                i ->
                                        String.format(
                                                Locale.ROOT,
                                                "%s %.2f",
                                                tokens.get(i).replace("\n", "\\n"),
                                                bits[i]))
                        .collect(Collectors.joining(", "));
    }
}
