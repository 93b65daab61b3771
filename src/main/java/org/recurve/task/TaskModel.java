package org.recurve.task;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiFunction;
import org.recurve.batch.LengthBuckets;
import org.recurve.core.Cancellation;
import org.recurve.core.LayerTable;
import org.recurve.core.Progress;
import org.recurve.core.ProvenanceMap;
import org.recurve.core.RecurveException;
import org.recurve.core.RunProvenance;
import org.recurve.data.FittedModel;
import org.recurve.training.Trainable;
import org.recurve.training.TrainingRun;

/**
 * What networks for a task have in common: a name, weights, the training that made them, a file.
 *
 * <p>A fitted model may be used from any number of threads; training it excludes other use.
 *
 * @param <D> the data it learns from
 */
public abstract sealed class TaskModel<D> implements Trainable<D>, FittedModel, AutoCloseable
        permits Forecaster, LanguageModel, SequenceModel, TextModel, TranslationModel {
    private static final String RUN = "run";

    /** Sequences that are predicted at once: enough to fill the machine, little enough to fit. */
    private static final int TOGETHER = 64;

    private final String kind;
    private final String name;
    private final NDManager manager;
    private volatile TrainingRun run;

    /**
     * @param kind of model, as its file says it
     * @param name what reports call it
     */
    TaskModel(String kind, String name, Device device) {
        this.kind = kind;
        this.name = name;
        this.manager = NDManager.newBaseManager(device);
    }

    /** What a file needs to make the model again, but for weights and run. */
    abstract JsonObject describe();

    abstract LayerTable layers();

    @Override
    public final String name() {
        return name;
    }

    /**
     * Writes weights, settings and how the model was trained into one file.
     *
     * @param file to write; an older one is replaced only once the new one is whole
     * @throws RecurveException if the model has no weights yet or the file cannot be written
     */
    public final void save(Path file) {
        requireWeights();
        JsonObject description = describe();
        if (run != null) {
            description.add(RUN, RunJson.write(run));
        }
        ModelFile.save(file, kind, description, block());
    }

    /** Takes weights and run from a file. */
    final void fill(ModelFile content, Path file) {
        initialize();
        content.fill(block(), file);
        JsonObject description = content.description();
        if (description.has(RUN)) {
            run = ModelFile.understood(file, () -> RunJson.read(description.getAsJsonObject(RUN)));
        }
    }

    /**
     * {@return the training that made the model}
     *
     * @throws RecurveException if it was not trained yet
     */
    public final TrainingRun run() {
        if (run == null) {
            throw new RecurveException(
                    "this "
                            + name
                            + " has not been trained; Training.builder()...fit(model, ...) does");
        }
        return run;
    }

    /** {@return how the training that made the model went, and from what} */
    public final RunProvenance provenance() {
        return run().provenance();
    }

    /**
     * {@return the layers with their shapes and parameter counts; those of a block of one's own are
     * known once it is initialized}
     */
    public final LayerTable summary() {
        return layers();
    }

    /** {@return the layer table as text} */
    @Override
    public final String toString() {
        return layers().toString();
    }

    @Override
    public final long seed() {
        return run == null ? -1 : run.provenance().seed();
    }

    @Override
    public final Map<String, Object> provenanceMap() {
        return run == null ? Map.of("settings", settings()) : ProvenanceMap.of(run.provenance());
    }

    @Override
    public final NDManager manager() {
        return manager;
    }

    @Override
    public final void fitted(TrainingRun finished) {
        run = finished;
    }

    final void requireWeights() {
        if (!block().isInitialized()) {
            throw new RecurveException(
                    "this "
                            + name
                            + " has no weights yet; train it with Training.builder()...fit(model, ...) or load one");
        }
    }

    /**
     * Runs the network over sequences, those of about the same length together.
     *
     * @param network gets the indices of some sequences and a manager for its arrays, and gives
     *     {@code (B,K)} or {@code (B,T,K)}
     * @return what it says for each sequence: one row, or a row for each of its steps
     */
    final double[][][] answers(int[] lengths, BiFunction<int[], NDManager, NDArray> network) {
        double[][][] answers = new double[lengths.length][][];
        String work = "prediction of " + name;
        try (Progress progress = new Progress(work, lengths.length, "sequences")) {
            for (int[] group : LengthBuckets.sorted(lengths, TOGETHER)) {
                Cancellation.check(work);
                try (NDManager scope = manager.newSubManager()) {
                    NDArray outputs = GradientMode.off(() -> network.apply(group, scope));
                    int dimensions = outputs.getShape().dimension();
                    int width = (int) outputs.size(dimensions - 1);
                    int steps = dimensions == 3 ? (int) outputs.size(1) : 1;
                    float[] values = outputs.toFloatArray();
                    for (int i = 0; i < group.length; i++) {
                        int valid = dimensions == 3 ? lengths[group[i]] : 1;
                        answers[group[i]] = rows(values, i * steps, valid, width);
                    }
                }
                progress.add(group.length);
            }
        }
        return answers;
    }

    private static double[][] rows(float[] values, int from, int count, int width) {
        double[][] rows = new double[count][width];
        for (int row = 0; row < count; row++) {
            for (int k = 0; k < width; k++) {
                rows[row][k] = values[(from + row) * width + k];
            }
        }
        return rows;
    }

    /** Frees the weights. */
    @Override
    public final void close() {
        manager.close();
    }
}
