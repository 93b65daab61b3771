package org.recurve.decode;

import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The tokens that top-k and top-p leave of a distribution. */
final class Candidates {
    private final int[] tokens;
    private final int count;
    private final double[] probabilities;
    private final double mass;

    /**
     * @param tokens ids, of which the first {@code count} are left
     * @param probabilities of all ids, before the others were left out
     * @param mass what those that are left have of them together
     */
    private Candidates(int[] tokens, int count, double[] probabilities, double mass) {
        this.tokens = tokens;
        this.count = count;
        this.probabilities = probabilities;
        this.mass = mass;
    }

    /**
     * @param probabilities of all ids, not copied
     * @param k how many of the likeliest are kept
     * @param p of those, the smallest set of likeliest ones that reaches this part of their mass
     */
    static Candidates of(double[] probabilities, int k, double p) {
        int kept = Math.min(k, probabilities.length);
        if (kept == probabilities.length && p >= 1) {
            int[] all = IntStream.range(0, kept).toArray();
            return new Candidates(all, kept, probabilities, 1);
        }
        int[] order =
                IntStream.range(0, probabilities.length)
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
        return new Candidates(order, nucleus, probabilities, mass);
    }

    int draw(RandomGenerator random) {
        double point = random.nextDouble() * mass;
        int drawn = tokens[0];
        for (int i = 0; i < count && point >= 0; i++) {
            // Where rounding leaves a rest of the mass, it goes to the last that is possible.
            if (probabilities[tokens[i]] > 0) {
                drawn = tokens[i];
                point -= probabilities[drawn];
            }
        }
        return drawn;
    }

    /** How likely each id is drawn: 0 for those that were left out. */
    double[] distribution() {
        double[] result = new double[probabilities.length];
        for (int i = 0; i < count; i++) {
            result[tokens[i]] = probabilities[tokens[i]] / mass;
        }
        return result;
    }
}
