package org.recurve.baseline;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Interpolated modified Kneser-Ney smoothing written down as in Chen and Goodman (1998), with
 * n-grams as lists and every sum taken anew: slow and obvious.
 */
final class KneserNeyReference {
    private final List<Integer> text;
    private final int order;
    private final int vocabulary;

    KneserNeyReference(List<Integer> text, int order, int vocabulary) {
        this.text = text;
        this.order = order;
        this.vocabulary = vocabulary;
    }

    /** The probability of a word after the given words, of which the last order - 1 count. */
    double probability(List<Integer> before, int word) {
        int length = Math.min(before.size(), order - 1);
        return probability(before.subList(before.size() - length, before.size()), length, word);
    }

    private double probability(List<Integer> context, int length, int word) {
        if (length < 0) {
            return 1.0 / vocabulary;
        }
        List<Integer> shorter = length == 0 ? List.of() : context.subList(1, length);
        double lower = probability(shorter, length - 1, word);
        Map<List<Integer>, Integer> counts = counts(length + 1);
        double[] discounts = discounts(counts);
        double total = 0;
        double reserve = 0;
        for (int v = 0; v < vocabulary; v++) {
            int count = counts.getOrDefault(append(context, v), 0);
            total += count;
            reserve += discounts[Math.min(count, 3)];
        }
        if (total == 0) {
            return lower;
        }
        int count = counts.getOrDefault(append(context, word), 0);
        return (count - discounts[Math.min(count, 3)]) / total + reserve / total * lower;
    }

    /** Occurrences in the highest order, numbers of different left neighbours below it. */
    private Map<List<Integer>, Integer> counts(int n) {
        Map<List<Integer>, Integer> counts = new HashMap<>();
        if (n == order) {
            grams(n).forEach(gram -> counts.merge(gram, 1, Integer::sum));
        } else {
            Set<List<Integer>> longer = new HashSet<>(grams(n + 1));
            longer.forEach(gram -> counts.merge(gram.subList(1, n + 1), 1, Integer::sum));
        }
        return counts;
    }

    private List<List<Integer>> grams(int n) {
        return IntStream.rangeClosed(0, text.size() - n)
                .mapToObj(i -> text.subList(i, i + n))
                .toList();
    }

    private static double[] discounts(Map<List<Integer>, Integer> counts) {
        double[] n = new double[5];
        counts.values().stream().filter(count -> count < 5).forEach(count -> n[count]++);
        double y = n[1] / (n[1] + 2 * n[2]);
        double[] d = {0, 1 - 2 * y * n[2] / n[1], 2 - 3 * y * n[3] / n[2], 3 - 4 * y * n[4] / n[3]};
        boolean estimable = n[1] > 0 && n[2] > 0 && n[3] > 0 && n[4] > 0 && d[2] >= 0 && d[3] >= 0;
        return estimable ? d : new double[] {0, 0.5, 1, 1.5};
    }

    private static List<Integer> append(List<Integer> context, int word) {
        return IntStream.concat(context.stream().mapToInt(Integer::intValue), IntStream.of(word))
                .boxed()
                .toList();
    }
}
