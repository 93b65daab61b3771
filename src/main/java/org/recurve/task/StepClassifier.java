package org.recurve.task;

import ai.djl.Device;
import ai.djl.nn.Block;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.recurve.core.RecurveException;
import org.recurve.data.StepLabeledSeries;

/** Tells the class of every step of a numeric sequence; trained with cross-entropy. */
public final class StepClassifier extends ClassifierModel<StepLabeledSeries> {
    private static final String KIND = "step-classifier";

    private StepClassifier(SequenceSettings settings, Device device) {
        super(KIND, settings, device);
    }

    /** {@return a builder with one GRU layer of 64 units, without dropout, on the CPU} */
    public static SequenceModelBuilder<StepLabeledSeries, StepClassifier> builder() {
        return new SequenceModelBuilder<>(StepLabeledSeries::labels, false, StepClassifier::new);
    }

    /**
     * Reads a model that {@link #save} wrote, on the CPU.
     *
     * @param file to read
     * @return the model, ready to predict or to be trained on
     * @throws RecurveException if the file is missing, damaged or holds something else, or the
     *     model has an encoder of the user's own
     */
    public static StepClassifier load(Path file) {
        return load(file, null);
    }

    /**
     * Reads a model with an encoder of the user's own, on the CPU.
     *
     * @param file to read
     * @param encoder a new block like the one that the model was built with
     * @return the model, ready to predict or to be trained on
     * @throws RecurveException if the file is missing, damaged or holds something else, or its
     *     weights do not fit the encoder
     */
    public static StepClassifier load(Path file, Block encoder) {
        return SequenceModelFiles.load(
                file, KIND, false, encoder, settings -> new StepClassifier(settings, Device.cpu()));
    }

    /** {@return a row for each step that counts, sequence after sequence} */
    @Override
    public double[][] probabilities(StepLabeledSeries data) {
        double[][][] all = probabilities(data.sequences());
        return IntStream.range(0, data.size())
                .boxed()
                .flatMap(
                        i ->
                                IntStream.range(0, all[i].length)
                                        .filter(t -> counts(data, i, t))
                                        .mapToObj(t -> all[i][t]))
                .toArray(double[][]::new);
    }

    private static boolean counts(StepLabeledSeries data, int sequence, int step) {
        return data.stepTargets(sequence)[step] != StepLabeledSeries.NOT_COUNTED;
    }

    /**
     * Gives the probability of every class at every step of new sequences.
     *
     * @param sequences {@code float[T][F]} each
     * @return for each sequence a row for each step, a column for each of {@link #labels()}
     * @throws RecurveException if the model has no weights yet, or a sequence is empty or has
     *     another number of features or a number that is not finite
     */
    public double[][][] probabilities(List<float[][]> sequences) {
        double[][][] answers = answers(sequences);
        for (double[][] rows : answers) {
            Arrays.setAll(rows, t -> ClassScores.softmax(rows[t]));
        }
        return answers;
    }

    /**
     * Gives the probability of every class at every step of a new sequence.
     *
     * @param sequence {@code float[T][F]}
     * @return a row for each step, a column for each of {@link #labels()}
     * @throws RecurveException as for several
     */
    public double[][] probabilities(float[][] sequence) {
        return probabilities(List.<float[][]>of(sequence))[0];
    }

    /**
     * Tells the most probable class at every step of a new sequence.
     *
     * @param sequence {@code float[T][F]}
     * @return a name for each step
     * @throws RecurveException as for {@link #probabilities(List)}
     */
    public List<String> predict(float[][] sequence) {
        return Arrays.stream(probabilities(sequence))
                .map(row -> labels().get(ClassScores.best(row)))
                .toList();
    }
}
