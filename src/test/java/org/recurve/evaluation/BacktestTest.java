package org.recurve.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.recurve.evaluation.FixedForecaster.noise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.baseline.Drift;
import org.recurve.baseline.HistoryMean;
import org.recurve.baseline.LastValue;
import org.recurve.baseline.MethodForecaster;
import org.recurve.baseline.WindowRidge;
import org.recurve.core.EvaluationEvent;
import org.recurve.core.Events;
import org.recurve.core.RecurveException;
import org.recurve.data.Forecast;
import org.recurve.data.Frequency;
import org.recurve.data.SeriesSet;
import org.recurve.metric.PointErrors;
import tech.tablesaw.api.Table;

class BacktestTest {
    private static double[] values(int steps, int seed) {
        double[] values = new double[steps];
        Arrays.setAll(values, t -> 10 + noise(seed, 0, 0, t));
        return values;
    }

    private static SeriesSet one(double... values) {
        return SeriesSet.of("y", "1949-01", Frequency.MONTHLY, values);
    }

    @Test
    void eachOriginIsForecastFromAllBeforeIt() {
        double[] values = values(40, 1);
        SeriesSet set = one(values);
        List<Integer> lengths = new ArrayList<>();
        BacktestEvaluation result =
                new Backtest(set, "1951-01", 5)
                        .step(4)
                        .run(
                                train -> {
                                    lengths.add(train.series(0).length());
                                    return MethodForecaster.of(new HistoryMean());
                                });
        // Steps 24, 28 and 32; of 36 the horizon is not whole.
        assertThat(lengths).containsExactly(24, 28, 32);
        assertThat(result.origins()).containsExactly("1951-01", "1951-05", "1951-09");
        Table table = result.table();
        PointErrors all = new PointErrors();
        for (int k = 0; k < 3; k++) {
            int origin = 24 + 4 * k;
            double[] past = Arrays.copyOf(values, origin);
            double[] actual = Arrays.copyOfRange(values, origin, origin + 5);
            double[] forecast = new HistoryMean().forecast(past, 5);
            Forecast made = result.forecasts().get(k);
            assertThat(made.mean()).containsExactly(forecast);
            assertThat(made.actual(0)).containsExactly(actual);
            assertThat(made.hasSpread()).isTrue();
            PointErrors errors = PointErrors.of(actual, forecast);
            all.addAll(errors);
            assertThat(table.doubleColumn("mse").get(k)).isCloseTo(errors.mse(), within(1e-9));
            double[] naive = new double[5];
            Arrays.setAll(naive, h -> values[origin - 12 + h]);
            assertThat(table.doubleColumn("reference mae").get(k))
                    .isCloseTo(PointErrors.of(actual, naive).mae(), within(1e-9));
        }
        assertThat(result.evaluation().mse()).isCloseTo(all.mse(), within(1e-9));
        assertThat(result.evaluation().windows().size()).isEqualTo(3);
        assertThat(result.evaluation().reference().model()).isEqualTo("seasonal naive, period 12");
        assertThat(table.stringColumn("origin").asList()).isEqualTo(result.origins());
        assertThat(result.toString()).startsWith("3 origins, 1951-01 to 1951-09");
        assertThat(result.evaluation().getProvenance().toString()).contains("backtest");
    }

    @Test
    void onceFittedTheModelStaysButSeesWhatCameMeanwhile() {
        double[] values = values(30, 2);
        List<Integer> lengths = new ArrayList<>();
        List<WindowRidge> fitted = new ArrayList<>();
        BacktestEvaluation result =
                new Backtest(one(values), "1950-09", 3)
                        .lookback(4)
                        .fitOnce()
                        .run(
                                train -> {
                                    lengths.add(train.series(0).length());
                                    var ridge = WindowRidge.builder().lookBack(4).horizon(3);
                                    fitted.add(ridge.fit(train.series(0).values(0)));
                                    return ridge.fit(train);
                                });
        assertThat(lengths).containsExactly(20);
        assertThat(result.origins()).hasSize(3);
        double[] last = fitted.get(0).forecast(Arrays.copyOf(values, 26), 3);
        assertThat(result.forecasts().get(2).mean()).containsExactly(last, within(1e-9));
    }

    /** Behind the third and the fourth origin there is nothing to judge by. */
    @Test
    void originsBehindWhichNothingIsKnownAreLeftOut() {
        double[] values = values(34, 5);
        Arrays.fill(values, 28, 33, Double.NaN);
        values[32] = 11;
        Backtest backtest = new Backtest(one(values), "1951-01", 2).step(2);
        BacktestEvaluation result = backtest.run(train -> MethodForecaster.of(new HistoryMean()));
        assertThat(result.origins()).containsExactly("1951-01", "1951-03", "1951-09");
        assertThat(result.evaluation().judged()).isEqualTo(6);
        Arrays.fill(values, 24, 34, Double.NaN);
        assertThatThrownBy(() -> backtest.run(train -> MethodForecaster.of(new HistoryMean())))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("behind none of the 5 origins from 1951-01 on");
    }

    @Test
    void theFutureHasNoInfluence() {
        double[] values = values(48, 3);
        double[] other = values.clone();
        for (int t = 36; t < 48; t++) {
            other[t] = 1e5 * t;
        }
        List<List<Forecast>> both = new ArrayList<>();
        for (double[] each : List.of(values, other)) {
            both.add(
                    new Backtest(one(each), "1951-01", 6)
                            .lookback(6)
                            .run(train -> WindowRidge.builder().lookBack(6).horizon(6).fit(train))
                            .forecasts());
        }
        // Origins 24, 30 and 36 know nothing of what is changed; the one at 42 does.
        for (int k = 0; k < 3; k++) {
            assertThat(both.get(0).get(k).mean()).containsExactly(both.get(1).get(k).mean());
        }
        assertThat(both.get(0).get(3).mean()[0]).isNotEqualTo(both.get(1).get(3).mean()[0]);
    }

    @Test
    void seriesComeAndGo() {
        SeriesSet set =
                SeriesSet.join(
                        "many",
                        "y",
                        List.of(
                                SeriesSet.of("short", "0", Frequency.INDEX, values(14, 4)),
                                SeriesSet.of("long", "0", Frequency.INDEX, values(20, 5)),
                                SeriesSet.of("late", "11", Frequency.INDEX, values(9, 6))));
        BacktestEvaluation result =
                new Backtest(set, "10", 4)
                        .lookback(3)
                        .judgedBy(new ForecastEvaluator().beside(new Drift()))
                        .run(train -> MethodForecaster.of(new LastValue()));
        assertThat(result.origins()).containsExactly("10", "14");
        assertThat(result.table().intColumn("series").asList()).containsExactly(2, 2);
        assertThat(result.forecasts())
                .extracting(f -> f.series().id() + " at " + f.time(0))
                .containsExactly("short at 10", "long at 10", "long at 14", "late at 14");
        assertThat(result.evaluation().others()).hasSize(1);
    }

    @Test
    void theWholeIsPublished() {
        List<EvaluationEvent> events = new ArrayList<>();
        try (Events.Subscription subscription =
                Events.subscribe(event -> events.add((EvaluationEvent) event))) {
            assertThat(subscription).isNotNull();
            new Backtest(one(values(40, 7)), "1951-01", 6)
                    .judgedBy(new ForecastEvaluator().primary())
                    .run(train -> MethodForecaster.of(new Drift()));
        }
        assertThat(events)
                .extracting(EvaluationEvent::model)
                .containsExactly("drift", "seasonal naive, period 12");
        assertThat(events.get(0).primary()).isTrue();
        assertThat(events.get(0).provenance().toString()).contains("1951-07");
    }

    @Test
    void wrongInput() {
        SeriesSet set = one(values(20, 8));
        assertThatThrownBy(() -> new Backtest(set, "1949-02", 3).step(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1 step apart, not 0");
        assertThatThrownBy(
                        () ->
                                new Backtest(set, "1950-08", 3)
                                        .run(train -> MethodForecaster.of(new LastValue())))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("begins at 1950-08; the first begins at 1949-02");
    }
}
