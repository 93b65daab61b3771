package org.recurve.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
    private static OneByOne.Step<Long> random(long seed) {
        return (state, token) -> {
            long next = (state == null ? seed : state) * 31 + token + 1;
            Random random = new Random(next);
            float[] logits = new float[WORDS];
            for (int i = 0; i < WORDS; i++) {
                logits[i] = (float) (2 * random.nextGaussian());
            }
            return new OneByOne.One<>(next, logits);
        };
    }

    private static StepFunction<List<Long>> batch(long seed) {
        return OneByOne.of(random(seed));
    }

    /** Every text there is, with its probability as a product. */
    private static void all(
            OneByOne.Step<Long> model,
            Long state,
            float[] logits,
            Continuation text,
            double p,
            double penalty,
            List<Hypothesis> to) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        for (int token = 0; token < WORDS; token++) {
            double share = Math.exp(logits[token]) / sum;
            Continuation longer = text.with(token, Math.log(share), null);
            double probability = p * share;
            int length = longer.tokens().length;
            if (token == END || length == MOST) {
                double score = Math.log(probability) / Math.pow((5.0 + length) / 6, penalty);
                to.add(new Hypothesis(longer, score, token == END));
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
            OneByOne.Step<Long> model = random(seed);
            var start = model.step(null, 2);
            List<Hypothesis> expected = new ArrayList<>();
            all(model, start.state(), start.logits(), Continuation.EMPTY, 1, penalty, expected);
            expected.sort(Comparator.comparingDouble(h -> -h.score()));
            List<Hypothesis> found =
                    BeamSearch.of(300)
                            .lengthPenalty(penalty)
                            .search(batch(seed), new int[] {2}, Stop.at(END), MOST);
            assertThat(found).hasSameSizeAs(expected);
            for (int i = 0; i < found.size(); i++) {
                assertThat(tokens(found.get(i))).isEqualTo(tokens(expected.get(i)));
                assertThat(found.get(i).ended()).isEqualTo(expected.get(i).ended());
                assertThat(found.get(i).score()).isCloseTo(expected.get(i).score(), within(1e-9));
                assertThat(found.get(i).continuation().logProbabilities())
                        .containsExactly(
                                expected.get(i).continuation().logProbabilities(), within(1e-9));
            }
        }
    }

    @Test
    void widthOneIsGreedyAndWiderIsNeverWorseHere() {
        int better = 0;
        for (long seed = 100; seed < 140; seed++) {
            int[] prompt = {1};
            var greedy =
                    Generator.generate(batch(seed), prompt, Sampling.argmax(), Stop.never(), 6, 1);
            var one = BeamSearch.of(1).search(batch(seed), prompt, Stop.never(), 6);
            var five = BeamSearch.of(5).search(batch(seed), prompt, Stop.never(), 6);
            assertThat(one).hasSize(1);
            assertThat(tokens(one.get(0))).isEqualTo(greedy.get(0).tokens());
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
        OneByOne.Step<Integer> model =
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
                    return new OneByOne.One<>(token, logits);
                };
        Hypothesis best =
                BeamSearch.of(2).search(OneByOne.of(model), new int[] {3}, Stop.at(0), 5).get(0);
        assertThat(tokens(best)).containsExactly(2, 0);
        assertThat(best.continuation().logProbability()).isCloseTo(Math.log(0.4), within(1e-6));
        assertThat(best.ended()).isTrue();
    }

    @Test
    void theLengthPenaltyIsThatOfThePaper() {
        OneByOne.Step<Integer> certain =
                (state, token) -> new OneByOne.One<>(0, new float[] {0, (float) Math.log(3)});
        Hypothesis found =
                BeamSearch.of(1)
                        .lengthPenalty(0.6)
                        .search(OneByOne.of(certain), new int[] {0}, Stop.never(), 7)
                        .get(0);
        // Seven tokens of probability 3/4 each; (5 + 7) / 6 = 2.
        assertThat(found.score()).isCloseTo(7 * Math.log(0.75) / Math.pow(2, 0.6), within(1e-6));
    }

    @Test
    void blockedRunsDoNotOccurTwice() {
        for (long seed = 0; seed < 20; seed++) {
            int[] written =
                    tokens(
                            BeamSearch.of(3)
                                    .blockedRepeats(2)
                                    .search(batch(seed), new int[] {1, 2}, Stop.never(), 9)
                                    .get(0));
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
                                        .search(batch(1), new int[] {1}, Stop.never(), 9))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("every continuation would repeat a run of 1 tokens");
    }

    @Test
    void readsAllOpenContinuationsInOneStep() {
        List<Integer> sizes = new ArrayList<>();
        StepFunction<List<Long>> model = batch(7);
        StepFunction<List<Long>> counted =
                (state, rows, tokens) -> {
                    sizes.add(rows.length);
                    return model.step(state, rows, tokens);
                };
        BeamSearch.of(6).search(counted, new int[] {1, 2}, Stop.never(), 5);
        // The prompt token by token; four words, then six of sixteen; the last need not be read.
        assertThat(sizes).containsExactly(1, 1, 4, 6, 6, 6);
    }

    @Test
    void aRuleThatEndsMostTextsLeavesTheBeamFull() {
        // Of 20 tokens the 18 likeliest end a text; two of width 2 are still gone on from.
        float[] logits = new float[20];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = -0.01f * i * i;
        }
        OneByOne.Step<Integer> model = (state, token) -> new OneByOne.One<>(0, logits);
        var found =
                BeamSearch.of(2)
                        .lengthPenalty(50)
                        .search(
                                OneByOne.of(model),
                                new int[] {0},
                                written -> written[written.length - 1] < 18,
                                2);
        assertThat(found).extracting(h -> h.continuation().tokens()[0]).containsOnly(18);
        assertThat(found).extracting(h -> h.continuation().tokens()[1]).containsExactly(0, 1);
    }

    @Test
    void aModelThatPredictsNaNIsNamed() {
        OneByOne.Step<Integer> broken =
                (state, token) -> new OneByOne.One<>(0, new float[] {0, Float.NaN});
        int[] prompt = {0};
        assertThatThrownBy(
                        () -> BeamSearch.of(2).search(OneByOne.of(broken), prompt, Stop.never(), 3))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("NaN or infinity");
        assertThatThrownBy(
                        () ->
                                Generator.generate(
                                        OneByOne.of(broken),
                                        prompt,
                                        Sampling.random(),
                                        Stop.never(),
                                        3,
                                        1))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("NaN or infinity");
    }

    @Test
    void severalTextsSideBySideGetWhatEachGetsAlone() {
        int[] most = {6, 1, 9, 4, 6};
        for (BeamSearch search :
                List.of(BeamSearch.of(1), BeamSearch.of(3), BeamSearch.of(4).lengthPenalty(1))) {
            for (long seed = 0; seed < 10; seed++) {
                // Each text starts from another state.
                List<Long> states = new ArrayList<>();
                for (int i = 0; i < most.length; i++) {
                    states.add(random(seed).step(null, i).state());
                }
                var together = search.search(batch(seed), states, 2, Stop.at(END), most);
                assertThat(together).hasSize(most.length);
                for (int i = 0; i < most.length; i++) {
                    var alone = search.search(batch(seed), new int[] {i, 2}, Stop.at(END), most[i]);
                    assertThat(together.get(i)).hasSameSizeAs(alone);
                    for (int n = 0; n < alone.size(); n++) {
                        assertThat(tokens(together.get(i).get(n))).isEqualTo(tokens(alone.get(n)));
                        assertThat(together.get(i).get(n).score()).isEqualTo(alone.get(n).score());
                    }
                }
            }
        }
    }

    @Test
    void widthOneEndsWithTheFirstEndWhateverThePenalties() {
        // The end has 0.6; who went on would get longer and, with such a penalty, better.
        OneByOne.Step<Integer> model =
                (state, token) ->
                        new OneByOne.One<>(
                                0, new float[] {(float) Math.log(0.6), (float) Math.log(0.4)});
        Hypothesis found =
                BeamSearch.of(1)
                        .lengthPenalty(50)
                        .search(OneByOne.of(model), new int[] {1}, Stop.at(0), 9)
                        .get(0);
        assertThat(tokens(found)).containsExactly(0);
    }

    @Test
    void whatLeavesPartOfTheSourceUnseenIsPunished() {
        // The end after 1 has seen the first place alone, the end after 2 both.
        StepFunction<int[]> model =
                (state, rows, tokens) -> {
                    float[][] logits = new float[tokens.length][];
                    float[][] attention = new float[tokens.length][];
                    for (int i = 0; i < tokens.length; i++) {
                        boolean start = tokens[i] == 3;
                        logits[i] =
                                start ? logs(0.01, 0.5, 0.48, 0.01) : logs(0.97, 0.01, 0.01, 0.01);
                        attention[i] = tokens[i] == 2 ? new float[] {0, 1} : new float[] {1, 0};
                    }
                    return new StepFunction.Next<>(tokens, logits, attention);
                };
        BeamSearch search = BeamSearch.of(2);
        int[] prompt = {3};
        assertThat(tokens(search.search(model, prompt, Stop.at(0), 3).get(0)))
                .containsExactly(1, 0);
        Hypothesis found = search.coveragePenalty(0.2).search(model, prompt, Stop.at(0), 3).get(0);
        assertThat(tokens(found)).containsExactly(2, 0);
        // All of both places: nothing is added.
        assertThat(found.score()).isCloseTo(Math.log(0.48 * 0.97), within(1e-6));
        assertThat(found.continuation().attention()).hasDimensions(2, 2);
    }

    private static float[] logs(double... probabilities) {
        float[] logs = new float[probabilities.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = (float) Math.log(probabilities[i]);
        }
        return logs;
    }

    private static int[] tokens(Hypothesis hypothesis) {
        return hypothesis.continuation().tokens();
    }

    @Test
    void stopsWhenInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> BeamSearch.of(2).search(batch(1), new int[] {1}, Stop.never(), 9))
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
        assertThatThrownBy(() -> BeamSearch.of(2).search(batch(1), new int[0], Stop.never(), 9))
                .hasMessageContaining("at least one token");
    }
}
