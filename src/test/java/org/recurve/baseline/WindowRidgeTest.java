package org.recurve.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.recurve.core.RecurveException;

class WindowRidgeTest {
    private static final int L = 4;
    private static final int H = 3;

    private static double[] noise(int length, double mean, long seed) {
        Random random = new Random(seed);
        double[] y = new double[length];
        for (int t = 0; t < length; t++) {
            double before = t == 0 ? 0 : y[t - 1] - mean;
            y[t] = mean + 0.7 * before + random.nextGaussian();
        }
        return y;
    }

    /** All windows as rows, the normal equations with a column of ones, Gauss's elimination. */
    private static double[] slowForecast(
            double[][] series, double[] history, double l2, boolean subtract) {
        List<double[]> rows = new ArrayList<>();
        for (double[] one : series) {
            for (int t = 0; t + L + H <= one.length; t++) {
                double[] window = Arrays.copyOfRange(one, t, t + L + H);
                if (Arrays.stream(window).noneMatch(Double::isNaN)) {
                    double last = subtract ? window[L - 1] : 0;
                    rows.add(Arrays.stream(window).map(v -> v - last).toArray());
                }
            }
        }
        int inputs = subtract ? L - 1 : L;
        double[] forecast = new double[H];
        double[] window = Arrays.copyOfRange(history, history.length - L, history.length);
        double last = subtract ? window[L - 1] : 0;
        for (int h = 0; h < H; h++) {
            double[][] system = new double[inputs + 1][inputs + 2];
            for (double[] row : rows) {
                for (int i = 0; i <= inputs; i++) {
                    double x = i < inputs ? row[i] : 1;
                    for (int j = 0; j <= inputs; j++) {
                        system[i][j] += x * (j < inputs ? row[j] : 1);
                    }
                    system[i][inputs + 1] += x * row[L + h];
                }
            }
            for (int i = 0; i < inputs; i++) {
                system[i][i] += l2;
            }
            double[] solved = eliminate(system);
            forecast[h] = last + solved[inputs];
            for (int i = 0; i < inputs; i++) {
                forecast[h] += solved[i] * (window[i] - last);
            }
        }
        return forecast;
    }

    private static double[] eliminate(double[][] a) {
        int n = a.length;
        for (int pivot = 0; pivot < n; pivot++) {
            for (int i = 0; i < n; i++) {
                if (i != pivot) {
                    double factor = a[i][pivot] / a[pivot][pivot];
                    for (int j = pivot; j <= n; j++) {
                        a[i][j] -= factor * a[pivot][j];
                    }
                }
            }
        }
        double[] x = new double[n];
        Arrays.setAll(x, i -> a[i][n] / a[i][i]);
        return x;
    }

    private static WindowRidgeBuilder settings(double l2, boolean subtract) {
        return WindowRidge.builder().lookBack(L).horizon(H).l2(l2).subtractLast(subtract);
    }

    @Test
    void itSolvesTheNormalEquationsOfAllWindows() {
        double[][] series = {noise(50, 3, 1), noise(7, -2, 2), noise(6, 0, 3), noise(31, 5, 4)};
        series[0][20] = Double.NaN;
        series[0][21] = Double.NaN;
        series[3][0] = Double.NaN;
        series[3][30] = Double.NaN;
        double[] history = noise(9, 2, 5);
        for (double l2 : new double[] {0, 0.5, 40}) {
            for (boolean subtract : new boolean[] {true, false}) {
                WindowRidge ridge = settings(l2, subtract).fit(series);
                assertThat(ridge.windows()).isEqualTo(14 + 22 + 1 + 23);
                assertThat(ridge.forecast(history, H))
                        .containsExactly(slowForecast(series, history, l2, subtract), within(1e-9));
                assertThat(ridge.forecast(history, 1))
                        .containsExactly(ridge.forecast(history, H)[0]);
            }
        }
    }

    @Test
    void anExactRuleIsFound() {
        // y(t) = y(t - 1) - y(t - 2) + 3: no rule of fewer places, so that a window of two has it.
        double[] y = new double[30];
        y[0] = 1;
        y[1] = 5;
        for (int t = 2; t < y.length; t++) {
            y[t] = y[t - 1] - y[t - 2] + 3;
        }
        WindowRidge ridge =
                WindowRidge.builder().lookBack(2).horizon(4).l2(0).subtractLast(false).fit(y);
        assertThat(ridge.forecast(new double[] {10, 4}, 4))
                .containsExactly(new double[] {-3, -4, 2, 9}, within(1e-9));
    }

    @Test
    void lessTheLastValueItMovesWithTheLevel() {
        double[] series = noise(80, 3, 6);
        double[] history = noise(L, 3, 7);
        double[] higher = Arrays.stream(history).map(v -> v + 1000).toArray();
        WindowRidge relative = settings(1, true).fit(series);
        WindowRidge absolute = settings(1, false).fit(series);
        double[] moved = Arrays.stream(relative.forecast(history, H)).map(v -> v + 1000).toArray();
        assertThat(relative.forecast(higher, H)).containsExactly(moved, within(1e-9));
        assertThat(absolute.forecast(higher, H)[2] - absolute.forecast(history, H)[2])
                .isLessThan(900);
    }

    @Test
    void theInterceptIsNotPenalised() {
        double[] series = noise(80, 500, 8);
        double[] forecast = settings(1e12, false).fit(series).forecast(noise(L, 500, 9), H);
        assertThat(forecast[0]).isCloseTo(500, within(2.0));
        // The mean change over all windows, of a line its slope.
        double[] line = new double[40];
        Arrays.setAll(line, t -> 2.0 * t);
        assertThat(settings(1e12, true).fit(line).forecast(new double[] {0, 0, 0, 7}, H))
                .containsExactly(new double[] {9, 11, 13}, within(1e-6));
    }

    @Test
    void aLevelFarFromZeroKeepsItsDigits() {
        double[] low = noise(200, 0, 10);
        double[] high = Arrays.stream(low).map(v -> v + 1e7).toArray();
        double[] history = noise(L, 0, 11);
        double[] highHistory = Arrays.stream(history).map(v -> v + 1e7).toArray();
        for (boolean subtract : new boolean[] {true, false}) {
            double[] expected = settings(1, subtract).fit(low).forecast(history, H);
            double[] moved = settings(1, subtract).fit(high).forecast(highHistory, H);
            assertThat(Arrays.stream(moved).map(v -> v - 1e7).toArray())
                    .containsExactly(expected, within(1e-6));
        }
    }

    @Test
    void onlyTheLastWindowIsLookedAt() {
        WindowRidge ridge = settings(1, true).fit(noise(60, 3, 12));
        double[] window = noise(L, 3, 13);
        double[] longer = new double[L + 2];
        longer[0] = Double.NaN;
        longer[1] = 1e9;
        System.arraycopy(window, 0, longer, 2, L);
        assertThat(ridge.forecast(longer, H)).containsExactly(ridge.forecast(window, H));
        assertThat(ridge.minimum()).isEqualTo(L);
        assertThat(ridge.horizon()).isEqualTo(H);
        assertThat(ridge).hasToString("ridge on the last 4 values less the last one, l2 1.0");
    }

    @Test
    void aSingleValueLessItselfLeavesTheMeanChange() {
        double[] series = {1, 2, 4, 8};
        WindowRidge ridge = WindowRidge.builder().lookBack(1).horizon(1).fit(series);
        assertThat(ridge.forecast(new double[] {10}, 1)[0]).isCloseTo(10 + 7 / 3.0, within(1e-12));
    }

    @Test
    void wrongInput() {
        WindowRidge ridge = settings(1, true).fit(noise(60, 3, 14));
        assertThatThrownBy(() -> ridge.forecast(new double[3], 1))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("needs a history of at least 4 values, got 3");
        assertThatThrownBy(() -> ridge.forecast(new double[4], 4))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("was fitted for 3 steps, not 4");
        assertThatThrownBy(() -> ridge.forecast(new double[] {1, 2, Double.NaN, 3}, 1))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("value 2 of 4 in the history is NaN");
        assertThatThrownBy(() -> settings(1, true).fit(new double[6], new double[2]))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("7 values in a row")
                .hasMessageContaining("the longest of 2 has 6 values");
        assertThatThrownBy(() -> settings(1, true).fit(new double[] {1, Double.NEGATIVE_INFINITY}))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("value 1 of training series 0 is -Infinity");
        assertThatThrownBy(() -> settings(0, false).fit(new double[40]))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("give an l2 that is larger");
        assertThatThrownBy(() -> settings(-1, true).fit(noise(60, 3, 14)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not 4, 3 and -1.0");
        assertThatThrownBy(() -> WindowRidge.builder().horizon(3).fit(noise(60, 3, 14)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not 0, 3");
    }

    @Test
    void aConstantSeriesGoesOn() {
        double[] constant = new double[40];
        Arrays.fill(constant, 0.3);
        for (boolean subtract : new boolean[] {true, false}) {
            assertThat(settings(1, subtract).fit(constant).forecast(constant, H))
                    .containsExactly(new double[] {0.3, 0.3, 0.3}, within(1e-12));
        }
    }
}
