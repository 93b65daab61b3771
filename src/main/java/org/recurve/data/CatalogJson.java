package org.recurve.data;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.recurve.core.RecurveException;

/** Reads the catalogue of data sets from its JSON resource. */
final class CatalogJson {
    private static final String RESOURCE = "/org/recurve/data/catalog.json";

    private CatalogJson() {}

    /** {@return the data sets of the resource that comes with the library} */
    static List<DataSet> standard() {
        try (InputStream in = CatalogJson.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new RecurveException(
                        "the catalogue "
                                + RESOURCE
                                + " is not on the class path: build the library with its resources");
            }
            return parse(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new RecurveException("cannot read the catalogue " + RESOURCE + ": " + e, e);
        }
    }

    /** {@return the data sets of a JSON array} */
    static List<DataSet> parse(Reader json) {
        List<DataSet> sets = new ArrayList<>();
        for (JsonElement element : new Gson().fromJson(json, JsonArray.class)) {
            JsonObject set = element.getAsJsonObject();
            sets.add(
                    new DataSet(
                            string(set, "name"),
                            string(set, "task"),
                            string(set, "about"),
                            string(set, "licence"),
                            string(set, "citation"),
                            string(set, "homepage"),
                            set.has("embedded") && set.get("embedded").getAsBoolean(),
                            files(set.getAsJsonArray("files")),
                            set.has("tokenizer") ? string(set, "tokenizer") : null,
                            array(set, "fractions").map(JsonElement::getAsDouble).toList(),
                            set.has("format") ? string(set, "format") : null));
        }
        return sets;
    }

    private static List<DataFile> files(JsonArray array) {
        List<DataFile> files = new ArrayList<>();
        for (JsonElement element : array) {
            JsonObject file = element.getAsJsonObject();
            files.add(file(file, string(file, "split")));
        }
        return files;
    }

    private static DataFile file(JsonObject file, String split) {
        return new DataFile(
                string(file, "path"),
                split,
                file.has("sha256") ? string(file, "sha256") : null,
                file.has("bytes") ? file.get("bytes").getAsLong() : -1,
                array(file, "from").map(JsonElement::getAsString).toList(),
                file.has("embedded") ? file(file.getAsJsonObject("embedded"), split) : null);
    }

    private static String string(JsonObject object, String name) {
        return object.get(name).getAsString();
    }

    private static Stream<JsonElement> array(JsonObject object, String name) {
        return object.has(name)
                ? StreamSupport.stream(object.getAsJsonArray(name).spliterator(), false)
                : Stream.empty();
    }
}
