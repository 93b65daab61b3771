package org.recurve.data;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.recurve.core.RecurveException;

/** The JSON form of a {@link Vocabulary}. */
final class VocabularyJson {
    private static final int FORMAT = 1;

    private VocabularyJson() {}

    static JsonObject write(String[] tokens, long[] counts, int specials) {
        JsonArray words = new JsonArray(tokens.length);
        JsonArray numbers = new JsonArray(counts.length);
        for (int i = 0; i < tokens.length; i++) {
            words.add(tokens[i]);
            numbers.add(counts[i]);
        }
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.addProperty("specials", specials);
        json.add("tokens", words);
        json.add("counts", numbers);
        return json;
    }

    static Vocabulary read(JsonObject json) {
        for (String member : List.of("format", "specials", "tokens", "counts")) {
            if (!json.has(member)) {
                throw new RecurveException(
                        "this is no vocabulary: expected JSON with format, specials, tokens and"
                                + " counts, found no "
                                + member);
            }
        }
        try {
            int format = json.get("format").getAsInt();
            if (format != FORMAT) {
                throw new RecurveException(
                        "the vocabulary has format version "
                                + format
                                + ", this Recurve reads version "
                                + FORMAT
                                + ": use the Recurve that wrote it, or a newer one");
            }
            List<String> tokens = new ArrayList<>();
            json.getAsJsonArray("tokens").forEach(token -> tokens.add(token.getAsString()));
            JsonArray numbers = json.getAsJsonArray("counts");
            long[] counts = new long[numbers.size()];
            for (int i = 0; i < counts.length; i++) {
                counts[i] = numbers.get(i).getAsLong();
            }
            int specials = json.get("specials").getAsInt();
            int different = Set.copyOf(tokens).size();
            if (counts.length != tokens.size()
                    || different != tokens.size()
                    || specials < 0
                    || specials > tokens.size()) {
                throw new RecurveException(
                        String.format(
                                "the vocabulary is damaged: %d tokens of which %d differ, %d counts"
                                        + " and %d special tokens do not fit together",
                                tokens.size(), different, counts.length, specials));
            }
            return new Vocabulary(tokens, counts, specials);
        } catch (ClassCastException
                | IllegalStateException
                | NumberFormatException
                | UnsupportedOperationException e) {
            throw new RecurveException(
                    "this is no vocabulary: format and specials must be numbers, tokens a list of"
                            + " strings and counts a list of numbers ("
                            + e.getMessage()
                            + ")",
                    e);
        }
    }

    static void save(JsonObject json, Path file) {
        try {
            Files.writeString(file, new GsonBuilder().disableHtmlEscaping().create().toJson(json));
        } catch (IOException e) {
            throw new RecurveException("cannot write the vocabulary to " + file + ": " + e, e);
        }
    }

    static Vocabulary load(Path file) {
        try {
            JsonElement json = new Gson().fromJson(Files.readString(file), JsonElement.class);
            return read(Objects.requireNonNullElse(json, JsonNull.INSTANCE).getAsJsonObject());
        } catch (IOException | JsonParseException | IllegalStateException | RecurveException e) {
            throw new RecurveException(
                    "cannot read a vocabulary from " + file + ": " + e.getMessage(), e);
        }
    }
}
