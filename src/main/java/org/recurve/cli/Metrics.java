package org.recurve.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringJoiner;

/** What a run measured: the content of its metrics file. */
record Metrics(String notebook, JsonObject parameters, double seconds, JsonArray evaluations) {
    private static final int FIGURES = 3;

    /**
     * Reads the evaluations that the kernel wrote, one JSON object a line, and marks the primary
     * one.
     *
     * @param lines file of the kernel; not there if the notebook evaluated nothing
     * @return the evaluations in order
     * @throws IOException if it cannot be read
     */
    static JsonArray evaluations(Path lines) throws IOException {
        JsonArray evaluations = new JsonArray();
        if (Files.exists(lines)) {
            for (String line : Files.readAllLines(lines)) {
                evaluations.add(JsonParser.parseString(line));
            }
        }
        markPrimary(evaluations);
        return evaluations;
    }

    /** The primary model is the last that was marked so, or where none was, the first. */
    private static void markPrimary(JsonArray evaluations) {
        JsonObject primary = null;
        for (JsonElement element : evaluations) {
            JsonObject evaluation = element.getAsJsonObject();
            if (evaluation.get("role").equals(new JsonPrimitive("model"))
                    && (primary == null || isPrimary(evaluation))) {
                primary = evaluation;
            }
        }
        for (JsonElement element : evaluations) {
            element.getAsJsonObject().addProperty("primary", element == primary);
        }
    }

    private static boolean isPrimary(JsonObject evaluation) {
        return new JsonPrimitive(true).equals(evaluation.get("primary"));
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("notebook", notebook);
        json.add("parameters", parameters);
        json.addProperty("seconds", Math.round(seconds * 1000) / 1000.0);
        json.add("evaluations", evaluations);
        return json;
    }

    /** {@return one line for a reader: who was judged on what, and the first figures} */
    static String summary(JsonObject evaluation) {
        StringJoiner figures = new StringJoiner(", ");
        evaluation.getAsJsonObject("metrics").entrySet().stream()
                .limit(FIGURES)
                .forEach(
                        metric ->
                                figures.add(
                                        metric.getKey()
                                                + " "
                                                + String.format(
                                                        java.util.Locale.ROOT,
                                                        "%.4g",
                                                        metric.getValue().getAsDouble())));
        return evaluation.get("model").getAsString()
                + " on "
                + evaluation.get("dataset").getAsString()
                + " "
                + evaluation.get("split").getAsString()
                + ": "
                + figures;
    }
}
