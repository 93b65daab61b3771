package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.batch.Batch;
import org.recurve.batch.Collation;
import org.recurve.batch.TokenSequences;
import org.recurve.core.DataProvenance;
import org.recurve.core.LayerTable;
import org.recurve.core.RecurveException;
import org.recurve.data.Examples;
import org.recurve.data.Vocabulary;
import org.recurve.nn.loss.LinearChainCrf;

/**
 * Reads texts of tokens and answers for each text or for each of its tokens: word vectors and,
 * where wanted, spelling, recurrent layers, pooling, an output layer.
 *
 * <p>A text gets the same answer alone or among others.
 *
 * @param <D> the data it learns from
 */
public abstract sealed class TextModel<D extends Examples<D>> extends TaskModel<D>
        permits WholeTextModel, SequenceTagger {
    private final TextSettings settings;
    private final TokenReader reader;
    private final TextNetwork network;

    /** Let go of once they are in the network: they are as large as a language model. */
    private volatile InitialWeights initial;

    /**
     * @param crf over the tags of each text; null for none
     */
    TextModel(String kind, TextParts parts, LinearChainCrf crf) {
        super(kind, parts.settings().name(), parts.device());
        this.settings = parts.settings();
        this.reader = parts.reader();
        this.initial = parts.initial();
        this.network = new TextNetwork(settings, reader, crf);
    }

    /** The tokens of each example. */
    abstract List<List<String>> tokens(D data);

    /** The classes of data by name. */
    abstract List<String> outputs(D data);

    /** What is to be predicted for some examples, and how many predictions that is. */
    abstract Labels labels(D data, int[] indices, int steps, NDManager manager);

    /** The loss of a batch, and a figure where the loss does not tell it. */
    abstract Step judge(ParameterStore store, NDArray predictions, Batch batch, boolean training);

    /**
     * What is to be predicted.
     *
     * @param arrays as {@link #judge} wants them
     * @param count how many predictions
     */
    record Labels(NDList arrays, long count) {}

    final TextSettings textSettings() {
        return settings;
    }

    final TokenReader reader() {
        return reader;
    }

    /** {@return what some weights started with, empty for none} */
    final String startedFrom() {
        return initial.source();
    }

    final TextNetwork network() {
        return network;
    }

    /** {@return the words that it knows} */
    public final Vocabulary vocabulary() {
        return reader.words();
    }

    @Override
    final LayerTable layers() {
        return network.layerTable();
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
    public void check(D data) {
        if (!outputs(data).equals(settings.outputs())) {
            throw new RecurveException(
                    "%s %s is of the classes %s, but this %s was built for %s; build it for this data, or give this data the model's classes: withLabels(model.labels())"
                            .formatted(
                                    data.provenance().dataset(),
                                    data.split(),
                                    outputs(data),
                                    name(),
                                    settings.outputs()));
        }
    }

    @Override
    public final void initialize() {
        if (!network.isInitialized()) {
            network.initialize(manager(), DataType.FLOAT32, new Shape(1, 1), new Shape(1));
            initial.fill(network.encoder());
            initial = initial.filled();
        }
    }

    @Override
    public final Optional<Collation> collation(D data) {
        TokenSequences read = reader.read(tokens(data));
        int[] lengths = read.lengths();
        return Optional.of(
                new Collation() {
                    @Override
                    public int[] lengths() {
                        return lengths;
                    }

                    @Override
                    public Batch batch(int[] indices, NDManager manager) {
                        NDList inputs = read.inputs(indices, manager);
                        int steps = (int) inputs.get(0).size(1);
                        Labels labels = labels(data, indices, steps, manager);
                        return new Batch(manager, inputs, labels.arrays(), labels.count(), false);
                    }
                });
    }

    @Override
    public final Step step(ParameterStore parameters, Batch batch, NDList state, boolean training) {
        NDArray predictions = network.answer(parameters, batch.inputs(), training);
        return judge(parameters, predictions, batch, training);
    }

    @Override
    public final Output forward(
            ParameterStore parameters, Batch batch, NDList state, boolean training) {
        NDArray predictions = network.answer(parameters, batch.inputs(), training);
        return new Output(new NDList(predictions), new NDList());
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> map = settings.asMap();
        map.put("vocabulary", Integer.toString(reader.words().size()));
        if (reader.maxLength() < Integer.MAX_VALUE) {
            map.put("max length", Integer.toString(reader.maxLength()));
        }
        map.putAll(initial.settings());
        return map;
    }

    /** Makes of the network's outputs for some texts what is to be known of them. */
    interface Reading {

        /**
         * @param outputs {@code (B,K)} or {@code (B,T,K)}
         * @param lengths int64 {@code (B)}
         * @return of as many axes, the last of any size
         */
        NDArray read(ParameterStore store, NDArray outputs, NDArray lengths);
    }

    /** Runs the network over texts; see {@link TaskModel#answers}. */
    final double[][][] answers(List<List<String>> texts) {
        return answers(texts, (store, outputs, lengths) -> outputs);
    }

    /** Runs the network over texts and reads its outputs; see {@link TaskModel#answers}. */
    final double[][][] answers(List<List<String>> texts, Reading reading) {
        requireWeights();
        TokenSequences read = reader.read(texts);
        ParameterStore store = new ParameterStore(manager(), false);
        return answers(
                read.lengths(),
                (group, scope) -> {
                    NDList inputs = read.inputs(group, scope);
                    return reading.read(store, network.answer(store, inputs, false), inputs.get(1));
                });
    }
}
