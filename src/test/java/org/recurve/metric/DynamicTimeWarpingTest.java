package org.recurve.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DynamicTimeWarpingTest {

    private static float[][] random(Random random, int steps, int features) {
        float[][] sequence = new float[steps][features];
        for (float[] step : sequence) {
            for (int f = 0; f < features; f++) {
                step[f] = (float) random.nextGaussian();
            }
        }
        return sequence;
    }

    /** The full table, straight from the recurrence. */
    private static double reference(float[][] a, float[][] b, int band) {
        double[][] table = new double[a.length][b.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                if (Math.abs(i - j) > band) {
                    table[i][j] = Double.POSITIVE_INFINITY;
                    continue;
                }
                double cost = 0;
                for (int f = 0; f < a[i].length; f++) {
                    cost += Math.pow((double) a[i][f] - b[j][f], 2);
                }
                double before = i == 0 && j == 0 ? 0 : Double.POSITIVE_INFINITY;
                if (i > 0) {
                    before = Math.min(before, table[i - 1][j]);
                }
                if (j > 0) {
                    before = Math.min(before, table[i][j - 1]);
                }
                if (i > 0 && j > 0) {
                    before = Math.min(before, table[i - 1][j - 1]);
                }
                table[i][j] = cost + before;
            }
        }
        return Math.sqrt(table[a.length - 1][b.length - 1]);
    }

    @Test
    void equalsTheFullTable() {
        Random random = new Random(1);
        for (int trial = 0; trial < 200; trial++) {
            int features = 1 + random.nextInt(3);
            float[][] a = random(random, 1 + random.nextInt(15), features);
            float[][] b = random(random, 1 + random.nextInt(15), features);
            double window = random.nextInt(11) / 10.0;
            int longer = Math.max(a.length, b.length);
            int band = Math.max((int) Math.round(window * longer), Math.abs(a.length - b.length));
            double expected = reference(a, b, band);
            assertThat(expected).isFinite();
            assertThat(DynamicTimeWarping.distance(a, b, window))
                    .isCloseTo(expected, within(1e-12));
            assertThat(DynamicTimeWarping.distance(b, a, window))
                    .isCloseTo(expected, within(1e-12));
            assertThat(DynamicTimeWarping.distance(a, b, window, expected * 1.001))
                    .isCloseTo(expected, within(1e-12));
            assertThat(DynamicTimeWarping.distance(a, b, window, expected * 0.9))
                    .isGreaterThanOrEqualTo(expected - 1e-12);
        }
    }

    @Test
    void byHand() {
        // 1 pairs with 1, 3 with both 3 and 3, 2 with 4: only the last costs something.
        float[][] a = {{1}, {3}, {2}};
        float[][] b = {{1}, {3}, {3}, {4}};
        assertThat(DynamicTimeWarping.distance(a, b, 1)).isEqualTo(2);
        // That path is never further from the diagonal than the lengths differ.
        assertThat(DynamicTimeWarping.distance(a, b, 0)).isEqualTo(2);
    }

    @Test
    void withoutAWindowItIsEuclidean() {
        float[][] a = {{1, 0}, {2, 0}, {0, 2}};
        float[][] b = {{2, 0}, {0, 2}, {0, 2}};
        assertThat(DynamicTimeWarping.distance(a, b, 0)).isEqualTo(3);
        // The first of b twice, the last of a twice.
        assertThat(DynamicTimeWarping.distance(a, b, 1)).isEqualTo(1);
    }

    @Test
    void aHopelessOneIsGivenUp() {
        float[][] a = {{0}, {0}, {0}};
        float[][] b = {{9}, {9}, {9}};
        assertThat(DynamicTimeWarping.distance(a, b, 1, 5)).isInfinite();
    }

    @Test
    void wrongInput() {
        float[][] one = {{1}};
        assertThatThrownBy(() -> DynamicTimeWarping.distance(one, one, 1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 to 1, not 1.5");
        assertThatThrownBy(() -> DynamicTimeWarping.distance(one, new float[][] {{1, 2}}, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not 1 x 1 and 1 x 2");
        assertThatThrownBy(() -> DynamicTimeWarping.distance(new float[0][], one, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not 0 x 0 and 1 x 1");
    }
}
