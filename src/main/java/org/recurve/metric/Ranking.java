package org.recurve.metric;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Items from the highest score down, cut at each score that occurs: how many there are so far, and
 * how many of them are positive. Items of the same score are never told apart.
 */
final class Ranking {
    final double[] thresholds;
    final int[] positives;
    final int[] negatives;

    /**
     * @param scores finite, at least one
     * @param positive whether each item is
     */
    Ranking(double[] scores, boolean[] positive) {
        if (scores.length != positive.length || scores.length == 0) {
            throw new IllegalArgumentException(
                    "scores are needed for each of at least 1 item, not %d for %d"
                            .formatted(scores.length, positive.length));
        }
        for (int i = 0; i < scores.length; i++) {
            if (!Double.isFinite(scores[i])) {
                throw new IllegalArgumentException(
                        "the score of item "
                                + i
                                + " is "
                                + scores[i]
                                + ", expected a finite number");
            }
        }
        int[] order =
                IntStream.range(0, scores.length)
                        .boxed()
                        .sorted((a, b) -> Double.compare(scores[b], scores[a]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        double[] ends = new double[scores.length];
        int[] hits = new int[scores.length];
        int[] misses = new int[scores.length];
        int cuts = 0;
        int hit = 0;
        int miss = 0;
        for (int i = 0; i < order.length; i++) {
            hit += positive[order[i]] ? 1 : 0;
            miss += positive[order[i]] ? 0 : 1;
            // 0.0 and -0.0 are the same score.
            if (i + 1 == order.length || scores[order[i + 1]] < scores[order[i]]) {
                ends[cuts] = scores[order[i]];
                hits[cuts] = hit;
                misses[cuts] = miss;
                cuts++;
            }
        }
        thresholds = Arrays.copyOf(ends, cuts);
        positives = Arrays.copyOf(hits, cuts);
        negatives = Arrays.copyOf(misses, cuts);
    }

    int allPositives() {
        return positives[positives.length - 1];
    }

    int allNegatives() {
        return negatives[negatives.length - 1];
    }
}
