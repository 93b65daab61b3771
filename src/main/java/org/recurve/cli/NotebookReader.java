package org.recurve.cli;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.recurve.core.RecurveException;

/**
 * Reads a notebook file and checks it as far as running it needs, so that a broken one is told
 * early.
 */
final class NotebookReader {
    private NotebookReader() {}

    /**
     * Reads and checks a notebook.
     *
     * @param path as its user named it
     * @throws RecurveException if there is no such file, or it is no notebook of format 4
     */
    static Notebook read(Path path) {
        if (Files.isDirectory(path)) {
            throw new RecurveException(path + " is a folder; name a notebook (.ipynb) in it");
        }
        JsonElement element;
        try {
            element = parse(Files.readString(path));
        } catch (NoSuchFileException e) {
            throw new RecurveException("there is no notebook " + path.toAbsolutePath(), e);
        } catch (CharacterCodingException e) {
            throw new RecurveException(path + " is not a notebook: it is not UTF-8 text", e);
        } catch (MalformedJsonException | JsonParseException e) {
            String detail = String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
            throw new RecurveException(
                    path + " is not a notebook: its JSON is broken (" + detail + "); restore it",
                    e);
        } catch (IOException e) {
            throw new RecurveException("cannot read " + path + ": " + e, e);
        }
        if (!(element instanceof JsonObject json)) {
            throw new RecurveException(path + " is not a notebook: expected a JSON object");
        }
        check(path, json);
        return new Notebook(json);
    }

    private static JsonElement parse(String text) throws IOException {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        try {
            JsonElement element = new Gson().getAdapter(JsonElement.class).read(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new MalformedJsonException("more text after its end");
            }
            return element;
        } catch (java.io.EOFException e) {
            throw new JsonParseException("it ends early, at path " + reader.getPath(), e);
        }
    }

    private static void check(Path path, JsonObject json) {
        JsonElement format = json.get("nbformat");
        if (!(format instanceof JsonPrimitive number) || !number.getAsString().equals("4")) {
            throw new RecurveException(
                    path
                            + " has nbformat "
                            + format
                            + ", expected 4; a current Jupyter converts it when it opens and saves it");
        }
        if (!(json.get("cells") instanceof JsonArray cells)) {
            throw new RecurveException(path + " is not a notebook: it has no list of cells");
        }
        for (int i = 0; i < cells.size(); i++) {
            if (!isCell(cells.get(i))) {
                throw new RecurveException(
                        path
                                + " is not a notebook: entry "
                                + (i + 1)
                                + " of its cells has no cell_type or no source text");
            }
        }
    }

    private static boolean isCell(JsonElement element) {
        return element instanceof JsonObject cell
                && isText(cell.get("cell_type"))
                && (isText(cell.get("source"))
                        || (cell.get("source") instanceof JsonArray lines
                                && lines.asList().stream().allMatch(NotebookReader::isText)));
    }

    private static boolean isText(JsonElement element) {
        return element instanceof JsonPrimitive primitive && primitive.isString();
    }
}
