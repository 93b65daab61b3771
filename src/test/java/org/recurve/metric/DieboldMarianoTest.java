package org.recurve.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.recurve.metric.DieboldMariano.LongRunVariance;

class DieboldMarianoTest {

    /** The statistic as the papers write it, with all sums written out. */
    private static double slowStatistic(double[] first, double[] second, int h, boolean bartlett) {
        int n = first.length;
        double mean = 0;
        for (int t = 0; t < n; t++) {
            mean += (first[t] - second[t]) / n;
        }
        double variance = 0;
        for (int s = 0; s < n; s++) {
            for (int t = 0; t < n; t++) {
                int k = Math.abs(s - t);
                double weight = k >= h ? 0 : bartlett ? (h - k) / (double) h : 1;
                variance +=
                        weight * (first[s] - second[s] - mean) * (first[t] - second[t] - mean) / n;
            }
        }
        double dm = mean / Math.sqrt(variance / n);
        return dm * Math.sqrt((n + 1 - 2 * h + h * (h - 1) / (double) n) / n);
    }

    /** Both tails of Student's density beyond t, by Simpson's rule over x = t + u / (1 - u). */
    private static double slowTails(double t, int freedom) {
        int steps = 20_000;
        double whole = 0;
        double tail = 0;
        for (int i = 0; i < steps; i++) {
            double weight = i == 0 ? 1 : i % 2 == 1 ? 4 : 2;
            double u = (double) i / steps;
            double stretch = 1 / ((1 - u) * (1 - u));
            whole += weight * stretch * density(u / (1 - u), freedom);
            tail += weight * stretch * density(t + u / (1 - u), freedom);
        }
        return tail / whole;
    }

    private static double density(double x, int freedom) {
        return Math.pow(1 + x * x / freedom, -(freedom + 1) / 2.0);
    }

    @Test
    void statisticAndProbabilityAreThoseWrittenOut() {
        Random random = new Random(8);
        for (int h : new int[] {1, 2, 4}) {
            for (int n : new int[] {h + 4, 25, 60}) {
                double[] first = new double[n];
                double[] second = new double[n];
                for (int t = 0; t < n; t++) {
                    first[t] = Math.abs(random.nextGaussian());
                    second[t] = Math.abs(random.nextGaussian()) + 0.2;
                }
                for (LongRunVariance kind : LongRunVariance.values()) {
                    boolean bartlett = kind == LongRunVariance.BARTLETT;
                    double slow = slowStatistic(first, second, h, bartlett);
                    if (Double.isNaN(slow)) {
                        // A negative rectangular variance, which has a test of its own.
                        continue;
                    }
                    DieboldMariano test = DieboldMariano.of(first, second, h, kind);
                    assertThat(test.statistic()).isCloseTo(slow, within(1e-10));
                    assertThat(test.pValue())
                            .isCloseTo(slowTails(Math.abs(slow), n - 1), within(1e-8));
                    DieboldMariano turned = DieboldMariano.of(second, first, h, kind);
                    assertThat(turned.statistic()).isCloseTo(-slow, within(1e-10));
                    assertThat(turned.pValue()).isCloseTo(test.pValue(), within(1e-12));
                }
            }
        }
    }

    @Test
    void byHand() {
        // Differences -1, -2, -3, 0: mean -1.5, variance 1.25; DM = -1.5 / sqrt(1.25 / 4), times
        // sqrt(3 / 4) for n = 4 and h = 1.
        DieboldMariano test =
                DieboldMariano.of(
                        new double[] {1, 1, 1, 1},
                        new double[] {2, 3, 4, 1},
                        1,
                        LongRunVariance.RECTANGULAR);
        assertThat(test.meanDifference()).isEqualTo(-1.5);
        assertThat(test.statistic())
                .isCloseTo(-1.5 / Math.sqrt(1.25 / 4) * Math.sqrt(0.75), within(1e-12));
        assertThat(test.times()).isEqualTo(4);
        assertThat(test.horizon()).isEqualTo(1);
        // With 3 degrees of freedom a t of 3.182 has 5 %.
        assertThat(test.pValue()).isBetween(0.05, 0.12);
        assertThat(test.toString())
                .isEqualTo(
                        "Diebold-Mariano: mean difference -1.500 at 4 times, horizon 1, t = -2.324, p = 0.10");
    }

    @Test
    void itErrsAsOftenAsItSays() {
        Random random = new Random(9);
        int draws = 2_000;
        int n = 40;
        double rejected = 0;
        for (int draw = 0; draw < draws; draw++) {
            double[] first = new double[n];
            double[] second = new double[n];
            double before = random.nextGaussian();
            for (int t = 0; t < n; t++) {
                // Differences with the dependence of forecasts two steps ahead.
                double now = random.nextGaussian();
                first[t] = 3 + now + 0.5 * before;
                second[t] = 3;
                before = now;
            }
            rejected +=
                    DieboldMariano.of(first, second, 2, LongRunVariance.RECTANGULAR).pValue() < 0.05
                            ? 1
                            : 0;
        }
        assertThat(rejected / draws).isBetween(0.03, 0.08);
    }

    @Test
    void theSameForecastsDoNotDiffer() {
        double[] losses = {1, 4, 2};
        DieboldMariano test =
                DieboldMariano.of(losses, losses.clone(), 1, LongRunVariance.RECTANGULAR);
        assertThat(test.pValue()).isEqualTo(1);
        assertThat(test.statistic()).isZero();
    }

    @Test
    void wrongInput() {
        double[] zigzag = {1, -1, 1, -1, 1, -1, 1, -1.5};
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                DieboldMariano.of(
                                        zigzag, new double[8], 2, LongRunVariance.RECTANGULAR))
                .withMessageContaining("take BARTLETT");
        assertThat(DieboldMariano.of(zigzag, new double[8], 2, LongRunVariance.BARTLETT).pValue())
                .isBetween(0.0, 1.0);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                DieboldMariano.of(
                                        new double[] {2, 3, 4},
                                        new double[] {1, 2, 3},
                                        1,
                                        LongRunVariance.BARTLETT))
                .withMessageContaining("differ by the same at all times");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                DieboldMariano.of(
                                        new double[3], new double[3], 3, LongRunVariance.BARTLETT))
                .withMessageContaining("3 and 3 losses at horizon 3");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                DieboldMariano.of(
                                        new double[] {1, Double.NaN, 2},
                                        new double[3],
                                        1,
                                        LongRunVariance.BARTLETT))
                .withMessageContaining("losses at time 1 are NaN and 0.0");
    }
}
