package org.recurve.task;

import ai.djl.nn.Block;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.recurve.core.RecurveException;

/** A sequence model's part of a {@link ModelFile}. */
final class SequenceModelFiles {
    private SequenceModelFiles() {}

    static JsonObject describe(SequenceModel<?> model) {
        SequenceSettings settings = model.sequenceSettings();
        JsonArray outputs = new JsonArray();
        settings.outputs().forEach(outputs::add);
        JsonObject description = new JsonObject();
        description.addProperty("name", settings.name());
        description.add("encoder", settings.encoder().describe());
        description.addProperty("dropout", settings.dropout());
        description.addProperty("features", settings.features());
        description.addProperty("steps", settings.steps());
        description.add("outputs", outputs);
        return description;
    }

    /**
     * @param own the user's encoder, null where the model has recurrent layers of the library
     */
    static <M extends SequenceModel<?>> M load(
            Path file, String kind, Block own, Function<SequenceSettings, M> maker) {
        return ModelFile.load(file, kind, json -> maker.apply(settings(json, own)));
    }

    private static SequenceSettings settings(JsonObject description, Block own) {
        List<String> outputs =
                StreamSupport.stream(description.getAsJsonArray("outputs").spliterator(), false)
                        .map(JsonElement::getAsString)
                        .toList();
        return new SequenceSettings(
                description.get("name").getAsString(),
                encoder(description.getAsJsonObject("encoder"), own),
                description.get("dropout").getAsDouble(),
                description.get("features").getAsInt(),
                description.get("steps").getAsInt(),
                outputs);
    }

    private static SequenceEncoder encoder(JsonObject json, Block own) {
        if (!json.has("block")) {
            if (own != null) {
                throw new RecurveException(
                        "it has recurrent layers of its own; load it without an encoder");
            }
            return RecurrentEncoder.of(json);
        }
        if (own == null) {
            throw new RecurveException(
                    "it was made with the encoder "
                            + json.get("block").getAsString()
                            + ", which a file cannot hold; give such a block: load(file, encoder)");
        }
        return new OwnEncoder(own, json.get("takesLengths").getAsBoolean());
    }
}
