package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A stack of equal recurrent layers in one or both directions, computed by the engine's fused
 * kernels; see {@link SequenceBlock} for inputs and outputs. It takes the place of DJL's own blocks
 * of the same names. {@link RecurrentStack} has layers of different widths and kinds, and more
 * kinds of dropout.
 *
 * <p>States are {@code (layers * directions, B, H)}; the output is {@code (B, T, directions * H)}.
 *
 * <p>Parameters have PyTorch's names, shapes, order and gate order ({@code weight_ih_l0}, {@code
 * weight_hh_l0}, {@code bias_ih_l0}, {@code bias_hh_l0}, {@code weight_ih_l0_reverse} ...).
 */
public abstract class Recurrent extends SequenceBlock {
    private final FusedCell cell;
    private final int layers;
    private final boolean bidirectional;
    private final float dropRate;

    /** The cell serves as a definition; the parameters are those of this block. */
    Recurrent(RecurrentBuilder<?> builder, FusedCell cell) {
        super(builder.returnState);
        this.cell = cell;
        layers = builder.layers;
        bidirectional = builder.bidirectional;
        dropRate = builder.dropRate;
        for (int layer = 0; layer < layers; layer++) {
            for (int direction = 0; direction < directions(); direction++) {
                for (Parameter p : cell.getDirectParameters().values()) {
                    GateParameter gates = cell.gatesOf(p);
                    addParameter(
                            Parameter.builder()
                                    .setName(p.getName() + suffix(layer, direction))
                                    .setType(p.getType())
                                    .optInitializer(
                                            gates == null
                                                    ? p.getInitializer()
                                                    : builder.initializer.of(gates))
                                    .build());
                }
            }
        }
    }

    private static String suffix(int layer, int direction) {
        return "_l" + layer + (direction == 0 ? "" : "_reverse");
    }

    /** {@return the size H of the state} */
    public final int stateSize() {
        return (int) cell.outputSize();
    }

    /** {@return the number L of layers} */
    public final int layers() {
        return layers;
    }

    /** {@return the number D of directions, 1 or 2} */
    public final int directions() {
        return bidirectional ? 2 : 1;
    }

    /** {@return whether the gates have biases} */
    public final boolean hasBiases() {
        return cell.hasBiases();
    }

    /** {@return the share of the outputs that dropout between layers sets to zero in training} */
    public final float dropRate() {
        return dropRate;
    }

    @Override
    public final long outputSize() {
        return directions() * cell.outputSize();
    }

    @Override
    public final boolean readsBackward() {
        return bidirectional;
    }

    @Override
    public final List<Shape> stateShapes(long batch) {
        List<Shape> shapes = new ArrayList<>();
        for (long size : cell.stateSizes()) {
            shapes.add(new Shape((long) layers * directions(), batch, size));
        }
        return shapes;
    }

    @Override
    public final List<LayerSize> layerSizes(long features) {
        List<LayerSize> sizes = new ArrayList<>();
        String kind = getClass().getSimpleName().toLowerCase(Locale.ROOT);
        for (int layer = 0; layer < layers; layer++) {
            long count = directions() * cell.parameterCount(layer == 0 ? features : outputSize());
            sizes.add(new LayerSize(Integer.toString(layer), kind, outputSize(), count));
        }
        return sizes;
    }

    @Override
    protected final void prepare(Shape[] inputShapes) {
        super.prepare(inputShapes);
        long features = inputShapes[0].get(2);
        for (int layer = 0; layer < layers; layer++) {
            for (int direction = 0; direction < directions(); direction++) {
                for (String name : cell.getDirectParameters().keys()) {
                    parameters
                            .get(name + suffix(layer, direction))
                            .setShape(cell.shape(name, layer == 0 ? features : outputSize()));
                }
            }
        }
    }

    @Override
    final NDList run(
            ParameterStore store, NDArray x, NDList state, TimeAxis time, boolean training) {
        if (!time.full() || recorded()) {
            return layerByLayer(store, x, state, time, training);
        }
        NDList weights = new NDList(parameters.size());
        for (Parameter parameter : parameters.values()) {
            weights.add(store.getValue(parameter, x.getDevice(), training));
        }
        FusedRun run = new FusedRun(layers, hasBiases(), bidirectional, dropRate, training);
        return cell.fused(x, state, weights, run);
    }

    /**
     * One layer and direction at a time, all of them from left to right: for the backward direction
     * every sequence is reversed within its own length, so that padding follows all valid steps and
     * cannot reach their outputs.
     */
    private NDList layerByLayer(
            ParameterStore store, NDArray x, NDList state, TimeAxis time, boolean training) {
        NDList[] finals = new NDList[stateCount()];
        for (int s = 0; s < finals.length; s++) {
            finals[s] = new NDList();
        }
        NDArray input = x;
        for (int layer = 0; layer < layers; layer++) {
            if (layer > 0 && training && dropRate > 0) {
                input = Dropouts.drop(input, dropRate);
            }
            NDList outputs = new NDList();
            for (int direction = 0; direction < directions(); direction++) {
                int index = layer * directions() + direction;
                NDList initial = new NDList();
                state.forEach(s -> initial.add(s.get(new NDIndex("{}", index))));
                NDArray in = direction == 0 ? input : time.reverse(input);
                CellValues values = values(store, x, suffix(layer, direction), training);
                StepLog log = log(layer, direction == 1, time);
                NDList result = Unroll.run(cell, values, in, initial, time, null, log);
                NDArray y = result.head();
                outputs.add(direction == 0 ? y : time.reverse(y));
                for (int s = 0; s < finals.length; s++) {
                    finals[s].add(result.get(s + 1).expandDims(0));
                }
            }
            input = concat(outputs, 2);
        }
        NDList all = new NDList(input);
        for (NDList f : finals) {
            all.add(concat(f, 0));
        }
        return all;
    }

    private CellValues values(ParameterStore store, NDArray x, String suffix, boolean training) {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        for (String name : cell.getDirectParameters().keys()) {
            Parameter parameter = parameters.get(name + suffix);
            arrays.put(name, store.getValue(parameter, x.getDevice(), training));
        }
        return new CellValues(arrays, training);
    }

    /** DJL's own makes a copy without gradient where there is only one array. */
    static NDArray concat(NDList arrays, int axis) {
        return arrays.size() == 1 ? arrays.head() : NDArrays.concat(arrays, axis);
    }

    @Override
    public String toString() {
        String settings =
                "hidden "
                        + cell.hidden()
                        + (layers == 1 ? "" : ", layers " + layers)
                        + (bidirectional ? ", bidirectional" : "")
                        + (hasBiases() ? "" : ", no biases")
                        + (dropRate == 0 ? "" : ", dropout " + dropRate);
        return BlockText.of(this, settings);
    }
}
