package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.recurve.core.RecurveException;
import org.recurve.nn.Cell;
import org.recurve.nn.Cells;
import org.recurve.nn.ParameterNames;
import org.recurve.nn.Safetensors;

/**
 * A fitted model as one portable file: a safetensors file whose metadata holds all else as JSON.
 * Loading executes nothing.
 *
 * @param kind of model ({@code "language-model"})
 * @param description settings, vocabulary, training, as the kind writes them
 * @param weights by parameter name, on the manager given at loading
 */
record ModelFile(String kind, JsonObject description, Map<String, NDArray> weights) {
    private static final int FORMAT = 1;
    private static final String KEY = "recurve";

    /** NaN is a possible figure in a history. */
    static final Gson GSON =
            new GsonBuilder()
                    .serializeSpecialFloatingPointValues()
                    .registerTypeHierarchyAdapter(Record.class, new RecordJson())
                    .create();

    /** Writes beside the target first, so that a failure leaves an older file whole. */
    static void save(Path file, String kind, JsonObject description, Block network) {
        Map<String, NDArray> weights = new LinkedHashMap<>();
        ParameterNames.of(network).forEach((name, p) -> weights.put(name, p.getArray()));
        JsonObject header = new JsonObject();
        header.addProperty("format", FORMAT);
        header.addProperty("kind", kind);
        header.add("description", description);
        Path absolute = file.toAbsolutePath();
        Path unfinished = absolute.resolveSibling(absolute.getFileName() + ".part");
        try {
            Files.createDirectories(absolute.getParent());
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
                Safetensors.write(out, weights, Map.of(KEY, GSON.toJson(header)));
            }
            Files.move(unfinished, absolute, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new RecurveException(
                    "the model could not be saved to "
                            + file
                            + ": "
                            + e
                            + "; is there room, and may you write there?",
                    e);
        }
    }

    /**
     * Reads a model.
     *
     * @param maker makes it, still without weights, of the description
     */
    static <M extends TaskModel<?>> M load(Path file, String kind, Function<JsonObject, M> maker) {
        try (NDManager scratch = NDManager.newBaseManager()) {
            ModelFile content = read(file, kind, scratch);
            M model = understood(file, () -> maker.apply(content.description()));
            try {
                model.fill(content, file);
            } catch (RuntimeException e) {
                model.close();
                throw e;
            }
            return model;
        }
    }

    private static ModelFile read(Path file, String kind, NDManager manager) {
        if (!Files.isRegularFile(file)) {
            throw new RecurveException("no model file at " + file + "; save(Path) makes one");
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            Safetensors.Content content = Safetensors.read(in, manager, file.toString());
            String text = content.metadata().get(KEY);
            if (text == null) {
                throw new RecurveException(
                        file
                                + " holds tensors but no Recurve model; its metadata has no entry \""
                                + KEY
                                + "\"");
            }
            JsonObject description = understood(file, () -> description(kind, text));
            return new ModelFile(kind, description, content.tensors());
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file, e);
        }
    }

    private static JsonObject description(String kind, String text) {
        JsonObject header = GSON.fromJson(text, JsonObject.class);
        int format = header.get("format").getAsInt();
        if (format != FORMAT) {
            throw new RecurveException(
                    "it is of model format "
                            + format
                            + ", expected "
                            + FORMAT
                            + "; which version wrote it?");
        }
        String found = header.get("kind").getAsString();
        if (!found.equals(kind)) {
            throw new RecurveException("it holds a " + found + ", expected a " + kind);
        }
        return Objects.requireNonNull(header.getAsJsonObject("description"), "description");
    }

    /**
     * Makes something of a file's JSON, in which anything may be missing or of another type.
     *
     * @param reader whose errors need not name the file
     */
    static <T> T understood(Path file, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (RecurveException e) {
            throw new RecurveException(file + ": " + e.getMessage(), e);
        } catch (JsonParseException
                | NullPointerException
                | ClassCastException
                | IllegalStateException
                | IllegalArgumentException
                | UnsupportedOperationException e) {
            throw new RecurveException(
                    file
                            + " is damaged: its description is not the expected JSON ("
                            + e.getMessage()
                            + ")",
                    e);
        }
    }

    /**
     * The kind of cells that a file names.
     *
     * @param own the user's, null for one of the library
     */
    static Cell cell(String name, Cell own) {
        if (own == null) {
            return Cells.byName(name);
        }
        if (!own.name().equals(name)) {
            throw new RecurveException(
                    "it holds a model of " + name + " cells, not of " + own.name());
        }
        return own;
    }

    /** Gives an initialized network's parameters their values. */
    void fill(Block network, Path file) {
        Map<String, NDArray> left = new LinkedHashMap<>(weights);
        for (var parameter : ParameterNames.of(network).entrySet()) {
            NDArray value = left.remove(parameter.getKey());
            NDArray target = parameter.getValue().getArray();
            if (value == null || !value.getShape().equals(target.getShape())) {
                throw new RecurveException(
                        file
                                + " does not fit its own description: "
                                + parameter.getKey()
                                + " should have shape "
                                + target.getShape()
                                + ", found "
                                + (value == null ? "nothing" : value.getShape()));
            }
            value.copyTo(target);
            value.close();
        }
        if (!left.isEmpty()) {
            throw new RecurveException(
                    file + " holds tensors that its network does not have: " + left.keySet());
        }
    }
}
