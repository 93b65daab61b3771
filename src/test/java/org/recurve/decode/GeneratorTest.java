package org.recurve.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.recurve.core.RecurveException;

class GeneratorTest {
    private static final double[][] BIGRAMS = {{0.1, 0.6, 0.3}, {0.5, 0.2, 0.3}, {0.25, 0.25, 0.5}};

    /** Always predicts the sum of the last two tokens, modulo 10; the state is the last token. */
    private static final StepFunction<List<Integer>> FIBONACCI =
            OneByOne.of(
                    (last, token) -> {
                        float[] logits = new float[10];
                        logits[((last == null ? 0 : last) + token) % 10] = 5;
                        return new OneByOne.One<>(token, logits);
                    });

    /** The next of three tokens by the one before it; sizes of the batches go to a list. */
    private static StepFunction<String> bigrams(List<Integer> batches) {
        return (state, rows, tokens) -> {
            batches.add(rows.length);
            float[][] logits = new float[rows.length][3];
            for (int i = 0; i < rows.length; i++) {
                for (int next = 0; next < 3; next++) {
                    logits[i][next] = (float) Math.log(BIGRAMS[tokens[i]][next]) + 2;
                }
            }
            return new StepFunction.Next<>("read", logits);
        };
    }

    private static List<Continuation> draw(Sampling sampling, Stop stop, int most, int samples) {
        return Generator.generate(
                bigrams(new ArrayList<>()), new int[] {0}, sampling, stop, most, samples);
    }

    /** Draws by the cumulative distribution, with numbers of a stream of its own. */
    private static int[] slowly(long seed, int most) {
        Random random = new Random(seed);
        int[] written = new int[most];
        int last = 0;
        for (int i = 0; i < most; i++) {
            double point = random.nextDouble();
            double[] p = BIGRAMS[last];
            last = point < p[0] ? 0 : point < p[0] + p[1] ? 1 : 2;
            written[i] = last;
        }
        return written;
    }

    @Test
    void carriesTheStateFromTokenToToken() {
        var written =
                Generator.generate(
                        FIBONACCI, new int[] {1, 1}, Sampling.argmax(), Stop.never(), 8, 1);
        assertThat(written).hasSize(1);
        assertThat(written.get(0).tokens()).containsExactly(2, 3, 5, 8, 3, 1, 4, 5);
    }

    @Test
    void aSeedGivesAKnownText() {
        // java.util.Random(7) begins 0.7307, 0.7492, 0.3483, 0.8973, 0.7082, 0.3519.
        assertThat(draw(Sampling.random().seed(7), Stop.never(), 12, 1).get(0).tokens())
                .containsExactly(2, 2, 1, 2, 2, 1, 0, 2, 0, 2, 2, 2);
        for (long seed = 0; seed < 50; seed++) {
            int[] written = draw(Sampling.random().seed(seed), Stop.never(), 40, 1).get(0).tokens();
            assertThat(written).isEqualTo(slowly(seed, 40));
        }
    }

    @Test
    void eachSampleHasARandomStreamOfItsOwn() {
        for (long seed : new long[] {0, 7, -3, Long.MAX_VALUE}) {
            Sampling sampling = Sampling.random().seed(seed);
            List<Continuation> five = draw(sampling, Stop.never(), 30, 5);
            List<Continuation> two = draw(sampling, Stop.never(), 30, 2);
            assertThat(two.get(1).tokens()).isEqualTo(five.get(1).tokens());
            assertThat(five.get(0).tokens()).isEqualTo(slowly(seed, 30));
            // The JDK's SplittableRandom is SplitMix64.
            SplittableRandom seeds = new SplittableRandom(seed);
            for (Continuation sample : five.subList(1, 5)) {
                assertThat(sample.tokens()).isEqualTo(slowly(seeds.nextLong(), 30));
            }
        }
    }

    @Test
    void aSampleThatHasEndedIsNotReadAnyMore() {
        List<Integer> batches = new ArrayList<>();
        Sampling sampling = Sampling.random().seed(7);
        List<Continuation> stopped =
                Generator.generate(bigrams(batches), new int[] {1, 0}, sampling, Stop.at(0), 12, 4);
        List<Continuation> whole = draw(sampling, Stop.never(), 12, 4);
        List<Integer> expected = new ArrayList<>(List.of(1, 1));
        for (int length = 1; length < 12; length++) {
            int open = 0;
            for (Continuation sample : whole) {
                open += firstZero(sample.tokens()) > length ? 1 : 0;
            }
            if (open > 0) {
                expected.add(open);
            }
        }
        assertThat(batches).isEqualTo(expected).contains(4, 2);
        for (int i = 0; i < 4; i++) {
            int[] tokens = whole.get(i).tokens();
            int end = Math.min(12, firstZero(tokens));
            assertThat(stopped.get(i).tokens()).isEqualTo(Arrays.copyOf(tokens, end));
        }
    }

    /** How many tokens there are up to the first 0; many if there is none. */
    private static int firstZero(int[] tokens) {
        for (int i = 0; i < tokens.length; i++) {
            if (tokens[i] == 0) {
                return i + 1;
            }
        }
        return Integer.MAX_VALUE;
    }

    @Test
    void logProbabilitiesAreTheModelsOwn() {
        Sampling bent =
                Sampling.topK(2).temperature(3).repetitionPenalty(1.3).blockedRepeats(4).seed(1);
        for (Sampling sampling : List.of(bent, Sampling.argmax(), Sampling.random())) {
            for (Continuation sample : draw(sampling, Stop.never(), 12, 3)) {
                int last = 0;
                double sum = 0;
                for (int i = 0; i < 12; i++) {
                    int token = sample.tokens()[i];
                    double expected = Math.log(BIGRAMS[last][token]);
                    assertThat(sample.logProbabilities()[i]).isCloseTo(expected, within(1e-6));
                    sum += expected;
                    last = token;
                }
                assertThat(sample.logProbability()).isCloseTo(sum, within(1e-5));
            }
        }
    }

    @Test
    void blockedRunsCountFromThePrompt() {
        Sampling noPairTwice = Sampling.argmax().blockedRepeats(2);
        StepFunction<String> model = bigrams(new ArrayList<>());
        int[] prompt = {0, 1, 0};
        // After 0 not 1 again, so 2; 2; after 2 2 not 2, and of 0 and 1, which tie, 0; after 0 only
        // 0 is new. Then 0 has been followed by everything.
        assertThat(
                        Generator.generate(model, prompt, noPairTwice, Stop.never(), 4, 1)
                                .get(0)
                                .tokens())
                .containsExactly(2, 2, 0, 0);
        assertThatThrownBy(() -> Generator.generate(model, prompt, noPairTwice, Stop.never(), 5, 1))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("would repeat a run of 2 tokens");
    }

    @Test
    void stopsWhenInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> draw(Sampling.argmax(), Stop.never(), 5, 2))
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("text generation");
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void refusesWhatMakesNoSense() {
        int[] nothing = {};
        assertThatThrownBy(
                        () ->
                                Generator.generate(
                                        FIBONACCI, nothing, Sampling.argmax(), Stop.never(), 5, 1))
                .hasMessageContaining("at least one token");
        assertThatThrownBy(() -> draw(Sampling.argmax(), Stop.never(), -1, 1))
                .hasMessageContaining("cannot write -1 tokens");
        assertThatThrownBy(() -> draw(Sampling.argmax(), Stop.never(), 5, 0))
                .hasMessageContaining("cannot draw 0 samples");
        assertThat(draw(Sampling.argmax(), Stop.never(), 0, 2))
                .allSatisfy(sample -> assertThat(sample.tokens()).isEmpty());
    }
}
