package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import org.recurve.core.LayerTable;
import org.recurve.nn.Affine;
import org.recurve.nn.Rows;

/**
 * Embedding of the series, recurrent layers with what makes the horizon of them, and the simple
 * forecast that this is added to: the arrays of {@link ForecastArrays} to {@code (N,H,D)} or, where
 * several numbers are said of a value, {@code (N,H,D,P)}.
 */
final class ForecastNetwork extends AbstractBlock {
    private final ForecastSettings settings;
    private final HorizonNetwork horizon;

    /** Null where there is none. */
    private final Parameter embedding;

    /** Of the linear residual; null where there is none. */
    private final Parameter weight;

    private final Parameter bias;

    /** Null where there is none. */
    private final ForecastSmoothing smoothing;

    /**
     * @param seasons see {@link ForecastSmoothing#seasons}; null where there are none, or they are
     *     in a file
     */
    ForecastNetwork(ForecastSettings settings, float[] seasons) {
        this.settings = settings;
        long series = (long) settings.columns().ids().size() * settings.rows();
        smoothing =
                settings.residual() == ForecastResidual.SMOOTHING
                        ? addChildBlock(
                                "smoothing", new ForecastSmoothing(settings, series, seasons))
                        : null;
        embedding =
                settings.embedding() == 0
                        ? null
                        : parameter(
                                "embedding.weight",
                                Parameter.Type.WEIGHT,
                                new NormalInitializer(0.1f),
                                new Shape(series, settings.embedding()));
        horizon = addChildBlock("horizon", HorizonNetwork.of(settings));
        boolean linear = settings.residual() == ForecastResidual.LINEAR;
        weight =
                linear
                        ? parameter(
                                "linear.weight",
                                Parameter.Type.WEIGHT,
                                Initializer.ZEROS,
                                new Shape(settings.horizon(), settings.lookback()))
                        : null;
        bias =
                linear
                        ? parameter(
                                "linear.bias",
                                Parameter.Type.BIAS,
                                Initializer.ZEROS,
                                new Shape(settings.horizon()))
                        : null;
    }

    private Parameter parameter(
            String name, Parameter.Type type, Initializer initializer, Shape shape) {
        return addParameter(
                Parameter.builder()
                        .setName(name)
                        .setType(type)
                        .optInitializer(initializer)
                        .optShape(shape)
                        .build());
    }

    HorizonNetwork horizon() {
        return horizon;
    }

    /** {@return what is the same for a row at all steps, {@code (N,V)}; null for nothing} */
    NDArray constants(ParameterStore store, ForecastArrays arrays, boolean training) {
        if (embedding == null) {
            return arrays.statics();
        }
        NDArray table = store.getValue(embedding, arrays.x().getDevice(), training);
        NDArray vectors = Rows.of(table, arrays.ids());
        return arrays.statics() == null ? vectors : arrays.statics().concat(vectors, 1);
    }

    /**
     * Runs the network.
     *
     * @param truth the horizon {@code (N,H,D)}, for teacher forcing; where some is missing with its
     *     mask. Without recursive decoding nothing is read of it
     * @return {@code (N,H,D)} or {@code (N,H,D,P)}
     */
    NDArray forward(ParameterStore store, ForecastArrays arrays, NDList truth, boolean training) {
        ForecastArrays read = arrays;
        NDArray simple;
        if (smoothing == null) {
            simple = simple(store, arrays.x(), truth, training);
        } else {
            var smoothed =
                    smoothing.smooth(store, arrays.x(), arrays.ids(), arrays.phases(), training);
            simple = smoothed.simple();
            read = arrays.with(smoothed.values());
        }
        NDArray constants = constants(store, arrays, training);
        NDArray said = horizon.decode(store, read, constants, truth, training);
        long n = said.size(0);
        int width = settings.width();
        int numbers = settings.output().width();
        if (settings.output().isPoint()) {
            return simple == null ? said : said.add(simple);
        }
        NDArray raw = said.reshape(new Shape(n, settings.horizon(), width, numbers));
        return simple == null ? raw : shifted(raw, simple.expandDims(3));
    }

    /** Moves what is said: all quantiles, or the place of a distribution. */
    NDArray shifted(NDArray raw, NDArray by) {
        if (settings.output().distribution() == null) {
            return raw.add(by);
        }
        int axis = raw.getShape().dimension() - 1;
        NDArray place = raw.get("..., :1").add(by);
        return NDArrays.concat(new NDList(place, raw.get("..., 1:")), axis);
    }

    /** The simple forecast, {@code (N,H,D)}; null for none. */
    private NDArray simple(ParameterStore store, NDArray x, NDList truth, boolean training) {
        int steps = settings.horizon();
        int lookback = settings.lookback();
        NDArray values = settings.missing() ? x.get(":, :, :" + settings.width()) : x;
        boolean recursive = settings.decoder().kind() == ForecastDecoder.Kind.RECURSIVE;
        return switch (settings.residual()) {
            case NONE, SMOOTHING -> null;
            case LAST -> {
                NDArray last = values.get(":, -1:");
                yield recursive && steps > 1
                        ? last.concat(truth.get(0).get(":, :" + (steps - 1)), 1)
                        : last.broadcast(new Shape(x.size(0), steps, settings.width()));
            }
            case SEASONAL -> {
                int season = settings.season();
                NDArray before = values.get(":, " + (lookback - season) + ":");
                NDList all = new NDList(before);
                if (recursive) {
                    all.add(truth.get(0));
                } else {
                    for (int covered = season; covered < steps; covered += season) {
                        all.add(before);
                    }
                }
                yield NDArrays.concat(all, 1).get(":, :" + steps);
            }
            case LINEAR ->
                    Affine.map(
                                    values.transpose(0, 2, 1),
                                    store.getValue(weight, x.getDevice(), training),
                                    store.getValue(bias, x.getDevice(), training))
                            .transpose(0, 2, 1);
        };
    }

    /** {@return what the network is made of; known before it has weights} */
    LayerTable layerTable() {
        List<LayerTable.Row> rows = new ArrayList<>();
        if (embedding != null) {
            long count = (long) settings.columns().ids().size() * settings.rows();
            int width = settings.embedding();
            rows.add(
                    new LayerTable.Row(
                            "embedding", "Embedding", "(B, " + width + ")", count * width));
        }
        if (smoothing != null) {
            rows.add(smoothing.row());
        }
        rows.addAll(horizon.rows());
        if (weight != null) {
            long steps = settings.horizon();
            rows.add(
                    new LayerTable.Row(
                            "linear",
                            "Linear",
                            "(B, " + steps + ", " + settings.width() + ")",
                            steps * (settings.lookback() + 1L)));
        }
        return new LayerTable(
                settings.name(), rows, rows.stream().mapToLong(LayerTable.Row::parameters).sum());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        throw new UnsupportedOperationException("a forecaster runs its network");
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        horizon.initialize(manager, type, inputShapes);
        if (smoothing != null) {
            smoothing.initialize(manager, type, inputShapes);
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return horizon.getOutputShapes(inputShapes);
    }
}
