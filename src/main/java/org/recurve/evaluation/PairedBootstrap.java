package org.recurve.evaluation;

import java.util.Locale;
import org.recurve.core.RecurveException;
import org.recurve.metric.BlockBootstrap;

/**
 * Whether one of two language models predicts a text better by more than chance: the paired
 * bootstrap (Koehn 2004, "Statistical Significance Tests for Machine Translation Evaluation").
 *
 * <p>The differences of the two models on each token are resampled in blocks of consecutive tokens,
 * since neighbouring tokens of a text are not independent of each other. What is judged is how much
 * the text could have been another one of its kind; that another training of the same models would
 * have come out differently is not in it.
 *
 * @param first name of the first model
 * @param second name of the second model
 * @param difference nats per token of the second less those of the first; above 0 the first is
 *     better
 * @param lower where the 95 % interval of the difference begins
 * @param upper where it ends
 * @param firstBetter part of the resamples in which the first is better, 0 to 1; one without a
 *     difference is half one
 * @param pValue how likely a difference as large is by chance where there is none, in either
 *     direction; above 0, at most 1
 * @param tokens of the text
 * @param block tokens in a block
 * @param seed of the resampling
 */
public record PairedBootstrap(
        String first,
        String second,
        double difference,
        double lower,
        double upper,
        double firstBetter,
        double pValue,
        long tokens,
        int block,
        long seed) {
    /**
     * Tokens in a block if nothing else is said: some sentences, much longer than the difficulty of
     * a word depends on that of another.
     */
    public static final int BLOCK = 100;

    /**
     * How many resamples are drawn; ten times Koehn's, for intervals that hardly depend on the
     * seed.
     */
    public static final int RESAMPLES = 10_000;

    /** With fewer blocks the resamples are too much alike to tell anything. */
    private static final int FEWEST_BLOCKS = 10;

    static PairedBootstrap of(
            LanguageModelEvaluation first, LanguageModelEvaluation second, int block, long seed) {
        if (block < 1) {
            throw new IllegalArgumentException("a block must be at least 1 token, not " + block);
        }
        double[] differences = SameText.differences(first, second);
        int blocks = BlockBootstrap.blocks(differences.length, block);
        if (blocks < FEWEST_BLOCKS) {
            throw new RecurveException(
                    String.format(
                            Locale.ROOT,
                            "the %,d tokens of %s are only %d blocks of %d tokens to resample, expected at least %d: judge on a longer text, or set a smaller block",
                            differences.length,
                            first.data(),
                            blocks,
                            block,
                            FEWEST_BLOCKS));
        }
        BlockBootstrap bootstrap = BlockBootstrap.of(differences, block, RESAMPLES, seed);
        return new PairedBootstrap(
                first.model(),
                second.model(),
                bootstrap.mean(),
                bootstrap.quantile(0.025),
                bootstrap.quantile(0.975),
                bootstrap.partAboveZero(),
                bootstrap.pValue(),
                differences.length,
                block,
                seed);
    }

    /** {@return the second model's perplexity divided by the first's} */
    public double perplexityRatio() {
        return Math.exp(difference);
    }

    /** {@return where the 95 % interval of the ratio begins} */
    public double lowerRatio() {
        return Math.exp(lower);
    }

    /** {@return where the 95 % interval of the ratio ends} */
    public double upperRatio() {
        return Math.exp(upper);
    }

    /** {@return the result in three lines} */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s less %s: %+.4f nats per token, 95 %% interval %+.4f to %+.4f%n"
                        + "perplexity ratio %.4f, 95 %% interval %.4f to %.4f%n"
                        + "%s is better in %.2f %% of %,d resamples of %,d tokens in blocks of %d, p = %.2g",
                second,
                first,
                difference,
                lower,
                upper,
                perplexityRatio(),
                lowerRatio(),
                upperRatio(),
                first,
                100 * firstBetter,
                RESAMPLES,
                tokens,
                block,
                pValue);
    }
}
