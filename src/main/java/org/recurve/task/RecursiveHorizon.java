package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import org.recurve.nn.SequenceBlock;

/**
 * See {@link ForecastDecoder#recursive}. At each step the network reads a value, with what is known
 * of the step that it says something of, the next one.
 */
final class RecursiveHorizon extends HorizonNetwork {
    private final SequenceBlock recurrent;
    private final Linear output;

    RecursiveHorizon(ForecastSettings settings) {
        super(settings);
        recurrent = recurrent("recurrent", settings.features());
        output = linear("output", recurrent.outputSize(), outputs());
    }

    /** With teacher forcing: all steps at once. */
    @Override
    NDArray decode(
            ParameterStore store,
            ForecastArrays arrays,
            NDArray constants,
            NDList truth,
            boolean training) {
        NDArray values = arrays.x();
        int horizon = settings.horizon();
        if (horizon > 1) {
            values = values.concat(before(arrays, truth), 1);
        }
        NDArray known = arrays.known() == null ? null : arrays.known().get(":, 1:");
        NDArray x = dropInput(join(values, known, constants), training);
        NDArray hidden = recurrent.forward(store, x, new NDList(), null, training).head();
        return say(store, output, hidden.get(":, " + (settings.lookback() - 1) + ":"), training);
    }

    /** The values of the horizon but the last, as the network reads them. */
    private NDArray before(ForecastArrays arrays, NDList truth) {
        String all = ":, :" + (settings.horizon() - 1);
        NDArray values = truth.get(0).get(all);
        if (arrays.level() != null) {
            values = values.div(arrays.level());
        }
        if (settings.missing()) {
            values = values.concat(truth.size() > 1 ? truth.get(1).get(all) : values.onesLike(), 2);
        }
        return values;
    }

    /** What the network says of a step, and its states after it. */
    record Said(NDArray raw, NDList states) {}

    /** Reads the look-back. */
    Said read(ParameterStore store, ForecastArrays arrays, NDArray constants) {
        NDArray known =
                arrays.known() == null
                        ? null
                        : arrays.known().get(":, 1:" + (settings.lookback() + 1));
        return said(store, join(arrays.x(), known, constants), new NDList());
    }

    /**
     * Reads one value more.
     *
     * @param value {@code (N,1,D)} on the scale of the network
     * @param known of the step after it {@code (N,1,K)}, null for none
     */
    Said step(
            ParameterStore store, NDArray value, NDArray known, NDArray constants, NDList states) {
        NDArray x = settings.missing() ? value.concat(value.onesLike(), 2) : value;
        return said(store, join(x, known, constants), states);
    }

    private Said said(ParameterStore store, NDArray x, NDList states) {
        NDList read = recurrent.forward(store, x, states, null, false);
        NDArray last = read.head().get(":, -1");
        NDArray raw =
                say(store, output, last, false)
                        .reshape(
                                new Shape(
                                        last.size(0), settings.width(), settings.output().width()));
        return new Said(raw, read.subNDList(1));
    }
}
