package org.recurve.data;

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
}
