package org.recurve.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which words of a hypothesis BLEU finds in a reference.
 *
 * @param tokens of the hypothesis, in their own case
 * @param orders for each token the longest n-gram around it, of up to 4 tokens, that is counted as
 *     a match; 0 where none is
 */
public record NGramHits(List<String> tokens, List<Integer> orders) {

    public NGramHits {
        tokens = List.copyOf(tokens);
        orders = List.copyOf(orders);
    }

    /**
     * An n-gram that the hypothesis has more often than the reference is a match only so often: at
     * places where it is part of a longer match before others, and then from the left.
     *
     * @param tokens as they are shown
     * @param compared the same as they are compared
     * @param references tokens of each reference as they are compared
     */
    static NGramHits of(List<String> tokens, List<String> compared, List<List<String>> references) {
        int[] orders = new int[compared.size()];
        for (int n = Bleu.ORDER; n >= 1; n--) {
            NGramBag<List<String>> left = Bleu.referenceBag(references, n);
            List<Integer> open = new ArrayList<>();
            for (int i = 0; i + n <= orders.length; i++) {
                int order = n;
                if (Arrays.stream(orders, i, i + n).allMatch(longer -> longer > order)) {
                    left.take(compared.subList(i, i + n));
                } else {
                    open.add(i);
                }
            }
            for (int i : open) {
                if (left.take(compared.subList(i, i + n))) {
                    for (int t = i; t < i + n; t++) {
                        orders[t] = Math.max(orders[t], n);
                    }
                }
            }
        }
        return new NGramHits(tokens, Arrays.stream(orders).boxed().toList());
    }
}
