package org.recurve.task;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.recurve.batch.Batch;
import org.recurve.batch.Collation;
import org.recurve.batch.LengthBuckets;
import org.recurve.core.Cancellation;
import org.recurve.core.DataProvenance;
import org.recurve.core.LayerTable;
import org.recurve.core.Progress;
import org.recurve.core.RecurveException;
import org.recurve.data.ParallelText;
import org.recurve.data.Tokenizer;
import org.recurve.data.Translator;
import org.recurve.data.Vocabulary;
import org.recurve.metric.Likelihood;
import org.recurve.nn.Cell;
import org.recurve.nn.Rows;
import org.recurve.nn.Scalars;

/**
 * Translates sentences: an encoder reads the source in both directions, a decoder writes the
 * translation word by word and looks back at the source at each (Sutskever, Vinyals and Le 2014;
 * Bahdanau, Cho and Bengio 2015; Luong, Pham and Manning 2015).
 *
 * <pre>{@code
 * var parts = pairs.holdOut(0.1, 0); // of a ParallelText
 * var model = TranslationModel.builder().hidden(256).dropout(0.3).lowerCase(true).build(parts.train());
 * Training.builder().optimizer(Optimizers.adam(0.001)).clipNorm(1).batches(Batches.buckets(64)).epochs(10)
 *         .build().fit(model, parts.train(), parts.validation());
 * model.translate("ein Hund läuft im Schnee .");
 * }</pre>
 *
 * <p>Trained by teacher forcing: each word of the translation from the right ones before it. A
 * sentence gets the same translation alone or among others. A fitted model may be used from any
 * number of threads; training it excludes other use.
 */
public final class TranslationModel extends TaskModel<ParallelText> implements Translator {
    static final String KIND = "translation-model";

    /** Pairs that are judged at once. */
    private static final int TOGETHER = 64;

    private final TranslationReader reader;
    private final TranslationNetwork network;

    TranslationModel(TranslationSettings settings, TranslationReader reader, Device device) {
        super(KIND, settings.name(), device);
        this.reader = reader;
        this.network =
                new TranslationNetwork(reader.source().size(), reader.target().size(), settings);
    }

    /**
     * {@return a builder with one GRU layer of 256 units, Luong's attention without input feeding,
     * embeddings of 256 numbers, words as tokens, without dropout, on the CPU}
     */
    public static TranslationModelBuilder builder() {
        return new TranslationModelBuilder();
    }

    /**
     * Reads a model that {@link #save} wrote, on the CPU.
     *
     * @param file to read
     * @return the model, ready to translate or to be trained on
     * @throws RecurveException if the file is missing, damaged or holds something else
     */
    public static TranslationModel load(Path file) {
        return TranslationFiles.load(file, null);
    }

    /**
     * Reads a model with cells of one's own.
     *
     * @param file to read
     * @param cell kind of the cells it was built from
     * @return the model, ready to translate or to be trained on
     * @throws RecurveException if the file is missing, damaged or holds something else
     */
    public static TranslationModel load(Path file, Cell cell) {
        return TranslationFiles.load(file, cell);
    }

    /**
     * A way to build and train a translation model, by the name of the data that it was made for.
     *
     * @param name one of {@link TranslationRecipe#names()}
     * @return network and training
     * @throws RecurveException if there is no such recipe
     */
    public static TranslationRecipe recipe(String name) {
        return TranslationRecipe.of(name);
    }

    /** {@return how sources are cut into tokens} */
    public Tokenizer sourceTokenizer() {
        return reader.sourceTokenizer();
    }

    /** {@return how targets are cut into tokens} */
    public Tokenizer targetTokenizer() {
        return reader.targetTokenizer();
    }

    /** {@return the words of the sources that it knows} */
    public Vocabulary sourceVocabulary() {
        return reader.source();
    }

    /** {@return the words that translations are made of} */
    public Vocabulary targetVocabulary() {
        return reader.target();
    }

    /** {@return the network's settings} */
    public TranslationSettings networkSettings() {
        return network.settings();
    }

    TranslationReader reader() {
        return reader;
    }

    /** The network, which has weights. */
    TranslationNetwork network() {
        requireWeights();
        return network;
    }

    @Override
    JsonObject describe() {
        return TranslationFiles.describe(this);
    }

    @Override
    LayerTable layers() {
        return network.layerTable();
    }

    @Override
    public Block block() {
        return network;
    }

    @Override
    public void initialize() {
        if (!network.isInitialized()) {
            Shape tokens = new Shape(1, 1);
            network.initialize(manager(), DataType.FLOAT32, tokens, new Shape(1), tokens);
        }
    }

    @Override
    public Optional<Collation> collation(ParallelText data) {
        return Optional.of(reader.read(data));
    }

    @Override
    public Step step(ParameterStore parameters, Batch batch, NDList state, boolean training) {
        NDArray logProbabilities = logProbabilities(parameters, batch, training);
        NDArray loss = ofTargets(logProbabilities, batch).mean().neg();
        double smoothing = network.settings().labelSmoothing();
        NDArray objective =
                training && smoothing > 0
                        ? Scalars.times(loss, 1 - smoothing)
                                .sub(Scalars.times(logProbabilities.mean(), smoothing))
                        : loss;
        return new Step(objective, loss, new NDList());
    }

    /** {@return log-probabilities of all tokens at each target token of a batch {@code (N,V)}} */
    private NDArray logProbabilities(ParameterStore store, Batch batch, boolean training) {
        NDArray readout = network.readout(store, batch.inputs(), training);
        NDArray counting = Rows.of(readout.reshape(-1, readout.size(2)), counting(batch));
        return network.logits(store, counting, training).logSoftmax(1);
    }

    /** {@return of those the target tokens' own {@code (N,1)}} */
    private static NDArray ofTargets(NDArray logProbabilities, Batch batch) {
        NDArray labels = batch.labels().get(0).reshape(-1).gather(counting(batch), 0);
        return logProbabilities.gather(labels.expandDims(1), 1);
    }

    private static NDArray counting(Batch batch) {
        return batch.inputs().get(3);
    }

    @Override
    public Output forward(ParameterStore parameters, Batch batch, NDList state, boolean training) {
        NDArray readout = network.readout(parameters, batch.inputs(), training);
        return new Output(new NDList(network.logits(parameters, readout, training)), new NDList());
    }

    @Override
    public String unit() {
        return "tokens";
    }

    @Override
    public String metricName() {
        return "perplexity";
    }

    @Override
    public double metric(double meanLoss) {
        return Math.exp(meanLoss);
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> map = network.settings().asMap();
        map.put("source tokens", reader.sourceTokenizer().name());
        map.put("target tokens", reader.targetTokenizer().name());
        return map;
    }

    @Override
    public DataProvenance provenance(ParallelText data) {
        return data.provenance();
    }

    /**
     * {@return how to look for translations: the settings to choose, then the translating; unless
     * set otherwise a beam of 5 with length penalty 1}
     */
    public Decoding decoding() {
        requireWeights();
        return new Decoding(this);
    }

    /**
     * Translates a sentence.
     *
     * @param sentence readable text
     * @return the best that a beam of 5 finds, with its attention; empty for a blank one
     * @throws RecurveException if the model has no weights yet
     */
    public Translation translate(String sentence) {
        return decoding().translate(sentence);
    }

    @Override
    public List<String> translate(List<String> sentences) {
        return decoding().translate(sentences);
    }

    /**
     * Judges a given translation (forced decoding).
     *
     * @param sentence to translate
     * @param translation of it
     * @return log-probability and surprisal of each of its tokens, the end included, given the
     *     sentence and those before it
     * @throws RecurveException if the model has no weights yet
     */
    public TextScore score(String sentence, String translation) {
        int[] ids = reader.target(translation);
        double[] logs = new double[ids.length];
        ParallelText pair =
                new ParallelText(
                        List.of(sentence),
                        List.of(translation),
                        new DataProvenance("one pair", "all", List.of(), List.of()));
        score(
                pair,
                (index, probabilities) -> System.arraycopy(probabilities, 0, logs, 0, ids.length));
        return new TextScore(reader.target().decode(ids), logs);
    }

    @Override
    public OptionalDouble perplexity(ParallelText data) {
        DoubleSummaryStatistics nats = new DoubleSummaryStatistics();
        score(data, (index, logs) -> Arrays.stream(logs).forEach(log -> nats.accept(-log)));
        return OptionalDouble.of(Likelihood.perplexity(nats.getSum(), nats.getCount()));
    }

    private static List<int[]> groups(ParallelTokens tokens) {
        return LengthBuckets.sorted(tokens.lengths(), tokens.otherLengths(), TOGETHER);
    }

    /** Takes the log-probabilities of the tokens of a translation. */
    @FunctionalInterface
    private interface Scores {
        void accept(int index, double[] logProbabilities);
    }

    private void score(ParallelText data, Scores sink) {
        requireWeights();
        ParallelTokens tokens = reader.read(data);
        ParameterStore store = new ParameterStore(manager(), false);
        String work = "judging translations by " + name();
        try (Progress progress = new Progress(work, data.size(), "pairs")) {
            for (int[] group : groups(tokens)) {
                Cancellation.check(work);
                try (NDManager scope = manager().newSubManager();
                        Batch batch = tokens.batch(group, scope)) {
                    float[] logs =
                            GradientMode.off(
                                    () ->
                                            ofTargets(logProbabilities(store, batch, false), batch)
                                                    .toFloatArray());
                    int from = 0;
                    for (int index : group) {
                        double[] own = new double[tokens.targets().get(index).length];
                        for (int t = 0; t < own.length; t++) {
                            own[t] = logs[from++];
                        }
                        sink.accept(index, own);
                    }
                }
                progress.add(group.length);
            }
        }
    }
}
