package org.recurve.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.recurve.core.DataProvenance;
import org.recurve.data.ParallelText;

class WordByWordTranslatorTest {
    private static final List<String> GERMAN = List.of("das Haus", "das Buch", "ein Buch");
    private static final List<String> ENGLISH = List.of("the house", "the book", "a book");

    private static List<List<String>> words(List<String> lines) {
        return lines.stream().map(line -> List.of(line.split(" ", -1))).toList();
    }

    private static IbmModel1 toy(int iterations) {
        return IbmModel1.fit(words(GERMAN), words(ENGLISH), iterations);
    }

    private static void check(IbmModel1 model, String pair, double expected) {
        String[] words = pair.split(" ", -1);
        assertThat(model.probability(words[0], words[1]))
                .as(pair)
                .isEqualTo(expected, within(1e-12));
    }

    /**
     * The example of Koehn 2010, "Statistical Machine Translation", figure 4.4, worked out: after
     * one step every word has halves; das has 1/2 + 1/2 of "the" and 1/2 each of "house" and
     * "book". In the second, das takes of "the" (1/2) / (1/2 + 1/2) from its first pair and (1/2) /
     * (1/2 + 1/4) = 2/3 from its second, and so on.
     */
    @Test
    void expectationMaximizationByHand() {
        IbmModel1 one = toy(1);
        check(one, "the das", 1 / 2.0);
        check(one, "house das", 1 / 4.0);
        check(one, "book das", 1 / 4.0);
        check(one, "the Haus", 1 / 2.0);
        check(one, "house Haus", 1 / 2.0);
        check(one, "book Buch", 1 / 2.0);
        check(one, "book ein", 1 / 2.0);
        IbmModel1 two = toy(2);
        // Of das: the 1/2 + 2/3, house 1/3, book 1/3; together 11/6.
        check(two, "the das", 7 / 11.0);
        check(two, "house das", 2 / 11.0);
        check(two, "book das", 2 / 11.0);
        // Of Haus: the 1/2, house 2/3; together 7/6.
        check(two, "the Haus", 3 / 7.0);
        check(two, "house Haus", 4 / 7.0);
        check(two, "book Buch", 7 / 11.0);
        check(two, "a ein", 4 / 7.0);
        // The third, as printed there.
        IbmModel1 three = toy(3);
        assertThat(three.probability("the", "das")).isEqualTo(0.7479, within(5e-5));
        assertThat(three.probability("house", "das")).isEqualTo(0.1313, within(5e-5));
        assertThat(three.probability("book", "das")).isEqualTo(0.1208, within(5e-5));
        assertThat(three.probability("house", "Haus")).isEqualTo(0.6534, within(5e-5));
        assertThat(toy(200).probability("the", "das")).isEqualTo(1, within(1e-2));
        assertThat(three.probability("a", "das")).isZero();
        assertThat(three.probability("a", "no")).isZero();
        assertThat(three.likeliest())
                .isEqualTo(Map.of("das", "the", "Haus", "house", "Buch", "book", "ein", "a"));
    }

    /** Against the formula as it is written, on random sentences with repeated words. */
    @Test
    void figuresAreThoseOfThePlainFormula() {
        Random random = new Random(5);
        List<List<String>> from = new ArrayList<>();
        List<List<String>> to = new ArrayList<>();
        for (int s = 0; s < 25; s++) {
            List<String> one = new ArrayList<>();
            List<String> two = new ArrayList<>();
            for (int t = 0; t <= s % 6; t++) {
                one.add("f" + random.nextInt(7));
                two.add("e" + random.nextInt(6));
            }
            from.add(one);
            to.add(two.subList(0, random.nextInt(two.size() + 1)));
        }
        Map<String, Double> table = new HashMap<>();
        Set<String> sources = new HashSet<>();
        from.forEach(sources::addAll);
        for (int step = 0; step < 4; step++) {
            Map<String, Double> next = new HashMap<>();
            for (String f : sources) {
                double total = 0;
                Map<String, Double> counts = new HashMap<>();
                for (int s = 0; s < from.size(); s++) {
                    for (String e : to.get(s)) {
                        double sum = 0;
                        double own = 0;
                        for (String other : from.get(s)) {
                            double t = table.getOrDefault(e + other, step == 0 ? 1.0 : 0.0);
                            sum += t;
                            own += other.equals(f) ? t : 0;
                        }
                        counts.merge(e, own / sum, Double::sum);
                        total += own / sum;
                    }
                }
                double all = total;
                counts.forEach((e, count) -> next.put(e + f, count / all));
            }
            table = next;
        }
        IbmModel1 model = IbmModel1.fit(from, to, 4);
        for (String f : sources) {
            double sum = 0;
            for (int e = 0; e < 6; e++) {
                double p = model.probability("e" + e, f);
                assertThat(p).isEqualTo(table.getOrDefault("e" + e + f, 0.0), within(1e-12));
                sum += p;
            }
            assertThat(sum).isEqualTo(1, within(1e-12));
        }
    }

    @Test
    void wordsAreTranslatedInOrderAndUnknownOnesLeft() {
        WordByWordTranslator translator =
                WordByWordTranslator.fit(
                        new ParallelText(
                                List.of("Das Haus.", "Das Buch.", "Ein Buch.", "Ein Haus!"),
                                List.of("The house.", "The book.", "A book.", "A house!"),
                                new DataProvenance("made", "train", List.of(), List.of())));
        assertThat(translator.translate(List.of("Ein Haus, das Auto.", "")))
                .containsExactly("a house, the auto.", "");
        assertThat(translator.lexicon()).containsEntry("buch", "book").doesNotContainKey("");
        assertThat(translator.baseline()).isTrue();
        assertThat(translator.seed()).isEqualTo(-1);
        assertThat(translator.perplexity(null)).isEmpty();
        assertThat(translator).hasToString("word by word");
        assertThat(translator.provenanceMap())
                .containsEntry("words", 6)
                .hasEntrySatisfying(
                        "data", list -> assertThat(list.toString()).contains("split=train"));
    }
}
