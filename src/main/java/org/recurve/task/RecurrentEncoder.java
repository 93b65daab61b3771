package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.recurve.core.LayerTable;
import org.recurve.nn.Cells;
import org.recurve.nn.Dropout;
import org.recurve.nn.LayerSize;
import org.recurve.nn.SequenceBlock;
import org.recurve.nn.StackLayer.Norm;

/** Recurrent layers of one kind of cell on top of each other. */
final class RecurrentEncoder implements SequenceEncoder {
    private final RecurrentLayers layers;
    private final SequenceBlock block;

    /**
     * @param dropout all of it but what lies before the first and after the last layer
     */
    RecurrentEncoder(RecurrentLayers layers, Dropout dropout) {
        this.layers = layers;
        this.block = layers.block(dropout);
    }

    static RecurrentEncoder of(JsonObject json, Dropout dropout) {
        int hidden = json.get("hidden").getAsInt();
        // Older files say nothing of a normalisation and have none.
        JsonElement norm = json.get("norm");
        return new RecurrentEncoder(
                new RecurrentLayers(
                        Cells.byName(json.get("cell").getAsString()),
                        json.get("layers").getAsInt(),
                        hidden,
                        hidden,
                        json.get("bidirectional").getAsBoolean(),
                        norm == null ? Norm.NONE : Norm.valueOf(norm.getAsString())),
                dropout);
    }

    @Override
    public SequenceBlock block() {
        return block;
    }

    @Override
    public String name() {
        return layers.text();
    }

    @Override
    public boolean bidirectional() {
        return layers.bidirectional();
    }

    @Override
    public NDArray encode(ParameterStore store, NDArray x, NDArray lengths, boolean training) {
        return block.forward(store, x, new NDList(), lengths, training).head();
    }

    @Override
    public Shape[] inputShapes(int steps, int features) {
        return new Shape[] {new Shape(1, steps, features)};
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("cell", layers.cell().name());
        map.put("layers", Integer.toString(layers.layers()));
        map.put("hidden", Integer.toString(layers.hidden()));
        map.put("bidirectional", Boolean.toString(layers.bidirectional()));
        map.put("norm", layers.norm().name().toLowerCase(Locale.ROOT));
        return map;
    }

    @Override
    public JsonObject describe() {
        JsonObject json = new JsonObject();
        json.addProperty("cell", layers.cell().name());
        json.addProperty("layers", layers.layers());
        json.addProperty("hidden", layers.hidden());
        json.addProperty("bidirectional", layers.bidirectional());
        json.addProperty("norm", layers.norm().name());
        return json;
    }

    @Override
    public List<LayerTable.Row> layers(int features) {
        List<LayerTable.Row> rows = new ArrayList<>();
        for (LayerSize layer : block.layerSizes(features)) {
            String shape = "(B, T, " + layer.output() + ")";
            String name = "encoder/" + layer.name();
            rows.add(new LayerTable.Row(name, layer.kind(), shape, layer.parameters()));
        }
        return rows;
    }
}
