package org.recurve.task;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.recurve.batch.Batch;
import org.recurve.batch.LengthBuckets;
import org.recurve.batch.SeriesInputs;
import org.recurve.core.Cancellation;
import org.recurve.core.DataProvenance;
import org.recurve.core.LayerTable;
import org.recurve.core.ProvenanceMap;
import org.recurve.core.RecurveException;
import org.recurve.core.RunProvenance;
import org.recurve.data.FittedModel;
import org.recurve.data.SeriesChecks;
import org.recurve.data.SeriesExamples;
import org.recurve.training.Trainable;
import org.recurve.training.TrainingRun;

/**
 * Reads numeric sequences and answers for each sequence or for each of its steps: an encoder,
 * pooling over time, an output layer.
 *
 * <p>A sequence gets the same answer alone or among others. A fitted model may be used from any
 * number of threads; training it excludes other use.
 *
 * @param <D> the data it learns from
 */
public abstract sealed class SequenceModel<D extends SeriesExamples<D>>
        implements Trainable<D>, FittedModel, AutoCloseable
        permits ClassifierModel, SequenceRegressor {
    /** Sequences that are predicted at once: enough to fill the machine, little enough to fit. */
    private static final int TOGETHER = 64;

    private final String kind;
    private final SequenceSettings settings;
    private final NDManager manager;
    private final SequenceNetwork network;
    private volatile TrainingRun run;

    SequenceModel(String kind, SequenceSettings settings, boolean pooled, Device device) {
        this.kind = kind;
        this.settings = settings;
        this.network = new SequenceNetwork(settings, pooled);
        this.manager = NDManager.newBaseManager(device);
    }

    /** The classes or values of data by name. */
    abstract List<String> outputs(D data);

    /** The loss of a batch, and a figure where the loss does not tell it. */
    abstract Step judge(NDArray predictions, Batch batch);

    final SequenceSettings sequenceSettings() {
        return settings;
    }

    @Override
    public final String name() {
        return settings.name();
    }

    /** {@return F, how many numbers a step has} */
    public final int features() {
        return settings.features();
    }

    /**
     * Writes weights, settings and how the model was trained into one file.
     *
     * @param file to write; an older one is replaced only once the new one is whole
     * @throws RecurveException if the model has no weights yet or the file cannot be written
     */
    public final void save(Path file) {
        requireWeights();
        ModelFile.save(file, kind, SequenceModelFiles.describe(this), network);
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
                            + name()
                            + " has not been trained; Training.builder()...fit(model, ...) does");
        }
        return run;
    }

    /** {@return how the training that made the model went, and from what} */
    public final RunProvenance provenance() {
        return run().provenance();
    }

    final boolean trained() {
        return run != null;
    }

    /**
     * {@return the layers with their shapes and parameter counts; those of an encoder of one's own
     * are known once it is initialized}
     */
    public final LayerTable summary() {
        return network.layerTable(name());
    }

    /** {@return the layer table as text} */
    @Override
    public final String toString() {
        return summary().toString();
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
    public final Block block() {
        return network;
    }

    @Override
    public final NDManager manager() {
        return manager;
    }

    @Override
    public final void check(D data) {
        checkFeatures(data.features(), data.provenance().dataset());
        if (!outputs(data).equals(settings.outputs())) {
            throw new RecurveException(
                    "%s %s is to be predicted as %s, but this %s was built for %s; build it for this data"
                            .formatted(
                                    data.provenance().dataset(),
                                    data.split(),
                                    outputs(data),
                                    name(),
                                    settings.outputs()));
        }
    }

    private void checkFeatures(int found, String data) {
        if (found != features()) {
            throw new RecurveException(
                    "%s has %d features a step, but this %s was built for %d"
                            .formatted(data, found, name(), features()));
        }
    }

    @Override
    public final void initialize() {
        if (!network.isInitialized()) {
            network.initialize(
                    manager,
                    DataType.FLOAT32,
                    settings.encoder().inputShapes(settings.steps(), features()));
        }
    }

    @Override
    public final Step step(ParameterStore parameters, Batch batch, NDList state, boolean training) {
        return judge(predict(parameters, batch, training), batch);
    }

    @Override
    public final Output forward(
            ParameterStore parameters, Batch batch, NDList state, boolean training) {
        return new Output(new NDList(predict(parameters, batch, training)), new NDList());
    }

    private NDArray predict(ParameterStore parameters, Batch batch, boolean training) {
        NDList inputs = batch.inputs();
        return network.forward(parameters, inputs.get(0), inputs.get(1), training);
    }

    @Override
    public final Map<String, String> settings() {
        return settings.asMap();
    }

    @Override
    public final DataProvenance provenance(D data) {
        return data.provenance();
    }

    @Override
    public final void fitted(TrainingRun finished) {
        run = finished;
    }

    /**
     * Runs the network.
     *
     * @return what it says for each sequence: a row for each of its steps, or one row
     */
    final double[][][] answers(List<float[][]> sequences) {
        requireWeights();
        checkFeatures(SeriesChecks.features(sequences, "the input"), "the input");
        int[] lengths = sequences.stream().mapToInt(s -> s.length).toArray();
        ParameterStore store = new ParameterStore(manager, false);
        double[][][] answers = new double[lengths.length][][];
        for (int[] group : LengthBuckets.sorted(lengths, TOGETHER)) {
            Cancellation.check("prediction of " + name());
            try (NDManager scope = manager.newSubManager()) {
                NDList inputs =
                        SeriesInputs.pad(
                                Arrays.stream(group).mapToObj(sequences::get).toList(), scope);
                NDArray outputs = network.forward(store, inputs.get(0), inputs.get(1), false);
                boolean stepwise = outputs.getShape().dimension() == 3;
                int rows = stepwise ? (int) outputs.size(1) : 1;
                float[] values = outputs.toFloatArray();
                for (int i = 0; i < group.length; i++) {
                    int valid = stepwise ? lengths[group[i]] : 1;
                    answers[group[i]] = rows(values, i * rows, valid);
                }
            }
        }
        return answers;
    }

    private double[][] rows(float[] values, int from, int count) {
        int width = settings.outputs().size();
        double[][] rows = new double[count][width];
        for (int row = 0; row < count; row++) {
            for (int k = 0; k < width; k++) {
                rows[row][k] = values[(from + row) * width + k];
            }
        }
        return rows;
    }

    private void requireWeights() {
        if (!network.isInitialized()) {
            throw new RecurveException(
                    "this "
                            + name()
                            + " has no weights yet; train it with Training.builder()...fit(model, ...) or load one");
        }
    }

    /** Frees the weights. */
    @Override
    public final void close() {
        manager.close();
    }
}
