package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.recurve.core.LayerTable;

/**
 * A block of the user's.
 *
 * @param block {@code [x (B,T,F), lengths (B)]} or {@code [x]} to {@code (B,T,E)}
 * @param takesLengths whether it takes the lengths
 */
record OwnEncoder(Block block, boolean takesLengths) implements SequenceEncoder {

    @Override
    public String name() {
        return block.getClass().getSimpleName();
    }

    @Override
    public boolean bidirectional() {
        return false;
    }

    @Override
    public NDArray encode(ParameterStore store, NDArray x, NDArray lengths, boolean training) {
        NDList inputs = takesLengths ? new NDList(x, lengths) : new NDList(x);
        return block.forward(store, inputs, training).head();
    }

    @Override
    public Shape[] inputShapes(int steps, int features) {
        Shape x = new Shape(1, steps, features);
        return takesLengths ? new Shape[] {x, new Shape(1)} : new Shape[] {x};
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("encoder", block.getClass().getName());
    }

    @Override
    public JsonObject describe() {
        JsonObject json = new JsonObject();
        json.addProperty("block", block.getClass().getName());
        json.addProperty("takesLengths", takesLengths);
        return json;
    }

    /** {@return a row for each block inside that has parameters of its own} */
    @Override
    public List<LayerTable.Row> layers(int features) {
        List<LayerTable.Row> rows = new ArrayList<>();
        collect("encoder", block, rows);
        return rows;
    }

    private static void collect(String path, Block block, List<LayerTable.Row> rows) {
        List<Parameter> own = block.getDirectParameters().values();
        if (!own.isEmpty()) {
            boolean known = own.stream().allMatch(Parameter::isInitialized);
            rows.add(
                    new LayerTable.Row(
                            path,
                            block.getClass().getSimpleName(),
                            known
                                    ? String.join(
                                            " ",
                                            own.stream().map(p -> p.getShape().toString()).toList())
                                    : "not initialized yet",
                            known ? own.stream().mapToLong(p -> p.getShape().size()).sum() : 0));
        }
        block.getChildren()
                .forEach(child -> collect(path + "/" + child.getKey(), child.getValue(), rows));
    }
}
