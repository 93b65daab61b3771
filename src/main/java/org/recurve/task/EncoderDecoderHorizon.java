package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import org.recurve.nn.SequenceBlock;

/** See {@link ForecastDecoder#encoderDecoder}. */
final class EncoderDecoderHorizon extends HorizonNetwork {
    private static final int POSITION = 16;

    private final SequenceBlock encoder;
    private final SequenceBlock decoder;
    private final Parameter positions;
    private final Linear output;

    EncoderDecoderHorizon(ForecastSettings settings) {
        super(settings);
        encoder = recurrent("encoder", settings.features());
        int known = settings.columns().known().size();
        positions = table("positions", settings.horizon(), POSITION);
        decoder = recurrent("decoder", POSITION + known + settings.constants());
        output = linear("output", decoder.outputSize(), outputs());
    }

    @Override
    NDArray decode(
            ParameterStore store,
            ForecastArrays arrays,
            NDArray constants,
            NDList truth,
            boolean training) {
        NDArray x = lookback(arrays, constants, training);
        NDList read = encoder.forward(store, x, new NDList(), null, training);
        NDArray steps = repeated(store.getValue(positions, x.getDevice(), training), x);
        NDArray known =
                arrays.known() == null
                        ? null
                        : arrays.known().get(":, " + settings.lookback() + ":");
        NDArray asked = join(steps, known, constants);
        NDArray hidden = decoder.forward(store, asked, read.subNDList(1), null, training).head();
        return say(store, output, hidden, training);
    }
}
