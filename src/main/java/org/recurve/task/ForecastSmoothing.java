package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import org.recurve.core.LayerTable;
import org.recurve.data.SeriesSet;
import org.recurve.data.TimeSeries;
import org.recurve.nn.Rows;

/**
 * Exponential smoothing of level and season whose factors, of each series its own, are learned with
 * the network: what ES-RNN puts before its recurrent layers (Smyl 2020, "A hybrid method of
 * exponential smoothing and recurrent neural networks for time series forecasting"). It is
 * additive; on logarithms that is the paper's multiplicative one.
 *
 * <pre>
 * l[t] = a (x[t] - s[t]) + (1 - a) l[t-1]
 * s[t+m] = g (x[t] - l[t]) + (1 - g) s[t]
 * </pre>
 *
 * <p>Unlike the paper it smooths each look-back by itself: the season before its first step is
 * learned, the level before it is the mean of the first season. Within a season nothing that is
 * learned in it is needed, so that a season's levels are one product with a matrix.
 */
final class ForecastSmoothing extends AbstractBlock {
    /** sigmoid(-2) = .12: seasons change slowly. */
    private static final float SLOW = -2;

    private final int season;
    private final int horizon;
    private final long series;
    private final Parameter level;
    private final Parameter change;
    private final Parameter first;

    /**
     * @param series how many
     * @param seasons what the first season of each series is taken for, a row for each; null for 0
     */
    ForecastSmoothing(ForecastSettings settings, long series, float[] seasons) {
        this.season = settings.season();
        this.horizon = settings.horizon();
        this.series = series;
        level = table("level", Initializer.ZEROS, new Shape(series, 1));
        change = table("season", new ConstantInitializer(SLOW), new Shape(series, 1));
        Initializer start =
                seasons == null
                        ? Initializer.ZEROS
                        : (manager, shape, type) -> manager.create(seasons, shape);
        first = table("first", start, new Shape(series, season));
    }

    private Parameter table(String name, Initializer initializer, Shape shape) {
        return addParameter(
                Parameter.builder()
                        .setName(name)
                        .setType(Parameter.Type.WEIGHT)
                        .optInitializer(initializer)
                        .optShape(shape)
                        .build());
    }

    /**
     * A look-back without its level and season.
     *
     * @param values {@code (N,L,1)} less the season and the last level
     * @param simple {@code (N,H,1)} the last level with the last season, the simple forecast
     */
    record Smoothed(NDArray values, NDArray simple) {}

    /**
     * @param x {@code (N,L,1)}, L whole seasons
     * @param ids int64 {@code (N)} of the series
     * @param phases int64 {@code (N)} places of the first step in the season
     */
    Smoothed smooth(
            ParameterStore store, NDArray x, NDArray ids, NDArray phases, boolean training) {
        NDArray a = Activation.sigmoid(of(store, level, ids, training));
        NDArray g = Activation.sigmoid(of(store, change, ids, training));
        NDManager manager = x.getManager();
        NDArray places =
                phases.expandDims(1)
                        .add(manager.arange(0, season, 1, DataType.INT64, x.getDevice()))
                        .mod(season)
                        .toType(DataType.INT64, false);
        NDArray now = of(store, first, ids, training).gather(places, 1);
        NDArray weights = weights(a);
        NDArray kept = kept(a);
        int seasons = (int) (x.size(1) / season);
        NDArray values = x.squeeze(2);
        NDArray last = null;
        NDList clean = new NDList();
        for (int i = 0; i < seasons; i++) {
            NDArray mine = values.get(":, " + i * season + ":" + (i + 1) * season);
            NDArray rest = mine.sub(now);
            clean.add(rest);
            if (last == null) {
                last = rest.mean(new int[] {1}, true);
            }
            // (N,1,m) x (N,m,m), and what is left of the level before.
            NDArray levels = rest.expandDims(1).batchMatMul(weights).squeeze(1).add(last.mul(kept));
            now = mine.sub(levels).mul(g).add(now.sub(now.mul(g)));
            last = levels.get(":, -1:");
        }
        NDArray without = NDArrays.concat(clean, 1).sub(last).expandDims(2);
        NDList ahead = new NDList();
        for (int covered = 0; covered < horizon; covered += season) {
            ahead.add(now);
        }
        NDArray simple = NDArrays.concat(ahead, 1).get(":, :" + horizon).add(last).expandDims(2);
        return new Smoothed(without, simple);
    }

    private static NDArray of(
            ParameterStore store, Parameter parameter, NDArray ids, boolean training) {
        NDArray table = store.getValue(parameter, ids.getDevice(), training);
        return Rows.of(table, ids);
    }

    /** Of value i in the level at j: a (1 - a)^(j - i), nothing of later ones; {@code (N,m,m)}. */
    private NDArray weights(NDArray a) {
        NDManager manager = a.getManager();
        float[] distance = new float[season * season];
        float[] known = new float[season * season];
        for (int i = 0; i < season; i++) {
            for (int j = i; j < season; j++) {
                distance[i * season + j] = j - i;
                known[i * season + j] = 1;
            }
        }
        Shape square = new Shape(1, season, season);
        NDArray factor = a.expandDims(2);
        NDArray power = decay(factor).mul(manager.create(distance, square)).exp();
        return power.mul(factor).mul(manager.create(known, square));
    }

    /** Of the level before: (1 - a)^(j + 1); {@code (N,m)}. */
    private NDArray kept(NDArray a) {
        float[] steps = new float[season];
        for (int j = 0; j < season; j++) {
            steps[j] = j + 1;
        }
        return decay(a).mul(a.getManager().create(steps, new Shape(1, season))).exp();
    }

    /** log(1 - a), of an a that rounding has not made 1. */
    private static NDArray decay(NDArray a) {
        return a.neg().add(1).clip(1e-6, 1).log();
    }

    LayerTable.Row row() {
        return new LayerTable.Row(
                "smoothing", "ExponentialSmoothing", "(B, T, 1)", series * (season + 2L));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        throw new UnsupportedOperationException("a part of a forecast network runs within it");
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {inputShapes[0]};
    }

    /**
     * {@return what the season of each series looks like in training data: the mean of each of its
     * steps less the mean of all, 0 for a step without values}
     */
    static float[] seasons(ForecastSettings settings, SeriesSet scaled) {
        int season = settings.season();
        int targets = settings.columns().targets().size();
        float[] seasons = new float[scaled.size() * targets * season];
        for (int s = 0; s < scaled.size(); s++) {
            TimeSeries series = scaled.series(s);
            for (int c = 0; c < targets; c++) {
                double[] sums = new double[season];
                int[] counts = new int[season];
                double sum = 0;
                for (int t = 0; t < series.length(); t++) {
                    int place = series.phase(t, season);
                    sums[place] += series.value(c, t);
                    counts[place]++;
                    sum += series.value(c, t) / series.length();
                }
                for (int p = 0; p < season; p++) {
                    seasons[(s * targets + c) * season + p] =
                            counts[p] == 0 ? 0 : (float) (sums[p] / counts[p] - sum);
                }
            }
        }
        return seasons;
    }
}
