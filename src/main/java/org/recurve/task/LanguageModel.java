package org.recurve.task;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.UniformInitializer;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.recurve.batch.Batch;
import org.recurve.core.DataProvenance;
import org.recurve.core.LayerTable;
import org.recurve.core.RecurveException;
import org.recurve.data.NllConsumer;
import org.recurve.data.Reading;
import org.recurve.data.TokenPredictor;
import org.recurve.data.TokenStream;
import org.recurve.data.Tokenizer;
import org.recurve.data.Vocabulary;
import org.recurve.data.WordVectors;
import org.recurve.decode.BeamSearch;
import org.recurve.decode.Sampling;
import org.recurve.nn.Cell;

/**
 * Predicts the next word or character of a text from all before it: embedding, recurrent layers,
 * softmax over the vocabulary.
 *
 * <p>Recurrent language models: Mikolov et al. 2010; with LSTM and dropout: Zaremba et al. 2014. A
 * fitted model may be used from any number of threads; training it excludes other use.
 */
public final class LanguageModel extends TaskModel<TokenStream> implements TokenPredictor {
    static final String KIND = "language-model";
    private final LanguageModelSettings settings;
    private final Vocabulary vocabulary;
    private final Tokenizer tokenizer;
    private final LanguageModelNetwork network;

    LanguageModel(
            LanguageModelSettings settings,
            Vocabulary vocabulary,
            Tokenizer tokenizer,
            Device device) {
        super(KIND, settings.name(), device);
        this.settings = settings;
        this.vocabulary = vocabulary;
        this.tokenizer = tokenizer;
        this.network = new LanguageModelNetwork(vocabulary.size(), settings);
    }

    /** {@return a builder with one LSTM layer of 128 units, untied, without dropout, on the CPU} */
    public static LanguageModelBuilder builder() {
        return new LanguageModelBuilder();
    }

    /**
     * Reads a model that {@link #save} wrote, on the CPU.
     *
     * @param file to read
     * @return the model, ready to predict or to be trained on
     * @throws RecurveException if the file is missing, damaged or holds something else
     */
    public static LanguageModel load(Path file) {
        return LanguageModelFiles.load(file, null);
    }

    /**
     * Reads a model with cells of one's own.
     *
     * @param file to read
     * @param cell kind of the cells it was built from
     * @return the model, ready to predict or to be trained on
     * @throws RecurveException if the file is missing, damaged or holds something else
     */
    public static LanguageModel load(Path file, Cell cell) {
        return LanguageModelFiles.load(file, cell);
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /**
     * Hands out what the model has learned about each word alone: the rows of its embedding, to
     * look at or for another model to start with ({@link TextModelBuilder#vectors}).
     *
     * @return the vectors of all tokens, special ones such as {@code <unk>} included
     * @throws RecurveException if the model has no weights yet
     */
    public WordVectors wordVectors() {
        requireWeights();
        int width = settings.embedding();
        float[] flat = network.embedding().getArray().toFloatArray();
        float[][] rows = new float[vocabulary.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
        }
        return WordVectors.of(
                vocabulary.decode(IntStream.range(0, rows.length).toArray()),
                rows,
                new DataProvenance("language model " + name(), "all", List.of(), List.of()));
    }

    /** {@return how prompts are cut into tokens} */
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /** {@return the network's settings} */
    public LanguageModelSettings networkSettings() {
        return settings;
    }

    @Override
    JsonObject describe() {
        return LanguageModelFiles.describe(this);
    }

    @Override
    LayerTable layers() {
        return network.layerTable(name());
    }

    @Override
    public Block block() {
        return network;
    }

    @Override
    public void initialize() {
        if (!network.isInitialized()) {
            if (settings.initialRange() > 0) {
                Initializer uniform = new UniformInitializer((float) settings.initialRange());
                network.setInitializer(uniform, parameter -> true);
            }
            network.initialize(manager(), DataType.FLOAT32, new Shape(1, 1));
        }
    }

    @Override
    public Step step(ParameterStore parameters, Batch batch, NDList state, boolean training) {
        var hidden = network.hidden(parameters, batch.inputs().get(0), state, training);
        NDList labels = batch.labels();
        NDArray mask = labels.size() > 1 ? labels.get(1) : null;
        NDArray loss =
                network.loss(parameters, training).mean(hidden.dropped(), labels.get(0), mask);
        NDArray objective =
                training
                        ? settings.regularization().addTo(loss, hidden.dropped(), hidden.raw())
                        : loss;
        return new Step(objective, loss, hidden.state());
    }

    @Override
    public Output forward(ParameterStore parameters, Batch batch, NDList state, boolean training) {
        NDList outputs = network.forward(parameters, batch.inputs().get(0), state, training);
        return new Output(new NDList(outputs.get(0)), outputs.subNDList(1));
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
        return settings.asMap();
    }

    @Override
    public DataProvenance provenance(TokenStream data) {
        return data.provenance();
    }

    @Override
    public void score(TokenStream stream, NllConsumer sink) {
        score(stream, Reading.whole(), sink);
    }

    @Override
    public void score(TokenStream stream, Reading reading, NllConsumer sink) {
        requireWeights();
        score(stream.ids(), reading, sink);
    }

    /**
     * Judges a text: how likely each of its tokens is given all before it, as {@code
     * LanguageModelEvaluator} does with a corpus.
     *
     * <pre>{@code
     * model.score("the cat sat on the mat")
     * }</pre>
     *
     * @param text at least one token; a token outside the vocabulary is an error where there is no
     *     {@code <unk>}
     * @return log-probability and surprisal of each token; a notebook shows them as colours
     * @throws RecurveException if the text is empty or has an unknown token
     */
    public TextScore score(String text) {
        requireWeights();
        List<String> tokens = tokens("text", text);
        int[] ids = vocabulary.encode(tokens);
        double[] logs = new double[ids.length];
        score(
                ids,
                Reading.whole(),
                (first, nats, count) -> {
                    for (int i = 0; i < count; i++) {
                        logs[first + i] = -nats[i];
                    }
                });
        return new TextScore(tokens, logs);
    }

    private void score(int[] ids, Reading reading, NllConsumer sink) {
        new LanguageModelScorer(network, manager(), ids, textStart())
                .score(reading, vocabulary.size(), sink);
    }

    /** {@return how to write on from prompts: the settings to choose, then the writing itself} */
    public Generation generation() {
        return new Generation(this);
    }

    /**
     * Writes on from a prompt.
     *
     * @param prompt at least one token; a token outside the vocabulary is an error where there is
     *     no {@code <unk>}
     * @param sampling how each next token is chosen, and the seed
     * @param tokens how many to write, at least 0
     * @return prompt and continuation
     * @throws RecurveException if the prompt is empty or has an unknown token
     */
    public GeneratedText generate(String prompt, Sampling sampling, int tokens) {
        return generation().sampling(sampling).most(tokens).generate(prompt);
    }

    /**
     * Looks for the likeliest continuations of a prompt. {@code generation().stopAt("\n")} lets
     * them end before the most tokens.
     *
     * @param prompt as above
     * @param search how many continuations are kept, and by which rules
     * @param tokens how many to write, at least 1
     * @return prompt and continuation, the best first
     * @throws RecurveException if the prompt is empty or has an unknown token
     */
    public List<GeneratedText> generate(String prompt, BeamSearch search, int tokens) {
        return generation().most(tokens).generate(prompt, search);
    }

    /**
     * A published way to build and train a language model, by name.
     *
     * @param name one of {@link LanguageModelRecipe#names()}
     * @return network and training of that publication
     * @throws RecurveException if there is no such recipe
     */
    public static LanguageModelRecipe recipe(String name) {
        return LanguageModelRecipe.of(name);
    }

    /**
     * Reads a text and tells what went on inside: gates and states at every token, and how
     * surprising each token was. Other threads may use the model meanwhile.
     *
     * @param text at least one token; a token outside the vocabulary is an error where there is no
     *     {@code <unk>}
     * @return what was seen
     * @throws RecurveException if the text is empty or has an unknown token
     */
    public Inspection inspect(String text) {
        requireWeights();
        List<String> tokens = tokens("text", text);
        return LanguageModelInspector.inspect(
                network, manager(), tokens, vocabulary.encode(tokens), textStart());
    }

    /** The model one token at a time; the caller closes it. */
    LanguageModelSteps steps() {
        requireWeights();
        return new LanguageModelSteps(network, manager());
    }

    /** Cuts what a user gave. */
    List<String> tokens(String what, String text) {
        List<String> tokens = tokenizer.tokenize(text);
        if (tokens.isEmpty()) {
            throw new RecurveException(
                    "the " + what + " is empty; give at least one token to begin with");
        }
        return tokens;
    }

    /** What stands before the first token of any text: the end of a line. */
    private OptionalInt textStart() {
        for (String boundary : List.of(Vocabulary.EOS, "\n")) {
            if (vocabulary.contains(boundary)) {
                return OptionalInt.of(vocabulary.id(boundary));
            }
        }
        return OptionalInt.empty();
    }

    /** The network, which has weights. */
    LanguageModelNetwork network() {
        requireWeights();
        return network;
    }
}
