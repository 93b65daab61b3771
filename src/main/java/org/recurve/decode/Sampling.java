package org.recurve.decode;

import java.util.Arrays;
import java.util.BitSet;
import java.util.random.RandomGenerator;
import org.recurve.core.RecurveException;

/**
 * How the next token is chosen from the model's prediction. Rules apply in this order: repetition
 * penalty, blocked repeats, temperature, top-k, top-p; so a blocked token takes no place among the
 * {@code k} likeliest.
 *
 * <p>Top-p (nucleus) sampling: Holtzman et al. 2020, "The Curious Case of Neural Text
 * Degeneration"; top-k: Fan et al. 2018, "Hierarchical Neural Story Generation"; repetition
 * penalty: Keskar et al. 2019, "CTRL: A Conditional Transformer Language Model for Controllable
 * Generation", section 4.1.
 *
 * @param temperature divides the logits; 1 leaves them, towards 0 the likeliest token wins; above 0
 * @param k how many of the likeliest tokens are kept; {@link Integer#MAX_VALUE} keeps all
 * @param p the smallest set of likeliest tokens whose probabilities reach this is kept; in (0, 1]
 * @param repetitionPenalty makes tokens that stand in prompt or continuation less likely: their
 *     logits are divided by it where positive, multiplied where negative; at least 1, which leaves
 *     them
 * @param blockedRepeats no run of so many tokens may occur twice in prompt and continuation
 *     together; 0, by default, for no such rule (Paulus et al. 2018, section 2.5)
 * @param greedy whether always the likeliest token is taken
 * @param seed of the draws
 */
public record Sampling(
        double temperature,
        int k,
        double p,
        double repetitionPenalty,
        int blockedRepeats,
        boolean greedy,
        long seed) {

    public Sampling {
        if (!(temperature > 0) || Double.isInfinite(temperature)) {
            throw new RecurveException(
                    "temperature must be above 0, not "
                            + temperature
                            + "; for the likeliest token every time use Sampling.argmax()");
        }
        if (k < 1) {
            throw new RecurveException("top-k must keep at least 1 token, not " + k);
        }
        if (!(p > 0 && p <= 1)) {
            throw new RecurveException("top-p must be above 0 and at most 1, not " + p);
        }
        if (!(repetitionPenalty >= 1) || Double.isInfinite(repetitionPenalty)) {
            throw new RecurveException(
                    "the repetition penalty must be at least 1, which is none, not "
                            + repetitionPenalty);
        }
        Repeats.check(blockedRepeats);
    }

    /** {@return the likeliest token, every time} */
    public static Sampling argmax() {
        return new Sampling(1, 1, 1, 1, 0, true, 0);
    }

    /** {@return draws from the model's own distribution} */
    public static Sampling random() {
        return new Sampling(1, Integer.MAX_VALUE, 1, 1, 0, false, 0);
    }

    /**
     * Draws from the {@code k} likeliest tokens.
     *
     * @param k at least 1
     * @return the sampling
     */
    public static Sampling topK(int k) {
        return new Sampling(1, k, 1, 1, 0, false, 0);
    }

    /**
     * Draws from the smallest set of likeliest tokens whose probabilities reach {@code p}.
     *
     * @param p in (0, 1]
     * @return the sampling
     */
    public static Sampling topP(double p) {
        return new Sampling(1, Integer.MAX_VALUE, p, 1, 0, false, 0);
    }

    /**
     * Sharpens (below 1) or flattens (above 1) the distribution.
     *
     * @param value above 0
     * @return this sampling with that temperature
     */
    public Sampling temperature(double value) {
        return new Sampling(value, k, p, repetitionPenalty, blockedRepeats, greedy, seed);
    }

    /**
     * Makes tokens less likely that were written or stand in the prompt.
     *
     * @param value at least 1, which changes nothing; the paper has 1.2
     * @return this sampling with that penalty
     */
    public Sampling repetitionPenalty(double value) {
        return new Sampling(temperature, k, p, value, blockedRepeats, greedy, seed);
    }

    /**
     * Forbids repetition.
     *
     * @param tokens length of the runs that may not occur twice, at least 1
     * @return this sampling with that rule
     */
    public Sampling blockedRepeats(int tokens) {
        return new Sampling(temperature, k, p, repetitionPenalty, tokens, greedy, seed);
    }

    /**
     * Makes other draws.
     *
     * @param value any number; the same seed draws the same
     * @return this sampling with that seed
     */
    public Sampling seed(long value) {
        return new Sampling(temperature, k, p, repetitionPenalty, blockedRepeats, greedy, value);
    }

    /**
     * Chooses a token.
     *
     * @param logits unnormalised log-probabilities
     * @param text prompt and continuation so far
     * @param random where the draw comes from
     * @return an index into {@code logits}
     * @throws RecurveException if every token is blocked
     */
    public int choose(float[] logits, int[] text, RandomGenerator random) {
        double[] scores = scores(logits, text);
        int likeliest = likeliest(scores);
        return greedy ? likeliest : candidates(scores, likeliest).draw(random);
    }

    /**
     * Tells how likely {@link #choose} is to take each token.
     *
     * @param logits unnormalised log-probabilities
     * @param text prompt and continuation so far
     * @return a probability for each index of {@code logits}, 0 where a rule excludes it; they sum
     *     to 1
     * @throws RecurveException if every token is blocked
     */
    public double[] probabilities(float[] logits, int[] text) {
        double[] scores = scores(logits, text);
        int likeliest = likeliest(scores);
        if (greedy) {
            double[] certain = new double[scores.length];
            certain[likeliest] = 1;
            return certain;
        }
        return candidates(scores, likeliest).distribution();
    }

    private int likeliest(double[] scores) {
        int likeliest = argmax(scores);
        if (scores[likeliest] == Double.NEGATIVE_INFINITY) {
            throw Repeats.nothingLeft(blockedRepeats);
        }
        return likeliest;
    }

    private Candidates candidates(double[] scores, int likeliest) {
        return Candidates.of(softmax(scores, scores[likeliest]), k, p);
    }

    /** The logits after repetition penalty and blocked repeats. */
    private double[] scores(float[] logits, int[] text) {
        double[] scores = new double[logits.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = logits[i];
        }
        if (repetitionPenalty > 1) {
            for (int token : Arrays.stream(text).distinct().toArray()) {
                double score = scores[token];
                scores[token] = score > 0 ? score / repetitionPenalty : score * repetitionPenalty;
            }
        }
        BitSet blocked = Repeats.blocked(text, blockedRepeats);
        blocked.stream().forEach(token -> scores[token] = Double.NEGATIVE_INFINITY);
        return scores;
    }

    private double[] softmax(double[] scores, double highest) {
        double[] result = new double[scores.length];
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            result[i] = Math.exp((scores[i] - highest) / temperature);
            sum += result[i];
        }
        for (int i = 0; i < result.length; i++) {
            result[i] /= sum;
        }
        return result;
    }

    private static int argmax(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }
}
