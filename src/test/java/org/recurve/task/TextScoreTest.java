package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextScoreTest {
    private static final TextScore SCORE =
            new TextScore(List.of("the", "\n", "cat"), Math.log(0.5), Math.log(0.25), 0);

    @Test
    void figuresAreThoseOfTheDefinitions() {
        assertThat(SCORE.surprisal()).containsExactly(new double[] {1, 2, 0}, within(1e-12));
        assertThat(SCORE.logProbability()).isCloseTo(Math.log(0.125), within(1e-12));
        // (1/8) ^ (-1/3)
        assertThat(SCORE.perplexity()).isCloseTo(2, within(1e-12));
        assertThat(SCORE.bitsPerToken()).isCloseTo(1, within(1e-12));
        assertThat(new TextScore(List.of()).bitsPerToken()).isNaN();
        assertThat(SCORE)
                .hasToString(
                        "3 tokens, perplexity 2.00, log-probability -2.08 nats; surprisal in bits:\n"
                                + "the 1.00, \\n 2.00, cat 0.00");
        assertThat(new TextScore(List.of()).perplexity()).isNaN();
        assertThat(new TextScore(List.of("x"), Double.NEGATIVE_INFINITY).perplexity()).isInfinite();
    }

    @Test
    void theDistinctPartIsOfAllRuns() {
        TextScore score = new TextScore(List.of("a", "b", "a", "b", "a", "c"), new double[6]);
        assertThat(score.distinct(1)).isEqualTo(3 / 6.0);
        // a b, b a, a b, b a, a c
        assertThat(score.distinct(2)).isEqualTo(3 / 5.0);
        assertThat(score.distinct(3)).isEqualTo(3 / 4.0);
        assertThat(score.distinct(6)).isEqualTo(1);
        assertThat(score.distinct(7)).isNaN();
        assertThatThrownBy(() -> score.distinct(0)).hasMessageContaining("not 0");
    }

    @Test
    void isAValue() {
        double[] logs = {-1};
        TextScore score = new TextScore(List.of("a"), logs);
        logs[0] = -2;
        score.logProbabilities()[0] = -3;
        assertThat(score).isEqualTo(new TextScore(List.of("a"), -1));
        assertThat(score).hasSameHashCodeAs(new TextScore(List.of("a"), -1));
        assertThat(score).isNotEqualTo(new TextScore(List.of("a"), -2));
        assertThat(score).isNotEqualTo(new TextScore(List.of("b"), -1));
        assertThatThrownBy(() -> new TextScore(List.of("a"), -1, -2))
                .hasMessageContaining("1 tokens need as many log-probabilities, got 2");
    }
}
