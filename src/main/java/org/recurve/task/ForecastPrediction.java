package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.recurve.data.Forecast;
import org.recurve.data.ForecastSpread;
import org.recurve.data.SeriesWindows;
import org.recurve.data.TimeSeries;
import org.recurve.nn.loss.DistributionLoss;

/** Makes forecasts of some windows at once. */
final class ForecastPrediction {
    private final ForecastSettings settings;
    private final ForecastNetwork network;
    private final SeriesWindows windows;
    private final ForecastInputs inputs;
    private final int targets;

    /**
     * @param windows over numbers that are not scaled yet
     */
    ForecastPrediction(ForecastSettings settings, ForecastNetwork network, SeriesWindows windows) {
        this.settings = settings;
        this.network = network;
        this.windows = windows;
        this.inputs = new ForecastInputs(settings, windows);
        this.targets = settings.columns().targets().size();
    }

    /**
     * @param group numbers of the windows
     * @param scope gets all arrays
     */
    List<Forecast> of(int[] group, ParameterStore store, NDManager scope) {
        float[] levels = new float[group.length * targets];
        NDList list = inputs.inputs(group, levels, scope);
        ForecastArrays arrays = ForecastArrays.of(settings, list);
        Paths paths =
                settings.decoder().kind() == ForecastDecoder.Kind.RECURSIVE
                        ? new ForecastRecursion(settings, network, windows, group, arrays, store)
                                .run()
                        : atOnce(group, arrays, store);
        List<Forecast> forecasts = new ArrayList<>();
        for (int b = 0; b < group.length; b++) {
            var scale = new ForecastScale(settings, windows, group[b], levels, b);
            double[][] points = new double[targets][];
            List<ForecastSpread> spreads = new ArrayList<>();
            for (int c = 0; c < targets; c++) {
                double[][] said = paths.values()[b * targets + c];
                double[][] restored = new double[said.length][];
                for (int s = 0; s < said.length; s++) {
                    restored[s] = scale.restore(c, said[s]);
                }
                spreads.add(spread(restored));
                points[c] = point(restored);
            }
            TimeSeries series = windows.set().series(windows.series(group[b]));
            forecasts.add(
                    new Forecast(
                            settings.name(),
                            series,
                            settings.columns().targets(),
                            windows.origin(group[b]),
                            points,
                            spreads));
        }
        return forecasts;
    }

    /**
     * What was said, on the scale of the network.
     *
     * @param values of each target of each window: a point, quantiles or sample paths, each with a
     *     number for each step
     */
    // An array that is handed on; nothing compares it.
    @SuppressWarnings("ArrayRecordComponent")
    record Paths(double[][][] values) {}

    private ForecastSpread spread(double[][] restored) {
        if (settings.output().isPoint()) {
            return ForecastSpread.NONE;
        }
        return settings.output().distribution() == null
                ? new ForecastSpread.Quantiles(settings.output().levels(), restored)
                : new ForecastSpread.Samples(restored);
    }

    private double[] point(double[][] restored) {
        if (settings.output().isPoint()) {
            return restored[0];
        }
        if (settings.output().distribution() == null) {
            return restored[settings.output().median()];
        }
        double[] mean = new double[restored[0].length];
        Arrays.setAll(
                mean, h -> Arrays.stream(restored).mapToDouble(p -> p[h]).average().orElseThrow());
        return mean;
    }

    private Paths atOnce(int[] group, ForecastArrays arrays, ParameterStore store) {
        NDArray raw = network.forward(store, arrays, new NDList(), false);
        if (settings.output().isPoint()) {
            return paths(group.length, 1, raw.toFloatArray());
        }
        int numbers = settings.output().width();
        DistributionLoss distribution = settings.output().distribution(arrays.level());
        if (distribution == null) {
            Paths paths = paths(group.length, numbers, raw.toFloatArray());
            for (double[][] quantiles : paths.values()) {
                sort(quantiles);
            }
            return paths;
        }
        List<float[]> parameters =
                distribution.parameters(raw).stream().map(NDArray::toFloatArray).toList();
        double[][][] values = new double[group.length * targets][][];
        for (int b = 0; b < group.length; b++) {
            for (int c = 0; c < targets; c++) {
                var draws = ForecastDraws.of(settings.output(), windows, group[b], c);
                double[][] samples = new double[settings.samples()][settings.horizon()];
                for (int h = 0; h < settings.horizon(); h++) {
                    int at = place(b, h, c);
                    double freedom = numbers > 2 ? parameters.get(2)[at] : 0;
                    for (double[] sample : samples) {
                        sample[h] =
                                draws.draw(parameters.get(0)[at], parameters.get(1)[at], freedom);
                    }
                }
                values[b * targets + c] = samples;
            }
        }
        return new Paths(values);
    }

    /** {@return where a value stands in (N,H,D)} */
    private int place(int window, int step, int target) {
        int horizon = settings.horizon();
        return settings.separate()
                ? (window * targets + target) * horizon + step
                : (window * horizon + step) * targets + target;
    }

    /**
     * @param raw {@code (N,H,D,P)}
     */
    private Paths paths(int count, int numbers, float[] raw) {
        double[][][] values = new double[count * targets][numbers][settings.horizon()];
        for (int b = 0; b < count; b++) {
            for (int c = 0; c < targets; c++) {
                for (int h = 0; h < settings.horizon(); h++) {
                    for (int p = 0; p < numbers; p++) {
                        values[b * targets + c][p][h] = raw[place(b, h, c) * numbers + p];
                    }
                }
            }
        }
        return new Paths(values);
    }

    /** Puts the quantiles of each step in order. */
    private static void sort(double[][] quantiles) {
        double[] step = new double[quantiles.length];
        for (int h = 0; h < quantiles[0].length; h++) {
            for (int q = 0; q < step.length; q++) {
                step[q] = quantiles[q][h];
            }
            Arrays.sort(step);
            for (int q = 0; q < step.length; q++) {
                quantiles[q][h] = step[q];
            }
        }
    }
}
