package org.recurve.task;

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
        return ModelFile.load(
                file,
                kind,
                json -> maker.apply(SequenceSettings.fromJson(json, encoder(json, own), pooled)));
    }

    private static SequenceEncoder encoder(JsonObject description, Block own) {
        JsonObject json = description.getAsJsonObject("encoder");
        if (!json.has("block")) {
            if (own != null) {
                throw new RecurveException(
                        "it has recurrent layers of its own; load it without an encoder");
            }
            return RecurrentEncoder.of(json, SequenceSettings.dropout(description));
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
