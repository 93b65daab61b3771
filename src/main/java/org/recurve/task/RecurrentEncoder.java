package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.recurve.core.LayerTable;
import org.recurve.nn.Cell;
import org.recurve.nn.Cells;
import org.recurve.nn.LayerSize;
import org.recurve.nn.SequenceBlock;

/** Recurrent layers of one kind of cell on top of each other. */
final class RecurrentEncoder implements SequenceEncoder {
    private final Cell cell;
    private final int layers;
    private final int hidden;
    private final boolean bidirectional;
    private final double dropout;
    private final SequenceBlock block;

    RecurrentEncoder(Cell cell, int layers, int hidden, boolean bidirectional, double dropout) {
        if (layers < 1 || hidden < 1) {
            throw new IllegalArgumentException(
                    "layers and hidden must be at least 1, not " + layers + " and " + hidden);
        }
        this.cell = cell;
        this.layers = layers;
        this.hidden = hidden;
        this.bidirectional = bidirectional;
        this.dropout = dropout;
        this.block = cell.layers(hidden, layers, bidirectional, dropout);
    }

    static RecurrentEncoder of(JsonObject json) {
        return new RecurrentEncoder(
                Cells.byName(json.get("cell").getAsString()),
                json.get("layers").getAsInt(),
                json.get("hidden").getAsInt(),
                json.get("bidirectional").getAsBoolean(),
                json.get("dropout").getAsDouble());
    }

    @Override
    public SequenceBlock block() {
        return block;
    }

    @Override
    public String name() {
        String kind = cell.name().toUpperCase(Locale.ROOT);
        return (bidirectional ? "Bi" : "") + kind + " " + layers + "x" + hidden;
    }

    @Override
    public boolean bidirectional() {
        return bidirectional;
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
        map.put("cell", cell.name());
        map.put("layers", Integer.toString(layers));
        map.put("hidden", Integer.toString(hidden));
        map.put("bidirectional", Boolean.toString(bidirectional));
        return map;
    }

    @Override
    public JsonObject describe() {
        JsonObject json = new JsonObject();
        json.addProperty("cell", cell.name());
        json.addProperty("layers", layers);
        json.addProperty("hidden", hidden);
        json.addProperty("bidirectional", bidirectional);
        json.addProperty("dropout", dropout);
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
