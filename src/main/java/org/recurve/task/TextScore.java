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

    /** {@return the mean surprisal per token in bits, at least 0; NaN if there is no token} */
    public double bitsPerToken() {
        return tokens.isEmpty()
                ? Double.NaN
                : Likelihood.bitsPer(0 - logProbability(), tokens.size());
    }

    /**
     * Tells how much of the text is new: of all its runs of so many tokens, the part that differ
     * from each other (distinct-n: Li et al. 2016, "A Diversity-Promoting Objective Function for
     * Neural Conversation Models"). Near 0 the text goes round in a loop. Longer texts repeat more,
     * so only texts of one length can be compared.
     *
     * @param n length of the runs, at least 1
     * @return above 0, at most 1; NaN if the text is shorter than a run
     */
    public double distinct(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("runs must have at least 1 token, not " + n);
        }
        int runs = tokens.size() - n + 1;
        if (runs < 1) {
            return Double.NaN;
        }
        long different =
                IntStream.range(0, runs).mapToObj(i -> tokens.subList(i, i + n)).distinct().count();
        return (double) different / runs;
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
