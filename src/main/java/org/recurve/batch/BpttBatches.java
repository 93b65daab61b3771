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
 * <p>At random lengths, as in section 4.1 of Merity, Keskar and Socher 2018, "Regularizing and
 * Optimizing LSTM Language Models", every batch of a training draws its own number of steps, so
 * that it is not always the same tokens whose gradients are cut off: about {@code steps}, or with
 * probability 0.05 about half of it, normally distributed with a standard deviation of 5, at least
 * 5. The learning rate of a batch is scaled by its length over {@code steps}, for short ones would
 * otherwise count too much.
 *
 * <p>Inputs are tokens {@code (B, T)}, labels the tokens that follow them, {@code (B, T)}, both
 * int64; a batch with left-out labels has a float mask {@code (B, T)} of ones and zeros as its
 * second label.
 *
 * @param batchSize strands side by side
 * @param steps tokens of a strand in one batch
 * @param randomLengths whether batches of a training have random lengths around that
 */
public record BpttBatches(int batchSize, int steps, boolean randomLengths)
        implements BatchStrategy<TokenStream> {
    private static final double HALF_PROBABILITY = 0.05;
    private static final double DEVIATION = 5;
    private static final int SHORTEST = 5;

    public BpttBatches {
        if (batchSize < 1 || steps < 1) {
            throw new IllegalArgumentException(
                    "batchSize and steps must be at least 1, not " + batchSize + " and " + steps);
        }
    }

    /** {@return the same with random lengths in training} */
    public BpttBatches withRandomLengths() {
        return new BpttBatches(batchSize, steps, true);
    }

    @Override
    public BatchSource training(TokenStream data, NDManager manager, RandomGenerator random) {
        int strand = data.ids().length / batchSize;
        requireTokens(data, strand - 1);
        return new Strands(
                data.ids(),
                manager,
                batchSize,
                randomLengths ? () -> draw(random) : () -> steps,
                steps,
                randomLengths ? steps * (1 - HALF_PROBABILITY / 2) : steps,
                strand,
                strand - 1,
                (long) batchSize * (strand - 1));
    }

    private int draw(RandomGenerator random) {
        double mean = random.nextDouble() < HALF_PROBABILITY ? steps / 2.0 : steps;
        return Math.max(SHORTEST, (int) (mean + DEVIATION * random.nextGaussian()));
    }

    @Override
    public BatchSource evaluation(TokenStream data, NDManager manager) {
        int targets = data.ids().length - 1;
        requireTokens(data, targets);
        // With few targets, rows that would be empty are not made.
        int longest = ceilDiv(targets, Math.min(batchSize, targets));
        int rows = ceilDiv(targets, longest);
        return new Strands(
                data.ids(), manager, rows, () -> steps, steps, steps, longest, longest, targets);
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
        return "bptt(" + batchSize + ", " + steps + (randomLengths ? ", random lengths)" : ")");
    }
}
