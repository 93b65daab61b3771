package org.recurve.data;

import java.util.Arrays;
import java.util.Random;

/**
 * Deals examples with several labels out, so that every label has the same share in all parts:
 * iterative stratification (Sechidis, Tsoumakas and Vlahavas, "On the stratification of multi-label
 * data", 2011). The rarest label is dealt out first, each example to the part that lacks it most.
 */
final class IterativeStrata {
    private final int[][] targets;
    private final double[] shares;
    private final Random random;
    private final int[] part;

    /** How many examples each part still lacks in all. */
    private final double[] lacking;

    /** How many examples of a label each part still lacks, by part and label. */
    private final double[][] lackingOf;

    /** How many examples of each label are not dealt out yet. */
    private final int[] remaining;

    private IterativeStrata(int[][] targets, int labels, double[] shares, long seed) {
        this.targets = targets;
        this.shares = shares;
        this.random = new Random(seed);
        part = new int[targets.length];
        Arrays.fill(part, -1);
        remaining = new int[labels];
        for (int[] of : targets) {
            for (int label : of) {
                remaining[label]++;
            }
        }
        lacking = Arrays.stream(shares).map(s -> s * targets.length).toArray();
        lackingOf = new double[shares.length][];
        Arrays.setAll(
                lackingOf,
                p -> Arrays.stream(remaining).mapToDouble(count -> shares[p] * count).toArray());
    }

    /**
     * Chooses what is held out. A label is never held out as a whole.
     *
     * @param targets the labels of each example
     * @param labels how many labels there are
     * @param fraction to hold out
     * @param seed of the choice
     * @return whether each example is held out
     */
    static boolean[] holdOut(int[][] targets, int labels, double fraction, long seed) {
        int[] part =
                new IterativeStrata(targets, labels, new double[] {1 - fraction, fraction}, seed)
                        .deal();
        boolean[] held = new boolean[targets.length];
        for (int i = 0; i < held.length; i++) {
            held[i] = part[i] == 1;
        }
        for (int label = 0; label < labels; label++) {
            keepOne(targets, held, label);
        }
        return held;
    }

    /** Takes an example of a label back if all of them are held out. */
    private static void keepOne(int[][] targets, boolean[] held, int label) {
        int last = -1;
        for (int i = 0; i < held.length; i++) {
            if (has(targets[i], label)) {
                if (!held[i]) {
                    return;
                }
                last = i;
            }
        }
        if (last >= 0) {
            held[last] = false;
        }
    }

    /**
     * Chooses folds of about the same size, none of them empty.
     *
     * @param targets the labels of each example, at least as many examples as folds
     * @param labels how many labels there are
     * @param folds how many
     * @param seed of the choice
     * @return the fold of each example, 0 to {@code folds - 1}
     */
    static int[] folds(int[][] targets, int labels, int folds, long seed) {
        double[] shares = new double[folds];
        Arrays.fill(shares, 1.0 / folds);
        return new IterativeStrata(targets, labels, shares, seed).deal();
    }

    private int[] deal() {
        int[] order = Strata.permutation(targets.length, random);
        for (int label = rarest(); label >= 0; label = rarest()) {
            for (int example : order) {
                if (part[example] < 0 && has(targets[example], label)) {
                    give(example, label);
                }
            }
        }
        for (int example : order) {
            if (part[example] < 0) {
                give(example, -1);
            }
        }
        return part;
    }

    /** The label with the fewest examples left, of those that have one; -1 if none has. */
    private int rarest() {
        int rarest = -1;
        for (int label = 0; label < remaining.length; label++) {
            if (remaining[label] > 0 && (rarest < 0 || remaining[label] < remaining[rarest])) {
                rarest = label;
            }
        }
        return rarest;
    }

    /** Gives an example to the part that lacks a label most, or examples if it is none. */
    private void give(int example, int label) {
        int best = -1;
        int ties = 0;
        for (int p = 0; p < shares.length; p++) {
            int order = best < 0 ? 1 : compare(p, best, label);
            if (order > 0) {
                best = p;
                ties = 1;
            } else if (order == 0 && random.nextInt(++ties) == 0) {
                // Each of the parts that are equally good has the same chance.
                best = p;
            }
        }
        part[example] = best;
        lacking[best]--;
        for (int of : targets[example]) {
            lackingOf[best][of]--;
            remaining[of]--;
        }
    }

    private int compare(int a, int b, int label) {
        int byLabel = label < 0 ? 0 : Double.compare(lackingOf[a][label], lackingOf[b][label]);
        return byLabel != 0 ? byLabel : Double.compare(lacking[a], lacking[b]);
    }

    private static boolean has(int[] of, int label) {
        return Arrays.binarySearch(of, label) >= 0;
    }
}
