package org.recurve.task;

import ai.djl.Device;
import ai.djl.nn.Block;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.recurve.core.RecurveException;
import org.recurve.data.LabeledSeries;

/** Tells the class of a numeric sequence; trained with cross-entropy. */
public final class SequenceClassifier extends ClassifierModel<LabeledSeries> {
    private static final String KIND = "sequence-classifier";

    private SequenceClassifier(SequenceSettings settings, Device device) {
        super(KIND, settings, device);
    }

    /** {@return a builder with one GRU layer of 64 units, without dropout, on the CPU} */
    public static SequenceModelBuilder<LabeledSeries, SequenceClassifier> builder() {
        return new SequenceModelBuilder<>(LabeledSeries::labels, true, SequenceClassifier::new);
    }

    /**
     * Gives a network and its training by name.
     *
     * @param name one of {@link SequenceClassifierRecipe#names()}, most often that of the data
     * @return the recipe
     * @throws RecurveException if there is none of that name
     */
    public static SequenceClassifierRecipe recipe(String name) {
        return SequenceClassifierRecipe.of(name);
    }

    /**
     * Reads a model that {@link #save} wrote, on the CPU.
     *
     * @param file to read
     * @return the model, ready to predict or to be trained on
     * @throws RecurveException if the file is missing, damaged or holds something else, or the
     *     model has an encoder of the user's own
     */
    public static SequenceClassifier load(Path file) {
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
    public static SequenceClassifier load(Path file, Block encoder) {
        return SequenceModelFiles.load(
                file,
                KIND,
                true,
                encoder,
                settings -> new SequenceClassifier(settings, Device.cpu()));
    }

    @Override
    public double[][] probabilities(LabeledSeries data) {
        return probabilities(data.sequences());
    }

    /**
     * Gives the probability of every class for new sequences.
     *
     * @param sequences {@code float[T][F]} each
     * @return a row for each sequence, a column for each of {@link #labels()}
     * @throws RecurveException if the model has no weights yet, or a sequence is empty or has
     *     another number of features or a number that is not finite
     */
    public double[][] probabilities(List<float[][]> sequences) {
        return Arrays.stream(answers(sequences))
                .map(rows -> ClassScores.softmax(rows[0]))
                .toArray(double[][]::new);
    }

    /**
     * Gives the probability of every class for a new sequence.
     *
     * @param sequence {@code float[T][F]}
     * @return a number for each of {@link #labels()}
     * @throws RecurveException as for several
     */
    public double[] probabilities(float[][] sequence) {
        return probabilities(List.<float[][]>of(sequence))[0];
    }

    /**
     * Tells the most probable class of a new sequence.
     *
     * @param sequence {@code float[T][F]}
     * @return its name
     * @throws RecurveException as for {@link #probabilities(List)}
     */
    public String predict(float[][] sequence) {
        return labels().get(ClassScores.best(probabilities(sequence)));
    }

    /**
     * Tells which steps and features of a sequence speak for the class that it gets.
     *
     * @param sequence {@code float[T][F]}
     * @param method by which
     * @return a number for each step and feature
     * @throws RecurveException as for {@link #explain(float[][], Attribution, String)}
     */
    public SignalExplanation explain(float[][] sequence, Attribution method) {
        return explain(sequence, method, predict(sequence));
    }

    /**
     * Tells which steps and features of a sequence speak for a class.
     *
     * @param sequence {@code float[T][F]}
     * @param method by which
     * @param label name of the class, one of {@link #labels()}
     * @return a number for each step and feature
     * @throws RecurveException if the sequence cannot be predicted, there is no such class, or the
     *     method is not for this model
     */
    public SignalExplanation explain(float[][] sequence, Attribution method, String label) {
        int target = ClassScores.index(labels(), label);
        double probability = probabilities(sequence)[target];
        return new SignalExplanation(
                method, sequence, method.ofSignal(this, sequence, target), label, probability);
    }

    /**
     * Tells how the verdict turns step by step: the probability of every class after the first
     * step, after the first two, and so on, each beginning read as if it were the whole sequence.
     *
     * @param sequence {@code float[T][F]}
     * @return a row for each step
     * @throws RecurveException as for {@link #probabilities(List)}
     */
    public PrefixProbabilities prefixes(float[][] sequence) {
        List<float[][]> beginnings = new ArrayList<>();
        for (int end = 1; end < sequence.length; end++) {
            beginnings.add(Arrays.copyOf(sequence, end));
        }
        beginnings.add(sequence);
        return PrefixProbabilities.ofSignal(labels(), probabilities(beginnings));
    }
}
