package org.recurve.task;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.function.Function;
import org.recurve.core.RecurveException;

/** A sequence model's part of a {@link ModelFile}. */
final class SequenceModelFiles {
    private SequenceModelFiles() {}

    /**
     * @param pooled whether a sequence gets one answer, not each of its steps
     * @param own the user's encoder, null where the model has recurrent layers of the library
     */
    static <M extends SequenceModel<?>> M load(
            Path file,
            String kind,
            boolean pooled,
            Block own,
            Function<SequenceSettings, M> maker) {
        try (NDManager scratch = NDManager.newBaseManager()) {
            ModelFile content = ModelFile.load(file, kind, scratch);
            JsonObject description = content.description();
            SequenceEncoder encoder = encoder(file, description, own);
            M model = maker.apply(SequenceSettings.fromJson(description, encoder, pooled));
            model.fill(content, file);
            return model;
        }
    }

    private static SequenceEncoder encoder(Path file, JsonObject description, Block own) {
        JsonObject json = description.getAsJsonObject("encoder");
        if (!json.has("block")) {
            if (own != null) {
                throw new RecurveException(
                        file + " has recurrent layers of its own; load it without an encoder");
            }
            return RecurrentEncoder.of(json, SequenceSettings.dropout(description));
        }
        if (own == null) {
            throw new RecurveException(
                    file
                            + " was made with the encoder "
                            + json.get("block").getAsString()
                            + ", which a file cannot hold; give such a block: load(file, encoder)");
        }
        return new OwnEncoder(own, json.get("takesLengths").getAsBoolean());
    }
}
