package org.recurve.task;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import org.recurve.data.Tokenizers;
import org.recurve.data.Vocabulary;
import org.recurve.nn.Cell;
import org.recurve.nn.Dropout;

/** A translation model's part of a {@link ModelFile}. */
final class TranslationFiles {
    private TranslationFiles() {}

    static JsonObject describe(TranslationModel model) {
        TranslationSettings settings = model.networkSettings();
        JsonObject network = new JsonObject();
        network.addProperty("name", settings.name());
        network.addProperty("cell", settings.cell().name());
        network.addProperty("layers", settings.layers());
        network.addProperty("embedding", settings.embedding());
        network.addProperty("hidden", settings.hidden());
        network.addProperty("attention", settings.attention().name());
        network.addProperty("inputFeeding", settings.inputFeeding());
        network.add("dropout", ModelFile.GSON.toJsonTree(settings.dropout()));
        network.addProperty("labelSmoothing", settings.labelSmoothing());
        network.addProperty("tieWeights", settings.tieWeights());
        network.addProperty("oneVocabulary", settings.oneVocabulary());
        JsonObject description = new JsonObject();
        description.add("network", network);
        TranslationReader reader = model.reader();
        description.add("sourceTokenizer", Tokenizers.toJson(reader.sourceTokenizer()));
        description.add("targetTokenizer", Tokenizers.toJson(reader.targetTokenizer()));
        description.add("source", reader.source().toJson());
        if (!settings.oneVocabulary()) {
            description.add("target", reader.target().toJson());
        }
        return description;
    }

    /**
     * @param cell null for the one that the file names
     */
    static TranslationModel load(Path file, Cell cell) {
        return ModelFile.load(file, TranslationModel.KIND, json -> model(json, cell));
    }

    private static TranslationModel model(JsonObject description, Cell own) {
        JsonObject network = description.getAsJsonObject("network");
        boolean one = network.get("oneVocabulary").getAsBoolean();
        Vocabulary source = Vocabulary.fromJson(description.getAsJsonObject("source"));
        var reader =
                new TranslationReader(
                        Tokenizers.fromJson(description.get("sourceTokenizer")),
                        Tokenizers.fromJson(description.get("targetTokenizer")),
                        source,
                        one ? source : Vocabulary.fromJson(description.getAsJsonObject("target")));
        return TranslationModel.builder()
                .name(network.get("name").getAsString())
                .cell(ModelFile.cell(network.get("cell").getAsString(), own))
                .layers(network.get("layers").getAsInt())
                .embedding(network.get("embedding").getAsInt())
                .hidden(network.get("hidden").getAsInt())
                .attention(DecoderAttention.valueOf(network.get("attention").getAsString()))
                .inputFeeding(network.get("inputFeeding").getAsBoolean())
                .dropout(ModelFile.GSON.fromJson(network.get("dropout"), Dropout.class))
                .labelSmoothing(network.get("labelSmoothing").getAsDouble())
                .tieWeights(network.get("tieWeights").getAsBoolean())
                .oneVocabulary(one)
                .build(reader);
    }
}
