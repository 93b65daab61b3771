package org.recurve.batch;

import ai.djl.ndarray.NDManager;
import java.util.random.RandomGenerator;
import org.recurve.core.RecurveException;
import org.recurve.data.TokenStream;

/**
 * Contiguous strands of a token stream for truncated backpropagation through time.
 *
 * <p>Training follows the field's usual recipe: the stream is trimmed to a multiple of the batch
 * size, so at most {@code batchSize - 1} tokens at the end and the first token of each strand are
 * no targets. Evaluation drops nothing: every token but the very first of the stream is a target
 * exactly once; where strands differ in length by one, the shorter end in a label that the mask
 * leaves out.
 *
 * <p>Inputs are tokens {@code (B, T)}, labels the tokens that follow them, {@code (B, T)}, both
 * int64; a batch with left-out labels has a float mask {@code (B, T)} of ones and zeros as its
 * second label.
 *
 * @param batchSize strands side by side
 * @param steps tokens of a strand in one batch
 */
public record BpttBatches(int batchSize, int steps) implements BatchStrategy<TokenStream> {

    public BpttBatches {
        if (batchSize < 1 || steps < 1) {
            throw new IllegalArgumentException(
                    "batchSize and steps must be at least 1, not " + batchSize + " and " + steps);
        }
    }

    @Override
    public BatchSource training(TokenStream data, NDManager manager, RandomGenerator random) {
        int strand = data.ids().length / batchSize;
        requireTokens(data, strand - 1);
        return new Strands(
                data.ids(),
                manager,
                batchSize,
                steps,
                strand,
                strand - 1,
                (long) batchSize * (strand - 1));
    }

    @Override
    public BatchSource evaluation(TokenStream data, NDManager manager) {
        int targets = data.ids().length - 1;
        requireTokens(data, targets);
        // With few targets, rows that would be empty are not made.
        int longest = ceilDiv(targets, Math.min(batchSize, targets));
        int rows = ceilDiv(targets, longest);
        return new Strands(data.ids(), manager, rows, steps, longest, longest, targets);
    }

    static int ceilDiv(int a, int b) {
        return (a + b - 1) / b;
    }

    private void requireTokens(TokenStream data, int targetsPerStrand) {
        if (targetsPerStrand < 1) {
            throw new RecurveException(
                    "the "
                            + data.split()
                            + " text has "
                            + data.ids().length
                            + " tokens, too few for "
                            + this
                            + ", which needs at least 2 in each strand; take a smaller batch size or more text");
        }
    }

    @Override
    public String toString() {
        return "bptt(" + batchSize + ", " + steps + ")";
    }
}
