package org.recurve.task;

import ai.djl.Device;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.function.Function;
import org.recurve.core.RecurveException;
import org.recurve.data.Tokenizer;
import org.recurve.data.Tokenizers;
import org.recurve.nn.Cell;

/** The part of a {@link ModelFile} that models of text have. */
final class TextFiles {
    private TextFiles() {}

    static JsonObject describe(TextModel<?> model, Tokenizer tokenizer) {
        JsonObject description = new JsonObject();
        description.add("network", model.textSettings().toJson());
        description.add("reader", model.reader().toJson());
        description.add("tokenizer", Tokenizers.toJson(tokenizer));
        description.addProperty("startedFrom", model.startedFrom());
        return description;
    }

    /**
     * @param cell null for the one that the file names
     * @param tokenizer null for the one that the file names
     */
    static <M extends WholeTextModel<?>> M load(
            Path file, String kind, Cell cell, Tokenizer tokenizer, Function<TextParts, M> maker) {
        return ModelFile.load(file, kind, json -> maker.apply(parts(json, cell, tokenizer)));
    }

    static TextParts parts(JsonObject description, Cell cell, Tokenizer tokenizer) {
        return new TextParts(
                TextSettings.fromJson(description.getAsJsonObject("network"), cell),
                TokenReader.fromJson(description.getAsJsonObject("reader")),
                tokenizer(description.get("tokenizer"), tokenizer),
                InitialWeights.filled(description.get("startedFrom").getAsString()),
                Device.cpu());
    }

    /**
     * @param own null for the one that the file names
     * @throws RecurveException if one's own is not the one that the file names
     */
    private static Tokenizer tokenizer(JsonElement json, Tokenizer own) {
        if (own == null) {
            return Tokenizers.fromJson(json);
        }
        if (!Tokenizers.toJson(own).equals(json)) {
            throw new RecurveException(
                    "it holds a model that cuts texts by the tokenizer %s, not by %s"
                            .formatted(json, own.name()));
        }
        return own;
    }
}
