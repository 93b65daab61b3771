package org.recurve.nn.loss;

/**
 * Best path and marginal probabilities of a linear chain, for one sequence at a time in plain
 * doubles: nothing to differentiate here, and a transfer of the scores costs less than a launch for
 * every step.
 *
 * @see LinearChainCrf
 */
final class Chain {
    private final int tags;
    private final double[] transitions;
    private final double[] start;
    private final double[] end;

    /**
     * Scores; those that the rules forbid become minus infinity.
     *
     * @param transitions {@code from * K + to}
     */
    Chain(TagRules rules, double[] transitions, double[] start, double[] end) {
        tags = rules.size();
        this.transitions = transitions.clone();
        this.start = start.clone();
        this.end = end.clone();
        for (int i = 0; i < tags; i++) {
            for (int j = 0; j < tags; j++) {
                if (!rules.mayFollow(i, j)) {
                    this.transitions[i * tags + j] = Double.NEGATIVE_INFINITY;
                }
            }
            if (!rules.mayStart(i)) {
                this.start[i] = Double.NEGATIVE_INFINITY;
            }
            if (!rules.mayEnd(i)) {
                this.end[i] = Double.NEGATIVE_INFINITY;
            }
        }
    }

    /**
     * Finds the path of the highest score (Viterbi 1967).
     *
     * @param emissions {@code t * K + tag}
     * @param path gets the tags; its length is the number of steps
     * @return the score; minus infinity if the rules allow no path
     */
    double best(double[] emissions, int[] path) {
        int[] origins = new int[path.length * tags];
        double[] scores = new double[tags];
        for (int j = 0; j < tags; j++) {
            scores[j] = start[j] + emissions[j];
        }
        double[] next = new double[tags];
        for (int t = 1; t < path.length; t++) {
            for (int j = 0; j < tags; j++) {
                int best = 0;
                for (int i = 1; i < tags; i++) {
                    if (scores[i] + transitions[i * tags + j]
                            > scores[best] + transitions[best * tags + j]) {
                        best = i;
                    }
                }
                origins[t * tags + j] = best;
                next[j] = scores[best] + transitions[best * tags + j] + emissions[t * tags + j];
            }
            double[] spare = scores;
            scores = next;
            next = spare;
        }
        int last = 0;
        for (int j = 1; j < tags; j++) {
            if (scores[j] + end[j] > scores[last] + end[last]) {
                last = j;
            }
        }
        double score = scores[last] + end[last];
        for (int t = path.length - 1; t >= 0; t--) {
            path[t] = last;
            last = origins[t * tags + last];
        }
        return score;
    }

    /**
     * Finds the probability of each tag at each step (forward-backward algorithm, Rabiner 1989).
     *
     * @param emissions {@code t * K + tag}
     * @param steps how many steps
     * @return probabilities {@code t * K + tag}; NaN if the rules allow no path
     */
    double[] marginals(double[] emissions, int steps) {
        double[] forward = new double[steps * tags];
        double[] backward = new double[steps * tags];
        double[] terms = new double[tags];
        for (int j = 0; j < tags; j++) {
            forward[j] = start[j] + emissions[j];
            backward[(steps - 1) * tags + j] = end[j];
        }
        for (int t = 1; t < steps; t++) {
            for (int j = 0; j < tags; j++) {
                for (int i = 0; i < tags; i++) {
                    terms[i] = forward[(t - 1) * tags + i] + transitions[i * tags + j];
                }
                forward[t * tags + j] = logSumExp(terms) + emissions[t * tags + j];
            }
        }
        for (int t = steps - 2; t >= 0; t--) {
            for (int i = 0; i < tags; i++) {
                for (int j = 0; j < tags; j++) {
                    int after = (t + 1) * tags + j;
                    terms[j] = transitions[i * tags + j] + emissions[after] + backward[after];
                }
                backward[t * tags + i] = logSumExp(terms);
            }
        }
        for (int j = 0; j < tags; j++) {
            terms[j] = forward[(steps - 1) * tags + j] + end[j];
        }
        double all = logSumExp(terms);
        double[] probabilities = new double[steps * tags];
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = Math.exp(forward[i] + backward[i] - all);
        }
        return probabilities;
    }

    private static double logSumExp(double[] terms) {
        double max = Double.NEGATIVE_INFINITY;
        for (double term : terms) {
            max = Math.max(max, term);
        }
        if (max == Double.NEGATIVE_INFINITY) {
            return max;
        }
        double sum = 0;
        for (double term : terms) {
            sum += Math.exp(term - max);
        }
        return max + Math.log(sum);
    }
}
