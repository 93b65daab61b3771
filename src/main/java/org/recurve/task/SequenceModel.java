package org.recurve.task;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.recurve.batch.Batch;
import org.recurve.batch.SeriesInputs;
import org.recurve.core.DataProvenance;
import org.recurve.core.LayerTable;
import org.recurve.core.RecurveException;
import org.recurve.data.SeriesChecks;
import org.recurve.data.SeriesExamples;

/**
 * Reads numeric sequences and answers for each sequence or for each of its steps: an encoder, where
 * wanted convolutions beside it, pooling over time, an output layer.
 *
 * <p>A sequence gets the same answer alone or among others. A fitted model may be used from any
 * number of threads; training it excludes other use.
 *
 * @param <D> the data it learns from
 */
public abstract sealed class SequenceModel<D extends SeriesExamples<D>> extends TaskModel<D>
        permits ClassifierModel, SequenceRegressor {
    private final SequenceSettings settings;
    private final SequenceNetwork network;

    SequenceModel(String kind, SequenceSettings settings, Device device) {
        super(kind, settings.name(), device);
        this.settings = settings;
        this.network = new SequenceNetwork(settings);
    }

    /** The classes or values of data by name. */
    abstract List<String> outputs(D data);

    /** The loss of a batch, and a figure where the loss does not tell it. */
    abstract Step judge(NDArray predictions, Batch batch);

    final SequenceSettings sequenceSettings() {
        return settings;
    }

    final SequenceNetwork network() {
        return network;
    }

    /** {@return F, how many numbers a step has} */
    public final int features() {
        return settings.features();
    }

    @Override
    final JsonObject describe() {
        return settings.toJson();
    }

    @Override
    final LayerTable layers() {
        return network.layerTable(name());
    }

    @Override
    public final Block block() {
        return network;
    }

    @Override
    public final DataProvenance provenance(D data) {
        return data.provenance();
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
                    manager(),
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

    /**
     * Runs the network.
     *
     * @return what it says for each sequence: a row for each of its steps, or one row
     */
    final double[][][] answers(List<float[][]> sequences) {
        requireWeights();
        checkFeatures(SeriesChecks.features(sequences, "the input"), "the input");
        int[] lengths = sequences.stream().mapToInt(s -> s.length).toArray();
        ParameterStore store = new ParameterStore(manager(), false);
        return answers(
                lengths,
                (group, scope) -> {
                    NDList inputs =
                            SeriesInputs.pad(
                                    Arrays.stream(group).mapToObj(sequences::get).toList(), scope);
                    return network.forward(store, inputs.get(0), inputs.get(1), false);
                });
    }
}
