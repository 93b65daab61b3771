package org.recurve.decode;

/**
 * A model that predicts one token after another, of several texts side by side: the rows of a
 * batch.
 *
 * @param <S> what it remembers of all rows between tokens. A state is handed to one step at most,
 *     so a function may free there what it no longer needs
 */
@FunctionalInterface
public interface StepFunction<S> {

    /**
     * Reads one token in each row.
     *
     * @param state what the step before returned, or {@code null} at the start
     * @param rows for each row from now on, which row of the state it goes on from: some may be
     *     left out, others taken more than once. At the start all are alike and these are 0
     * @param tokens the ids to read, as many as {@code rows}, at least one
     * @return the state after them and the prediction of what comes next
     */
    Next<S> step(S state, int[] rows, int[] tokens);

    /**
     * Reads one text from its start.
     *
     * @param prompt ids, at least one
     * @return the state after it, of one row, and the prediction of what comes next
     * @throws IllegalArgumentException if there is nothing to read
     */
    default Next<S> read(int[] prompt) {
        if (prompt.length == 0) {
            throw new IllegalArgumentException("the prompt needs at least one token");
        }
        Next<S> next = null;
        for (int token : prompt) {
            next = step(next == null ? null : next.state(), new int[1], new int[] {token});
        }
        return next;
    }

    /**
     * What a step returns.
     *
     * @param state to hand to the next step
     * @param logits unnormalised log-probabilities of the next token: for each row, one for each id
     *     of the vocabulary
     * @param attention for each row how much the model looked at each place of what it reads from,
     *     when it made this prediction; null for models without attention
     */
    @SuppressWarnings("ArrayRecordComponent") // made anew by each step, compared by nobody
    record Next<S>(S state, float[][] logits, float[][] attention) {

        /**
         * The step of a model without attention.
         *
         * @param state to hand to the next step
         * @param logits of the next token, for each row
         */
        public Next(S state, float[][] logits) {
            this(state, logits, null);
        }
    }
}
