package org.recurve.data;

/** Takes the scores of a {@link TokenPredictor} chunk by chunk. */
@FunctionalInterface
public interface NllConsumer {

    /**
     * Takes the next tokens' scores.
     *
     * @param firstIndex position in the stream of the token that {@code nats[0]} belongs to; each
     *     call goes on where the one before ended
     * @param nats negative natural logarithms of the tokens' probabilities; valid during the call
     *     only, since the caller may reuse the array
     * @param count how many entries of {@code nats} hold a score, at least 1
     */
    void accept(int firstIndex, double[] nats, int count);
}
