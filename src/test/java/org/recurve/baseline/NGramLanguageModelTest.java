package org.recurve.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import org.recurve.data.Reading;
import org.recurve.data.TokenStream;
import org.recurve.data.Vocabulary;

class NGramLanguageModelTest {
    private static final double EXACT = 1e-12;

    @ParameterizedTest
    @CsvSource({
        "1, 40, 3",
        "2, 40, 3",
        "3, 60, 4",
        "3, 2000, 30",
        "5, 300, 4",
        "5, 6, 3",
        "4, 2, 2"
    })
    void equalsTheReference(int order, int length, int words) {
        for (int seed = 0; seed < 5; seed++) {
            int[] text = random(seed, length, words);
            int[] other = random(seed + 100, 25, words + 2);
            int vocabulary = words + 2;
            var model = NGramLanguageModel.fit(stream(vocabulary, text), order);
            var reference = new KneserNeyReference(list(text), order, vocabulary);
            double[] nats = score(model, stream(vocabulary, other));
            for (int i = 0; i < other.length; i++) {
                double expected = reference.probability(list(other).subList(0, i), other[i]);
                assertThat(Math.exp(-nats[i])).isCloseTo(expected, within(EXACT));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void probabilitiesAfterEveryContextSumToOne(int order) {
        int vocabulary = 6;
        for (int seed = 0; seed < 20; seed++) {
            int[] text = random(seed, 5 + 20 * seed, vocabulary - 1);
            var model = NGramLanguageModel.fit(stream(vocabulary, text), order);
            int[] context = random(seed + 100, seed % 7, vocabulary);
            double sum = 0;
            for (int word = 0; word < vocabulary; word++) {
                int[] continued = Arrays.copyOf(context, context.length + 1);
                continued[context.length] = word;
                double[] nats = score(model, stream(vocabulary, continued));
                sum += Math.exp(-nats[context.length]);
            }
            assertThat(sum).isCloseTo(1, within(EXACT));
        }
    }

    /**
     * a b a b a c: the bigrams are ab 2, ba 2, ac 1. Left neighbours: of a {b}, of b {a}, of c {a},
     * so the lower order gives each of three words the count 1. All discounts fall back. With four
     * words in the vocabulary P(c) = 0.5/3 + (3 * 0.5/3) / 4 = 7/24 and P(d) = 1/8. After a stand b
     * twice and c once: P(c|a) = (1 - 0.5)/3 + (1 + 0.5)/3 * 7/24 = 5/16.
     */
    @Test
    void equalsAValueWorkedByHand() {
        var model = NGramLanguageModel.fit(stream(4, 0, 1, 0, 1, 0, 2), 2);
        double[] nats = score(model, stream(4, 2, 0, 2));
        assertThat(Math.exp(-nats[0])).isCloseTo(7.0 / 24, within(EXACT));
        assertThat(Math.exp(-nats[2])).isCloseTo(5.0 / 16, within(EXACT));
        assertThat(Math.exp(-score(model, stream(4, 3))[0])).isCloseTo(1.0 / 8, within(EXACT));
    }

    @Test
    void unigramsIgnoreTheContextAndCountOccurrences() {
        var model = NGramLanguageModel.fit(stream(3, 0, 0, 0, 1), 1);
        double[] nats = score(model, stream(3, 0, 1, 0, 2, 0));
        assertThat(nats[0]).isEqualTo(nats[2]).isEqualTo(nats[4]);
        assertThat(Math.exp(-nats[0])).isCloseTo((3 - 1.5) / 4 + 2.0 / 4 / 3, within(EXACT));
        assertThat(Math.exp(-nats[3])).isCloseTo(2.0 / 4 / 3, within(EXACT));
    }

    @Test
    void discountsFollowTheCountsOfCounts() {
        int[] counts = {1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 9, 0};
        Discounts discounts =
                Discounts.estimate(new it.unimi.dsi.fastutil.ints.IntArrayList(counts));
        assertThat(discounts.one()).isCloseTo(0.5, within(EXACT));
        assertThat(discounts.two()).isCloseTo(1, within(EXACT));
        assertThat(discounts.more()).isCloseTo(2, within(EXACT));
    }

    @Test
    void scoresEveryTokenOnceInOrderInChunks() {
        int[] text = random(1, 10_000, 20);
        TokenStream stream = stream(20, text);
        int[] expectedNext = {0};
        int[] chunks = {0};
        NGramLanguageModel.fit(stream, 3)
                .score(
                        stream,
                        (first, nats, count) -> {
                            assertThat(first).isEqualTo(expectedNext[0]);
                            assertThat(count).isBetween(1, nats.length);
                            expectedNext[0] += count;
                            chunks[0]++;
                        });
        assertThat(expectedNext[0]).isEqualTo(text.length);
        assertThat(chunks[0]).isGreaterThan(1);
    }

    @Test
    void isABaselineThatKnowsItsOrigin() {
        var model = NGramLanguageModel.fit(stream(3, 0, 1, 2, 0), 2);
        assertThat(model.baseline()).isTrue();
        assertThat(model.seed()).isEqualTo(-1);
        assertThat(model.name()).isEqualTo("2-gram, modified Kneser-Ney");
        Map<String, Object> provenance = model.provenanceMap();
        assertThat(provenance)
                .containsEntry("order", 2)
                .containsEntry("ngrams", List.of(3, 3))
                .containsKeys("discounts", "data");
    }

    @Test
    void refusesWhatCannotBeCounted() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NGramLanguageModel.fit(stream(3, 0, 1), 0))
                .withMessageContaining("at least 1, not 0");
        assertThatThrownBy(() -> NGramLanguageModel.fit(stream(3), 2))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("no tokens");
    }

    @Test
    void refusesAnotherVocabulary() {
        var model = NGramLanguageModel.fit(stream(3, 0, 1, 2), 2);
        TokenStream other = stream(4, 0, 1, 2);
        assertThatThrownBy(() -> score(model, other))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("another vocabulary");
    }

    @Test
    void stopsWhenInterrupted() {
        TokenStream text = stream(3, 0, 1, 2);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> NGramLanguageModel.fit(text, 2))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void aReadingShortensTheContext(int order) {
        int[] text = random(1, 300, 5);
        int[] other = random(2, 43, 6);
        var model = NGramLanguageModel.fit(stream(6, text), order);
        var reference = new KneserNeyReference(list(text), order, 6);
        double[] strands = score(model, stream(6, other), new Reading.Carried(10, 4));
        for (int r = 0, from = 0; r < 10; r++) {
            int to = from + (r < 3 ? 5 : 4);
            for (int i = from; i < to; i++) {
                List<Integer> seen = list(other).subList(Math.max(0, from - 1), i);
                assertThat(Math.exp(-strands[i]))
                        .isCloseTo(reference.probability(seen, other[i]), within(EXACT));
            }
            from = to;
        }
        for (int context = 1; context <= 6; context++) {
            for (int stride = 1; stride <= context; stride++) {
                double[] windows =
                        score(model, stream(6, other), new Reading.Windows(context, stride));
                int done = 0;
                for (int from = 0; done < other.length; from += stride) {
                    int to = Math.min(other.length, from + context);
                    for (int i = done; i < to; i++) {
                        List<Integer> seen = list(other).subList(Math.max(0, from - 1), i);
                        assertThat(Math.exp(-windows[i]))
                                .isCloseTo(reference.probability(seen, other[i]), within(EXACT));
                    }
                    done = to;
                }
            }
        }
        double[] enough = score(model, stream(6, other), new Reading.Windows(order, 1));
        assertThat(enough)
                .as("more than n - 1 words before are of no use")
                .isEqualTo(score(model, stream(6, other)));
    }

    private static double[] score(NGramLanguageModel model, TokenStream stream) {
        double[] all = new double[(int) stream.size()];
        model.score(stream, (first, nats, count) -> System.arraycopy(nats, 0, all, first, count));
        return all;
    }

    private static double[] score(NGramLanguageModel model, TokenStream stream, Reading reading) {
        double[] all = new double[(int) stream.size()];
        model.score(
                stream,
                reading,
                (first, nats, count) -> System.arraycopy(nats, 0, all, first, count));
        return all;
    }

    /** Skewed towards small ids, so that counts of many sizes occur. */
    private static int[] random(long seed, int length, int words) {
        Random random = new Random(seed);
        return IntStream.range(0, length)
                .map(i -> Math.min(random.nextInt(words), random.nextInt(words)))
                .toArray();
    }

    private static List<Integer> list(int[] ids) {
        return Arrays.stream(ids).boxed().toList();
    }

    private static TokenStream stream(int vocabulary, int... ids) {
        Vocabulary.Builder builder = Vocabulary.builder();
        IntStream.range(0, vocabulary).forEach(i -> builder.add("w" + i));
        return new TokenStream(
                ids,
                builder.build(),
                ids.length,
                new DataProvenance("random", "train", List.of(), List.of()));
    }
}
