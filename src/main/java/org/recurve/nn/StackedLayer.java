package org.recurve.nn;

import static ai.djl.nn.Activation.sigmoid;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.training.initializer.XavierInitializer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.recurve.nn.StackLayer.Link;
import org.recurve.nn.StackLayer.Norm;

/** A layer of a stack: recurrent part, link around it, normalisation, dropout. */
final class StackedLayer extends SequenceBlock {
    private static final float CARRY_AT_FIRST = -1;

    private final StackLayer settings;
    private final SequenceBlock recurrent;
    private final SequenceNorm norm;
    private final Parameter transformWeight;
    private final Parameter transformBias;

    StackedLayer(StackLayer settings) {
        super(true);
        this.settings = settings;
        RecurrentLayer forward = layer(false);
        recurrent =
                addChildBlock(
                        "recurrent",
                        settings.merge() == null
                                ? forward
                                : new Bidirectional(forward, layer(true), settings.merge(), true));
        boolean highway = settings.link() == Link.HIGHWAY;
        transformWeight = highway ? parameter("transform.weight", Parameter.Type.WEIGHT) : null;
        transformBias = highway ? parameter("transform.bias", Parameter.Type.BIAS) : null;
        norm =
                switch (settings.norm()) {
                    case NONE -> null;
                    case LAYER -> addChildBlock("norm", new SequenceLayerNorm());
                    case BATCH -> addChildBlock("norm", new SequenceBatchNorm());
                };
    }

    private RecurrentLayer layer(boolean backward) {
        RecurrentCell cell = settings.cell().create(settings.hidden());
        double[] zoneout = new double[settings.zoneout() == 0 ? 0 : cell.stateCount()];
        Arrays.fill(zoneout, settings.zoneout());
        return RecurrentLayer.builder()
                .setCell(cell.initializeWith(settings.initializer()))
                .optBackward(backward)
                .optRecurrentDropRate(settings.recurrentDropout())
                .optWeightDropRate(settings.weightDrop())
                .optZoneoutRates(zoneout)
                .optReturnState(true)
                .build();
    }

    private Parameter parameter(String name, Parameter.Type type) {
        return addParameter(
                Parameter.builder()
                        .setName(name)
                        .setType(type)
                        .optInitializer(
                                type == Parameter.Type.BIAS
                                        ? new ConstantInitializer(CARRY_AT_FIRST)
                                        : new XavierInitializer())
                        .build());
    }

    @Override
    public long outputSize() {
        return recurrent.outputSize();
    }

    @Override
    public boolean readsBackward() {
        return recurrent.readsBackward();
    }

    @Override
    public List<Shape> stateShapes(long batch) {
        return recurrent.stateShapes(batch);
    }

    @Override
    public List<LayerSize> layerSizes(long features) {
        LayerSize one = recurrent.layerSizes(features).get(0);
        long width = outputSize();
        long transform = transformWeight == null ? 0 : width * width + width;
        long gains = norm == null ? 0 : 2 * width;
        return List.of(new LayerSize("0", one.kind(), width, one.parameters() + transform + gains));
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        super.prepare(inputShapes);
        long features = inputShapes[0].get(2);
        long width = outputSize();
        if (settings.link() != Link.NONE && features != width) {
            throw new IllegalArgumentException(
                    "a "
                            + settings.link()
                            + " link adds a layer's input to its output, so both must be of one"
                            + " width, but they are "
                            + features
                            + " and "
                            + width
                            + "; change hidden, or leave out the link of this layer");
        }
        if (transformWeight != null) {
            transformWeight.setShape(new Shape(width, features));
            transformBias.setShape(new Shape(width));
        }
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        recurrent.initialize(manager, type, inputShapes[0]);
        if (norm != null) {
            Shape x = inputShapes[0];
            norm.initialize(manager, type, new Shape(x.get(0), x.get(1), outputSize()));
        }
    }

    @Override
    void record(Recording into, String before, int layer) {
        super.record(into, before, layer);
        recurrent.record(into, before, layer);
    }

    @Override
    NDList run(ParameterStore store, NDArray x, NDList state, TimeAxis time, boolean training) {
        NDList outputs = recurrent.run(store, x, state, time, training);
        NDArray y = outputs.head();
        if (settings.link() == Link.RESIDUAL) {
            y = y.add(x);
        } else if (settings.link() == Link.HIGHWAY) {
            NDArray weight = store.getValue(transformWeight, x.getDevice(), training);
            NDArray bias = store.getValue(transformBias, x.getDevice(), training);
            NDArray t = sigmoid(Affine.map(x, weight, bias));
            y = x.add(t.mul(y.sub(x)));
        }
        if (norm != null) {
            y = norm.run(store, y, time, training);
        }
        if (training && settings.dropout() > 0) {
            y = Dropouts.drop(y, (float) settings.dropout());
        }
        if (training && settings.variationalDropout() > 0) {
            y = VariationalDropout.drop(y, settings.variationalDropout());
        }
        return new NDList(y).addAll(outputs.subNDList(1));
    }

    String summary() {
        StringBuilder text = new StringBuilder(settings.cell().name() + " " + settings.hidden());
        text.append(settings.merge() == null ? "" : " bidirectional");
        text.append(settings.link() == Link.NONE ? "" : " " + settings.link());
        text.append(settings.norm() == Norm.NONE ? "" : " " + settings.norm() + " norm");
        return text.toString().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return BlockText.of(this, summary());
    }
}
