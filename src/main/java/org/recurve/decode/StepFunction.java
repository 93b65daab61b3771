package org.recurve.decode;

/**
 * A model that predicts one token after another.
 *
 * @param <S> what it remembers between tokens; immutable, so that a state can be gone on from more
 *     than once
 */
@FunctionalInterface
public interface StepFunction<S> {

    /**
     * Reads one token.
     *
     * @param state what the step before returned, or {@code null} at the start
     * @param token the id to read
     * @return the state after it and the prediction of what comes next
     */
    Next<S> step(S state, int token);

    /**
     * What a step returns.
     *
     * @param state to hand to the next step
     * @param logits unnormalised log-probabilities of the next token, one for each id of the
     *     vocabulary
     */
    @SuppressWarnings("ArrayRecordComponent") // made anew by each step, compared by nobody
    record Next<S>(S state, float[] logits) {}
}
