package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.recurve.batch.Batch;
import org.recurve.batch.Batches;
import org.recurve.core.DataProvenance;
import org.recurve.data.LabeledSeries;
import org.recurve.data.StepLabeledSeries;
import org.recurve.data.ValuedSeries;

/**
 * Loss and gradients against plain Java, with an encoder that does nothing, so that all of pooling,
 * output layer and loss is seen.
 */
class SequenceNetworkTest {
    private static final int FEATURES = 3;
    private static final int CLASSES = 4;
    private static final int[] LENGTHS = {2, 5, 1, 3};
    private static final DataProvenance MADE =
            new DataProvenance("made up", "all", List.of(), List.of());
    private static final List<String> NAMES = List.of("a", "b", "c", "d");

    private final Random random = new Random(12);
    private List<float[][]> sequences;

    @BeforeEach
    void draw() {
        Engine.getInstance().setRandomSeed(3);
        sequences = new ArrayList<>();
        for (int length : LENGTHS) {
            float[][] sequence = new float[length][FEATURES];
            for (float[] step : sequence) {
                for (int f = 0; f < FEATURES; f++) {
                    step[f] = (float) random.nextGaussian();
                }
            }
            sequences.add(sequence);
        }
    }

    /** Loss, figure and gradients of one batch. */
    private record Found(double loss, double figure, NDList gradients) {}

    private <D extends org.recurve.data.SeriesExamples<D>> Found run(
            SequenceModel<D> model, D data, double[][] weight, double[] bias) {
        model.initialize();
        NDArray weights = parameter(model, "output.weight");
        NDArray biases = parameter(model, "output.bias");
        for (NDArray array : List.of(weights, biases)) {
            float[] values = new float[(int) array.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            array.set(values);
            array.setRequiresGradient(true);
        }
        read(weights.toFloatArray(), weight);
        float[] b = biases.toFloatArray();
        for (int k = 0; k < b.length; k++) {
            bias[k] = b[k];
        }
        try (NDManager scope = model.manager().newSubManager();
                Batch batch = Batches.buckets(10).evaluation(data, scope).next();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            var step = model.step(new ParameterStore(scope, false), batch, new NDList(), true);
            collector.backward(step.objective());
            return new Found(
                    step.value().getFloat(),
                    step.figure() == null ? Double.NaN : step.figure().getDouble(),
                    new NDList(weights.getGradient(), biases.getGradient()));
        }
    }

    private static NDArray parameter(SequenceModel<?> model, String name) {
        return model.block().getDirectParameters().values().stream()
                .filter(p -> p.getName().equals(name))
                .map(Parameter::getArray)
                .findFirst()
                .orElseThrow();
    }

    private static void read(float[] flat, double[][] into) {
        for (int i = 0; i < flat.length; i++) {
            into[i / FEATURES][i % FEATURES] = flat[i];
        }
    }

    private static double[] output(double[][] weight, double[] bias, float[] x) {
        double[] result = bias.clone();
        for (int k = 0; k < bias.length; k++) {
            for (int f = 0; f < FEATURES; f++) {
                result[k] += weight[k][f] * x[f];
            }
        }
        return result;
    }

    private static LambdaBlock nothing() {
        return new LambdaBlock(list -> new NDList(list.head()), "nothing");
    }

    private static void add(double[][] gradient, double[] bias, double[] error, float[] x) {
        for (int k = 0; k < error.length; k++) {
            bias[k] += error[k];
            for (int f = 0; f < FEATURES; f++) {
                gradient[k][f] += error[k] * x[f];
            }
        }
    }

    private static void assertClose(float[] found, double[][] expected) {
        for (int i = 0; i < found.length; i++) {
            assertThat((double) found[i])
                    .isCloseTo(expected[i / FEATURES][i % FEATURES], within(1e-5));
        }
    }

    private static void assertClose(float[] found, double[] expected) {
        for (int i = 0; i < found.length; i++) {
            assertThat((double) found[i]).isCloseTo(expected[i], within(1e-5));
        }
    }

    /** Cross-entropy of one answer; its gradient with respect to the logits replaces them. */
    private static double crossEntropy(double[] logits, int target, double factor) {
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit);
        }
        double loss = Math.log(sum) - logits[target];
        for (int k = 0; k < logits.length; k++) {
            logits[k] = (Math.exp(logits[k]) / sum - (k == target ? 1 : 0)) * factor;
        }
        return loss * factor;
    }

    private static int best(double[] values) {
        int best = 0;
        for (int k = 0; k < values.length; k++) {
            best = values[k] > values[best] ? k : best;
        }
        return best;
    }

    @Test
    void aClassifierJudgesTheLastValidStep() {
        int[] targets = {1, 0, 3, 2};
        LabeledSeries data = new LabeledSeries(sequences, targets, NAMES, Map.of(), MADE);
        double[][] weight = new double[CLASSES][FEATURES];
        double[] bias = new double[CLASSES];
        try (SequenceClassifier model =
                SequenceClassifier.builder().plainEncoder(nothing()).build(data)) {
            Found found = run(model, data, weight, bias);
            double loss = 0;
            double right = 0;
            double[][] gradient = new double[CLASSES][FEATURES];
            double[] biasGradient = new double[CLASSES];
            for (int i = 0; i < LENGTHS.length; i++) {
                float[] last = sequences.get(i)[LENGTHS[i] - 1];
                double[] logits = output(weight, bias, last);
                right += best(logits) == targets[i] ? 0.25 : 0;
                loss += crossEntropy(logits, targets[i], 0.25);
                add(gradient, biasGradient, logits, last);
            }
            assertThat(found.loss()).isCloseTo(loss, within(1e-5));
            assertThat(found.figure()).isEqualTo(right);
            assertClose(found.gradients().get(0).toFloatArray(), gradient);
            assertClose(found.gradients().get(1).toFloatArray(), biasGradient);
        }
    }

    @Test
    void aStepClassifierJudgesTheStepsThatCount() {
        int[][] targets = {{-1, 2}, {0, -1, 3, 1, -1}, {2}, {-1, -1, 0}};
        StepLabeledSeries data = new StepLabeledSeries(sequences, targets, NAMES, Map.of(), MADE);
        double[][] weight = new double[CLASSES][FEATURES];
        double[] bias = new double[CLASSES];
        try (StepClassifier model = StepClassifier.builder().plainEncoder(nothing()).build(data)) {
            Found found = run(model, data, weight, bias);
            double loss = 0;
            int right = 0;
            double[][] gradient = new double[CLASSES][FEATURES];
            double[] biasGradient = new double[CLASSES];
            for (int i = 0; i < LENGTHS.length; i++) {
                for (int t = 0; t < LENGTHS[i]; t++) {
                    if (targets[i][t] >= 0) {
                        float[] x = sequences.get(i)[t];
                        double[] logits = output(weight, bias, x);
                        right += best(logits) == targets[i][t] ? 1 : 0;
                        loss += crossEntropy(logits, targets[i][t], 1 / 6.0);
                        add(gradient, biasGradient, logits, x);
                    }
                }
            }
            assertThat(found.loss()).isCloseTo(loss, within(1e-5));
            assertThat(found.figure()).isCloseTo(right / 6.0, within(1e-12));
            assertClose(found.gradients().get(0).toFloatArray(), gradient);
            assertClose(found.gradients().get(1).toFloatArray(), biasGradient);
        }
    }

    @Test
    void aRegressorHasTheMeanSquaredErrorOverSequencesAndValues() {
        float[][] targets = {{1, -1}, {0.5f, 2}, {-2, 0.25f}, {3, 1}};
        ValuedSeries data =
                new ValuedSeries(sequences, targets, List.of("high", "low"), Map.of(), MADE);
        double[][] weight = new double[2][FEATURES];
        double[] bias = new double[2];
        try (SequenceRegressor model =
                SequenceRegressor.builder().plainEncoder(nothing()).build(data)) {
            Found found = run(model, data, weight, bias);
            double loss = 0;
            double[][] gradient = new double[2][FEATURES];
            double[] biasGradient = new double[2];
            for (int i = 0; i < LENGTHS.length; i++) {
                float[] last = sequences.get(i)[LENGTHS[i] - 1];
                double[] error = output(weight, bias, last);
                for (int k = 0; k < 2; k++) {
                    error[k] -= targets[i][k];
                    loss += error[k] * error[k] / 8;
                    error[k] *= 2 / 8.0;
                }
                add(gradient, biasGradient, error, last);
            }
            assertThat(found.loss()).isCloseTo(loss, within(1e-5));
            assertThat(found.figure()).isNaN();
            assertClose(found.gradients().get(0).toFloatArray(), gradient);
            assertClose(found.gradients().get(1).toFloatArray(), biasGradient);
        }
    }

    @Test
    void withTwoDirectionsEachIsTakenWhereItEnds() {
        LabeledSeries data =
                new LabeledSeries(sequences, new int[] {1, 0, 3, 2}, NAMES, Map.of(), MADE);
        try (SequenceClassifier model =
                SequenceClassifier.builder().bidirectional(true).hidden(3).build(data)) {
            model.initialize();
            SequenceEncoder encoder = model.sequenceSettings().encoder();
            try (NDManager scope = model.manager().newSubManager();
                    Batch batch = Batches.buckets(10).evaluation(data, scope).next()) {
                ParameterStore store = new ParameterStore(scope, false);
                NDArray x = batch.inputs().get(0);
                NDArray lengths = batch.inputs().get(1);
                float[] encoded = encoder.encode(store, x, lengths, false).toFloatArray();
                float[] found =
                        model.forward(store, batch, new NDList(), false)
                                .predictions()
                                .head()
                                .toFloatArray();
                float[] weight = parameter(model, "output.weight").toFloatArray();
                long[] valid = lengths.toLongArray();
                int steps = (int) x.size(1);
                for (int i = 0; i < valid.length; i++) {
                    for (int k = 0; k < CLASSES; k++) {
                        double logit = 0;
                        for (int h = 0; h < 6; h++) {
                            int t = h < 3 ? (int) valid[i] - 1 : 0;
                            logit += weight[k * 6 + h] * encoded[(i * steps + t) * 6 + h];
                        }
                        assertThat((double) found[i * CLASSES + k]).isCloseTo(logit, within(1e-5));
                    }
                }
            }
        }
    }
}
