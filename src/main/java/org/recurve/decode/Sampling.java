package org.recurve.decode;

import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.recurve.core.RecurveException;

/**
 * How the next token is chosen from the model's prediction. Restrictions apply in this order:
 * temperature, top-k, top-p.
 *
 * <p>Top-p (nucleus) sampling: Holtzman et al. 2020, "The Curious Case of Neural Text
 * Degeneration"; top-k: Fan et al. 2018, "Hierarchical Neural Story Generation".
 *
 * @param temperature divides the logits; 1 leaves them, towards 0 the likeliest token wins; above 0
 * @param k how many of the likeliest tokens are kept; {@link Integer#MAX_VALUE} keeps all
 * @param p the smallest set of likeliest tokens whose probabilities reach this is kept; in (0, 1]
 * @param greedy whether always the likeliest token is taken
 * @param seed of the draws
 */
public record Sampling(double temperature, int k, double p, boolean greedy, long seed) {

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
    }

    /** {@return the likeliest token, every time} */
    public static Sampling argmax() {
        return new Sampling(1, 1, 1, true, 0);
    }

    /** {@return draws from the model's own distribution} */
    public static Sampling random() {
        return new Sampling(1, Integer.MAX_VALUE, 1, false, 0);
    }

    /**
     * Draws from the {@code k} likeliest tokens.
     *
     * @param k at least 1
     * @return the sampling
     */
    public static Sampling topK(int k) {
        return new Sampling(1, k, 1, false, 0);
    }

    /**
     * Draws from the smallest set of likeliest tokens whose probabilities reach {@code p}.
     *
     * @param p in (0, 1]
     * @return the sampling
     */
    public static Sampling topP(double p) {
        return new Sampling(1, Integer.MAX_VALUE, p, false, 0);
    }

    /**
     * Sharpens (below 1) or flattens (above 1) the distribution.
     *
     * @param value above 0
     * @return this sampling with that temperature
     */
    public Sampling temperature(double value) {
        return new Sampling(value, k, p, greedy, seed);
    }

    /**
     * Makes other draws.
     *
     * @param value any number; the same seed draws the same
     * @return this sampling with that seed
     */
    public Sampling seed(long value) {
        return new Sampling(temperature, k, p, greedy, value);
    }

    /**
     * Chooses a token.
     *
     * @param logits unnormalised log-probabilities
     * @param random where the draw comes from
     * @return an index into {@code logits}
     */
    public int choose(float[] logits, RandomGenerator random) {
        if (greedy) {
            return argmax(logits);
        }
        double[] probabilities = softmax(logits);
        int kept = Math.min(k, logits.length);
        if (kept == logits.length && p >= 1) {
            return draw(
                    IntStream.range(0, logits.length).toArray(),
                    probabilities,
                    logits.length,
                    1,
                    random);
        }
        int[] order =
                IntStream.range(0, logits.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble((Integer i) -> -probabilities[i]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        double top = 0;
        for (int i = 0; i < kept; i++) {
            top += probabilities[order[i]];
        }
        double mass = 0;
        int nucleus = 0;
        while (nucleus < kept && (nucleus == 0 || mass < p * top)) {
            mass += probabilities[order[nucleus++]];
        }
        return draw(order, probabilities, nucleus, mass, random);
    }

    private static int draw(
            int[] order, double[] probabilities, int count, double mass, RandomGenerator random) {
        double point = random.nextDouble() * mass;
        for (int i = 0; i < count - 1; i++) {
            point -= probabilities[order[i]];
            if (point < 0) {
                return order[i];
            }
        }
        return order[count - 1];
    }

    private double[] softmax(float[] logits) {
        double highest = logits[argmax(logits)];
        double[] result = new double[logits.length];
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            result[i] = Math.exp((logits[i] - highest) / temperature);
            sum += result[i];
        }
        for (int i = 0; i < result.length; i++) {
            result[i] /= sum;
        }
        return result;
    }

    private static int argmax(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }
}
