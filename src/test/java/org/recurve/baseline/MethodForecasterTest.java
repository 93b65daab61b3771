package org.recurve.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.recurve.core.RecurveException;
import org.recurve.data.Forecast;
import org.recurve.data.Frequency;
import org.recurve.data.Scaling;
import org.recurve.data.SeriesScaler;
import org.recurve.data.SeriesSet;
import org.recurve.data.SeriesWindows;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class MethodForecasterTest {
    private static final double NAN = Double.NaN;

    private static SeriesSet one(double... values) {
        return SeriesSet.of("y", "0", Frequency.INDEX, values);
    }

    private static double[] noise(int length, double mean, long seed) {
        Random random = new Random(seed);
        double[] y = new double[length];
        Arrays.setAll(
                y, t -> mean + (t == 0 ? 0 : 0.7 * (y[t - 1] - mean)) + random.nextGaussian());
        return y;
    }

    /** Two series of two targets, of different lengths and units. */
    private static SeriesSet many() {
        StringColumn id = StringColumn.create("id");
        IntColumn time = IntColumn.create("t");
        DoubleColumn small = DoubleColumn.create("small");
        DoubleColumn large = DoubleColumn.create("large");
        int[] lengths = {60, 45};
        for (int s = 0; s < 2; s++) {
            double[] a = noise(lengths[s], 3 + s, 10 + s);
            double[] b = noise(lengths[s], -2, 20 + s);
            for (int t = 0; t < lengths[s]; t++) {
                id.append("s" + s);
                time.append(t);
                small.append(a[t]);
                large.append(1000 * b[t]);
            }
        }
        return SeriesSet.reader("t")
                .id("id")
                .targets("small", "large")
                .read(Table.create("made", id, time, small, large));
    }

    @Test
    void everyTargetOfEveryWindowIsForecastFromAllBeforeIt() {
        SeriesSet all = many();
        SeriesSet test = all.from("40");
        SeriesWindows windows = test.windowsWithHistory(2, 3);
        List<Forecast> forecasts = MethodForecaster.of(new Drift()).forecast(windows);
        assertThat(forecasts).hasSize(windows.size()).hasSize(18 + 3);
        for (int w = 0; w < windows.size(); w++) {
            Forecast forecast = forecasts.get(w);
            assertThat(forecast.origin()).isEqualTo(windows.origin(w));
            assertThat(forecast.series()).isSameAs(test.series(windows.series(w)));
            for (int c = 0; c < 2; c++) {
                double[] known =
                        Arrays.copyOf(
                                all.series(windows.series(w)).values(c), 40 + windows.origin(w));
                assertThat(forecast.mean(c)).containsExactly(new Drift().forecast(known, 3));
                ForecastInterval wide = new Drift().intervals(known, 3, 0.95);
                ForecastInterval narrow = new Drift().intervals(known, 3, 0.8);
                assertThat(forecast.quantile(c, 0.025)).containsExactly(wide.lower());
                assertThat(forecast.quantile(c, 0.1)).containsExactly(narrow.lower());
                assertThat(forecast.quantile(c, 0.5)).containsExactly(forecast.mean(c));
                assertThat(forecast.quantile(c, 0.9)).containsExactly(narrow.upper());
                assertThat(forecast.quantile(c, 0.975)).containsExactly(wide.upper());
            }
        }
    }

    @Test
    void theLookBackHidesWhatIsBefore() {
        SeriesWindows windows = one(noise(50, 1, 1)).windows(20, 2);
        List<Forecast> forecasts =
                MethodForecaster.of(new HistoryMean()).lookback(7).forecast(windows);
        for (int w = 0; w < windows.size(); w++) {
            double[] last = windows.history(w, 0);
            double[] seven = Arrays.copyOfRange(last, last.length - 7, last.length);
            assertThat(forecasts.get(w).mean())
                    .containsExactly(new HistoryMean().forecast(seven, 2));
        }
        assertThat(forecasts.get(0).model()).isEqualTo("mean of the last 7 steps");
        assertThatThrownBy(() -> MethodForecaster.of(new LastValue()).lookback(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1 step, not 0");
    }

    @Test
    void theFutureHasNoInfluence() {
        double[] values = noise(60, 4, 2);
        double[] other = values.clone();
        for (int t = 40; t < 60; t++) {
            other[t] = 1e6 * t;
        }
        MethodForecaster holt = MethodForecaster.of(ExponentialSmoothing.holt());
        Forecast forecast = holt.forecast(one(values).windows(5, 6).at("40")).get(0);
        Forecast same = holt.forecast(one(other).windows(5, 6).at("40")).get(0);
        assertThat(forecast.mean()).containsExactly(same.mean());
        assertThat(forecast.hasSpread()).isFalse();
    }

    @Test
    void aMissingValueIsTheLastOneBeforeIt() {
        double[] gaps = {NAN, NAN, 4, NAN, 5, 9, NAN, NAN, 1, 2};
        Forecast forecast =
                MethodForecaster.of(new HistoryMean())
                        .forecast(one(gaps).windows(2, 2).at("8"))
                        .get(0);
        double mean = (4 + 4 + 5 + 9 + 9 + 9) / 6.0;
        assertThat(forecast.mean()).containsExactly(new double[] {mean, mean}, within(1e-12));
        SeriesWindows nothing = one(NAN, NAN, 3, 4).windows(2, 1).at("2");
        assertThatThrownBy(() -> MethodForecaster.of(new LastValue()).forecast(nothing))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining(
                        "last value needs a history of at least 1 values, but \"y\" of series y has"
                                + " 0 before 2");
    }

    @Test
    void aShortHistoryGetsAnotherMethodOrIsNamed() {
        SeriesSet set = one(1, 2, 3, 4, 5, 6);
        MethodForecaster seasonal = MethodForecaster.of(new SeasonalNaive(4));
        assertThatThrownBy(() -> seasonal.forecast(set.windows(1, 1)))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining(
                        "needs a history of at least 4 values, but \"y\" of series y has 1 before 1");
        List<Forecast> forecasts = seasonal.otherwise(new LastValue()).forecast(set.windows(1, 1));
        assertThat(forecasts.stream().flatMapToDouble(f -> DoubleStream.of(f.mean())).toArray())
                .containsExactly(1, 2, 3, 1, 2);
        // An interval takes two values of the last one, a value and a season of seasonal naive.
        assertThat(forecasts)
                .extracting(Forecast::hasSpread)
                .containsExactly(false, true, true, false, true);
    }

    @Test
    void aScaleIsUndone() {
        double[] values = Arrays.stream(noise(40, 0, 3)).map(Math::exp).toArray();
        SeriesSet set = one(values);
        SeriesWindows windows = set.windows(30, 2).at("33");
        Forecast forecast =
                MethodForecaster.of(new Drift())
                        .scaled(SeriesScaler.fit(Scaling.boxCox(0), set.before("30")))
                        .forecast(windows)
                        .get(0);
        double[] logs = Arrays.stream(values).limit(33).map(Math::log).toArray();
        double[] expected = Arrays.stream(new Drift().forecast(logs, 2)).map(Math::exp).toArray();
        assertThat(forecast.mean()).containsExactly(expected, within(1e-9));
        double[] upper =
                Arrays.stream(new Drift().intervals(logs, 2, 0.95).upper())
                        .map(Math::exp)
                        .toArray();
        assertThat(forecast.quantile(0.975)).containsExactly(upper, within(1e-9));
    }

    @Test
    void aRidgeIsFittedToAllTargetsOfAllSeries() {
        SeriesSet all = many();
        SeriesSet train = all.before("35");
        SeriesScaler scaler = SeriesScaler.fitPerSeries(Scaling.standard(), train);
        WindowRidgeBuilder settings = WindowRidge.builder().lookBack(4).horizon(3);
        List<double[]> scaled = new ArrayList<>();
        for (String id : train.ids()) {
            for (String target : train.targets()) {
                scaled.add(
                        Arrays.stream(train.series(id).values(target))
                                .map(scaler.scaler(id, target)::apply)
                                .toArray());
            }
        }
        WindowRidge slow = settings.fit(scaled.toArray(double[][]::new));
        MethodForecaster ridge = settings.fit(train, scaler);
        Forecast forecast = ridge.forecast(all.only("s1").windows(4, 3).at("40")).get(0);
        for (int c = 0; c < 2; c++) {
            var of = scaler.scaler("s1", all.targets().get(c));
            double[] history =
                    Arrays.stream(all.series("s1").values(c)).limit(40).map(of::apply).toArray();
            double[] expected = Arrays.stream(slow.forecast(history, 3)).map(of::invert).toArray();
            assertThat(forecast.mean(c)).containsExactly(expected, within(1e-9));
        }
        assertThat(ridge.provenanceMap().toString())
                .contains("ridge on the last 4 values", "small", "made");
        WindowRidge plain =
                settings.fit(
                        train.series(0).values(0),
                        train.series(0).values(1),
                        train.series(1).values(0),
                        train.series(1).values(1));
        assertThat(settings.fit(train).forecast(all.windows(4, 3).at("50")).get(0).mean())
                .containsExactly(
                        plain.forecast(Arrays.copyOf(all.series(0).values(0), 50), 3),
                        within(1e-9));
    }

    @Test
    void aSeriesIsForecastAloneAsInASet() {
        SeriesSet all = many();
        MethodForecaster mean = MethodForecaster.of(new HistoryMean());
        Forecast alone = mean.forecast(all.only("s1").windows(3, 2).at("30")).get(0);
        Forecast together = mean.forecast(all.windows(3, 2).at("30")).get(1);
        assertThat(together.series().id()).isEqualTo("s1");
        assertThat(alone.mean(1)).containsExactly(together.mean(1));
        assertThat(alone.quantile(1, 0.1)).containsExactly(together.quantile(1, 0.1));
    }

    @Test
    void itIsABaselineThatCanBeStopped() {
        MethodForecaster naive = MethodForecaster.of(new SeasonalNaive(4)).lookback(9);
        assertThat(naive.baseline()).isTrue();
        assertThat(naive.seed()).isEqualTo(-1);
        assertThat(naive.otherwise(new LastValue()).provenanceMap())
                .containsEntry("method", "seasonal naive, period 4")
                .containsEntry("shorter", "last value")
                .containsEntry("lookback", 9);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> naive.forecast(one(noise(20, 0, 4)).windows(5, 1)))
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("seasonal naive, period 4");
        assertThat(Thread.interrupted()).isFalse();
    }
}
