package org.recurve.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.recurve.core.RecurveException;
import org.recurve.nn.Safetensors;

/**
 * Weights on disk while a training runs: {@code last.safetensors} after every epoch, {@code
 * best.safetensors} after every one that is the best so far. A file is replaced as a whole or not
 * at all.
 */
public final class Checkpoints {
    private static final String BEST = "best.safetensors";
    private static final String LAST = "last.safetensors";

    private final Path folder;

    Checkpoints(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new RecurveException("Cannot make the checkpoint folder " + folder + ": " + e, e);
        }
    }

    void save(Map<String, NDArray> arrays, Map<String, Double> row, boolean best) {
        write(folder.resolve(LAST), arrays, row);
        if (best) {
            write(folder.resolve(BEST), arrays, row);
        }
    }

    private static void write(Path file, Map<String, NDArray> arrays, Map<String, Double> row) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Map<String, String> notes = new TreeMap<>();
        row.forEach((name, value) -> notes.put(name, value.toString()));
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
                Safetensors.write(out, arrays, notes);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (ClosedByInterruptException e) {
            // The training is being stopped; the loop sees that itself. The old file stays.
            delete(part, e);
        } catch (IOException e) {
            delete(part, e);
            throw new RecurveException("Cannot write the checkpoint " + file + ": " + e, e);
        }
    }

    private static void delete(Path part, IOException cause) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /**
     * Gives a model the weights of a checkpoint.
     *
     * @param file written by a training of the same network
     * @param model initialized if it is not yet
     * @throws RecurveException if the file is missing or damaged, or of another network
     */
    public static void restore(Path file, Trainable<?> model) {
        model.initialize();
        Map<String, NDArray> arrays = Weights.arrays(model);
        try (NDManager manager = model.manager().newSubManager();
                InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            Map<String, NDArray> saved = Safetensors.read(in, manager, file.toString()).tensors();
            check(file, model, arrays, saved);
            arrays.forEach(
                    (name, array) -> {
                        array.intern(saved.get(name).duplicate());
                        array.setRequiresGradient(false);
                    });
        } catch (IOException e) {
            throw new RecurveException("Cannot read the checkpoint " + file + ": " + e, e);
        }
    }

    private static void check(
            Path file,
            Trainable<?> model,
            Map<String, NDArray> arrays,
            Map<String, NDArray> saved) {
        if (!saved.keySet().equals(arrays.keySet())) {
            Set<String> missing = new TreeSet<>(arrays.keySet());
            missing.removeAll(saved.keySet());
            Set<String> unknown = new TreeSet<>(saved.keySet());
            unknown.removeAll(arrays.keySet());
            throw new RecurveException(
                    file
                            + " is a checkpoint of another network than "
                            + model.name()
                            + ": it lacks "
                            + missing
                            + " and has "
                            + unknown
                            + " in addition. Build the model with the settings it was trained with.");
        }
        arrays.forEach(
                (name, array) -> {
                    if (!saved.get(name).getShape().equals(array.getShape())) {
                        throw new RecurveException(
                                file
                                        + " is a checkpoint of another network than "
                                        + model.name()
                                        + ": "
                                        + name
                                        + " has shape "
                                        + saved.get(name).getShape()
                                        + " there and "
                                        + array.getShape()
                                        + " here. Build the model with the settings it was trained"
                                        + " with.");
                    }
                });
    }
}
