package org.recurve.task;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import org.recurve.data.Tokenizers;
import org.recurve.data.Vocabulary;
import org.recurve.nn.Cell;
import org.recurve.nn.Dropout;
import org.recurve.nn.StackLayer;

/** A language model's part of a {@link ModelFile}. */
final class LanguageModelFiles {
    private LanguageModelFiles() {}

    static JsonObject describe(LanguageModel model) {
        LanguageModelSettings settings = model.networkSettings();
        JsonObject network = new JsonObject();
        network.addProperty("cell", settings.cell().name());
        network.addProperty("layers", settings.layers());
        network.addProperty("embedding", settings.embedding());
        network.addProperty("hidden", settings.hidden());
        network.add("dropout", ModelFile.GSON.toJsonTree(settings.dropout()));
        network.addProperty("norm", settings.norm().name());
        network.addProperty("tieWeights", settings.tieWeights());
        network.addProperty("initialRange", settings.initialRange());
        network.addProperty("activation", settings.regularization().activation());
        network.addProperty("temporal", settings.regularization().temporal());
        network.add("cutoffs", ModelFile.GSON.toJsonTree(settings.cutoffs()));
        JsonObject description = new JsonObject();
        description.add("network", network);
        description.add("tokenizer", Tokenizers.toJson(model.tokenizer()));
        description.add("vocabulary", model.vocabulary().toJson());
        return description;
    }

    /** Older files do not have all of them. */
    private static double number(JsonObject network, String name) {
        return network.has(name) ? network.get(name).getAsDouble() : 0;
    }

    private static int[] cutoffs(JsonObject network) {
        return network.has("cutoffs")
                ? ModelFile.GSON.fromJson(network.get("cutoffs"), int[].class)
                : new int[0];
    }

    /**
     * @param cell null for the one that the file names
     */
    static LanguageModel load(Path file, Cell cell) {
        return ModelFile.load(file, LanguageModel.KIND, json -> model(json, cell));
    }

    private static LanguageModel model(JsonObject description, Cell own) {
        JsonObject network = description.getAsJsonObject("network");
        return LanguageModel.builder()
                .cell(ModelFile.cell(network.get("cell").getAsString(), own))
                .layers(network.get("layers").getAsInt())
                .embedding(network.get("embedding").getAsInt())
                .hidden(network.get("hidden").getAsInt())
                .dropout(ModelFile.GSON.fromJson(network.get("dropout"), Dropout.class))
                .norm(StackLayer.Norm.valueOf(network.get("norm").getAsString()))
                .tieWeights(network.get("tieWeights").getAsBoolean())
                .initialRange(number(network, "initialRange"))
                .activationRegularization(
                        number(network, "activation"), number(network, "temporal"))
                .adaptiveSoftmax(cutoffs(network))
                .build(
                        Vocabulary.fromJson(description.getAsJsonObject("vocabulary")),
                        Tokenizers.fromJson(description.get("tokenizer")));
    }
}
