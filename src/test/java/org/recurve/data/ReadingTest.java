package org.recurve.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.recurve.core.RecurveException;

class ReadingTest {

    /** How often each token counts. */
    private static int[] counted(Reading reading, int tokens) {
        int[] counts = new int[tokens];
        for (int r = 0; r < reading.runs(tokens); r++) {
            Reading.Run run = reading.run(r, tokens);
            assertThat(run.from()).isBetween(0, run.counted());
            assertThat(run.counted()).isLessThanOrEqualTo(run.to());
            for (int i = run.counted(); i < run.to(); i++) {
                counts[i]++;
            }
        }
        return counts;
    }

    @Test
    void strandsCountEveryTokenOnceAndDifferByOneTokenAtMost() {
        for (int tokens : new int[] {1, 2, 19, 20, 21, 199, 1000}) {
            for (int batch : new int[] {1, 2, 3, 10, 20}) {
                if (batch > tokens) {
                    continue;
                }
                Reading reading = new Reading.Carried(batch, 35);
                assertThat(counted(reading, tokens)).containsOnly(1);
                // Tokens are dealt out one by one, as cards are.
                int[] sizes = new int[batch];
                for (int i = 0; i < tokens; i++) {
                    sizes[i % batch]++;
                }
                for (int r = 0; r < batch; r++) {
                    Reading.Run run = reading.run(r, tokens);
                    assertThat(run.to() - run.from()).isEqualTo(sizes[r]);
                    assertThat(run.counted()).isEqualTo(run.from());
                }
            }
        }
    }

    @Test
    void windowsCountEveryTokenOnceWithTheContextTheyPromise() {
        for (int tokens : new int[] {1, 2, 7, 8, 9, 50, 101}) {
            for (int context : new int[] {1, 2, 5, 8, 200}) {
                for (int stride : new int[] {1, 2, 3, 5, 8}) {
                    if (stride > context) {
                        continue;
                    }
                    Reading reading = new Reading.Windows(context, stride);
                    assertThat(counted(reading, tokens)).containsOnly(1);
                    for (int r = 0; r < reading.runs(tokens); r++) {
                        Reading.Run run = reading.run(r, tokens);
                        assertThat(run.from()).isEqualTo(r * stride);
                        assertThat(run.to() - run.from()).isBetween(1, context);
                        for (int i = run.counted(); i < run.to(); i++) {
                            // The predictor reads the token before the run, then the run's own.
                            assertThat(i - run.from() + 1)
                                    .isBetween(
                                            Math.min(i + 1, context - stride + 1),
                                            Math.min(i + 1, context));
                        }
                    }
                }
            }
        }
    }

    @Test
    void aWindowLongerThanTheTextIsTheWholeText() {
        Reading reading = new Reading.Windows(Integer.MAX_VALUE, 1);
        assertThat(reading.runs(9)).isEqualTo(1);
        assertThat(reading.run(0, 9)).isEqualTo(new Reading.Run(0, 0, 9));
        assertThat(Reading.whole().run(0, 9)).isEqualTo(new Reading.Run(0, 0, 9));
    }

    @Test
    void settingsThatCannotBeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Reading.Carried(0, 35))
                .withMessageContaining("batch size must be at least 1 strand, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Reading.Carried(1, 0))
                .withMessageContaining("segment must be at least 1 token long, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Reading.Windows(0, 1))
                .withMessageContaining("context must be at least 1 token, not 0");
        for (int stride : new int[] {0, 6}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Reading.Windows(5, stride))
                    .withMessageContaining("1 to the context of 5 tokens")
                    .withMessageEndingWith("not " + stride);
        }
        assertThatThrownBy(() -> new Reading.Carried(20, 35).runs(8))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("8 tokens cannot be read in 20 strands")
                .hasMessageContaining("at most 8");
    }
}
