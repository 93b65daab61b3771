package org.recurve.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AutocorrelationTest {

    /** Values of which each keeps some of the one before. */
    private static double[] values(int n, double kept, Random random) {
        double[] values = new double[n];
        for (int t = 0; t < n; t++) {
            values[t] = (t == 0 ? 0 : kept * values[t - 1]) + random.nextGaussian();
        }
        return Arrays.stream(values).map(v -> 3 * v + 7).toArray();
    }

    /** Over all pairs of values, whatever their distance. */
    private static double slowCovariance(double[] values, int lag) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / values.length;
        double products = 0;
        for (int s = 0; s < values.length; s++) {
            for (int t = 0; t < values.length; t++) {
                products += t - s == lag ? (values[s] - mean) * (values[t] - mean) : 0;
            }
        }
        return products / values.length;
    }

    @Test
    void covariancesAndCorrelationsAreThoseWrittenOut() {
        Random random = new Random(4);
        for (int n : new int[] {2, 7, 40}) {
            double[] values = values(n, 0.6, random);
            double[] covariances = Autocorrelation.covariances(values, n - 1);
            Autocorrelation correlation = Autocorrelation.of(values, n - 1);
            assertThat(covariances).hasSize(n);
            assertThat(correlation.lags()).isEqualTo(n - 1);
            assertThat(correlation.values()).isEqualTo(n);
            assertThat(correlation.bound()).isCloseTo(1.96 / Math.sqrt(n), within(1e-4));
            double variance = slowCovariance(values, 0);
            for (int k = 0; k < n; k++) {
                double slow = slowCovariance(values, k);
                assertThat(covariances[k]).isCloseTo(slow, within(1e-9));
                if (k > 0) {
                    assertThat(correlation.at(k)).isCloseTo(slow / variance, within(1e-10));
                    assertThat(correlation.correlations()[k - 1]).isEqualTo(correlation.at(k));
                }
            }
        }
    }

    @Test
    void handComputed() {
        // Deviations from 3: -2, -1, 0, 3; squares 14; products of neighbours 2 + 0 + 0.
        Autocorrelation correlation = Autocorrelation.of(new double[] {1, 2, 3, 6}, 2);
        assertThat(correlation.at(1)).isCloseTo(2 / 14.0, within(1e-15));
        assertThat(correlation.at(2)).isCloseTo(-3 / 14.0, within(1e-15));
        assertThat(correlation)
                .hasToString(
                        "autocorrelation of 4 values: 0.143 at lag 1; beyond 0.980: 0 of 2 lags");
        LjungBox test = LjungBox.of(new double[] {1, 2, 3, 6}, 2, 0);
        double q = 4 * 6 * (4 / 196.0 / 3 + 9 / 196.0 / 2);
        assertThat(test.statistic()).isCloseTo(q, within(1e-12));
        // Of two degrees of freedom the tail is an exponential.
        assertThat(test.pValue()).isCloseTo(Math.exp(-q / 2), within(1e-12));
        assertThat(test).hasToString("Ljung-Box: Q(2) = 0.714, p = 0.70");
    }

    /**
     * The upper tail of the chi-squared distribution, by Simpson's rule over x = q + u / (1 - u).
     */
    private static double slowTail(double q, int freedom) {
        int steps = 40_000;
        double whole = 0;
        double tail = 0;
        for (int i = 1; i < steps; i++) {
            double weight = i % 2 == 1 ? 4 : 2;
            double u = (double) i / steps;
            double stretch = 1 / ((1 - u) * (1 - u));
            whole += weight * stretch * density(u / (1 - u), freedom);
            tail += weight * stretch * density(q + u / (1 - u), freedom);
        }
        return (tail + density(q, freedom)) / (whole + density(0, freedom));
    }

    private static double density(double x, int freedom) {
        return Math.pow(x, freedom / 2.0 - 1) * Math.exp(-x / 2);
    }

    @Test
    void theStatisticAndItsProbabilityAreThoseWrittenOut() {
        Random random = new Random(12);
        for (int lags : new int[] {5, 8}) {
            for (int fitted : new int[] {0, 1}) {
                int n = 60;
                double[] values = values(n, 0.2, random);
                double sum = 0;
                for (int k = 1; k <= lags; k++) {
                    double r = slowCovariance(values, k) / slowCovariance(values, 0);
                    sum += r * r / (n - k);
                }
                LjungBox test = LjungBox.of(values, lags, fitted);
                assertThat(test.statistic()).isCloseTo(n * (n + 2) * sum, within(1e-9));
                assertThat(test.freedom()).isEqualTo(lags - fitted);
                assertThat(test.pValue())
                        .isCloseTo(slowTail(test.statistic(), lags - fitted), within(1e-6));
            }
        }
    }

    @Test
    void independentValuesPassAndDependentOnesDoNot() {
        Random random = new Random(5);
        int rejected = 0;
        for (int i = 0; i < 400; i++) {
            rejected += LjungBox.of(values(120, 0, random), 10, 0).pValue() < 0.05 ? 1 : 0;
        }
        // 5 % of 400 are 20, with a deviation of 4.4.
        assertThat(rejected).isBetween(8, 34);
        // Far below the 1e-16 that 1 less the lower tail could be.
        LjungBox dependent = LjungBox.of(values(120, 0.8, random), 10, 0);
        assertThat(dependent.pValue()).isPositive().isLessThan(1e-20);
    }

    @Test
    void valuesThatDoNotChangeHaveNoCorrelation() {
        double[] constant = new double[30];
        Arrays.fill(constant, 0.1);
        assertThat(Autocorrelation.of(constant, 3).correlations()).containsExactly(0, 0, 0);
        LjungBox test = LjungBox.of(constant, 3, 0);
        assertThat(test.statistic()).isZero();
        assertThat(test.pValue()).isEqualTo(1);
    }

    @Test
    void mistakesAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Autocorrelation.of(new double[3], 3))
                .withMessageContaining("3 values have lags 0 to 2, not 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Autocorrelation.of(new double[3], 0))
                .withMessageContaining("at least 1 lag");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Autocorrelation.of(new double[] {1, Double.NaN, 2}, 1))
                .withMessageContaining("value 1 is NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LjungBox.of(new double[] {1, 3, 2}, 2, 2))
                .withMessageContaining("of 2 lags 0 to 1 parameters");
        assertThatThrownBy(() -> Autocorrelation.of(new double[] {1, 3, 2}, 1).at(2))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("lags 1 to 1, not 2");
    }
}
