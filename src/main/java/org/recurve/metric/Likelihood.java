package org.recurve.metric;

/**
 * Figures made of the negative log-likelihood (NLL) of a text, in nats. See Jurafsky and Martin,
 * <i>Speech and Language Processing</i>, chapter on n-gram language models.
 */
public final class Likelihood {
    private static final double LN_2 = Math.log(2);

    private Likelihood() {}

    /**
     * Mean NLL per token, character or byte.
     *
     * @param nats total NLL, at least 0
     * @param units how many of them it is spread over, at least 1
     * @return nats per unit
     */
    public static double natsPer(double nats, long units) {
        if (units < 1) {
            throw new IllegalArgumentException("A mean needs at least 1 unit, got " + units);
        }
        return nats / units;
    }

    /**
     * Mean NLL per token, character or byte, in bits.
     *
     * @param nats total NLL in nats, at least 0
     * @param units how many of them it is spread over, at least 1
     * @return bits per unit
     */
    public static double bitsPer(double nats, long units) {
        return natsPer(nats, units) / LN_2;
    }

    /**
     * Perplexity: the exponential of the mean NLL, the number of equally likely tokens that would
     * be as hard to guess.
     *
     * @param nats total NLL in nats, at least 0
     * @param tokens how many tokens it is spread over, at least 1
     * @return at least 1; infinite beyond the range of a double
     */
    public static double perplexity(double nats, long tokens) {
        return Math.exp(natsPer(nats, tokens));
    }
}
