package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.batch.Batch;
import org.recurve.batch.Batches;
import org.recurve.core.RecurveException;
import org.recurve.data.Forecast;
import org.recurve.data.Frequency;
import org.recurve.data.Scaling;
import org.recurve.data.SeriesScaler;
import org.recurve.data.SeriesSet;
import org.recurve.data.SeriesSplits;
import org.recurve.training.Optimizers;
import org.recurve.training.Training;

/** What forecasters promise: no leakage, no influence of neighbours, files, errors. */
class ForecasterTest {
    @TempDir Path folder;

    private static ForecasterBuilder small() {
        return Forecaster.builder().hidden(8).lookback(10).horizon(4);
    }

    private static List<ForecasterBuilder> kinds() {
        return List.of(
                small(),
                small().decoder(ForecastDecoder.recursive()).output(ForecastOutput.gaussian()),
                small().decoder(ForecastDecoder.recursive()).output(ForecastOutput.studentT()),
                small().decoder(ForecastDecoder.encoderDecoder())
                        .output(ForecastOutput.quantiles(0.1, 0.5, 0.9)),
                small().decoder(ForecastDecoder.segments(5)).output(ForecastOutput.gaussian()));
    }

    private static Forecaster initialized(ForecasterBuilder builder, SeriesSet data) {
        Forecaster model = builder.build(data);
        model.initialize();
        return model;
    }

    private static double[] values(int steps) {
        return IntStream.range(0, steps).mapToDouble(t -> 20 + t + 5 * Math.sin(t)).toArray();
    }

    private static SeriesSet series(String name, double... values) {
        return SeriesSet.of(name, "0", Frequency.INDEX, values);
    }

    private static void same(Forecast one, Forecast other, double tolerance) {
        assertThat(one.mean()).containsExactly(other.mean(), within(tolerance));
        if (one.hasSpread()) {
            assertThat(one.quantile(0.1)).containsExactly(other.quantile(0.1), within(tolerance));
            assertThat(one.quantile(0.9)).containsExactly(other.quantile(0.9), within(tolerance));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aSeriesGetsTheSameForecastAloneOrInASet(ForecasterBuilder builder) {
        List<SeriesSet> sets = new ArrayList<>();
        for (int s = 0; s < 5; s++) {
            sets.add(ForecastSamples.autoregression("series " + s, 40, 0.8, s));
        }
        SeriesSet together = SeriesSet.join("five", "y", sets);
        try (Forecaster model = initialized(builder, together)) {
            List<Forecast> all = model.forecast(together);
            assertThat(all).hasSize(5);
            for (int s = 0; s < 5; s++) {
                SeriesSet alone = together.only("series " + s);
                same(model.forecast(alone).get(0), all.get(s), 1e-3);
            }
            assertThat(all.get(0).mean()).isNotEqualTo(all.get(1).mean());
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theFutureHasNoInfluence(ForecasterBuilder builder) {
        double[] values = values(60);
        double[] other = values.clone();
        Arrays.fill(other, 50, 60, -1e6);
        SeriesSplits splits = series("y", values).splitSteps(40, 10, 10);
        SeriesSplits perturbed = series("y", other).splitSteps(40, 10, 10);
        try (Forecaster model = initialized(builder, splits.train())) {
            // Validation ends where the perturbation begins.
            var before = model.forecast(splits.validation().windowsWithHistory(10, 4));
            var after = model.forecast(perturbed.validation().windowsWithHistory(10, 4));
            assertThat(before).hasSize(7);
            for (int w = 0; w < before.size(); w++) {
                same(before.get(w), after.get(w), 0);
            }
            same(
                    model.forecast(splits.test().windowsWithHistory(10, 4)).get(0),
                    model.forecast(perturbed.test().windowsWithHistory(10, 4)).get(0),
                    0);
            same(
                    model.forecast(splits.development()).get(0),
                    model.forecast(perturbed.development()).get(0),
                    0);
        }
    }

    @Test
    void scalersAndTrainingSeeNothingBehindTheTrainingPart() {
        double[] values = values(60);
        double[] other = values.clone();
        Arrays.fill(other, 40, 60, 1e6);
        SeriesSet train = series("y", values).splitSteps(40, 10, 10).train();
        SeriesSet same = series("y", other).splitSteps(40, 10, 10).train();
        try (Forecaster model = initialized(small(), train);
                Forecaster again = initialized(small(), same);
                NDManager scope = model.manager().newSubManager()) {
            assertThat(model.settings()).isEqualTo(again.settings());
            String fitted = SeriesScaler.fit(Scaling.standard(), train).toJson().toString();
            assertThat(model.settings()).containsEntry("scaler", fitted);
            try (Batch batch = batch(model, train, scope);
                    Batch perturbed = batch(again, same, scope)) {
                assertThat(batch.weight()).isEqualTo(27 * 4);
                assertThat(batch.inputs().get(0).toFloatArray())
                        .isEqualTo(perturbed.inputs().get(0).toFloatArray());
                assertThat(batch.labels().get(0).toFloatArray())
                        .isEqualTo(perturbed.labels().get(0).toFloatArray());
            }
        }
    }

    private static Batch batch(Forecaster model, SeriesSet data, NDManager scope) {
        return Batches.windows(100).evaluation(model.collation(data).orElseThrow(), scope).next();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aSavedModelForecastsTheSame(ForecasterBuilder builder) {
        SeriesSet data = ForecastSamples.autoregression("y", 60, 0.7, 3);
        Path file = folder.resolve("model.recurve");
        try (Forecaster model = builder.build(data)) {
            Training.builder()
                    .optimizer(Optimizers.adam(0.01))
                    .batches(Batches.windows(16))
                    .epochs(1)
                    .build()
                    .fit(model, data);
            model.save(file);
            try (Forecaster loaded = Forecaster.load(file)) {
                same(loaded.forecast(data).get(0), model.forecast(data).get(0), 1e-6);
                assertThat(loaded.settings()).isEqualTo(model.settings());
                assertThat(loaded.toString()).isEqualTo(model.toString());
                assertThat(loaded.provenance()).isEqualTo(model.provenance());
            }
        }
    }

    @Test
    void aSavedModelKnowsItsCovariatesAndItsSeries() {
        SeriesSet data = ForecastSamples.covariates(20);
        Path file = folder.resolve("model.recurve");
        try (Forecaster model = initialized(small().embedding(3), data)) {
            model.save(file);
            try (Forecaster loaded = Forecaster.load(file)) {
                var windows = data.windowsWithHistory(10, 4);
                List<Forecast> mine = model.forecast(windows);
                List<Forecast> its = loaded.forecast(windows);
                for (int w = 0; w < windows.size(); w++) {
                    assertThat(its.get(w).mean(1))
                            .containsExactly(mine.get(w).mean(1), within(1e-6));
                }
                assertThat(loaded.settings()).isEqualTo(model.settings());
            }
        }
    }

    @Test
    void missingValuesHaveNoInfluenceAndAreMasked() {
        double[] values = values(40);
        double[] gaps = values.clone();
        gaps[12] = Double.NaN;
        gaps[25] = Double.NaN;
        try (Forecaster model = initialized(small(), series("y", gaps));
                NDManager scope = model.manager().newSubManager();
                Batch batch = batch(model, series("y", gaps), scope)) {
            // Four windows have the first gap in their horizon, four the second.
            assertThat(batch.weight()).isEqualTo(27 * 4 - 3 - 4);
            assertThat(batch.labels()).hasSize(2);
            assertThat(batch.labels().get(1).sum().getFloat()).isEqualTo((float) batch.weight());
            var loss = model.step(new ParameterStore(scope, false), batch, new NDList(), false);
            batch.labels().get(0).addi(batch.labels().get(1).sub(1).mul(1e6));
            var other = model.step(new ParameterStore(scope, false), batch, new NDList(), false);
            assertThat(other.value().getFloat()).isEqualTo(loss.value().getFloat()).isFinite();
        }
        try (Forecaster model = initialized(small(), series("y", values))) {
            assertThatThrownBy(() -> model.forecast(series("y", gaps).windowsWithHistory(10, 4)))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("y of series y has no value at 12")
                    .hasMessageContaining("missing(true)");
        }
    }

    @Test
    void aShortSeriesIsForecastWhereValuesMayBeMissing() {
        SeriesSet train = series("y", values(40));
        SeriesSet two = series("y", 20, 21);
        try (Forecaster model = initialized(small().missing(true), train)) {
            assertThat(model.forecast(two).get(0).mean()).hasSize(4);
        }
        try (Forecaster model = initialized(small(), train)) {
            assertThatThrownBy(() -> model.forecast(two))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("give more of the series");
            assertThatThrownBy(
                            () ->
                                    Training.builder()
                                            .batches(Batches.windows(4))
                                            .build()
                                            .fit(model, two))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("no series is long enough");
        }
    }

    @Test
    void aConstantSeriesStaysConstantBesideItsLastValue() {
        double[] constant = new double[40];
        Arrays.fill(constant, 7);
        SeriesSet data = series("y", constant);
        try (Forecaster model = small().build(data)) {
            Training.builder()
                    .optimizer(Optimizers.adam(0.01))
                    .batches(Batches.windows(8))
                    .epochs(30)
                    .build()
                    .fit(model, data);
            assertThat(model.forecast(data).get(0).mean())
                    .containsExactly(new double[] {7, 7, 7, 7}, within(0.05));
        }
    }

    @Test
    void aHorizonCanBeLongerWhereValuesAreReadBack() {
        SeriesSet data = series("y", values(60));
        try (Forecaster model = initialized(small().decoder(ForecastDecoder.recursive()), data)) {
            double[] longer = model.forecast(data.lastWindows(10, 9)).get(0).mean();
            double[] usual = model.forecast(data).get(0).mean();
            assertThat(Arrays.copyOf(longer, 4)).containsExactly(usual, within(1e-5));
        }
    }

    @Test
    void memoryIsFlat() {
        SeriesSet data = ForecastSamples.autoregression("y", 80, 0.7, 3);
        for (ForecasterBuilder builder : kinds()) {
            try (Forecaster model = initialized(builder, data)) {
                model.forecast(data);
                int before = model.manager().getManagedArrays().size();
                model.forecast(data.windowsWithHistory(10, 4), forecast -> {});
                assertThat(model.manager().getManagedArrays()).hasSize(before);
            }
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        SeriesSet data = series("y", values(60));
        try (Forecaster model = initialized(small(), data)) {
            assertThatThrownBy(() -> model.forecast(series("z", values(60))))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("has the targets [z], but this")
                    .hasMessageContaining("built for [y]");
            assertThatThrownBy(() -> model.forecast(data.windows(9, 4)))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("look-back of 9 and a horizon of 4");
            SeriesSet hours = SeriesSet.of("y", "2020-01-01", Frequency.HOURLY, values(60));
            assertThatThrownBy(() -> model.forecast(hours))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("a step of 1 hour, but this");
        }
        try (Forecaster model = small().build(data)) {
            assertThatThrownBy(() -> model.forecast(data))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("has no weights yet");
        }
        try (Forecaster model = initialized(small().embedding(2), data)) {
            SeriesSet other = SeriesSet.join("more", "y", List.of(series("x", values(60))));
            assertThatThrownBy(() -> model.forecast(other))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("series x was not among the 1 of the training");
        }
    }

    @Test
    void settingsThatDoNotGoTogetherAreRefused() {
        SeriesSet data = series("y", values(60)).withSeason(12);
        assertThatThrownBy(() -> Forecaster.builder().lookback(3).build(data))
                .hasMessageContaining("say lookback(steps) and horizon(steps)");
        assertThatThrownBy(() -> small().residual(ForecastResidual.SEASONAL).build(data))
                .hasMessageContaining("at least a season of 12 steps, not 10");
        assertThatThrownBy(() -> small().decoder(ForecastDecoder.segments(11)).build(data))
                .hasMessageContaining("a segment of 11 steps is longer");
        assertThatThrownBy(
                        () ->
                                small().decoder(ForecastDecoder.recursive())
                                        .residual(ForecastResidual.LINEAR)
                                        .build(data))
                .hasMessageContaining("take LAST or SEASONAL");
        assertThatThrownBy(
                        () ->
                                small().decoder(ForecastDecoder.recursive())
                                        .output(ForecastOutput.quantiles(0.5))
                                        .build(data))
                .hasMessageContaining("take a distribution");
        assertThatThrownBy(
                        () ->
                                small().decoder(ForecastDecoder.recursive())
                                        .build(ForecastSamples.covariates(20)))
                .hasMessageContaining("[visitors] are not known");
        assertThatThrownBy(
                        () ->
                                small().output(ForecastOutput.negativeBinomial())
                                        .residual(ForecastResidual.LAST)
                                        .build(data))
                .hasMessageContaining("without a residual");
        assertThatThrownBy(() -> ForecastOutput.quantiles(0.1, 0.9))
                .hasMessageContaining("0.5 among them");
        assertThatThrownBy(() -> Batches.windows(0)).hasMessageContaining("at least 1 window");
    }

    @Test
    void everyWindowOfAnEpochIsDrawnOnceAndLimitsHold() {
        SeriesSet data = series("y", values(60));
        try (Forecaster model = initialized(small(), data);
                NDManager scope = model.manager().newSubManager()) {
            var collation = model.collation(data).orElseThrow();
            List<Float> all = firsts(Batches.windows(10).evaluation(collation, scope));
            assertThat(all).hasSize(47);
            var random = new java.util.Random(1);
            List<Float> shuffled = firsts(Batches.windows(10).training(collation, scope, random));
            assertThat(shuffled).containsExactlyInAnyOrderElementsOf(all).isNotEqualTo(all);
            var some = Batches.windows(10).perEpoch(15);
            List<Float> few = firsts(some.training(collation, scope, random));
            assertThat(few).hasSize(15).doesNotHaveDuplicates();
            assertThat(all).containsAll(few);
            assertThat(few).isNotEqualTo(firsts(some.training(collation, scope, random)));
        }
        assertThatThrownBy(() -> Batches.windows(3).evaluation(data, NDManager.newBaseManager()))
                .hasMessageContaining("train a forecaster");
    }

    /** What tells windows apart: their labels. */
    private static List<Float> firsts(org.recurve.batch.BatchSource source) {
        List<Float> firsts = new ArrayList<>();
        long batches = 0;
        while (source.hasNext()) {
            try (Batch batch = source.next()) {
                float[] labels = batch.labels().get(0).toFloatArray();
                float[] inputs = batch.inputs().get(0).toFloatArray();
                for (int i = 0; i < labels.length; i += 4) {
                    firsts.add(labels[i] + 31 * inputs[i / 4 * 10]);
                }
                batches++;
            }
        }
        assertThat(batches).isEqualTo(source.size());
        return firsts;
    }
}
