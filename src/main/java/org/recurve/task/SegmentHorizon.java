package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import org.recurve.nn.SequenceBlock;

/** See {@link ForecastDecoder#segments}: parallel decoding of the paper. */
final class SegmentHorizon extends HorizonNetwork {
    private final SequenceBlock recurrent;
    private final Linear projection;
    private final Parameter positions;
    private final Linear constants;
    private final Linear known;
    private final Linear output;
    private final int steps;
    private final int segments;
    private final int width;

    SegmentHorizon(ForecastSettings settings) {
        super(settings);
        steps = settings.decoder().segment();
        segments = (settings.horizon() + steps - 1) / steps;
        width = settings.layers().hidden();
        // Constants are told at each segment of the horizon; a step of the look-back is without.
        int features = settings.features() - settings.constants();
        projection = linear("segment", (long) steps * features, width);
        recurrent = recurrent("encoder", width);
        positions = table("positions", segments, width);
        constants =
                settings.constants() == 0 ? null : linear("constants", settings.constants(), width);
        int covariates = settings.columns().known().size();
        known = covariates == 0 ? null : linear("known", (long) steps * covariates, width);
        output = linear("output", recurrent.outputSize(), (long) steps * outputs());
    }

    @Override
    NDArray decode(
            ParameterStore store,
            ForecastArrays arrays,
            NDArray constant,
            NDList truth,
            boolean training) {
        NDArray x = lookback(arrays, null, training);
        long n = x.size(0);
        int read = settings.lookback() / steps;
        NDArray pieces =
                x.get(":, " + (settings.lookback() - read * steps) + ":")
                        .reshape(new Shape(n, read, (long) steps * x.size(2)));
        NDArray projected = Activation.relu(map(store, projection, pieces, training));
        NDList states =
                recurrent.forward(store, projected, new NDList(), null, training).subNDList(1);
        NDArray asked = asked(store, arrays, constant, n, training);
        NDList repeated = new NDList();
        for (NDArray state : states) {
            Shape each = new Shape(state.size(0), n, segments, state.size(2));
            repeated.add(
                    state.expandDims(2)
                            .broadcast(each)
                            .reshape(state.size(0), n * segments, state.size(2)));
        }
        NDArray hidden =
                recurrent
                        .forward(
                                store,
                                asked.reshape(n * segments, 1, width),
                                repeated,
                                null,
                                training)
                        .head();
        NDArray said =
                say(store, output, hidden, training)
                        .reshape(new Shape(n, (long) segments * steps, outputs()));
        return segments * steps == settings.horizon()
                ? said
                : said.get(":, :" + settings.horizon());
    }

    /** What each segment of the horizon is asked with, {@code (N,M,hidden)}. */
    private NDArray asked(
            ParameterStore store,
            ForecastArrays arrays,
            NDArray constant,
            long n,
            boolean training) {
        NDArray x = arrays.x();
        NDArray asked = repeated(store.getValue(positions, x.getDevice(), training), x);
        if (constant != null) {
            asked = asked.add(map(store, constants, constant, training).expandDims(1));
        }
        if (known != null) {
            NDArray future = arrays.known().get(":, " + settings.lookback() + ":");
            long more = (long) segments * steps - settings.horizon();
            if (more > 0) {
                // The last segment reaches beyond the horizon: nothing is asked of what is there.
                Shape rest = new Shape(n, more, future.size(2));
                future =
                        future.concat(
                                future.getManager()
                                        .zeros(rest, future.getDataType(), future.getDevice()),
                                1);
            }
            NDArray pieces = future.reshape(new Shape(n, segments, steps * future.size(2)));
            asked = asked.add(map(store, known, pieces, training));
        }
        return asked;
    }

    private static NDArray map(ParameterStore store, Linear linear, NDArray x, boolean training) {
        return linear.forward(store, new NDList(x), training).singletonOrThrow();
    }
}
