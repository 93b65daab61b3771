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

/**
 * Encoder, pooling over time unless every step is to be answered, dropout, output layer: {@code [x
 * (B,T,F), lengths (B)]} to {@code (B,K)} or {@code (B,T,K)}.
 *
 * <p>The output layer's weights start uniform in +-1/sqrt(E), its biases at zero.
 */
final class SequenceNetwork extends AbstractBlock {
    private final SequenceEncoder encoder;
    private final SequenceSettings settings;
    private final boolean pooled;
    private final long width;
    private final Parameter outputWeight;
    private final Parameter outputBias;

    /**
     * @param pooled whether a sequence gets one answer, not each of its steps
     */
    SequenceNetwork(SequenceSettings settings, boolean pooled) {
        this.settings = settings;
        this.encoder = settings.encoder();
        this.pooled = pooled;
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

    NDArray forward(ParameterStore store, NDArray x, NDArray lengths, boolean training) {
        NDArray encoded = encoder.encode(store, x, lengths, training);
        NDArray features = drop(pooled ? pool(encoded, lengths) : encoded, training);
        NDArray weight = store.getValue(outputWeight, x.getDevice(), training);
        NDArray bias = store.getValue(outputBias, x.getDevice(), training);
        return features.getNDArrayInternal().linear(features, weight, bias).singletonOrThrow();
    }

    /**
     * What the encoder knows at the end: its last valid step; of a backward direction, which ends
     * at the start, the first.
     */
    private NDArray pool(NDArray encoded, NDArray lengths) {
        if (!encoder.bidirectional()) {
            return lastStep(encoded, lengths);
        }
        NDList directions = encoded.split(2, 2);
        NDArray backward = directions.get(1).split(new long[] {1}, 1).get(0).squeeze(1);
        return NDArrays.concat(new NDList(lastStep(directions.get(0), lengths), backward), 1);
    }

    private static NDArray lastStep(NDArray encoded, NDArray lengths) {
        Shape shape = encoded.getShape();
        NDArray index = lengths.sub(1).reshape(-1, 1, 1);
        return encoded.gather(index.broadcast(new Shape(shape.get(0), 1, shape.get(2))), 1)
                .squeeze(1);
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
        if (pooled) {
            String kind = encoder.bidirectional() ? "last step of each direction" : "last step";
            rows.add(new LayerTable.Row("pooling", kind, "(B, " + width + ")", 0));
        }
        rows.add(
                new LayerTable.Row(
                        "output",
                        "Linear",
                        (pooled ? "(B, " : "(B, T, ") + outputs() + ")",
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
            pooled ? new Shape(x.get(0), outputs()) : new Shape(x.get(0), x.get(1), outputs())
        };
    }
}
