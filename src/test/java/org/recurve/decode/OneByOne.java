package org.recurve.decode;

import java.util.ArrayList;
import java.util.List;

/** Makes a step of a batch out of steps of single texts: slow, and clear. */
public final class OneByOne {
    private OneByOne() {}

    /** What a single step returns. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record One<S>(S state, float[] logits) {}

    /** A model of a single text; its states may be gone on from more than once. */
    @FunctionalInterface
    public interface Step<S> {
        One<S> step(S state, int token);
    }

    /** The model, row by row; it is asked for at least one row, and rows that are there. */
    public static <S> StepFunction<List<S>> of(Step<S> model) {
        return (states, rows, tokens) -> {
            if (rows.length != tokens.length || rows.length == 0) {
                throw new AssertionError(rows.length + " rows, " + tokens.length + " tokens");
            }
            List<S> next = new ArrayList<>();
            float[][] logits = new float[rows.length][];
            for (int i = 0; i < rows.length; i++) {
                One<S> one = model.step(states == null ? null : states.get(rows[i]), tokens[i]);
                next.add(one.state());
                logits[i] = one.logits();
            }
            return new StepFunction.Next<>(next, logits);
        };
    }
}
