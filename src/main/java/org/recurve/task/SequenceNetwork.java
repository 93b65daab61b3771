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
import ai.djl.training.initializer.UniformInitializer;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.recurve.core.LayerTable;
import org.recurve.core.RecurveException;
import org.recurve.nn.Affine;
import org.recurve.nn.Dropout;
import org.recurve.nn.FullyConvolutionalNetwork;
import org.recurve.nn.Lengths;
import org.recurve.nn.SequenceBlock;
import org.recurve.nn.pooling.Pooling;
import org.recurve.nn.pooling.Poolings;

/**
 * Encoder, pooling over time unless every step is to be answered, dropout, where wanted the mean of
 * a convolutional branch beside that, output layer: {@code [x (B,T,F), lengths (B)]} to {@code
 * (B,K)} or {@code (B,T,K)}.
 *
 * <p>The output layer's weights start uniform in +-1/sqrt(E), its biases at zero.
 */
final class SequenceNetwork extends AbstractBlock {
    private final SequenceEncoder encoder;
    private final SequenceSettings settings;

    /** Null where every step is answered. */
    private final Pooling pooling;

    /** Null where there is none. */
    private final FullyConvolutionalNetwork convolution;

    private final Pooling mean = Poolings.mean();
    private final long encoded;
    private final long pooled;
    private final long width;
    private final Parameter outputWeight;
    private final Parameter outputBias;

    SequenceNetwork(SequenceSettings settings) {
        this.settings = settings;
        encoder = settings.encoder();
        encoded = encodedWidth();
        addChildBlock("encoder", encoder.block());
        pooling =
                settings.pooling().isEmpty()
                        ? null
                        : addChildBlock("pooling", Poolings.byName(settings.pooling()));
        convolution =
                settings.convolution() == 0
                        ? null
                        : addChildBlock(
                                "convolution",
                                new FullyConvolutionalNetwork(settings.convolution()));
        pooled = pooling == null ? encoded : pooling.outputSize(encoded);
        width = pooled + settings.convolution();
        outputWeight =
                addParameter(
                        Parameter.builder()
                                .setName("output.weight")
                                .setType(Parameter.Type.WEIGHT)
                                .optShape(new Shape(outputs(), width))
                                .optInitializer(
                                        new UniformInitializer(
                                                (float) (1 / Math.sqrt((double) width))))
                                .build());
        outputBias =
                addParameter(
                        Parameter.builder()
                                .setName("output.bias")
                                .setType(Parameter.Type.BIAS)
                                .optShape(new Shape(outputs()))
                                .optInitializer(Initializer.ZEROS)
                                .build());
    }

    private int outputs() {
        return settings.outputs().size();
    }

    private long encodedWidth() {
        Shape[] inputs = encoder.inputShapes(settings.steps(), settings.features());
        Shape output = encoder.block().getOutputShapes(inputs)[0];
        if (output.dimension() != 3 || output.get(1) != settings.steps()) {
            throw new RecurveException(
                    "the encoder "
                            + encoder.name()
                            + " makes "
                            + output
                            + " of "
                            + Arrays.toString(inputs)
                            + ", expected (batch, time, features) with as many time steps as its input");
        }
        return output.get(2);
    }

    /**
     * {@return the encoder, for steps that come one by one}
     *
     * @param name of the model, for messages
     * @throws RecurveException if something in the network needs what has not come yet
     */
    SequenceBlock forwardLayers(String name) {
        if (convolution != null) {
            throw new RecurveException(
                    "%s has convolutions, which see steps that have not come yet; a stream needs a model without convolution(...)"
                            .formatted(name));
        }
        return StreamHead.requireForward(name, encoder.block());
    }

    /** Opens what follows the encoder for steps that come one by one. */
    StreamHead head() {
        return new StreamHead(outputWeight, outputBias, pooling);
    }

    NDArray forward(ParameterStore store, NDArray x, NDArray lengths, boolean training) {
        Dropout dropout = settings.dropout();
        NDArray input = dropout.drop(standardized(x, lengths), dropout.input(), training);
        NDArray states = encoder.encode(store, input, lengths, training);
        NDArray read = pooling == null ? states : pooling.pool(store, states, lengths, training);
        NDArray features = dropout.drop(read, dropout.output(), training);
        if (convolution != null) {
            NDArray shapes =
                    convolution.forward(store, new NDList(input, lengths), training).head();
            NDArray seen = pooling == null ? shapes : mean.pool(store, shapes, lengths, training);
            features = NDArrays.concat(new NDList(features, seen), -1);
        }
        NDArray weight = store.getValue(outputWeight, x.getDevice(), training);
        NDArray bias = store.getValue(outputBias, x.getDevice(), training);
        return Affine.map(features, weight, bias);
    }

    /** Padding stays zero. The factors live as long as the input, so that its gradient is right. */
    private NDArray standardized(NDArray x, NDArray lengths) {
        Standardization standard = settings.standardization();
        if (standard == null) {
            return x;
        }
        NDArray shifted = x.sub(row(x, standard.means()));
        return Lengths.of(x, lengths).zeroPadding(shifted.div(row(x, standard.deviations())));
    }

    /** {@return a single step as the encoder sees it} */
    float[] standardized(float[] step) {
        return settings.standardization() == null ? step : settings.standardization().of(step);
    }

    private static NDArray row(NDArray x, List<Double> values) {
        double[] numbers = values.stream().mapToDouble(Double::doubleValue).toArray();
        return x.getManager()
                .create(numbers)
                .toType(x.getDataType(), false)
                .toDevice(x.getDevice(), false);
    }

    /** {@return what the network is made of} */
    LayerTable layerTable(String name) {
        List<LayerTable.Row> rows = new ArrayList<>(encoder.layers(settings.features()));
        String before = pooling == null ? "(B, T, " : "(B, ";
        if (pooling != null) {
            rows.add(
                    new LayerTable.Row(
                            "pooling",
                            pooling.name(),
                            before + pooled + ")",
                            pooling.parameterCount(encoded)));
        }
        if (convolution != null) {
            rows.add(
                    new LayerTable.Row(
                            "convolution",
                            pooling == null ? "FCN" : "FCN, mean",
                            before + convolution.filters() + ")",
                            convolution.parameterCount(settings.features())));
        }
        rows.add(
                new LayerTable.Row(
                        "output", "Linear", before + outputs() + ")", outputs() * (width + 1)));
        return new LayerTable(
                name, rows, rows.stream().mapToLong(LayerTable.Row::parameters).sum());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        return new NDList(forward(store, inputs.get(0), inputs.get(1), training));
    }

    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        int steps = settings.steps();
        encoder.block()
                .initialize(manager, dataType, encoder.inputShapes(steps, settings.features()));
        if (pooling != null) {
            pooling.initialize(manager, dataType, new Shape(1, steps, encoded));
        }
        if (convolution != null) {
            convolution.initialize(manager, dataType, new Shape(1, steps, settings.features()));
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape x = inputShapes[0];
        return new Shape[] {
            pooling == null
                    ? new Shape(x.get(0), x.get(1), outputs())
                    : new Shape(x.get(0), outputs())
        };
    }
}
