package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.List;
import org.recurve.data.SeriesWindows;
import org.recurve.data.TimeSeries;
import org.recurve.nn.loss.DistributionLoss;

/**
 * Forecasts step by step, reading its own values: one path where points are said, else as many
 * sample paths as are wanted, all of them side by side.
 */
final class ForecastRecursion {
    private final ForecastSettings settings;
    private final ForecastNetwork network;
    private final RecursiveHorizon recursion;
    private final SeriesWindows windows;
    private final int width;
    private final int paths;
    private final int horizon;

    ForecastRecursion(ForecastSettings settings, ForecastNetwork network, SeriesWindows windows) {
        this.settings = settings;
        this.network = network;
        this.recursion = (RecursiveHorizon) network.horizon();
        this.windows = windows;
        this.width = settings.width();
        this.paths = settings.output().isPoint() ? 1 : settings.samples();
        this.horizon = windows.horizon();
    }

    ForecastPrediction.Paths run(int[] group, ForecastArrays arrays, ParameterStore store) {
        int rows = Math.toIntExact(arrays.x().size(0));
        NDArray constants = network.constants(store, arrays, false);
        var said = recursion.read(store, arrays, constants);
        Simple simple = new Simple(arrays);
        ForecastDraws[] draws = draws(group);
        float[] level = arrays.level() == null ? null : arrays.level().toFloatArray();
        double[][][] values = new double[group.length * settings.columns().targets().size()][][];
        for (int i = 0; i < values.length; i++) {
            values[i] = new double[paths][horizon];
        }
        NDArray repeatedConstants = constants == null ? null : repeat(constants, 0);
        NDList states = new NDList();
        said.states().forEach(state -> states.add(repeat(state, 1)));
        NDManager scope = arrays.x().getManager();
        NDArray raw = repeat(said.raw(), 0);
        NDArray levels = arrays.level() == null ? null : repeat(arrays.level(), 0).squeeze(1);
        for (int h = 0; h < horizon; h++) {
            float[] next = new float[rows * paths * width];
            List<float[]> parameters = parameters(raw, levels);
            for (int row = 0; row < rows; row++) {
                for (int p = 0; p < paths; p++) {
                    for (int d = 0; d < width; d++) {
                        int at = (row * paths + p) * width + d;
                        double place = parameters.get(0)[at] + simple.at(row, p, d, h);
                        double value =
                                paths == 1 && settings.output().isPoint()
                                        ? place
                                        : draws[row * width + d].draw(
                                                place,
                                                parameters.get(1)[at],
                                                parameters.size() > 2 ? parameters.get(2)[at] : 0);
                        values[row * width + d][p][h] = value;
                        next[at] = (float) (level == null ? value : value / level[row * width + d]);
                    }
                }
            }
            simple.add(next);
            if (h == horizon - 1) {
                break;
            }
            NDList before = new NDList(states);
            NDArray known = known(arrays, h + 1);
            NDArray value = scope.create(next, new Shape((long) rows * paths, 1, width));
            NDArray oldRaw = raw;
            var step = recursion.step(store, value, known, repeatedConstants, before);
            raw = step.raw();
            states.clear();
            states.addAll(step.states());
            // A long horizon must not hold the states of all its steps.
            before.close();
            oldRaw.close();
        }
        return new ForecastPrediction.Paths(values);
    }

    private NDArray known(ForecastArrays arrays, int step) {
        if (arrays.known() == null) {
            return null;
        }
        int at = settings.lookback() + step;
        return repeat(arrays.known().get(":, " + at + ":" + (at + 1)), 0);
    }

    /** Each row so many times, one after the other. */
    private NDArray repeat(NDArray array, int axis) {
        return paths == 1 ? array : array.repeat(axis, paths);
    }

    private List<float[]> parameters(NDArray raw, NDArray level) {
        DistributionLoss distribution = settings.output().distribution(level);
        NDList parameters =
                distribution == null ? new NDList(raw.squeeze(-1)) : distribution.parameters(raw);
        return parameters.stream().map(NDArray::toFloatArray).toList();
    }

    private ForecastDraws[] draws(int[] group) {
        int targets = settings.columns().targets().size();
        ForecastDraws[] draws = new ForecastDraws[group.length * targets];
        for (int i = 0; i < draws.length; i++) {
            int window = group[i / targets];
            TimeSeries series = windows.set().series(windows.series(window));
            draws[i] =
                    new ForecastDraws(
                            settings.output(),
                            ForecastDraws.seed(series, windows.origin(window), i % targets));
        }
        return draws;
    }

    /** The simple forecast of each path, which is made of the path's own values. */
    private final class Simple {
        private final int lag;

        /** The last season of the look-back, then what was forecast: a row for each step. */
        private final float[][] values;

        private int steps;

        Simple(ForecastArrays arrays) {
            lag =
                    switch (settings.residual()) {
                        case LAST -> 1;
                        case SEASONAL -> settings.season();
                        case NONE, LINEAR, SMOOTHING -> 0;
                    };
            values = new float[lag + horizon][];
            for (int t = 0; t < lag; t++) {
                int step = settings.lookback() - lag + t;
                NDArray at = arrays.x().get(":, " + step + ", :" + width);
                values[t] = repeat(at, 0).toFloatArray();
            }
        }

        double at(int row, int path, int target, int step) {
            return lag == 0 ? 0 : values[step][(row * paths + path) * width + target];
        }

        void add(float[] next) {
            values[lag + steps] = next;
            steps++;
        }
    }
}
