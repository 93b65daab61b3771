package org.recurve.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.recurve.evaluation.FixedForecaster.noise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.recurve.baseline.LastValue;
import org.recurve.baseline.MethodForecaster;
import org.recurve.baseline.WindowRidge;
import org.recurve.core.RecurveException;
import org.recurve.data.Forecast;
import org.recurve.data.ForecastSpread;
import org.recurve.data.Frequency;
import org.recurve.data.SeriesForecaster;
import org.recurve.data.SeriesSet;
import org.recurve.data.SeriesWindows;

class ConformalForecasterTest {
    private static final FixedForecaster POINTS =
            FixedForecaster.of("points", (w, c, h) -> 3 + noise(1, w, c, h));

    private static double[] random(int length, long seed) {
        return new Random(seed).doubles(length, 0, 6).toArray();
    }

    private static SeriesSet one(double... values) {
        return SeriesSet.of("y", "0", Frequency.INDEX, values);
    }

    /** The 95 %-or-so smallest of n + 1 by its rank. */
    private static double ranked(List<Double> scores, double level) {
        List<Double> sorted = scores.stream().sorted().toList();
        return sorted.get((int) Math.ceil((scores.size() + 1) * level - 1e-9) - 1);
    }

    @Test
    void aroundPointsItIsTheRankedErrorOfEachStep() {
        double[] values = random(62, 1);
        values[30] = Double.NaN;
        SeriesWindows windows = one(values).windows(1, 2);
        ConformalForecaster calibrated = ConformalForecaster.calibrate(POINTS, windows);
        List<Forecast> forecasts = calibrated.forecast(windows);
        for (int h = 0; h < 2; h++) {
            List<Double> errors = new ArrayList<>();
            for (int w = 0; w < windows.size(); w++) {
                double error = Math.abs(values[1 + w + h] - POINTS.points().at(w, 0, h));
                if (!Double.isNaN(error)) {
                    errors.add(error);
                }
            }
            assertThat(errors).hasSize(59);
            for (int w = 0; w < windows.size(); w++) {
                Forecast forecast = forecasts.get(w);
                double point = POINTS.points().at(w, 0, h);
                assertThat(forecast.mean()[h]).isEqualTo(point);
                assertThat(forecast.quantile(0.5)[h]).isEqualTo(point);
                assertThat(forecast.quantile(0.025)[h])
                        .isCloseTo(point - ranked(errors, 0.95), within(1e-12));
                assertThat(forecast.quantile(0.9)[h])
                        .isCloseTo(point + ranked(errors, 0.8), within(1e-12));
            }
        }
        assertThat(forecasts.get(0).model()).isEqualTo("points, conformal intervals");
    }

    @Test
    void intervalsOfTheModelAreWidenedOrNarrowed() {
        double[] values = random(80, 2);
        SeriesWindows windows = one(values).windows(1, 1);
        double[] levels = {0.025, 0.1, 0.5, 0.9, 0.975};
        // The 95 % interval is too narrow, the 80 % one reaches further than it is to.
        double[] offsets = {-2.2, -2.1, 0.3, 2.3, 2.4};
        FixedForecaster model =
                new FixedForecaster(
                        "quantiles",
                        (w, c, h) -> 3,
                        (w, c) ->
                                new ForecastSpread.Quantiles(
                                        levels,
                                        Arrays.stream(offsets)
                                                .mapToObj(o -> new double[] {3 + o})
                                                .toArray(double[][]::new)));
        Forecast forecast = ConformalForecaster.calibrate(model, windows).forecast(windows).get(0);
        List<Double> wide = new ArrayList<>();
        List<Double> narrow = new ArrayList<>();
        for (int t = 1; t < values.length; t++) {
            wide.add(Math.max(0.8 - values[t], values[t] - 5.4));
            narrow.add(Math.max(0.9 - values[t], values[t] - 5.3));
        }
        double out = ranked(wide, 0.95);
        double in = ranked(narrow, 0.8);
        assertThat(out).isGreaterThan(0);
        assertThat(in).isLessThan(out);
        assertThat(forecast.quantile(0.025)[0]).isCloseTo(0.8 - out, within(1e-12));
        assertThat(forecast.quantile(0.1)[0]).isCloseTo(0.9 - in, within(1e-12));
        assertThat(forecast.quantile(0.5)[0]).isCloseTo(3.3, within(1e-12));
        assertThat(forecast.quantile(0.9)[0]).isCloseTo(5.3 + in, within(1e-12));
        assertThat(forecast.quantile(0.975)[0]).isCloseTo(5.4 + out, within(1e-12));
    }

    @Test
    void narrowedIntervalsStayInOrder() {
        double[] values = new double[60];
        Arrays.setAll(values, t -> 3 + 0.01 * noise(3, 0, 0, t));
        SeriesWindows windows = one(values).windows(1, 1);
        FixedForecaster wide =
                new FixedForecaster(
                        "wide",
                        (w, c, h) -> 3,
                        (w, c) ->
                                new ForecastSpread.Quantiles(
                                        new double[] {0.025, 0.1, 0.5, 0.9, 0.975},
                                        new double[][] {{-1}, {0}, {3.5}, {4}, {9}}));
        Forecast forecast = ConformalForecaster.calibrate(wide, windows).forecast(windows).get(0);
        double before = Double.NEGATIVE_INFINITY;
        for (double level : new double[] {0.025, 0.1, 0.5, 0.9, 0.975}) {
            assertThat(forecast.quantile(level)[0]).isGreaterThanOrEqualTo(before);
            before = forecast.quantile(level)[0];
        }
        assertThat(forecast.quantile(0.5)[0]).isEqualTo(3.5);
    }

    @Test
    void seriesOfSeveralUnitsAreMeasuredByTheirChanges() {
        double[] small = random(40, 4);
        double[] large = Arrays.stream(small).map(v -> 1000 * v).toArray();
        double[] constant = new double[40];
        Arrays.fill(constant, 7);
        SeriesSet set =
                SeriesSet.join(
                        "many",
                        "y",
                        List.of(
                                SeriesSet.of("small", "0", Frequency.INDEX, small),
                                SeriesSet.of("large", "0", Frequency.INDEX, large),
                                SeriesSet.of("constant", "0", Frequency.INDEX, constant)));
        SeriesForecaster last = new Bare(MethodForecaster.of(new LastValue()));
        ConformalForecaster calibrated = ConformalForecaster.calibrate(last, set.windows(5, 1));
        Forecast one = calibrated.forecast(set.only("small").lastWindows(5, 1)).get(0);
        List<Forecast> all = calibrated.forecast(set.lastWindows(5, 1));
        assertThat(all.get(0).quantile(0.975)).containsExactly(one.quantile(0.975));
        double width = all.get(0).quantile(0.975)[0] - all.get(0).quantile(0.025)[0];
        assertThat(all.get(1).quantile(0.975)[0] - all.get(1).quantile(0.025)[0])
                .isCloseTo(1000 * width, within(1e-6));
        assertThat(all.get(2).quantile(0.025)).containsExactly(7);
        // By the definition: errors over the mean change before them, of the series that changes.
        List<Double> scores = new ArrayList<>();
        for (int repeat = 0; repeat < 2; repeat++) {
            for (int t = 5; t < 40; t++) {
                scores.add(Math.abs(small[t] - small[t - 1]) / change(small, t));
            }
        }
        assertThat(width).isCloseTo(2 * ranked(scores, 0.95) * change(small, 40), within(1e-9));
    }

    private static double change(double[] values, int before) {
        double sum = 0;
        for (int t = 1; t < before; t++) {
            sum += Math.abs(values[t] - values[t - 1]);
        }
        return sum / (before - 1);
    }

    /** Points without their spread. */
    private record Bare(SeriesForecaster of) implements SeriesForecaster {
        @Override
        public void forecast(SeriesWindows windows, Consumer<? super Forecast> sink) {
            of.forecast(
                    windows,
                    f ->
                            sink.accept(
                                    new Forecast(
                                            f.model(),
                                            f.series(),
                                            f.targets(),
                                            f.origin(),
                                            new double[][] {f.mean()})));
        }

        @Override
        public String name() {
            return of.name();
        }

        @Override
        public long seed() {
            return of.seed();
        }

        @Override
        public Map<String, Object> provenanceMap() {
            return of.provenanceMap();
        }
    }

    @Test
    void ninetyFivePercentHoldOnSimulatedData() {
        Random random = new Random(5);
        double[] y = new double[9000];
        for (int t = 1; t < y.length; t++) {
            y[t] = 0.8 * y[t - 1] + random.nextGaussian();
        }
        SeriesSet set = SeriesSet.of("ar1", "0", Frequency.INDEX, y);
        SeriesForecaster ridge =
                WindowRidge.builder().lookBack(3).horizon(6).fit(set.before("2000"));
        SeriesWindows calibration = set.from("2000").before("5000").windows(3, 6);
        SeriesWindows test = set.from("5000").windows(3, 6);
        // The normal intervals of a random walk, too wide for a process that comes back.
        SeriesForecaster walk = MethodForecaster.of(new LastValue()).lookback(500);
        assertThat(
                        new ForecastEvaluator()
                                .evaluate(walk, test)
                                .byHorizon()
                                .doubleColumn("coverage 95")
                                .get(5))
                .isGreaterThan(0.975);
        for (SeriesForecaster model : List.of(ridge, walk)) {
            ForecastEvaluation judged =
                    new ForecastEvaluator()
                            .evaluate(ConformalForecaster.calibrate(model, calibration), test);
            assertThat(judged.coverage95()).isBetween(0.93, 0.97);
            assertThat(judged.coverage80()).isBetween(0.77, 0.83);
            assertThat(judged.byHorizon().doubleColumn("coverage 95").asList())
                    .allSatisfy(coverage -> assertThat(coverage).isBetween(0.93, 0.97));
        }
    }

    @Test
    void whatItIsCalibratedForAndWhatNot() {
        SeriesSet set = one(random(60, 6));
        ConformalForecaster calibrated = ConformalForecaster.calibrate(POINTS, set.windows(2, 3));
        assertThat(calibrated.baseline()).isFalse();
        assertThat(calibrated.seed()).isEqualTo(7);
        assertThat(calibrated.provenanceMap()).containsKeys("settings", "calibration");
        assertThat(calibrated.forecast(set.windows(2, 2))).hasSize(57);
        assertThatThrownBy(() -> calibrated.forecast(set.windows(2, 4)))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("was calibrated for 3 steps of [y], not for 4 of [y]");
        assertThatThrownBy(
                        () ->
                                ConformalForecaster.calibrate(
                                        POINTS, one(random(20, 7)).windows(1, 2)))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("at least 19 windows")
                .hasMessageContaining("step 1 of \"y\" there are 18");
        double[] gap = new double[30];
        Arrays.fill(gap, Double.NaN);
        gap[0] = 1;
        assertThatThrownBy(
                        () ->
                                ConformalForecaster.calibrate(
                                        MethodForecaster.of(new LastValue()),
                                        one(gap).windows(1, 1)))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("there are 0");
    }
}
