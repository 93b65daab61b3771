package org.recurve.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A notebook of format 4; {@link NotebookReader} makes them. */
final class Notebook {
    private final JsonObject json;

    Notebook(JsonObject json) {
        this.json = json;
    }

    /** One cell; changes reach the notebook. */
    record Cell(JsonObject json) {
        boolean isCode() {
            return json.get("cell_type").getAsString().equals("code");
        }

        boolean isMarkdown() {
            return json.get("cell_type").getAsString().equals("markdown");
        }

        boolean hasTag(String tag) {
            return json.get("metadata") instanceof JsonObject metadata
                    && metadata.get("tags") instanceof JsonArray tags
                    && tags.contains(new JsonPrimitive(tag));
        }

        String source() {
            if (json.get("source") instanceof JsonArray lines) {
                StringBuilder text = new StringBuilder();
                lines.forEach(line -> text.append(line.getAsString()));
                return text.toString();
            }
            return json.get("source").getAsString();
        }

        void setSource(String source) {
            json.addProperty("source", source);
        }
    }

    JsonObject json() {
        return json;
    }

    /** {@return the cells, in order} */
    List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (JsonElement cell : json.getAsJsonArray("cells")) {
            cells.add(new Cell(cell.getAsJsonObject()));
        }
        return cells;
    }

    /** {@return the first code cell tagged {@code parameters}, which is papermill's convention} */
    Optional<Cell> parametersCell() {
        return cells().stream().filter(c -> c.isCode() && c.hasTag("parameters")).findFirst();
    }

    /** Takes out the code cells tagged {@code solution}: the answers to a notebook's exercises. */
    void withoutSolutions() {
        JsonArray kept = new JsonArray();
        cells().stream()
                .filter(cell -> !(cell.isCode() && cell.hasTag("solution")))
                .forEach(cell -> kept.add(cell.json()));
        json.add("cells", kept);
    }

    /**
     * Makes the notebook ready to run: without outputs of an earlier run, and with nothing in it
     * that differs from one run, machine or version of the kernel to the next.
     */
    void prepare() {
        JsonObject metadata =
                json.get("metadata") instanceof JsonObject given ? given : new JsonObject();
        metadata.add("kernelspec", object("display_name", "Java (Recurve)", "name", "java"));
        metadata.getAsJsonObject("kernelspec").addProperty("language", "java");
        JsonObject language = object("name", "java", "file_extension", ".jshell");
        language.addProperty("mimetype", "text/x-java-source");
        language.addProperty("pygments_lexer", "java");
        metadata.add("language_info", language);
        json.add("metadata", metadata);
        json.addProperty("nbformat_minor", 5);
        Set<String> ids = new HashSet<>();
        int number = 0;
        for (Cell cell : cells()) {
            number++;
            prepare(cell.json(), number, ids);
        }
    }

    private static void prepare(JsonObject cell, int number, Set<String> ids) {
        boolean named = cell.get("id") instanceof JsonPrimitive id && ids.add(id.getAsString());
        if (!named) {
            String id = "cell-" + number;
            while (!ids.add(id)) {
                id += "-";
            }
            cell.addProperty("id", id);
        }
        if (!cell.has("metadata")) {
            cell.add("metadata", new JsonObject());
        }
        if (new Cell(cell).isCode()) {
            cell.add("outputs", new JsonArray());
            cell.add("execution_count", JsonNull.INSTANCE);
        }
    }

    private static JsonObject object(String key, String value, String key2, String value2) {
        JsonObject object = new JsonObject();
        object.addProperty(key, value);
        object.addProperty(key2, value2);
        return object;
    }
}
