package org.recurve.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CorrelationTest {
    private final Random random = new Random(4);

    private double[] noise(int steps) {
        return random.doubles(steps, -1, 1).toArray();
    }

    /** Each value is mostly the one before. */
    private double[] slow(int steps) {
        double[] values = noise(steps);
        for (int t = 1; t < steps; t++) {
            values[t] = 0.98 * values[t - 1] + 0.02 * values[t];
        }
        return values;
    }

    /** The textbook's formula with sums alone. */
    private static double slowPearson(double[] a, double[] b) {
        double sumA = 0;
        double sumB = 0;
        double sumAA = 0;
        double sumBB = 0;
        double sumAB = 0;
        for (int i = 0; i < a.length; i++) {
            sumA += a[i];
            sumB += b[i];
            sumAA += a[i] * a[i];
            sumBB += b[i] * b[i];
            sumAB += a[i] * b[i];
        }
        int n = a.length;
        return (n * sumAB - sumA * sumB)
                / Math.sqrt((n * sumAA - sumA * sumA) * (n * sumBB - sumB * sumB));
    }

    @Test
    void isThatOfTheTextbook() {
        for (int steps : new int[] {2, 3, 50}) {
            double[] a = noise(steps);
            double[] b = IntStream.range(0, steps).mapToDouble(i -> 3 - a[i] / 2).toArray();
            double[] c = noise(steps);
            assertThat(Correlation.pearson(a, b)).isCloseTo(-1, within(1e-12));
            assertThat(Correlation.pearson(a, c)).isCloseTo(slowPearson(a, c), within(1e-12));
        }
        // Mean 2, distances -1, 0, 1 and -1, 1, 0: 1 / 2.
        assertThat(Correlation.pearson(new double[] {1, 2, 3}, new double[] {1, 3, 2}))
                .isCloseTo(0.5, within(1e-12));
        assertThat(Correlation.pearson(new double[] {1, 2, 3}, new double[] {7, 7, 7})).isZero();
        assertThat(Correlation.variance(new double[] {1, 2, 6})).isCloseTo(14 / 3.0, within(1e-12));
    }

    @Test
    void byChanceIsTheBoundOfTheBestOfAllSeriesOverTheDraws() {
        int steps = 200;
        double[][] series = {noise(steps), slow(steps), noise(steps)};
        double[] signal = slow(steps);
        // All distances there are; many draws come close to what they hold.
        double[] best = new double[steps - 2 * (steps / 10) + 1];
        for (int d = 0; d < best.length; d++) {
            double[] moved = new double[steps];
            for (int t = 0; t < steps; t++) {
                moved[t] = signal[Math.floorMod(t - d - steps / 10, steps)];
            }
            best[d] =
                    Arrays.stream(series)
                            .mapToDouble(one -> Math.abs(slowPearson(one, moved)))
                            .max()
                            .orElseThrow();
        }
        Arrays.sort(best);
        double found = Correlation.byChance(series, signal, 20_000, 1);
        assertThat(found)
                .isBetween(best[(int) (0.93 * best.length)], best[(int) (0.97 * best.length)]);
        double one = Correlation.byChance(series, signal, 1, 3);
        assertThat(Arrays.stream(best).boxed())
                .anySatisfy(any -> assertThat(any).isCloseTo(one, within(1e-12)));
        assertThat(Correlation.byChance(series, signal, 50, 3))
                .isEqualTo(Correlation.byChance(series, signal, 50, 3));
    }

    @Test
    void slowSeriesAgreeByChanceMoreThanNoiseDoes() {
        double[][] fast = {noise(500), noise(500)};
        double[][] slow = {slow(500), slow(500)};
        assertThat(Correlation.byChance(slow, slow(500), 200, 1))
                .isGreaterThan(2 * Correlation.byChance(fast, noise(500), 200, 1));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Correlation.pearson(new double[2], new double[3]))
                .withMessageContaining("not 2 and 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Correlation.pearson(new double[0], new double[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Correlation.byChance(new double[][] {noise(20)}, noise(19), 1, 1))
                .withMessageContaining("not 20 and 19");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Correlation.byChance(new double[1][9], noise(9), 1, 1))
                .withMessageContaining("not 1, 1 and 9");
    }
}
