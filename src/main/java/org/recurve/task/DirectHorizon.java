package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import org.recurve.nn.SequenceBlock;

/** See {@link ForecastDecoder#direct}. */
final class DirectHorizon extends HorizonNetwork {
    private final SequenceBlock recurrent;
    private final Linear output;

    DirectHorizon(ForecastSettings settings) {
        super(settings);
        recurrent = recurrent("encoder", settings.features());
        long known = (long) settings.horizon() * settings.columns().known().size();
        output =
                linear(
                        "output",
                        recurrent.outputSize() + known,
                        (long) settings.horizon() * outputs());
    }

    @Override
    NDArray decode(
            ParameterStore store,
            ForecastArrays arrays,
            NDArray constants,
            NDList truth,
            boolean training) {
        NDArray x = lookback(arrays, constants, training);
        NDArray states = recurrent.forward(store, x, new NDList(), null, training).head();
        NDArray last = states.get(":, -1");
        if (arrays.known() != null) {
            NDArray future = arrays.known().get(":, " + settings.lookback() + ":");
            last = last.concat(future.reshape(new Shape(last.size(0), -1)), 1);
        }
        return say(store, output, last, training)
                .reshape(new Shape(last.size(0), settings.horizon(), outputs()));
    }
}
