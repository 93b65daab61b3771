package org.recurve.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.recurve.core.RecurveException;
import org.recurve.data.TaggedText;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Where taggers are right and where they are wrong, by what the training data say of the word. */
public final class TaggerEvaluations {
    private static final List<String> KINDS = List.of("one tag", "several tags", "unseen", "all");
    private static final int ALL = 3;

    private TaggerEvaluations() {}

    /**
     * Accuracy on words that the training data know with one tag, on those that they know with
     * several, and on those that they do not know. Words are the same in capitals.
     *
     * @param train what the taggers have learned from
     * @param evaluations on the same sentences, at least one
     * @return a row for each kind of word and one for all, with the columns {@code words}, {@code
     *     tokens} and the accuracy of each tagger, headed by its name; missing where there are no
     *     tokens
     * @throws RecurveException if the sentences are not the same
     */
    public static Table accuracyByAmbiguity(TaggedText train, TaggingEvaluation... evaluations) {
        check(evaluations);
        Map<String, Set<Integer>> tags = tags(train);
        TaggedText data = evaluations[0].data();
        int[] tokens = new int[KINDS.size()];
        int[][] right = new int[evaluations.length][KINDS.size()];
        forEach(
                data,
                (sentence, place, word) -> {
                    Set<Integer> known = tags.getOrDefault(word, Set.of());
                    int kind = known.isEmpty() ? 2 : known.size() == 1 ? 0 : 1;
                    tokens[kind]++;
                    tokens[ALL]++;
                    for (int e = 0; e < right.length; e++) {
                        int count = isRight(evaluations[e], sentence, place) ? 1 : 0;
                        right[e][kind] += count;
                        right[e][ALL] += count;
                    }
                });
        Table table =
                Table.create(
                        StringColumn.create("words", KINDS), IntColumn.create("tokens", tokens));
        for (int e = 0; e < right.length; e++) {
            int[] counts = right[e];
            double[] accuracy = new double[counts.length];
            Arrays.setAll(accuracy, kind -> (double) counts[kind] / tokens[kind]);
            table.addColumns(DoubleColumn.create(name(evaluations, e), accuracy));
        }
        return table;
    }

    /**
     * The words with several tags in the training data on which the second tagger is right more
     * often than the first by the most tokens. Words are the same in capitals.
     *
     * @param train what the taggers have learned from
     * @param first of a tagger
     * @param second of another one, on the same sentences
     * @param rows how many words at most
     * @return a row for each word: {@code word}, its {@code tags} in the training data, {@code
     *     tokens} and the accuracy of each tagger on them, headed by its name
     * @throws RecurveException if the sentences are not the same
     */
    public static Table largestGains(
            TaggedText train, TaggingEvaluation first, TaggingEvaluation second, int rows) {
        check(first, second);
        Map<String, Set<Integer>> tags = tags(train);
        Map<String, int[]> counts = new TreeMap<>();
        forEach(
                first.data(),
                (sentence, place, word) -> {
                    if (tags.getOrDefault(word, Set.of()).size() > 1) {
                        int[] count = counts.computeIfAbsent(word, w -> new int[3]);
                        count[0]++;
                        count[1] += isRight(first, sentence, place) ? 1 : 0;
                        count[2] += isRight(second, sentence, place) ? 1 : 0;
                    }
                });
        List<Map.Entry<String, int[]>> gains =
                counts.entrySet().stream()
                        .sorted(
                                Comparator.comparingInt(
                                        each -> each.getValue()[1] - each.getValue()[2]))
                        .limit(rows)
                        .toList();
        TaggingEvaluation[] both = {first, second};
        return Table.create(
                StringColumn.create("word", gains.stream().map(Map.Entry::getKey).toList()),
                StringColumn.create(
                        "tags",
                        gains.stream()
                                .map(
                                        each ->
                                                String.join(
                                                        ", ",
                                                        tags.get(each.getKey()).stream()
                                                                .sorted()
                                                                .map(train.labels()::get)
                                                                .toList()))
                                .toList()),
                IntColumn.create(
                        "tokens", gains.stream().mapToInt(each -> each.getValue()[0]).toArray()),
                accuracy(name(both, 0), gains, 1),
                accuracy(name(both, 1), gains, 2));
    }

    private static DoubleColumn accuracy(
            String name, List<Map.Entry<String, int[]>> words, int place) {
        return DoubleColumn.create(
                name,
                words.stream()
                        .map(Map.Entry::getValue)
                        .mapToDouble(count -> (double) count[place] / count[0])
                        .toArray());
    }

    /** The model's name, numbered where an earlier one has it already. */
    private static String name(TaggingEvaluation[] evaluations, int index) {
        String name = evaluations[index].model();
        long before =
                Arrays.stream(evaluations, 0, index).filter(e -> e.model().equals(name)).count();
        return before == 0 ? name : name + " (" + (before + 1) + ")";
    }

    private static void check(TaggingEvaluation... evaluations) {
        if (Stream.of(evaluations).anyMatch(each -> !evaluations[0].sameItems(each))) {
            throw new RecurveException(
                    "the evaluations are not of the same sentences: judge all taggers on the same data");
        }
    }

    /** The tags of each word in lower case. */
    private static Map<String, Set<Integer>> tags(TaggedText train) {
        Map<String, Set<Integer>> tags = new HashMap<>();
        forEach(
                train,
                (sentence, place, word) ->
                        tags.computeIfAbsent(word, w -> new HashSet<>())
                                .add(train.tagIds(sentence)[place]));
        return tags;
    }

    private interface Token {
        void take(int sentence, int place, String word);
    }

    private static void forEach(TaggedText data, Token sink) {
        for (int i = 0; i < data.size(); i++) {
            List<String> tokens = data.tokens(i);
            for (int t = 0; t < tokens.size(); t++) {
                sink.take(i, t, tokens.get(t).toLowerCase(Locale.ROOT));
            }
        }
    }

    private static boolean isRight(TaggingEvaluation evaluation, int sentence, int place) {
        TaggedText data = evaluation.data();
        return evaluation
                .tags(sentence)
                .get(place)
                .equals(data.labels().get(data.tagIds(sentence)[place]));
    }
}
