package org.recurve.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.recurve.core.RecurveException;

class SamplingTest {
    /** Probabilities 0.5, 0.25, 0.15, 0.1, in another order. */
    private static final float[] LOGITS = {
        (float) Math.log(0.15) + 3,
        (float) Math.log(0.5) + 3,
        (float) Math.log(0.1) + 3,
        (float) Math.log(0.25) + 3
    };

    private static final int[] NOTHING = {};

    @Test
    void greedyTakesTheLikeliest() {
        assertThat(Sampling.argmax().choose(LOGITS, NOTHING, new Random(1))).isEqualTo(1);
    }

    @Test
    void plainSamplingFollowsTheDistribution() {
        assertThat(frequencies(Sampling.random()))
                .containsExactly(new double[] {0.15, 0.5, 0.1, 0.25}, within(0.01));
    }

    @Test
    void temperatureSharpens() {
        // p^2 normalised: 0.25, 0.0625, 0.0225, 0.01 over 0.345
        assertThat(frequencies(Sampling.random().temperature(0.5)))
                .containsExactly(new double[] {0.0652, 0.7246, 0.0290, 0.1812}, within(0.01));
    }

    @Test
    void topKKeepsTheLikeliest() {
        assertThat(frequencies(Sampling.topK(2)))
                .containsExactly(new double[] {0, 2 / 3.0, 0, 1 / 3.0}, within(0.01));
    }

    @Test
    void topPKeepsTheSmallestSetThatReachesIt() {
        assertThat(frequencies(Sampling.topP(0.7)))
                .containsExactly(new double[] {0, 2 / 3.0, 0, 1 / 3.0}, within(0.01));
        assertThat(frequencies(Sampling.topP(0.76)))
                .containsExactly(new double[] {0.15 / 0.9, 0.5 / 0.9, 0, 0.25 / 0.9}, within(0.01));
        assertThat(frequencies(Sampling.topP(0.0001)))
                .containsExactly(new double[] {0, 1, 0, 0}, within(1e-9));
    }

    @Test
    void theRepetitionPenaltyDividesPositiveLogitsAndMultipliesNegativeOnes() {
        float[] logits = {2, 1, -1, 0};
        int[] text = {0, 2, 0, 3, 0};
        // 2 / 1.5 once, however often the token stands there; 1 is new; -1 * 1.5; 0 stays 0.
        double[] weights = {Math.exp(4 / 3.0), Math.exp(1), Math.exp(-1.5), 1};
        double sum = Arrays.stream(weights).sum();
        assertThat(frequencies(Sampling.random().repetitionPenalty(1.5), logits, text))
                .containsExactly(Arrays.stream(weights).map(w -> w / sum).toArray(), within(0.01));
        Sampling greedy = Sampling.argmax();
        assertThat(greedy.choose(logits, text, new Random(1))).isZero();
        assertThat(greedy.repetitionPenalty(1.9).choose(logits, text, new Random(1))).isZero();
        assertThat(greedy.repetitionPenalty(2.1).choose(logits, text, new Random(1))).isOne();
    }

    @Test
    void theRepetitionPenaltyComesBeforeTheTemperature() {
        // (2 / 2) / 0.5 against 1.5 / 0.5
        double[] found =
                frequencies(
                        Sampling.random().temperature(0.5).repetitionPenalty(2),
                        new float[] {2, 1.5f},
                        new int[] {0});
        assertThat(found[0]).isCloseTo(1 / (1 + Math.E), within(0.01));
    }

    @Test
    void blockedTokensAreNeverChosenAndTakeNoPlaceAmongTheLikeliest() {
        // 1 3 stood there before; after another 1 the 3 is blocked, which is second likeliest.
        int[] text = {0, 1, 3, 2, 1};
        double rest = 0.15 + 0.5 + 0.1;
        assertThat(frequencies(Sampling.random().blockedRepeats(2), LOGITS, text))
                .containsExactly(
                        new double[] {0.15 / rest, 0.5 / rest, 0.1 / rest, 0}, within(0.01));
        assertThat(frequencies(Sampling.topK(2).blockedRepeats(2), LOGITS, text))
                .containsExactly(new double[] {0.15 / 0.65, 0.5 / 0.65, 0, 0}, within(0.01));
        // No run of three, 2 1 3, stood there.
        assertThat(frequencies(Sampling.topK(2).blockedRepeats(3), LOGITS, text))
                .containsExactly(new double[] {0, 2 / 3.0, 0, 1 / 3.0}, within(0.01));
        Sampling once = Sampling.argmax().blockedRepeats(1);
        assertThat(once.choose(LOGITS, new int[] {1, 0}, new Random(1))).isEqualTo(3);
        assertThatThrownBy(() -> once.choose(LOGITS, new int[] {3, 2, 1, 0}, new Random(1)))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("would repeat a run of 1 tokens");
    }

    @Test
    void theProbabilitiesAreThoseOfTheRules() {
        // The squares of 0.5 and 0.25, normalised.
        double[] told = Sampling.topK(2).temperature(0.5).probabilities(LOGITS, NOTHING);
        assertThat(told).containsExactly(new double[] {0, 0.8, 0, 0.2}, within(1e-6));
        assertThat(Sampling.argmax().probabilities(LOGITS, NOTHING)).containsExactly(0, 1, 0, 0);
        Sampling once = Sampling.random().blockedRepeats(1);
        assertThatThrownBy(() -> once.probabilities(LOGITS, new int[] {3, 2, 1, 0}))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("would repeat a run of 1 tokens");
    }

    @Test
    void roundingDoesNotHandTheRestToABlockedToken() {
        // The largest number below 1, less ten times a tenth, is above zero in doubles.
        float[] logits = new float[11];
        int drawn = Sampling.random().blockedRepeats(1).choose(logits, new int[] {10}, () -> -1L);
        assertThat(drawn).isEqualTo(9);
    }

    @Test
    void settingsDoNotTouchEachOther() {
        Sampling all =
                Sampling.topK(7).seed(5).blockedRepeats(3).repetitionPenalty(1.2).temperature(0.5);
        assertThat(all).isEqualTo(new Sampling(0.5, 7, 1, 1.2, 3, false, 5));
        assertThat(Sampling.topP(0.9))
                .isEqualTo(new Sampling(1, Integer.MAX_VALUE, 0.9, 1, 0, false, 0));
    }

    @Test
    void hugeLogitsDoNotOverflow() {
        assertThat(Sampling.random().choose(new float[] {-3e38f, 3e38f, 0}, NOTHING, new Random(1)))
                .isEqualTo(1);
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatThrownBy(() -> Sampling.random().temperature(0))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("temperature must be above 0, not 0.0")
                .hasMessageContaining("argmax");
        assertThatThrownBy(() -> Sampling.random().temperature(-1)).hasMessageContaining("-1.0");
        assertThatThrownBy(() -> Sampling.random().temperature(Double.NaN))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> Sampling.topK(0)).hasMessageContaining("top-k");
        assertThatThrownBy(() -> Sampling.topP(0)).hasMessageContaining("top-p");
        assertThatThrownBy(() -> Sampling.topP(1.01)).hasMessageContaining("1.01");
        assertThatThrownBy(() -> Sampling.topP(Double.NaN)).hasMessageContaining("NaN");
        for (double penalty : new double[] {0.9, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> Sampling.random().repetitionPenalty(penalty))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("at least 1")
                    .hasMessageContaining(Double.toString(penalty));
        }
        assertThatThrownBy(() -> Sampling.random().blockedRepeats(-1))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("runs of -1 tokens cannot be blocked");
    }

    private static double[] frequencies(Sampling sampling) {
        return frequencies(sampling, LOGITS, NOTHING);
    }

    private static double[] frequencies(Sampling sampling, float[] logits, int[] text) {
        int draws = 40_000;
        double[] counts = new double[logits.length];
        Random random = new Random(5);
        for (int i = 0; i < draws; i++) {
            counts[sampling.choose(logits, text, random)] += 1.0 / draws;
        }
        double[] told = sampling.probabilities(logits, text);
        assertThat(Arrays.stream(told).sum()).isCloseTo(1, within(1e-12));
        assertThat(counts).containsExactly(told, within(0.01));
        for (int i = 0; i < counts.length; i++) {
            assertThat(told[i] == 0).isEqualTo(counts[i] == 0);
        }
        return counts;
    }
}
