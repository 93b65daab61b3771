package org.recurve.data;

import java.util.Map;

/**
 * What can be judged as a language model: it gives each token of a stream a probability from the
 * tokens before it. Networks and n-gram baselines both are one.
 */
public interface TokenPredictor {

    /** {@return the model in a few words ({@code "LSTM 2x200"})} */
    String name();

    /** {@return the tokens it knows; a stream to score was made with an equal vocabulary} */
    Vocabulary vocabulary();

    /** {@return the seed of the run that made it, or -1 where none was needed} */
    long seed();

    /** {@return how it was made, as nested maps, lists, strings, numbers and booleans} */
    Map<String, Object> provenanceMap();

    /**
     * Gives the negative log-likelihood, in nats, of every token of the stream given all tokens
     * before it: each token exactly once, in order, in chunks, so that memory stays constant. The
     * first token is scored from the model's initial state.
     *
     * @param stream the tokens to score
     * @param sink takes the scores
     */
    void score(TokenStream stream, NllConsumer sink);

    /** {@return whether this is a simple reference to compare models with} */
    default boolean baseline() {
        return false;
    }
}
