package org.recurve.data;

/** Takes the scores of a {@link TokenPredictor} chunk by chunk. */
@FunctionalInterface
public interface NllConsumer {

    /**
     * Takes the scores of some consecutive tokens. Where a text is read from its start to its end,
     * each call goes on where the one before ended; where several strands of it are read side by
     * side, chunks come in any order.
     *
     * @param firstIndex position in the stream of the token that {@code nats[0]} belongs to
     * @param nats negative natural logarithms of the tokens' probabilities; valid during the call
     *     only, since the caller may reuse the array
     * @param count how many entries of {@code nats} hold a score, at least 1
     */
    void accept(int firstIndex, double[] nats, int count);
}
