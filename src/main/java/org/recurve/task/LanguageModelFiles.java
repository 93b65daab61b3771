package org.recurve.task;

import ai.djl.ndarray.NDManager;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import org.recurve.data.Tokenizers;
import org.recurve.data.Vocabulary;
import org.recurve.nn.Cells;

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
        network.addProperty("dropout", settings.dropout());
        network.addProperty("tieWeights", settings.tieWeights());
        JsonObject description = new JsonObject();
        description.add("network", network);
        description.addProperty("tokenizer", model.tokenizer().name());
        description.add("vocabulary", model.vocabulary().toJson());
        if (model.trained()) {
            description.add("run", RunJson.write(model.run()));
        }
        return description;
    }

    static LanguageModel load(Path file) {
        try (NDManager scratch = NDManager.newBaseManager()) {
            ModelFile content = ModelFile.load(file, LanguageModel.KIND, scratch);
            JsonObject description = content.description();
            JsonObject network = description.getAsJsonObject("network");
            LanguageModel model =
                    LanguageModel.builder()
                            .cell(Cells.byName(network.get("cell").getAsString()))
                            .layers(network.get("layers").getAsInt())
                            .embedding(network.get("embedding").getAsInt())
                            .hidden(network.get("hidden").getAsInt())
                            .dropout(network.get("dropout").getAsDouble())
                            .tieWeights(network.get("tieWeights").getAsBoolean())
                            .build(
                                    Vocabulary.fromJson(description.getAsJsonObject("vocabulary")),
                                    Tokenizers.byName(description.get("tokenizer").getAsString()));
            model.initialize();
            content.fill(model.block(), file);
            if (description.has("run")) {
                model.fitted(RunJson.read(description.getAsJsonObject("run")));
            }
            return model;
        }
    }
}
