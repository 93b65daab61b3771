package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import org.recurve.core.LayerTable;
import org.recurve.nn.Affine;
import org.recurve.nn.LayerSize;
import org.recurve.nn.SequenceBlock;

/**
 * The part of a {@link ForecastNetwork} that reads a look-back and makes something of each step of
 * the horizon. There is one kind for each {@link ForecastDecoder}.
 */
abstract class HorizonNetwork extends AbstractBlock {
    final ForecastSettings settings;
    private final List<LayerTable.Row> rows = new ArrayList<>();
    private final List<Child> linears = new ArrayList<>();
    private final List<Layers> recurrents = new ArrayList<>();

    private record Child(Linear block, long inputs) {}

    private record Layers(SequenceBlock block, long features) {}

    HorizonNetwork(ForecastSettings settings) {
        this.settings = settings;
    }

    static HorizonNetwork of(ForecastSettings settings) {
        return switch (settings.decoder().kind()) {
            case DIRECT -> new DirectHorizon(settings);
            case RECURSIVE -> new RecursiveHorizon(settings);
            case ENCODER_DECODER -> new EncoderDecoderHorizon(settings);
            case SEGMENTS -> new SegmentHorizon(settings);
        };
    }

    /**
     * @param arrays the look-back and what is known
     * @param constants {@code (N,V)}, null for none
     * @param truth the horizon {@code (N,H,D)} and, where not all is known of it, its mask, for
     *     teacher forcing
     * @return {@code (N,H,D*P)}
     */
    abstract NDArray decode(
            ParameterStore store,
            ForecastArrays arrays,
            NDArray constants,
            NDList truth,
            boolean training);

    /** {@return D * P, what is said of a step} */
    final int outputs() {
        return settings.width() * settings.output().width();
    }

    final SequenceBlock recurrent(String name, int features) {
        SequenceBlock block = addChildBlock(name, settings.layers().block(settings.dropout()));
        recurrents.add(new Layers(block, features));
        for (LayerSize layer : block.layerSizes(features)) {
            rows.add(
                    new LayerTable.Row(
                            name + "/" + layer.name(),
                            layer.kind(),
                            "(B, T, " + layer.output() + ")",
                            layer.parameters()));
        }
        return block;
    }

    final Linear linear(String name, long inputs, long outputs) {
        Linear block = addChildBlock(name, Linear.builder().setUnits(outputs).build());
        block.setInitializer(Affine.PYTORCH, Parameter.Type.WEIGHT);
        linears.add(new Child(block, inputs));
        rows.add(
                new LayerTable.Row(
                        name, "Linear", "(B, ..., " + outputs + ")", outputs * (inputs + 1)));
        return block;
    }

    /** Counts a table of vectors, such as those of the steps of the horizon. */
    final Parameter table(String name, long count, long width) {
        rows.add(
                new LayerTable.Row(
                        name, "Embedding", "(" + count + ", " + width + ")", count * width));
        return addParameter(
                Parameter.builder()
                        .setName(name)
                        .setType(Parameter.Type.WEIGHT)
                        .optInitializer(new NormalInitializer(0.1f))
                        .optShape(new Shape(count, width))
                        .build());
    }

    /** A table for each row, {@code (N,M,W)}; the result is the batch's, not the model's. */
    static NDArray repeated(NDArray table, NDArray x) {
        Shape shape = new Shape(x.size(0), table.size(0), table.size(1));
        return x.getManager().zeros(shape, x.getDataType(), x.getDevice()).add(table);
    }

    /** Steps, what is beside them, and constants at each of them: {@code (N,T,...)}. */
    static NDArray join(NDArray steps, NDArray beside, NDArray constants) {
        NDList parts = new NDList(steps);
        if (beside != null) {
            parts.add(beside);
        }
        if (constants != null) {
            long n = steps.size(0);
            long width = constants.size(1);
            parts.add(constants.expandDims(1).broadcast(new Shape(n, steps.size(1), width)));
        }
        return parts.size() == 1 ? steps : NDArrays.concat(parts, 2);
    }

    /** The look-back with all that is known of it, after dropout of the input. */
    final NDArray lookback(ForecastArrays arrays, NDArray constants, boolean training) {
        NDArray steps = join(arrays.x(), arrays.past(), null);
        NDArray known =
                arrays.known() == null ? null : arrays.known().get(":, :" + settings.lookback());
        return dropInput(join(steps, known, constants), training);
    }

    final NDArray dropInput(NDArray x, boolean training) {
        return settings.dropout().drop(x, settings.dropout().input(), training);
    }

    /** What comes out of the recurrent layers, to what is said. */
    final NDArray say(ParameterStore store, Linear output, NDArray hidden, boolean training) {
        NDArray dropped = settings.dropout().drop(hidden, settings.dropout().output(), training);
        return output.forward(store, new NDList(dropped), training).singletonOrThrow();
    }

    final List<LayerTable.Row> rows() {
        return rows;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        recurrents.forEach(l -> l.block().initialize(manager, type, new Shape(1, 1, l.features())));
        linears.forEach(l -> l.block().initialize(manager, type, new Shape(1, l.inputs())));
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
        long n = inputShapes[0].get(0);
        return new Shape[] {new Shape(n, settings.horizon(), outputs())};
    }
}
