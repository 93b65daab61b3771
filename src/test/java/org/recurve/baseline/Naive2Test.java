package org.recurve.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.recurve.core.RecurveException;

class Naive2Test {

    @Test
    void theTrendIsTheMeanOfTheSeasonAround() {
        double[] values = {1, 5, 3, 8, 2, 9};
        assertThat(SeasonalDecomposition.trend(values, 4))
                .containsExactly(
                        Double.NaN,
                        Double.NaN,
                        (0.5 + 5 + 3 + 8 + 1) / 4,
                        (2.5 + 3 + 8 + 2 + 4.5) / 4,
                        Double.NaN,
                        Double.NaN);
        assertThat(SeasonalDecomposition.trend(values, 3))
                .containsExactly(Double.NaN, 3, 16 / 3.0, 13 / 3.0, 19 / 3.0, Double.NaN);
    }

    @Test
    void exactSeasonsAreFound() {
        double[] factors = {0.5, 1.2, 0.9, 1.4};
        double[] terms = {-3, 1, 0, 2};
        double[] product = new double[24];
        double[] sum = new double[24];
        for (int t = 0; t < 24; t++) {
            product[t] = 30 * factors[t % 4];
            sum[t] = 7 + 0.5 * t + terms[t % 4];
        }
        assertThat(SeasonalDecomposition.indices(product, 4, true))
                .containsExactly(factors, within(1e-12));
        assertThat(SeasonalDecomposition.indices(sum, 4, false))
                .containsExactly(terms, within(1e-12));
        // 23 values: the last one is at place 2, so that the next ones are at 3, 0 and 1.
        assertThat(new Naive2(4).forecast(Arrays.copyOf(product, 23), 5))
                .containsExactly(new double[] {42, 15, 36, 27, 42}, within(1e-10));
    }

    /** Correlations as the definition has them, with limits in which all shorter ones count. */
    private static boolean slowTest(double[] y, int m) {
        int n = y.length;
        double mean = Arrays.stream(y).sum() / n;
        double[] r = new double[m + 1];
        for (int k = 0; k <= m; k++) {
            for (int t = 0; t + k < n; t++) {
                r[k] += (y[t] - mean) * (y[t + k] - mean);
            }
        }
        double limit = 1;
        for (int k = 1; k < m; k++) {
            limit += 2 * r[k] / r[0] * r[k] / r[0];
        }
        return Math.abs(r[m] / r[0]) > 1.645 * Math.sqrt(limit / n);
    }

    @Test
    void theTestOfAutocorrelation() {
        Random random = new Random(3);
        int seasonal = 0;
        for (int draw = 0; draw < 300; draw++) {
            int m = 2 + random.nextInt(6);
            int n = 3 * m + random.nextInt(30);
            double strength = random.nextDouble();
            double[] y = new double[n];
            Arrays.setAll(y, t -> random.nextGaussian() + strength * Math.cos(2 * Math.PI * t / m));
            assertThat(new Naive2(m).isSeasonal(y)).isEqualTo(slowTest(y, m));
            seasonal += slowTest(y, m) ? 1 : 0;
        }
        assertThat(seasonal).isBetween(30, 270);
    }

    @Test
    void withoutSeasonsItIsTheLastValue() {
        double[] noSeason = {3, 4, 4, 5, 5, 6, 7, 7, 8};
        assertThat(new Naive2(3).isSeasonal(noSeason)).isFalse();
        assertThat(new Naive2(3).forecast(noSeason, 2)).containsExactly(8, 8);
        // Seasonal beyond doubt, but with less than three seasons.
        double[] fewSeasons = {1, 9, 2, 1, 9, 2, 1, 9};
        assertThat(new Naive2(3).forecast(fewSeasons, 2)).containsExactly(9, 9);
        assertThat(new Naive2(1).forecast(new double[] {1, 9, 1, 9, 1, 9, 1, 9}, 2))
                .containsExactly(9, 9);
        double[] negative = new double[900];
        Arrays.fill(negative, -0.1);
        assertThat(new Naive2(2).isSeasonal(negative)).isFalse();
        assertThat(new Naive2(2).forecast(negative, 2)).containsExactly(-0.1, -0.1);
    }

    @Test
    void seasonsMultiply() {
        double[] values = new double[20];
        Arrays.setAll(values, t -> t == 6 ? 0 : t % 2 == 0 ? 1 : 9);
        assertThat(new Naive2(2).isSeasonal(values)).isTrue();
        assertThatThrownBy(() -> new Naive2(2).forecast(values, 2))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("Naive2, period 2 multiplies seasons")
                .hasMessageContaining("value 6 of 20 in the history is 0.0")
                .hasMessageContaining("take seasonal naive");
    }
}
