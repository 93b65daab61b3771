package org.recurve.task;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.recurve.batch.Batch;
import org.recurve.core.RecurveException;
import org.recurve.data.ValuePredictor;
import org.recurve.data.ValuedSeries;

/**
 * Tells one or more values of a numeric sequence; trained with the mean squared error over
 * sequences and values. Values are taken as they are: a training is easier if they are of about
 * unit size.
 */
public final class SequenceRegressor extends SequenceModel<ValuedSeries>
        implements ValuePredictor<ValuedSeries> {
    private static final String KIND = "sequence-regressor";

    private SequenceRegressor(SequenceSettings settings, Device device) {
        super(KIND, settings, device);
    }

    /** {@return a builder with one GRU layer of 64 units, without dropout, on the CPU} */
    public static SequenceModelBuilder<ValuedSeries, SequenceRegressor> builder() {
        return new SequenceModelBuilder<>(ValuedSeries::targetNames, true, SequenceRegressor::new);
    }

    /**
     * Reads a model that {@link #save} wrote, on the CPU.
     *
     * @param file to read
     * @return the model, ready to predict or to be trained on
     * @throws RecurveException if the file is missing, damaged or holds something else, or the
     *     model has an encoder of the user's own
     */
    public static SequenceRegressor load(Path file) {
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
    public static SequenceRegressor load(Path file, Block encoder) {
        return SequenceModelFiles.load(
                file,
                KIND,
                true,
                encoder,
                settings -> new SequenceRegressor(settings, Device.cpu()));
    }

    @Override
    List<String> outputs(ValuedSeries data) {
        return data.targetNames();
    }

    @Override
    Step judge(NDArray predictions, Batch batch) {
        NDArray loss = predictions.sub(batch.labels().singletonOrThrow()).square().mean();
        return new Step(loss, loss, new NDList());
    }

    @Override
    public String metricName() {
        return "rmse";
    }

    @Override
    public double metric(double meanLoss) {
        return Math.sqrt(meanLoss);
    }

    @Override
    public List<String> targetNames() {
        return sequenceSettings().outputs();
    }

    @Override
    public double[][] values(ValuedSeries data) {
        return values(data.sequences());
    }

    /**
     * Predicts the values of new sequences.
     *
     * @param sequences {@code float[T][F]} each
     * @return a row for each sequence, a column for each of {@link #targetNames()}
     * @throws RecurveException if the model has no weights yet, or a sequence is empty or has
     *     another number of features or a number that is not finite
     */
    public double[][] values(List<float[][]> sequences) {
        return Arrays.stream(answers(sequences)).map(rows -> rows[0]).toArray(double[][]::new);
    }

    /**
     * Predicts the values of a new sequence.
     *
     * @param sequence {@code float[T][F]}
     * @return a number for each of {@link #targetNames()}
     * @throws RecurveException as for several
     */
    public double[] predict(float[][] sequence) {
        return values(List.<float[][]>of(sequence))[0];
    }
}
