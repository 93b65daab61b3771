package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
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
import java.util.Set;
import org.recurve.core.RecurveException;
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
    static final Gson GSON = new GsonBuilder().serializeSpecialFloatingPointValues().create();

    /** Writes beside the target first, so that a failure leaves an older file whole. */
    static void save(Path file, String kind, JsonObject description, Block network) {
        Map<String, NDArray> weights = new LinkedHashMap<>();
        names(network).forEach((name, parameter) -> weights.put(name, parameter.getArray()));
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

    /** The parameters by their names or, where two have the same, by their paths in the network. */
    private static Map<String, Parameter> names(Block network) {
        Map<String, Parameter> byName = new LinkedHashMap<>();
        Map<String, Parameter> byPath = new LinkedHashMap<>();
        network.getParameters()
                .forEach(
                        p -> {
                            byName.put(p.getValue().getName(), p.getValue());
                            byPath.put(p.getKey(), p.getValue());
                        });
        return byName.size() == Set.copyOf(byPath.values()).size() ? byName : byPath;
    }

    static ModelFile load(Path file, String kind, NDManager manager) {
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
            JsonObject header = GSON.fromJson(text, JsonObject.class);
            int format = header.get("format").getAsInt();
            if (format != FORMAT) {
                throw new RecurveException(
                        file
                                + " is of model format "
                                + format
                                + ", expected "
                                + FORMAT
                                + "; which version wrote it?");
            }
            String found = header.get("kind").getAsString();
            if (!found.equals(kind)) {
                throw new RecurveException(file + " holds a " + found + ", expected a " + kind);
            }
            return new ModelFile(kind, header.getAsJsonObject("description"), content.tensors());
        } catch (JsonParseException | NullPointerException | ClassCastException e) {
            throw new RecurveException(
                    file + " is damaged: its description is not the expected JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file, e);
        }
    }

    /** Gives an initialized network's parameters their values. */
    void fill(Block network, Path file) {
        Map<String, NDArray> left = new LinkedHashMap<>(weights);
        for (Map.Entry<String, Parameter> entry : names(network).entrySet()) {
            NDArray value = left.remove(entry.getKey());
            NDArray target = entry.getValue().getArray();
            if (value == null || !value.getShape().equals(target.getShape())) {
                throw new RecurveException(
                        file
                                + " does not fit its own description: "
                                + entry.getKey()
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
