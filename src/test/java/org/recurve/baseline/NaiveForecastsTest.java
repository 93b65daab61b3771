package org.recurve.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.recurve.core.RecurveException;
import org.recurve.metric.IntervalScores;

/** Methods that need no fitting. */
class NaiveForecastsTest {
    /** Of the normal distribution: 95 % lie between minus and plus it. */
    private static final double Z95 = 1.959963984540054;

    private static final double[] HISTORY = {3, 1, 4, 2, 7};

    private static final List<ForecastMethod> ALL =
            List.of(
                    new LastValue(),
                    new SeasonalNaive(2),
                    new SeasonalGrowth(2),
                    new Drift(),
                    new HistoryMean(),
                    new Naive2(2),
                    ExponentialSmoothing.simple(),
                    ExponentialSmoothing.holt(),
                    ExponentialSmoothing.dampedHolt(),
                    ExponentialSmoothing.additiveHoltWinters(2),
                    ExponentialSmoothing.multiplicativeHoltWinters(2));

    @Test
    void byHand() {
        assertThat(new LastValue().forecast(HISTORY, 3)).containsExactly(7, 7, 7);
        assertThat(new SeasonalNaive(2).forecast(HISTORY, 5)).containsExactly(2, 7, 2, 7, 2);
        assertThat(new SeasonalNaive(5).forecast(HISTORY, 6)).containsExactly(3, 1, 4, 2, 7, 3);
        // The last value is 7/4 of the one two steps before; two seasons ahead it is that squared.
        assertThat(new SeasonalGrowth(2).forecast(HISTORY, 3))
                .containsExactly(new double[] {3.5, 12.25, 6.125}, within(1e-12));
        // From 3 to 7 in four steps.
        assertThat(new Drift().forecast(HISTORY, 3)).containsExactly(8, 9, 10);
        assertThat(new HistoryMean().forecast(HISTORY, 2))
                .containsExactly(new double[] {3.4, 3.4}, within(1e-12));
    }

    private static void assertInterval(
            IntervalForecastMethod method, int step, double middle, double deviation) {
        ForecastInterval intervals = method.intervals(HISTORY, step, 0.95);
        assertThat(intervals.lower()).hasSize(step);
        assertThat(intervals.lower()[step - 1]).isCloseTo(middle - Z95 * deviation, within(1e-9));
        assertThat(intervals.upper()[step - 1]).isCloseTo(middle + Z95 * deviation, within(1e-9));
    }

    @Test
    void intervalsByHand() {
        // Changes -2, 3, -2, 5, their squares 42.
        assertInterval(new LastValue(), 1, 7, Math.sqrt(42 / 4.0));
        assertInterval(new LastValue(), 3, 7, Math.sqrt(42 / 4.0) * Math.sqrt(3));
        // From season to season 1, 1, 3: 11; steps 1 and 2 are one season ahead, 3 is two.
        assertInterval(new SeasonalNaive(2), 1, 2, Math.sqrt(11 / 3.0));
        assertInterval(new SeasonalNaive(2), 2, 7, Math.sqrt(11 / 3.0));
        assertInterval(new SeasonalNaive(2), 3, 2, Math.sqrt(11 / 3.0) * Math.sqrt(2));
        // Changes less 1: 9 + 4 + 9 + 16 over three; h (1 + h / 4).
        assertInterval(new Drift(), 1, 8, Math.sqrt(38 / 3.0) * Math.sqrt(1.25));
        assertInterval(new Drift(), 2, 9, Math.sqrt(38 / 3.0) * Math.sqrt(2 * 1.5));
        // Around 3.4: .16 + 5.76 + .36 + 1.96 + 12.96 over four.
        assertInterval(new HistoryMean(), 2, 3.4, Math.sqrt(21.2 / 4) * Math.sqrt(1.2));
    }

    @Test
    void intervalsHoldAsManyAsTheySayWhereTheMethodIsRight() {
        Random random = new Random(1);
        int horizon = 6;
        IntervalScores walks = new IntervalScores(0.9);
        IntervalScores noise = new IntervalScores(0.9);
        IntervalScores drifts = new IntervalScores(0.9);
        IntervalScores seasons = new IntervalScores(0.9);
        for (int draw = 0; draw < 600; draw++) {
            double[] walk = new double[120 + horizon];
            double[] flat = new double[walk.length];
            double[] drift = new double[walk.length];
            double[] season = new double[walk.length];
            for (int t = 0; t < walk.length; t++) {
                flat[t] = 5 + random.nextGaussian();
                walk[t] = (t == 0 ? 0 : walk[t - 1]) + random.nextGaussian();
                drift[t] = (t == 0 ? 0 : drift[t - 1] + 3) + random.nextGaussian();
                season[t] = (t < 4 ? 10 * t : season[t - 4]) + random.nextGaussian();
            }
            judge(new LastValue(), walk, horizon, walks);
            judge(new HistoryMean(), flat, horizon, noise);
            judge(new Drift(), drift, horizon, drifts);
            judge(new SeasonalNaive(4), season, horizon, seasons);
        }
        for (IntervalScores scores : List.of(walks, noise, drifts, seasons)) {
            assertThat(scores.judged()).isEqualTo(3600);
            assertThat(scores.coverage()).isCloseTo(0.9, within(0.025));
        }
    }

    private static void judge(
            IntervalForecastMethod method, double[] series, int horizon, IntervalScores scores) {
        int n = series.length - horizon;
        double[] came = Arrays.copyOfRange(series, n, series.length);
        ForecastInterval intervals = method.intervals(Arrays.copyOf(series, n), horizon, 0.9);
        scores.addAll(IntervalScores.of(came, intervals.lower(), intervals.upper(), 0.9));
    }

    @Test
    void constantSeriesGoOn() {
        for (double value : new double[] {0.1, 40}) {
            double[] constant = new double[30];
            Arrays.fill(constant, value);
            for (ForecastMethod method : ALL) {
                assertThat(method.forecast(constant, 5))
                        .as(method.name())
                        .containsExactly(
                                new double[] {value, value, value, value, value},
                                within(1e-12 * value));
            }
        }
        ForecastInterval none = new LastValue().intervals(new double[] {4, 4, 4}, 2, 0.95);
        assertThat(none.lower()).containsExactly(4, 4);
        assertThat(none.upper()).containsExactly(4, 4);
    }

    @Test
    void zerosGoOnWhereNothingMultiplies() {
        for (ForecastMethod method : ALL) {
            if (!method.name().startsWith("multiplicative")
                    && !(method instanceof SeasonalGrowth)) {
                assertThat(method.forecast(new double[30], 2))
                        .as(method.name())
                        .containsExactly(0, 0);
            }
        }
    }

    @Test
    void aHistoryIsNeitherChangedNorRemembered() {
        Random random = new Random(2);
        double[] history = random.doubles(40, 1, 9).toArray();
        double[] other = random.doubles(40, 50, 90).toArray();
        double[] before = history.clone();
        for (ForecastMethod method : ALL) {
            double[] first = method.forecast(history, 4);
            method.forecast(other, 4);
            assertThat(method.forecast(history, 4)).as(method.name()).containsExactly(first);
            assertThat(history).containsExactly(before);
        }
    }

    @Test
    void wrongHistories() {
        for (ForecastMethod method : ALL) {
            double[] tooShort = new double[method.minimum() - 1];
            Arrays.fill(tooShort, 5);
            assertThatThrownBy(() -> method.forecast(tooShort, 1))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining(
                            "%s needs a history of at least %d values, got %d"
                                    .formatted(method.name(), method.minimum(), tooShort.length));
            double[] enough = new double[method.minimum()];
            Arrays.fill(enough, 5);
            assertThat(method.forecast(enough, 1)).hasSize(1);
            assertThatThrownBy(() -> method.forecast(enough, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at least 1 step, not 0");
            for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
                double[] history = {1, 2, 3, bad, 5, 6, 7, 8};
                assertThatThrownBy(() -> method.forecast(history, 1))
                        .isInstanceOf(RecurveException.class)
                        .hasMessageContaining(method.name() + " needs finite values")
                        .hasMessageContaining("value 3 of 8 in the history is " + bad)
                        .hasMessageContaining("fill missing values first");
            }
        }
    }

    @Test
    void intervalsNeedErrors() {
        assertThatThrownBy(() -> new LastValue().intervals(new double[] {1}, 1, 0.9))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("intervals of last value need at least 1 errors")
                .hasMessageContaining("got 0");
        assertThatThrownBy(() -> new Drift().intervals(new double[] {1, 2}, 1, 0.9))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("at least 2 errors in the history")
                .hasMessageContaining("got 1");
        assertThatThrownBy(() -> new LastValue().intervals(HISTORY, 1, 90))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not 90.0");
        assertThatThrownBy(() -> new SeasonalNaive(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1 steps, not 0");
    }

    @Test
    void growthNeedsValuesAboveZero() {
        assertThatThrownBy(() -> new SeasonalGrowth(2).forecast(new double[] {1, 0, 2, 3}, 1))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("needs values above 0, but value 1 of 4")
                .hasMessageContaining("take seasonal naive");
    }
}
