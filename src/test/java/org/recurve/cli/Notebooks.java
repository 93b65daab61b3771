package org.recurve.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Notebooks to try the command on. */
final class Notebooks {
    private Notebooks() {}

    /** {@return a copy of the notebook with parameters, outputs and evaluations} */
    static Path tiny(Path folder) throws IOException {
        try (InputStream in = Notebooks.class.getResourceAsStream("tiny.ipynb")) {
            Path file = folder.resolve("tiny.ipynb");
            Files.copy(in, file);
            return file;
        }
    }

    /** {@return a new notebook with these cells} */
    static Path of(Path folder, String name, String... sources) throws IOException {
        JsonArray cells = new JsonArray();
        for (String source : sources) {
            JsonObject cell = new JsonObject();
            cell.addProperty("cell_type", "code");
            cell.addProperty("source", source);
            cells.add(cell);
        }
        JsonObject notebook = new JsonObject();
        notebook.addProperty("nbformat", 4);
        notebook.add("cells", cells);
        return Files.writeString(folder.resolve(name), notebook.toString());
    }

    static JsonObject read(Path file) throws IOException {
        return JsonParser.parseString(Files.readString(file, StandardCharsets.UTF_8))
                .getAsJsonObject();
    }

    /** {@return all text of the outputs of a cell, counted from 0} */
    static String outputs(Path notebook, int cell) throws IOException {
        JsonElement outputs =
                read(notebook).getAsJsonArray("cells").get(cell).getAsJsonObject().get("outputs");
        return outputs.toString();
    }
}
