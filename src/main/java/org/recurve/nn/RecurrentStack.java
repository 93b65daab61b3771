package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;

/**
 * Recurrent layers on top of each other, of any widths and kinds; see {@link SequenceBlock} for
 * inputs and outputs. States are those of the first layer, then those of the second, and so on:
 * {@code (directions, B, H)} each. See {@link StackLayer} for what a layer may have.
 *
 * <pre>{@code
 * var stack = RecurrentStack.of(List.of(
 *         StackLayer.of(Cells.lstm(), 256).dropout(0.3),
 *         StackLayer.of(Cells.gru(), 256).link(StackLayer.Link.RESIDUAL).norm(StackLayer.Norm.LAYER)));
 * }</pre>
 */
public final class RecurrentStack extends SequenceBlock {
    private final List<StackedLayer> layers;

    private RecurrentStack(List<StackLayer> layers, boolean returnState) {
        super(returnState);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a stack needs at least one layer");
        }
        this.layers = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            this.layers.add(addChildBlock(Integer.toString(i), new StackedLayer(layers.get(i))));
        }
    }

    /**
     * Stacks layers.
     *
     * @param layers from the input to the output, at least one
     * @return a block whose only output as a DJL block is y
     */
    public static RecurrentStack of(List<StackLayer> layers) {
        return new RecurrentStack(layers, false);
    }

    /**
     * Stacks layers.
     *
     * @param layers from the input to the output, at least one
     * @return a block whose outputs as a DJL block are y and all final states
     */
    public static RecurrentStack returningState(List<StackLayer> layers) {
        return new RecurrentStack(layers, true);
    }

    @Override
    public long outputSize() {
        return layers.get(layers.size() - 1).outputSize();
    }

    @Override
    public boolean readsBackward() {
        return layers.stream().anyMatch(SequenceBlock::readsBackward);
    }

    @Override
    public List<Shape> stateShapes(long batch) {
        return layers.stream().flatMap(layer -> layer.stateShapes(batch).stream()).toList();
    }

    /**
     * Cuts the states of the whole stack into those of its layers.
     *
     * @param states as they come out after y
     * @return one list for each layer
     */
    public List<NDList> perLayer(NDList states) {
        List<NDList> parts = new ArrayList<>();
        int from = 0;
        for (SequenceBlock layer : layers) {
            int to = from + layer.stateCount();
            parts.add(new NDList(states.subList(from, to)));
            from = to;
        }
        return parts;
    }

    @Override
    public List<LayerSize> layerSizes(long features) {
        List<LayerSize> sizes = new ArrayList<>();
        long width = features;
        for (StackedLayer layer : layers) {
            LayerSize one = layer.layerSizes(width).get(0);
            String name = Integer.toString(sizes.size());
            sizes.add(new LayerSize(name, one.kind(), one.output(), one.parameters()));
            width = layer.outputSize();
        }
        return sizes;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        Shape x = inputShapes[0];
        for (StackedLayer layer : layers) {
            layer.initialize(manager, type, x);
            x = layer.getOutputShapes(new Shape[] {x})[0];
        }
    }

    @Override
    void record(Recording into, String before, int layer) {
        super.record(into, before, layer);
        for (int i = 0; i < layers.size(); i++) {
            layers.get(i).record(into, before, layer + i);
        }
    }

    @Override
    NDList run(ParameterStore store, NDArray x, NDList state, TimeAxis time, boolean training) {
        NDArray input = x;
        NDList finals = new NDList();
        List<NDList> initial = perLayer(state);
        for (int i = 0; i < layers.size(); i++) {
            NDList outputs = layers.get(i).run(store, input, initial.get(i), time, training);
            input = outputs.head();
            finals.addAll(outputs.subList(1, outputs.size()));
        }
        return new NDList(input).addAll(finals);
    }

    @Override
    public String toString() {
        String text = String.join(" > ", layers.stream().map(StackedLayer::summary).toList());
        return BlockText.of(this, text);
    }
}
