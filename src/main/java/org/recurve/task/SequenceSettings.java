package org.recurve.task;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recurve.nn.Dropout;

/**
 * What a {@link SequenceModel} is made with.
 *
 * @param name what reports call it
 * @param encoder makes features of every step
 * @param pooling by name, see {@link org.recurve.nn.pooling.Poolings#byName}; empty where every
 *     step is answered
 * @param convolution filters of the convolutional branch beside the encoder, 0 for none
 * @param standardization of the input, null for none
 * @param dropout where what is dropped in training
 * @param features width F of the input
 * @param steps length of the longest sequence of the data that the model was built for; longer ones
 *     will do as far as the encoder can take them
 * @param outputs names of the classes or values
 */
record SequenceSettings(
        String name,
        SequenceEncoder encoder,
        String pooling,
        int convolution,
        Standardization standardization,
        Dropout dropout,
        int features,
        int steps,
        List<String> outputs) {

    SequenceSettings {
        if (convolution < 0) {
            throw new IllegalArgumentException(
                    "convolution must have at least 1 filter, or 0 for none, not " + convolution);
        }
        if (dropout.embedding() > 0) {
            throw new IllegalArgumentException(
                    "dropout of the embedding is for words, but the input is numbers; use input");
        }
        outputs = List.copyOf(outputs);
    }

    /** {@return for a sequence as a whole: what the encoder knows at the end, in each direction} */
    static String usualPooling(SequenceEncoder encoder) {
        return encoder.bidirectional() ? "ends" : "last";
    }

    Map<String, String> asMap() {
        Map<String, String> map = new LinkedHashMap<>(encoder.settings());
        if (!pooling.isEmpty()) {
            map.put("pooling", pooling);
        }
        map.put("convolution", Integer.toString(convolution));
        map.put("standardize", Boolean.toString(standardization != null));
        map.put("dropout", dropout.toString());
        map.put("features", Integer.toString(features));
        map.put("outputs", String.join(", ", outputs));
        return map;
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("name", name);
        json.add("encoder", encoder.describe());
        json.addProperty("pooling", pooling);
        json.addProperty("convolution", convolution);
        if (standardization != null) {
            json.add("standardization", ModelFile.GSON.toJsonTree(standardization));
        }
        json.add("dropout", ModelFile.GSON.toJsonTree(dropout));
        json.addProperty("features", features);
        json.addProperty("steps", steps);
        json.add("outputs", ModelFile.GSON.toJsonTree(outputs));
        return json;
    }

    /**
     * Reads what {@link #toJson} wrote, or an older version of this library: it had one rate of
     * dropout, between the layers and before the output, the usual pooling, and nothing else.
     *
     * @param pooled whether a sequence gets one answer, not each of its steps
     */
    static SequenceSettings fromJson(JsonObject json, SequenceEncoder encoder, boolean pooled) {
        return new SequenceSettings(
                json.get("name").getAsString(),
                encoder,
                json.has("pooling")
                        ? json.get("pooling").getAsString()
                        : pooled ? usualPooling(encoder) : "",
                json.has("convolution") ? json.get("convolution").getAsInt() : 0,
                ModelFile.GSON.fromJson(json.get("standardization"), Standardization.class),
                dropout(json),
                json.get("features").getAsInt(),
                json.get("steps").getAsInt(),
                List.of(ModelFile.GSON.fromJson(json.get("outputs"), String[].class)));
    }

    static Dropout dropout(JsonObject json) {
        JsonElement dropout = json.get("dropout");
        return dropout.isJsonPrimitive()
                ? oneRate(dropout.getAsDouble())
                : ModelFile.GSON.fromJson(dropout, Dropout.class);
    }

    /** {@return the plan that drops between layers and before the output} */
    static Dropout oneRate(double rate) {
        return Dropout.standard(0, rate, rate);
    }
}
