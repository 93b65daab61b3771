package org.recurve.nn.loss;

import java.util.ArrayList;
import java.util.List;

/** A conditional random field for one sequence by listing every path of tags. */
final class CrfReference {
    private final TagRules rules;
    private final double[] transitions;
    private final double[] start;
    private final double[] end;
    private final double[] emissions;
    private final int steps;

    CrfReference(
            TagRules rules,
            double[] transitions,
            double[] start,
            double[] end,
            double[] emissions,
            int steps) {
        this.rules = rules;
        this.transitions = transitions;
        this.start = start;
        this.end = end;
        this.emissions = emissions;
        this.steps = steps;
    }

    /** {@return all paths that the rules allow} */
    List<int[]> paths() {
        List<int[]> paths = new ArrayList<>();
        int count = (int) Math.pow(rules.size(), steps);
        for (int number = 0; number < count; number++) {
            int[] path = new int[steps];
            int rest = number;
            for (int t = 0; t < steps; t++) {
                path[t] = rest % rules.size();
                rest /= rules.size();
            }
            boolean allowed = rules.mayStart(path[0]) && rules.mayEnd(path[steps - 1]);
            for (int t = 1; t < steps; t++) {
                allowed &= rules.mayFollow(path[t - 1], path[t]);
            }
            if (allowed) {
                paths.add(path);
            }
        }
        return paths;
    }

    double score(int[] path) {
        double score = start[path[0]] + end[path[steps - 1]];
        for (int t = 0; t < steps; t++) {
            score += emissions[t * rules.size() + path[t]];
            score += t == 0 ? 0 : transitions[path[t - 1] * rules.size() + path[t]];
        }
        return score;
    }

    double partition() {
        return paths().stream().mapToDouble(path -> Math.exp(score(path))).sum();
    }

    double negativeLogLikelihood(int[] path) {
        return Math.log(partition()) - score(path);
    }

    int[] best() {
        return paths().stream().max((a, b) -> Double.compare(score(a), score(b))).orElseThrow();
    }

    double marginal(int step, int tag) {
        return paths().stream()
                        .filter(path -> path[step] == tag)
                        .mapToDouble(path -> Math.exp(score(path)))
                        .sum()
                / partition();
    }
}
