package org.recurve.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class GeneratorTest {
    /** Always predicts the sum of the last two tokens, modulo 10; the state is the last token. */
    private static final StepFunction<Integer> FIBONACCI =
            (last, token) -> {
                float[] logits = new float[10];
                logits[((last == null ? 0 : last) + token) % 10] = 5;
                return new StepFunction.Next<>(token, logits);
            };

    @Test
    void carriesTheStateFromTokenToToken() {
        assertThat(Generator.generate(FIBONACCI, new int[] {1, 1}, Sampling.argmax(), 8))
                .containsExactly(2, 3, 5, 8, 3, 1, 4, 5);
    }

    @Test
    void theSeedDecidesTheDraws() {
        int[] first =
                Generator.generate(
                        FIBONACCI, new int[] {1}, Sampling.random().temperature(3).seed(4), 50);
        int[] again =
                Generator.generate(
                        FIBONACCI, new int[] {1}, Sampling.random().temperature(3).seed(4), 50);
        int[] other =
                Generator.generate(
                        FIBONACCI, new int[] {1}, Sampling.random().temperature(3).seed(5), 50);
        assertThat(first).isEqualTo(again).isNotEqualTo(other);
    }

    @Test
    void stopsWhenInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Generator.generate(FIBONACCI, new int[] {1}, Sampling.argmax(), 5))
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("text generation");
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void needsAPrompt() {
        assertThatThrownBy(() -> Generator.generate(FIBONACCI, new int[0], Sampling.argmax(), 5))
                .hasMessageContaining("at least one token");
    }
}
