package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.List;
import org.recurve.data.SeriesWindows;
import org.recurve.nn.loss.DistributionLoss;

/**
 * Forecasts step by step, reading its own values: one path where points are said, else as many
 * sample paths as are wanted, all of them side by side.
 */
final class ForecastRecursion {
    private final ForecastSettings settings;
    private final RecursiveHorizon recursion;
    private final ForecastArrays arrays;
    private final ParameterStore store;
    private final int rows;
    private final int width;
    private final int paths;
    private final int horizon;

    /** For each path; null for none. */
    private final NDArray constants;

    /** Of counts, for each path; null otherwise. */
    private final NDArray level;

    private final ForecastDraws[] draws;
    private final OwnPast past;

    /** What was said, a path for each target of each window. */
    private final double[][][] values;

    ForecastRecursion(
            ForecastSettings settings,
            ForecastNetwork network,
            SeriesWindows windows,
            int[] group,
            ForecastArrays arrays,
            ParameterStore store) {
        this.settings = settings;
        this.recursion = (RecursiveHorizon) network.horizon();
        this.arrays = arrays;
        this.store = store;
        rows = Math.toIntExact(arrays.x().size(0));
        width = settings.width();
        paths = settings.output().isPoint() ? 1 : settings.samples();
        horizon = windows.horizon();
        constants = network.constants(store, arrays, false);
        level = arrays.level() == null ? null : repeat(arrays.level(), 0).squeeze(1);
        past = new OwnPast();
        int targets = settings.columns().targets().size();
        values = new double[group.length * targets][paths][horizon];
        draws = new ForecastDraws[values.length];
        for (int i = 0; i < draws.length; i++) {
            draws[i] =
                    ForecastDraws.of(settings.output(), windows, group[i / targets], i % targets);
        }
    }

    ForecastPrediction.Paths run() {
        var said = recursion.read(store, arrays, constants);
        NDList states = new NDList();
        said.states().forEach(state -> states.add(repeat(state, 1)));
        NDArray raw = repeat(said.raw(), 0);
        NDArray each = constants == null ? null : repeat(constants, 0);
        float[] next = say(raw, 0);
        for (int h = 1; h < horizon; h++) {
            Shape shape = new Shape((long) rows * paths, 1, width);
            NDArray value = arrays.x().getManager().create(next, shape);
            var step = recursion.step(store, value, known(h), each, states);
            // A long horizon must not hold what all its steps have left.
            states.forEach(NDArray::close);
            raw.close();
            value.close();
            raw = step.raw();
            states.clear();
            states.addAll(step.states());
            next = say(raw, h);
        }
        return new ForecastPrediction.Paths(values);
    }

    /**
     * Notes what is said of a step, a point or a number that is drawn.
     *
     * @param raw {@code (rows * paths, D, P)}
     * @return it, on the scale that the network reads
     */
    private float[] say(NDArray raw, int step) {
        List<float[]> parameters = parameters(raw);
        float[] levels = level == null ? null : level.toFloatArray();
        float[] next = new float[rows * paths * width];
        for (int at = 0; at < next.length; at++) {
            int row = at / width / paths;
            int path = at / width % paths;
            int of = row * width + at % width;
            double place = parameters.get(0)[at] + past.at(at, step);
            double value =
                    settings.output().isPoint()
                            ? place
                            : draws[of].draw(
                                    place,
                                    parameters.get(1)[at],
                                    parameters.size() > 2 ? parameters.get(2)[at] : 0);
            values[of][path][step] = value;
            next[at] = (float) (levels == null ? value : value / levels[at]);
        }
        past.add(next, step);
        return next;
    }

    private List<float[]> parameters(NDArray raw) {
        DistributionLoss distribution = settings.output().distribution(level);
        NDList parameters =
                distribution == null ? new NDList(raw.squeeze(-1)) : distribution.parameters(raw);
        return parameters.stream().map(NDArray::toFloatArray).toList();
    }

    private NDArray known(int step) {
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

    /** The simple forecast of each path, which is made of the path's own values. */
    private final class OwnPast {
        private final int lag;

        /** The last season of the look-back, then what was forecast: a row for each step. */
        private final float[][] steps;

        OwnPast() {
            lag =
                    switch (settings.residual()) {
                        case LAST -> 1;
                        case SEASONAL -> settings.season();
                        case NONE, LINEAR, SMOOTHING -> 0;
                    };
            steps = new float[lag + horizon][];
            for (int t = 0; t < lag; t++) {
                int step = settings.lookback() - lag + t;
                NDArray at = arrays.x().get(":, " + step + ", :" + width);
                steps[t] = repeat(at, 0).toFloatArray();
            }
        }

        double at(int place, int step) {
            return lag == 0 ? 0 : steps[step][place];
        }

        void add(float[] next, int step) {
            steps[lag + step] = next;
        }
    }
}
