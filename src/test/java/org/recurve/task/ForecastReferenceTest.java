package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.recurve.batch.Batch;
import org.recurve.batch.Batches;
import org.recurve.data.Forecast;
import org.recurve.data.Scaling;
import org.recurve.data.SeriesSet;
import org.recurve.data.SeriesWindows;
import org.recurve.data.WindowNormalization;
import org.recurve.nn.Cells;
import org.recurve.nn.ParameterNames;

/**
 * Forecasts, losses and gradients of every decoder, residual and output against plain Java, with
 * covariates of every kind and an embedding.
 */
class ForecastReferenceTest {
    private static final int LOOKBACK = 9;
    private static final int HORIZON = 5;
    private static final int HIDDEN = 4;

    private record Trial(
            ForecastDecoder decoder,
            ForecastResidual residual,
            ForecastOutput output,
            boolean separate) {

        @Override
        public String toString() {
            return "%s, %s, %s%s"
                    .formatted(decoder, residual, output, separate ? "" : ", targets together");
        }
    }

    private static Stream<Trial> trials() {
        List<Trial> trials = new ArrayList<>();
        for (boolean separate : new boolean[] {true, false}) {
            for (ForecastResidual residual : ForecastResidual.values()) {
                for (ForecastDecoder decoder :
                        List.of(
                                ForecastDecoder.direct(),
                                ForecastDecoder.encoderDecoder(),
                                ForecastDecoder.segments(4),
                                ForecastDecoder.recursive())) {
                    boolean recursive = decoder.kind() == ForecastDecoder.Kind.RECURSIVE;
                    boolean atOnce =
                            residual == ForecastResidual.LINEAR
                                    || residual == ForecastResidual.SMOOTHING;
                    boolean together = !separate && residual == ForecastResidual.SMOOTHING;
                    if (!(recursive && atOnce) && !together) {
                        trials.add(
                                new Trial(decoder, residual, ForecastOutput.squared(), separate));
                    }
                }
            }
            trials.add(
                    new Trial(
                            ForecastDecoder.direct(),
                            ForecastResidual.SEASONAL,
                            ForecastOutput.quantiles(0.1, 0.5, 0.9),
                            separate));
            trials.add(
                    new Trial(
                            ForecastDecoder.recursive(),
                            ForecastResidual.LAST,
                            ForecastOutput.gaussian(),
                            separate));
        }
        return trials.stream();
    }

    private static Forecaster build(Trial trial, SeriesSet data) {
        Forecaster model =
                Forecaster.builder()
                        .cell(Cells.rnn())
                        .hidden(HIDDEN)
                        .lookback(LOOKBACK)
                        .horizon(HORIZON)
                        .decoder(trial.decoder())
                        .residual(trial.residual())
                        .output(trial.output())
                        .channelIndependent(trial.separate())
                        .normalization(WindowNormalization.MEAN)
                        .scalingPerSeries(Scaling.standard())
                        .embedding(2)
                        .build(data);
        model.initialize();
        Random random = new Random(3);
        ParameterNames.of(model.block())
                .values()
                .forEach(
                        parameter -> {
                            float[] values = new float[(int) parameter.getArray().size()];
                            for (int i = 0; i < values.length; i++) {
                                values[i] = (float) (0.4 * random.nextGaussian());
                            }
                            parameter.getArray().set(values);
                        });
        return model;
    }

    private static Map<String, double[][]> weights(Forecaster model) {
        Map<String, double[][]> weights = new LinkedHashMap<>();
        ParameterNames.of(model.block())
                .forEach(
                        (name, parameter) -> {
                            NDArray array = parameter.getArray();
                            boolean vector = array.getShape().dimension() == 1;
                            int rows = vector ? 1 : (int) array.size(0);
                            int columns = (int) array.size() / rows;
                            float[] flat = array.toFloatArray();
                            double[][] matrix = new double[rows][columns];
                            for (int i = 0; i < flat.length; i++) {
                                matrix[i / columns][i % columns] = flat[i];
                            }
                            weights.put(name, matrix);
                        });
        return weights;
    }

    /** Numbers of one window, scaled and on its level, by plain means. */
    private static final class Window {
        final List<ForecastReference.Row> rows = new ArrayList<>();

        /**
         * Of each target: what its mean and deviation in its series are, and the window's level.
         */
        final double[][] scales;

        final int series;
        final int phase;

        /** Of each row H × D. */
        final List<double[][]> truths = new ArrayList<>();

        Window(
                SeriesSet data,
                SeriesWindows windows,
                int window,
                Trial trial,
                Map<String, double[][]> weights,
                boolean forced) {
            series = windows.series(window);
            phase = (windows.origin(window) - LOOKBACK) % 3;
            int origin = windows.origin(window);
            int targets = data.targets().size();
            scales = new double[targets][];
            double[][] x = new double[LOOKBACK][targets];
            double[][] y = new double[HORIZON][targets];
            for (int c = 0; c < targets; c++) {
                double[] values = data.series(series).values(c);
                double mean = mean(values);
                double deviation = deviation(values);
                double level = 0;
                for (int t = 0; t < LOOKBACK; t++) {
                    x[t][c] = (values[origin - LOOKBACK + t] - mean) / deviation;
                    level += x[t][c] / LOOKBACK;
                }
                for (int t = 0; t < LOOKBACK; t++) {
                    x[t][c] -= level;
                }
                for (int h = 0; h < HORIZON; h++) {
                    y[h][c] = (values[origin + h] - mean) / deviation - level;
                }
                scales[c] = new double[] {mean, deviation, level};
            }
            double[][] past = {};
            if (!data.pastCovariates().isEmpty()) {
                past = covariate(data, series, "visitors", origin - LOOKBACK, LOOKBACK);
            }
            double[][] known =
                    covariate(data, series, "offer", origin - LOOKBACK, LOOKBACK + HORIZON);
            double[] statics = {};
            if (!data.staticCovariates().isEmpty()) {
                // Areas 100 and 150: mean 125, deviation 25. Towns in the order of the alphabet.
                statics = new double[] {series == 0 ? -1 : 1, series == 0 ? 0 : 1, 1 - series};
            }
            int rowCount = trial.separate() ? targets : 1;
            for (int row = 0; row < rowCount; row++) {
                int of = row;
                double[] embedding = weights.get("embedding.weight")[series * rowCount + row];
                double[] constants =
                        DoubleStream.concat(Arrays.stream(statics), Arrays.stream(embedding))
                                .toArray();
                double[][] mine = trial.separate() ? column(x, of) : x;
                double[][] truth = trial.separate() ? column(y, of) : y;
                truths.add(truth);
                rows.add(
                        new ForecastReference.Row(
                                mine, past, known, constants, forced ? truth : null));
            }
        }

        /** What the reference says of a row. */
        double[][] said(ForecastReference reference, int row, Trial trial) {
            return trial.residual() == ForecastResidual.SMOOTHING
                    ? reference.smoothed(rows.get(row), series * rows.size() + row, phase)
                    : reference.said(rows.get(row));
        }

        private static double[][] covariate(
                SeriesSet data, int series, String name, int from, int steps) {
            double[] all =
                    data.series().stream()
                            .flatMapToDouble(s -> Arrays.stream(s.values(name)))
                            .toArray();
            double mean = mean(all);
            double deviation = deviation(all);
            double[][] values = new double[steps][1];
            for (int t = 0; t < steps; t++) {
                double value = data.series(series).values(name)[from + t];
                values[t][0] = (value - mean) / deviation;
            }
            return values;
        }

        private static double[][] column(double[][] of, int c) {
            return Arrays.stream(of).map(row -> new double[] {row[c]}).toArray(double[][]::new);
        }

        private static double mean(double[] values) {
            return Arrays.stream(values).average().orElseThrow();
        }

        private static double deviation(double[] values) {
            double mean = mean(values);
            return Math.sqrt(
                    Arrays.stream(values)
                            .map(v -> (v - mean) * (v - mean))
                            .average()
                            .orElseThrow());
        }
    }

    private static SeriesSet data(Trial trial) {
        boolean recursive = trial.decoder().kind() == ForecastDecoder.Kind.RECURSIVE;
        return recursive ? ForecastSamples.withoutPast(16) : ForecastSamples.covariates(16);
    }

    @TestFactory
    Stream<DynamicTest> pointsAndQuantiles() {
        return trials().filter(trial -> trial.output().distribution() == null)
                .map(trial -> DynamicTest.dynamicTest(trial.toString(), () -> forecasts(trial)));
    }

    private static void forecasts(Trial trial) {
        SeriesSet data = data(trial);
        try (Forecaster model = build(trial, data)) {
            var weights = weights(model);
            var reference = new ForecastReference(settings(model), weights);
            SeriesWindows windows = data.windowsWithHistory(LOOKBACK, HORIZON);
            assertThat(windows.size()).isEqualTo(6);
            List<Forecast> forecasts = model.forecast(windows);
            int numbers = trial.output().width();
            for (int w = 0; w < windows.size(); w++) {
                Window window = new Window(data, windows, w, trial, weights, false);
                for (int c = 0; c < 2; c++) {
                    int row = trial.separate() ? c : 0;
                    double[][] said = window.said(reference, row, trial);
                    for (int h = 0; h < HORIZON; h++) {
                        int first = trial.separate() ? 0 : c * numbers;
                        double[] step = Arrays.copyOfRange(said[h], first, first + numbers);
                        Arrays.sort(step);
                        double[] scale = window.scales[c];
                        double point = (step[numbers / 2] + scale[2]) * scale[1] + scale[0];
                        assertThat(forecasts.get(w).mean(c)[h]).isCloseTo(point, within(1e-4));
                        if (numbers > 1) {
                            double low = (step[0] + scale[2]) * scale[1] + scale[0];
                            assertThat(forecasts.get(w).quantile(c, 0.1)[h])
                                    .isCloseTo(low, within(1e-4));
                        }
                    }
                }
            }
        }
    }

    private static ForecastSettings settings(Forecaster model) {
        return ForecastSettings.fromJson(model.describe());
    }

    @TestFactory
    Stream<DynamicTest> lossesAndGradients() {
        return trials().map(trial -> DynamicTest.dynamicTest(trial.toString(), () -> loss(trial)));
    }

    private static void loss(Trial trial) {
        SeriesSet data = data(trial);
        try (Forecaster model = build(trial, data);
                NDManager scope = model.manager().newSubManager()) {
            var parameters = ParameterNames.of(model.block());
            parameters.values().forEach(p -> p.getArray().setRequiresGradient(true));
            var weights = weights(model);
            SeriesWindows windows = data.windowsWithHistory(LOOKBACK, HORIZON);
            var collation = model.collation(data).orElseThrow();
            try (Batch batch = Batches.windows(50).evaluation(collation, scope).next();
                    GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                var step = model.step(new ParameterStore(scope, false), batch, new NDList(), true);
                collector.backward(step.objective());
                assertThat((double) step.value().getFloat())
                        .isCloseTo(expected(trial, model, data, windows, weights), within(1e-5));
            }
            double change = 1e-5;
            parameters.forEach(
                    (name, parameter) -> {
                        double[][] matrix = weights.get(name);
                        float[] gradient = parameter.getArray().getGradient().toFloatArray();
                        // The first, the last and one between say whether all are in their places.
                        for (int at :
                                IntStream.of(0, gradient.length / 2, gradient.length - 1)
                                        .distinct()
                                        .toArray()) {
                            int row = at / matrix[0].length;
                            int column = at % matrix[0].length;
                            double before = matrix[row][column];
                            matrix[row][column] = before + change;
                            double above = expected(trial, model, data, windows, weights);
                            matrix[row][column] = before - change;
                            double below = expected(trial, model, data, windows, weights);
                            matrix[row][column] = before;
                            assertThat((double) gradient[at])
                                    .as(name + " " + at)
                                    .isCloseTo((above - below) / (2 * change), within(1e-4));
                        }
                    });
        }
    }

    /** The mean loss over all values, by the formulas of the losses. */
    private static double expected(
            Trial trial,
            Forecaster model,
            SeriesSet data,
            SeriesWindows windows,
            Map<String, double[][]> weights) {
        var reference = new ForecastReference(settings(model), weights);
        double sum = 0;
        int count = 0;
        int numbers = trial.output().width();
        for (int w = 0; w < windows.size(); w++) {
            Window window = new Window(data, windows, w, trial, weights, true);
            for (int row = 0; row < window.rows.size(); row++) {
                double[][] said = window.said(reference, row, trial);
                double[][] truth = window.truths.get(row);
                for (int h = 0; h < HORIZON; h++) {
                    for (int d = 0; d < truth[h].length; d++) {
                        double y = truth[h][d];
                        double[] of = Arrays.copyOfRange(said[h], d * numbers, (d + 1) * numbers);
                        sum += loss(trial.output(), of, y);
                        count++;
                    }
                }
            }
        }
        return sum / count;
    }

    private static double loss(ForecastOutput output, double[] said, double y) {
        if (output.isPoint()) {
            return (said[0] - y) * (said[0] - y);
        }
        if (output.distribution() != null) {
            double scale = Math.log1p(Math.exp(said[1])) + 1e-6;
            double z = (y - said[0]) / scale;
            return 0.5 * z * z + Math.log(scale) + 0.5 * Math.log(2 * Math.PI);
        }
        double sum = 0;
        double[] levels = output.levels();
        for (int q = 0; q < levels.length; q++) {
            double error = y - said[q];
            sum += Math.max(levels[q] * error, (levels[q] - 1) * error) / levels.length;
        }
        return sum;
    }
}
