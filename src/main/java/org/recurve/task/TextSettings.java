package org.recurve.task;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.recurve.nn.Cell;
import org.recurve.nn.Dropout;
import org.recurve.nn.StackLayer;
import org.recurve.nn.pooling.Poolings;

/**
 * What a {@link TextModel} is made with.
 *
 * @param name what reports call it
 * @param embedding width of the words' vectors
 * @param characters width of what a network reads of a word's characters in each direction, 0 for
 *     none
 * @param recurrent the layers
 * @param pooling by name, see {@link Poolings#byName}; empty where every token is answered
 * @param dropout where what is dropped in training
 * @param outputs names of the classes
 */
record TextSettings(
        String name,
        int embedding,
        int characters,
        RecurrentLayers recurrent,
        String pooling,
        Dropout dropout,
        List<String> outputs) {

    TextSettings {
        if (embedding < 1) {
            throw new IllegalArgumentException("embedding must be at least 1, not " + embedding);
        }
        if (characters < 0) {
            throw new IllegalArgumentException("characters must be at least 0, not " + characters);
        }
        if (!recurrent.bidirectional() && List.of(pooling.split("\\+", -1)).contains("ends")) {
            throw new IllegalArgumentException(
                    "ends pooling takes what each of two directions knows at its end, but these layers read in one direction only; take Poolings.last()");
        }
        outputs = List.copyOf(outputs);
    }

    /** {@return what the layers are called: {@code "BiLSTM 1x128"}} */
    static String name(RecurrentLayers recurrent, int characters) {
        return (characters > 0 ? "character + " : "") + recurrent.text();
    }

    Map<String, String> asMap() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("cell", recurrent.cell().name());
        map.put("layers", Integer.toString(recurrent.layers()));
        map.put("embedding", Integer.toString(embedding));
        map.put("characters", Integer.toString(characters));
        map.put("hidden", Integer.toString(recurrent.hidden()));
        map.put("bidirectional", Boolean.toString(recurrent.bidirectional()));
        map.put("norm", recurrent.norm().name().toLowerCase(Locale.ROOT));
        if (!pooling.isEmpty()) {
            map.put("pooling", pooling);
        }
        map.put("dropout", dropout.toString());
        map.put("outputs", String.join(", ", outputs));
        return map;
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("name", name);
        json.addProperty("embedding", embedding);
        json.addProperty("characters", characters);
        json.addProperty("cell", recurrent.cell().name());
        json.addProperty("layers", recurrent.layers());
        json.addProperty("hidden", recurrent.hidden());
        json.addProperty("lastWidth", recurrent.lastWidth());
        json.addProperty("bidirectional", recurrent.bidirectional());
        json.addProperty("norm", recurrent.norm().name());
        json.addProperty("pooling", pooling);
        json.add("dropout", ModelFile.GSON.toJsonTree(dropout));
        json.add("outputs", ModelFile.GSON.toJsonTree(outputs));
        return json;
    }

    /**
     * @param own the user's kind of cells, null for one of the library
     */
    static TextSettings fromJson(JsonObject json, Cell own) {
        return new TextSettings(
                json.get("name").getAsString(),
                json.get("embedding").getAsInt(),
                json.get("characters").getAsInt(),
                new RecurrentLayers(
                        ModelFile.cell(json.get("cell").getAsString(), own),
                        json.get("layers").getAsInt(),
                        json.get("hidden").getAsInt(),
                        json.get("lastWidth").getAsInt(),
                        json.get("bidirectional").getAsBoolean(),
                        StackLayer.Norm.valueOf(json.get("norm").getAsString())),
                json.get("pooling").getAsString(),
                ModelFile.GSON.fromJson(json.get("dropout"), Dropout.class),
                List.of(ModelFile.GSON.fromJson(json.get("outputs"), String[].class)));
    }
}
