package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.recurve.batch.Batch;
import org.recurve.core.RecurveException;
import org.recurve.data.LabelPredictor;
import org.recurve.data.LabeledText;
import org.recurve.data.Tokenizer;
import org.recurve.nn.Cell;

/**
 * Tells the class of a text: word vectors, recurrent layers, pooling over the words, softmax;
 * trained with cross-entropy.
 *
 * <pre>{@code
 * var model = TextClassifier.builder().embedding(100).hidden(128).dropout(0.5).build(train);
 * Training.builder().optimizer(Optimizers.adam(0.001)).batches(Batches.buckets(32)).epochs(5)
 *         .build().fit(model, train, validation);
 * model.predict("not a bad film at all");
 * }</pre>
 *
 * <p>A text gets the same answer alone or among others. A fitted model may be used from any number
 * of threads; training it excludes other use.
 */
public final class TextClassifier extends WholeTextModel<LabeledText>
        implements LabelPredictor<LabeledText> {
    static final String KIND = "text-classifier";

    TextClassifier(TextParts parts) {
        super(KIND, parts);
    }

    /**
     * {@return a builder with one bidirectional LSTM layer of 128 units in each direction, word
     * vectors of 100 numbers, the largest value over all words as pooling, without dropout, on the
     * CPU}
     */
    public static TextClassifierBuilder builder() {
        return new TextClassifierBuilder();
    }

    /**
     * A way to build and train a classifier, by the name of the data that it was made for.
     *
     * @param name one of {@link TextClassifierRecipe#names()}
     * @return network and training
     * @throws RecurveException if there is no such recipe
     */
    public static TextClassifierRecipe recipe(String name) {
        return TextClassifierRecipe.of(name);
    }

    /**
     * A way to build and train several classifiers that answer together.
     *
     * @param names one or more of {@link TextClassifierRecipe#names()}, with commas between them
     * @return their networks and trainings, one network each
     * @throws RecurveException if there is no such recipe
     */
    public static EnsembleRecipe recipes(String names) {
        return EnsembleRecipe.of(names);
    }

    /**
     * Reads a model that {@link #save} wrote, on the CPU.
     *
     * @param file to read
     * @return the model, ready to predict or to be trained on
     * @throws RecurveException if the file is missing, damaged or holds something else
     */
    public static TextClassifier load(Path file) {
        return TextFiles.load(file, KIND, null, null, TextClassifier::new);
    }

    /**
     * Reads a model with cells of one's own.
     *
     * @param file to read
     * @param cell kind of the cells it was built from
     * @return the model, ready to predict or to be trained on
     * @throws RecurveException if the file is missing, damaged or holds something else
     */
    public static TextClassifier load(Path file, Cell cell) {
        return TextFiles.load(file, KIND, cell, null, TextClassifier::new);
    }

    /**
     * Reads a model with a tokenizer of one's own.
     *
     * @param file to read
     * @param tokenizer that cut the texts it was trained on
     * @return the model, ready to predict or to be trained on
     * @throws RecurveException if the file is missing, damaged or holds something else
     */
    public static TextClassifier load(Path file, Tokenizer tokenizer) {
        return TextFiles.load(file, KIND, null, tokenizer, TextClassifier::new);
    }

    @Override
    List<String> outputs(LabeledText data) {
        return data.labels();
    }

    @Override
    List<List<String>> tokens(LabeledText data) {
        return cut(data.texts());
    }

    @Override
    Labels labels(LabeledText data, int[] indices, int steps, NDManager manager) {
        long[] classes = Arrays.stream(indices).mapToLong(i -> data.targets()[i]).toArray();
        return new Labels(new NDList(manager.create(classes)), indices.length);
    }

    @Override
    Step judge(ParameterStore store, NDArray predictions, Batch batch, boolean training) {
        return ClassScores.judge(predictions, batch);
    }

    @Override
    public String metricName() {
        return "accuracy";
    }

    /** {@return NaN: the accuracy is counted} */
    @Override
    public double metric(double meanLoss) {
        return Double.NaN;
    }

    @Override
    public double[][] probabilities(LabeledText data) {
        return probabilities(data.texts());
    }

    /**
     * Gives the probability of every class for new texts.
     *
     * @param texts none of them blank
     * @return a row for each text, a column for each of {@link #labels()}
     * @throws RecurveException if the model has no weights yet, or a text is blank; it names it
     */
    public double[][] probabilities(List<String> texts) {
        return tokenProbabilities(cutChecked(texts));
    }

    /** Gives the probability of every class for texts that are cut already. */
    double[][] tokenProbabilities(List<List<String>> texts) {
        return Arrays.stream(answers(texts))
                .map(rows -> ClassScores.softmax(rows[0]))
                .toArray(double[][]::new);
    }

    /**
     * Gives the probability of every class for a new text.
     *
     * @param text not blank
     * @return a number for each of {@link #labels()}
     * @throws RecurveException as for several
     */
    public double[] probabilities(String text) {
        return probabilities(List.of(text))[0];
    }

    /**
     * Tells the most probable class of a new text.
     *
     * @param text not blank
     * @return its name
     * @throws RecurveException as for {@link #probabilities(List)}
     */
    public String predict(String text) {
        return labels().get(ClassScores.best(probabilities(text)));
    }

    /**
     * Tells the most probable class of new texts.
     *
     * @param texts none of them blank
     * @return a name for each
     * @throws RecurveException as for {@link #probabilities(List)}
     */
    public List<String> predict(List<String> texts) {
        return Arrays.stream(probabilities(texts))
                .map(row -> labels().get(ClassScores.best(row)))
                .toList();
    }

    /**
     * Tells which words of a text speak for the class that it gets.
     *
     * @param text not blank
     * @param method by which
     * @return a number for each token
     * @throws RecurveException as for {@link #explain(String, Attribution, String)}
     */
    public Explanation explain(String text, Attribution method) {
        return explain(text, method, predict(text));
    }

    /**
     * Tells which words of a text speak for a class.
     *
     * @param text not blank
     * @param method by which
     * @param label name of the class, one of {@link #labels()}
     * @return a number for each token
     * @throws RecurveException if the model has no weights yet, the text is blank, there is no such
     *     class, or the method is not for this model
     */
    public Explanation explain(String text, Attribution method, String label) {
        int target = ClassScores.index(labels(), label);
        double probability = probabilities(text)[target];
        List<String> tokens = tokens(text);
        return new Explanation(
                method,
                tokens,
                reader().read(tokens.size()),
                method.ofText(this, reader().cut(tokens), target),
                label,
                probability);
    }

    /**
     * Tells how the verdict turns word by word: the probability of every class after the first
     * token, after the first two, and so on, each beginning read as if it were the whole text.
     *
     * @param text not blank
     * @return a row for each token
     * @throws RecurveException as for {@link #probabilities(List)}
     */
    public PrefixProbabilities prefixes(String text) {
        List<String> tokens = tokens(text);
        List<List<String>> beginnings =
                IntStream.rangeClosed(1, tokens.size())
                        .mapToObj(end -> tokens.subList(0, end))
                        .toList();
        return PrefixProbabilities.ofText(tokens, labels(), tokenProbabilities(beginnings));
    }

    /**
     * Opens a text that comes piece by piece, such as while it is typed or spoken: the state of the
     * network is kept, so that each further token costs the same. A token read gives the answer
     * that {@link #probabilities(String)} gives for all tokens so far, but that a stream reads all
     * of them, where of a text longer than the model was built for some are left out.
     *
     * @return a stream before its first token, for one thread; other threads may use the model and
     *     have streams of their own meanwhile
     * @throws RecurveException if the model has no weights yet, reads texts from their end too, or
     *     pools in a way that needs the whole text
     */
    public TextStream stream() {
        requireWeights();
        return new TextStream(this);
    }

    private List<String> tokens(String text) {
        List<String> tokens = tokenizer().tokenize(text);
        if (tokens.isEmpty()) {
            throw new RecurveException("the text is empty; give at least one word");
        }
        return tokens;
    }
}
