package org.recurve.baseline;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.recurve.core.Cancellation;
import org.recurve.core.Progress;
import org.recurve.core.RecurveException;
import org.recurve.data.LabeledText;

/**
 * The n-grams of training texts, numbered from 0 in the order of their names, and which of them
 * each text has. Texts are handled as numbers from here on: a name is kept once.
 */
final class NGramCounts {
    private static final int ABSENT = -1;

    private final NGrams ngrams;
    private final String[] names;
    private final int[] texts;
    private final Object2IntOpenHashMap<String> numbers;

    private NGramCounts(NGrams ngrams, String[] names, int[] texts) {
        this.ngrams = ngrams;
        this.names = names;
        this.texts = texts;
        numbers = new Object2IntOpenHashMap<>(names.length);
        numbers.defaultReturnValue(ABSENT);
        for (int i = 0; i < names.length; i++) {
            numbers.put(names[i], i);
        }
    }

    /**
     * The n-grams of the training data.
     *
     * @param counts of those that are kept
     * @param rows for each text its n-grams, rising; empty where none is kept
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed over once, inside the package.
    record Counted(NGramCounts counts, int[][] rows) {}

    /**
     * Counts in how many texts each n-gram is.
     *
     * @param minimum in how many it must be to be kept
     * @throws RecurveException if none is kept
     */
    static Counted of(LabeledText train, NGrams ngrams, int minimum, Progress progress) {
        Object2IntOpenHashMap<String> found = new Object2IntOpenHashMap<>();
        found.defaultReturnValue(ABSENT);
        List<String> all = new ArrayList<>();
        IntArrayList counts = new IntArrayList();
        int[][] rows = new int[train.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = ngrams.of(train.text(i)).stream().mapToInt(n -> add(n, found, all)).toArray();
            for (int number : rows[i]) {
                if (number == counts.size()) {
                    counts.add(0);
                }
                counts.set(number, counts.getInt(number) + 1);
            }
            Cancellation.check("counting " + ngrams.name());
            progress.add(1);
        }
        int[] kept =
                IntStream.range(0, all.size())
                        .filter(n -> counts.getInt(n) >= minimum)
                        .boxed()
                        .sorted((a, b) -> all.get(a).compareTo(all.get(b)))
                        .mapToInt(n -> n)
                        .toArray();
        if (kept.length == 0) {
            throw new RecurveException(
                    "none of the %,d %s of %s %s is in %d texts or more; ask for a lower minimum count"
                            .formatted(
                                    all.size(),
                                    ngrams,
                                    train.provenance().dataset(),
                                    train.split(),
                                    minimum));
        }
        int[] renumbered = new int[all.size()];
        Arrays.fill(renumbered, ABSENT);
        for (int i = 0; i < kept.length; i++) {
            renumbered[kept[i]] = i;
        }
        for (int i = 0; i < rows.length; i++) {
            rows[i] =
                    Arrays.stream(rows[i])
                            .map(n -> renumbered[n])
                            .filter(n -> n != ABSENT)
                            .sorted()
                            .toArray();
        }
        String[] names = Arrays.stream(kept).mapToObj(all::get).toArray(String[]::new);
        int[] texts = Arrays.stream(kept).map(counts::getInt).toArray();
        return new Counted(new NGramCounts(ngrams, names, texts), rows);
    }

    private static int add(String ngram, Object2IntOpenHashMap<String> found, List<String> all) {
        int number = found.getInt(ngram);
        if (number == ABSENT) {
            number = all.size();
            found.put(ngram, number);
            all.add(ngram);
        }
        return number;
    }

    /** {@return the numbers of a text's n-grams, rising; those that are not kept are left out} */
    int[] of(String text) {
        return ngrams.of(text).stream()
                .mapToInt(numbers::getInt)
                .filter(n -> n != ABSENT)
                .sorted()
                .toArray();
    }

    int size() {
        return names.length;
    }

    String name(int ngram) {
        return names[ngram];
    }

    /** {@return the names by number; not a copy} */
    String[] names() {
        return names;
    }

    /** {@return in how many training texts an n-gram is} */
    int texts(int ngram) {
        return texts[ngram];
    }
}
