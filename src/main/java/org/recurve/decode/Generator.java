package org.recurve.decode;

import java.util.Random;
import org.recurve.core.Cancellation;

/** Writes on from a prompt, one token at a time. */
public final class Generator {
    private Generator() {}

    /**
     * Reads the prompt and chooses the tokens that follow it.
     *
     * @param model predicts the next token
     * @param prompt ids to begin with, at least one
     * @param sampling how a token is chosen
     * @param tokens how many to write
     * @param <S> the model's state
     * @return the ids written, without the prompt
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static <S> int[] generate(
            StepFunction<S> model, int[] prompt, Sampling sampling, int tokens) {
        if (prompt.length == 0) {
            throw new IllegalArgumentException("the prompt needs at least one token");
        }
        if (tokens < 0) {
            throw new IllegalArgumentException("cannot write " + tokens + " tokens");
        }
        // java.util.Random's sequence is specified, so a seed gives the same text on every Java.
        Random random = new Random(sampling.seed());
        S state = null;
        float[] logits = null;
        for (int token : prompt) {
            var next = model.step(state, token);
            state = next.state();
            logits = next.logits();
        }
        int[] written = new int[tokens];
        for (int i = 0; i < tokens; i++) {
            Cancellation.check("text generation");
            written[i] = sampling.choose(logits, random);
            if (i + 1 < tokens) {
                var next = model.step(state, written[i]);
                state = next.state();
                logits = next.logits();
            }
        }
        return written;
    }
}
