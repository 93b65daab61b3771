package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
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
import org.recurve.nn.pooling.Pooling;
import org.recurve.nn.pooling.Poolings;

/**
 * Encoder, pooling over time unless every step is to be answered, dropout, output layer: {@code [x
 * (B,T,F), lengths (B)]} to {@code (B,K)} or {@code (B,T,K)}.
 *
 * <p>The output layer's weights start uniform in +-1/sqrt(E), its biases at zero.
 */
final class SequenceNetwork extends AbstractBlock {
    private final SequenceEncoder encoder;
    private final SequenceSettings settings;
    private final Pooling pooling;
    private final long width;
    private final Parameter outputWeight;
    private final Parameter outputBias;

    /**
     * @param pooled whether a sequence gets one answer, not each of its steps
     */
    SequenceNetwork(SequenceSettings settings, boolean pooled) {
        this.settings = settings;
        this.encoder = settings.encoder();
        this.pooling = pooled ? pooling(encoder) : null;
        this.width = width();
        addChildBlock("encoder", encoder.block());
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

    /** What the encoder knows at the end, in each direction. */
    private static Pooling pooling(SequenceEncoder encoder) {
        return encoder.bidirectional() ? Poolings.ends() : Poolings.last();
    }

    private int outputs() {
        return settings.outputs().size();
    }

    private long width() {
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

    Block encoder() {
        return encoder.block();
    }

    /** Opens what follows the encoder for steps that come one by one. */
    StreamHead head() {
        return new StreamHead(outputWeight, outputBias, pooling);
    }

    NDArray forward(ParameterStore store, NDArray x, NDArray lengths, boolean training) {
        NDArray encoded = encoder.encode(store, x, lengths, training);
        NDArray answered =
                pooling == null ? encoded : pooling.pool(store, encoded, lengths, training);
        NDArray features = drop(answered, training);
        NDArray weight = store.getValue(outputWeight, x.getDevice(), training);
        NDArray bias = store.getValue(outputBias, x.getDevice(), training);
        return Affine.map(features, weight, bias);
    }

    private NDArray drop(NDArray array, boolean training) {
        float rate = (float) settings.dropout();
        return training && rate > 0
                ? array.getNDArrayInternal().dropout(array, rate, true).singletonOrThrow()
                : array;
    }

    /** {@return what the network is made of} */
    LayerTable layerTable(String name) {
        List<LayerTable.Row> rows = new ArrayList<>(encoder.layers(settings.features()));
        if (pooling != null) {
            String kind = encoder.bidirectional() ? "last step of each direction" : "last step";
            rows.add(new LayerTable.Row("pooling", kind, "(B, " + width + ")", 0));
        }
        rows.add(
                new LayerTable.Row(
                        "output",
                        "Linear",
                        (pooling == null ? "(B, T, " : "(B, ") + outputs() + ")",
                        outputs() * (width + 1)));
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
        encoder.block()
                .initialize(
                        manager,
                        dataType,
                        encoder.inputShapes(settings.steps(), settings.features()));
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
