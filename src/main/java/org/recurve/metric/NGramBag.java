package org.recurve.metric;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often each n-gram of a text occurs.
 *
 * @param <T> an n-gram
 */
final class NGramBag<T> {
    private final Map<T, Integer> counts = new HashMap<>();
    private int size;

    static NGramBag<List<String>> ofTokens(List<String> tokens, int n) {
        NGramBag<List<String>> bag = new NGramBag<>();
        for (int i = 0; i + n <= tokens.size(); i++) {
            bag.add(tokens.subList(i, i + n));
        }
        return bag;
    }

    /** Of characters in the sense of Unicode, not of Java. */
    static NGramBag<String> ofCharacters(int[] characters, int n) {
        NGramBag<String> bag = new NGramBag<>();
        for (int i = 0; i + n <= characters.length; i++) {
            bag.add(new String(characters, i, n));
        }
        return bag;
    }

    private void add(T gram) {
        counts.merge(gram, 1, Integer::sum);
        size++;
    }

    /** {@return how many n-grams there are, each as often as it occurs} */
    int size() {
        return size;
    }

    int count(T gram) {
        return counts.getOrDefault(gram, 0);
    }

    /** Raises the count of each n-gram to that in another text. */
    void raiseTo(NGramBag<T> other) {
        other.counts.forEach(
                (gram, count) -> {
                    int more = Math.max(0, count - count(gram));
                    counts.merge(gram, more, Integer::sum);
                    size += more;
                });
    }

    /** {@return how many n-grams both have, each as often as the text that has fewer of it} */
    int common(NGramBag<T> other) {
        int sum = 0;
        for (Map.Entry<T, Integer> each : counts.entrySet()) {
            sum += Math.min(each.getValue(), other.count(each.getKey()));
        }
        return sum;
    }

    /** Takes one n-gram out, if there is one. */
    boolean take(T gram) {
        int left = count(gram);
        if (left == 0) {
            return false;
        }
        counts.put(gram, left - 1);
        size--;
        return true;
    }
}
