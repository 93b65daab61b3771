package org.recurve.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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

    @Test
    void greedyTakesTheLikeliest() {
        assertThat(Sampling.argmax().choose(LOGITS, new Random(1))).isEqualTo(1);
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
    void hugeLogitsDoNotOverflow() {
        assertThat(Sampling.random().choose(new float[] {-3e38f, 3e38f, 0}, new Random(1)))
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
    }

    private static double[] frequencies(Sampling sampling) {
        int draws = 40_000;
        double[] counts = new double[LOGITS.length];
        Random random = new Random(5);
        for (int i = 0; i < draws; i++) {
            counts[sampling.choose(LOGITS, random)] += 1.0 / draws;
        }
        return counts;
    }
}
