package org.recurve.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.recurve.core.RecurveException;
import org.recurve.decode.BeamSearch.Hypothesis;

class BeamSearchTest {
    private static final int WORDS = 4;
    private static final int END = 0;
    private static final int MOST = 4;

    /** Logits that depend on all that was read, by way of a hash of it. */
    private static StepFunction<Long> random(long seed) {
        return (state, token) -> {
            long next = (state == null ? seed : state) * 31 + token + 1;
            Random random = new Random(next);
            float[] logits = new float[WORDS];
            for (int i = 0; i < WORDS; i++) {
                logits[i] = (float) (2 * random.nextGaussian());
            }
            return new StepFunction.Next<>(next, logits);
        };
    }

    /** Every text there is, with its probability as a product. */
    private static void all(
            StepFunction<Long> model,
            Long state,
            float[] logits,
            int[] text,
            double p,
            double penalty,
            List<Hypothesis> to) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        for (int token = 0; token < WORDS; token++) {
            int[] longer = Arrays.copyOf(text, text.length + 1);
            longer[text.length] = token;
            double probability = p * Math.exp(logits[token]) / sum;
            if (token == END || longer.length == MOST) {
                double log = Math.log(probability);
                double score = log / Math.pow((5.0 + longer.length) / 6, penalty);
                to.add(new Hypothesis(longer, log, score, token == END));
            } else {
                var next = model.step(state, token);
                all(model, next.state(), next.logits(), longer, probability, penalty, to);
            }
        }
    }

    @Test
    void aBeamThatHoldsEverythingFindsWhatExhaustiveSearchFinds() {
        for (long seed = 0; seed < 40; seed++) {
            double penalty = seed % 3 * 0.7;
            StepFunction<Long> model = random(seed);
            var start = model.step(null, 2);
            List<Hypothesis> expected = new ArrayList<>();
            all(model, start.state(), start.logits(), new int[0], 1, penalty, expected);
            expected.sort(Comparator.comparingDouble(h -> -h.score()));
            List<Hypothesis> found =
                    new BeamSearch(300, penalty, 0)
                            .search(model, new int[] {2}, OptionalInt.of(END), MOST);
            assertThat(found).hasSameSizeAs(expected);
            for (int i = 0; i < found.size(); i++) {
                assertThat(found.get(i).tokens()).isEqualTo(expected.get(i).tokens());
                assertThat(found.get(i).ended()).isEqualTo(expected.get(i).ended());
                assertThat(found.get(i).score()).isCloseTo(expected.get(i).score(), within(1e-9));
            }
        }
    }

    @Test
    void widthOneIsGreedyAndWiderIsNeverWorseHere() {
        int better = 0;
        for (long seed = 100; seed < 140; seed++) {
            int[] greedy = Generator.generate(random(seed), new int[] {1}, Sampling.argmax(), 6);
            var one = BeamSearch.of(1).search(random(seed), new int[] {1}, OptionalInt.empty(), 6);
            var five = BeamSearch.of(5).search(random(seed), new int[] {1}, OptionalInt.empty(), 6);
            assertThat(one).hasSize(1);
            assertThat(one.get(0).tokens()).isEqualTo(greedy);
            assertThat(one.get(0).ended()).isFalse();
            assertThat(five)
                    .hasSize(5)
                    .isSortedAccordingTo(Comparator.comparingDouble(h -> -h.score()));
            better += five.get(0).score() > one.get(0).score() ? 1 : 0;
        }
        assertThat(better).isGreaterThan(10);
    }

    @Test
    void aGardenPathIsLeftAtTheSecondToken() {
        // First 1 (0.6) or 2 (0.4); after 1 everything is equally likely, after 2 the end is
        // certain.
        StepFunction<Integer> model =
                (state, token) -> {
                    double[] p =
                            token == 3
                                    ? new double[] {0, 0.6, 0.4, 0}
                                    : token == 1
                                            ? new double[] {0.25, 0.25, 0.25, 0.25}
                                            : new double[] {1, 0, 0, 0};
                    float[] logits = new float[4];
                    for (int i = 0; i < 4; i++) {
                        logits[i] = (float) Math.log(p[i]);
                    }
                    return new StepFunction.Next<>(token, logits);
                };
        Hypothesis best =
                BeamSearch.of(2).search(model, new int[] {3}, OptionalInt.of(0), 5).get(0);
        assertThat(best.tokens()).containsExactly(2, 0);
        assertThat(best.logProbability()).isCloseTo(Math.log(0.4), within(1e-6));
        assertThat(best.ended()).isTrue();
    }

    @Test
    void theLengthPenaltyIsThatOfThePaper() {
        StepFunction<Integer> certain =
                (state, token) -> new StepFunction.Next<>(0, new float[] {0, (float) Math.log(3)});
        Hypothesis found =
                BeamSearch.of(1)
                        .lengthPenalty(0.6)
                        .search(certain, new int[] {0}, OptionalInt.empty(), 7)
                        .get(0);
        // Seven tokens of probability 3/4 each; (5 + 7) / 6 = 2.
        assertThat(found.score()).isCloseTo(7 * Math.log(0.75) / Math.pow(2, 0.6), within(1e-6));
    }

    @Test
    void blockedRunsDoNotOccurTwice() {
        for (long seed = 0; seed < 20; seed++) {
            int[] written =
                    BeamSearch.of(3)
                            .blockedRepeats(2)
                            .search(random(seed), new int[] {1, 2}, OptionalInt.empty(), 9)
                            .get(0)
                            .tokens();
            List<String> pairs = new ArrayList<>(List.of("1 2"));
            int before = 2;
            for (int token : written) {
                assertThat(pairs).doesNotContain(before + " " + token);
                pairs.add(before + " " + token);
                before = token;
            }
        }
        assertThatThrownBy(
                        () ->
                                BeamSearch.of(3)
                                        .blockedRepeats(1)
                                        .search(random(1), new int[] {1}, OptionalInt.empty(), 9))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("every continuation would repeat a run of 1 tokens");
    }

    @Test
    void stopsWhenInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(
                        () ->
                                BeamSearch.of(2)
                                        .search(random(1), new int[] {1}, OptionalInt.empty(), 9))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> BeamSearch.of(0)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> BeamSearch.of(2).lengthPenalty(-1))
                .hasMessageContaining("must be at least 0, not -1.0");
        assertThatThrownBy(() -> BeamSearch.of(2).blockedRepeats(-1))
                .hasMessageContaining("cannot be blocked");
        assertThatThrownBy(
                        () ->
                                BeamSearch.of(2)
                                        .search(random(1), new int[0], OptionalInt.empty(), 9))
                .hasMessageContaining("at least one token");
    }
}
