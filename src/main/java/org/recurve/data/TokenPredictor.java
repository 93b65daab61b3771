package org.recurve.data;

import org.recurve.core.RecurveException;

/**
 * What can be judged as a language model: it gives each token of a stream a probability from the
 * tokens before it. Networks and n-gram baselines both are one.
 */
public interface TokenPredictor extends FittedModel {

    /** {@return the tokens it knows; a stream to score was made with an equal vocabulary} */
    Vocabulary vocabulary();

    /**
     * Gives the negative log-likelihood, in nats, of every token of the stream given all tokens
     * before it: each token exactly once, in order, in chunks, so that memory stays constant. The
     * first token is scored from the model's initial state.
     *
     * @param stream the tokens to score
     * @param sink takes the scores
     */
    void score(TokenStream stream, NllConsumer sink);

    /**
     * Gives the negative log-likelihood, in nats, of every token of the stream given what the
     * reading lets the model see: each token exactly once, in chunks, in any order. A model that
     * does not say how reads a text in one run only.
     *
     * @param stream the tokens to score
     * @param reading what each token is predicted from
     * @param sink takes the scores
     * @throws RecurveException if the stream is too short to be read so, or the model cannot
     */
    default void score(TokenStream stream, Reading reading, NllConsumer sink) {
        if (reading.runs(stream.ids().length) > 1) {
            throw new RecurveException(
                    name()
                            + " reads a text from its start to its end only, not with "
                            + reading
                            + ": judge it without these settings, or let its class implement score with a reading");
        }
        score(stream, sink);
    }
}
