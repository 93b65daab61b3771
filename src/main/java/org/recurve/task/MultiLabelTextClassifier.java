package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.recurve.batch.Batch;
import org.recurve.core.RecurveException;
import org.recurve.data.MultiLabelPredictor;
import org.recurve.data.MultiLabeledText;
import org.recurve.nn.loss.BinaryCrossEntropy;
import org.recurve.nn.loss.MaskedLoss;

/**
 * Tells which labels a text has, none, one or several: the network of a {@link TextClassifier} with
 * a logistic function for each label in place of the softmax, trained with the mean of their binary
 * cross-entropies.
 *
 * <pre>{@code
 * var model = TextClassifier.builder().hidden(64).build(train);     // train: MultiLabeledText
 * model.predict("the phone broke and nobody answers");              // [complaint, hardware]
 * }</pre>
 *
 * <p>A text gets the same answer alone or among others. A fitted model may be used from any number
 * of threads; training it excludes other use.
 */
public final class MultiLabelTextClassifier extends WholeTextModel<MultiLabeledText>
        implements MultiLabelPredictor<MultiLabeledText> {
    static final String KIND = "multi-label-text-classifier";

    private static final MaskedLoss LOSS = new BinaryCrossEntropy();

    MultiLabelTextClassifier(TextParts parts) {
        super(KIND, parts);
    }

    /**
     * Reads a model that {@link #save} wrote, on the CPU.
     *
     * @param file to read
     * @return the model, ready to predict or to be trained on
     * @throws RecurveException if the file is missing, damaged or holds something else
     */
    public static MultiLabelTextClassifier load(Path file) {
        return TextFiles.load(file, KIND, null, null, MultiLabelTextClassifier::new);
    }

    @Override
    List<String> outputs(MultiLabeledText data) {
        return data.labels();
    }

    @Override
    List<List<String>> tokens(MultiLabeledText data) {
        return cut(data.texts());
    }

    @Override
    Labels labels(MultiLabeledText data, int[] indices, int steps, NDManager manager) {
        int width = labels().size();
        float[] given = new float[indices.length * width];
        for (int row = 0; row < indices.length; row++) {
            for (int label : data.targets()[indices[row]]) {
                given[row * width + label] = 1;
            }
        }
        NDArray array = manager.create(given, new Shape(indices.length, width));
        return new Labels(new NDList(array), indices.length);
    }

    /** Labels that are told rightly, of all labels of all texts, is the figure. */
    @Override
    Step judge(ParameterStore store, NDArray logits, Batch batch, boolean training) {
        NDArray given = batch.labels().get(0);
        NDArray loss = LOSS.mean(logits, given, null);
        NDArray right =
                logits.stopGradient()
                        .gt(0)
                        .toType(DataType.FLOAT32, false)
                        .eq(given)
                        .toType(DataType.FLOAT64, false);
        return new Step(loss, loss, new NDList(), right.mean());
    }

    @Override
    public String metricName() {
        return "label accuracy";
    }

    /** {@return NaN: the accuracy is counted} */
    @Override
    public double metric(double meanLoss) {
        return Double.NaN;
    }

    @Override
    public double[][] probabilities(MultiLabeledText data) {
        return probabilities(data.texts());
    }

    /**
     * Gives the probability of every label for new texts.
     *
     * @param texts none of them blank
     * @return a row for each text, a column for each of {@link #labels()}, 0 to 1 each
     * @throws RecurveException if the model has no weights yet, or a text is blank; it names it
     */
    public double[][] probabilities(List<String> texts) {
        return Arrays.stream(answers(cutChecked(texts)))
                .map(rows -> Arrays.stream(rows[0]).map(x -> 1 / (1 + Math.exp(-x))).toArray())
                .toArray(double[][]::new);
    }

    /**
     * Gives the labels of a new text that are more probable than not.
     *
     * @param text not blank
     * @return their names, in the order of {@link #labels()}; may be empty
     * @throws RecurveException as for {@link #probabilities(List)}
     */
    public List<String> predict(String text) {
        double[] row = probabilities(List.of(text))[0];
        return IntStream.range(0, row.length)
                .filter(k -> row[k] > 0.5)
                .mapToObj(labels()::get)
                .toList();
    }
}
