package org.recurve.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What all losses have in common: what does not count has no influence. */
class MaskedLossTest {
    private static final int BATCH = 2;
    private static final int STEPS = 3;
    private static final boolean[] MASK = {true, false, true, true, true, false};
    private static final int VALID = 4;

    /** Loss, size of the last axis of the predictions (0: none), labels that count, another. */
    static Stream<Arguments> losses() {
        double[] classes = {1, 0, 2, 2, 1, 0};
        double[] numbers = {0.5, 1.5, -2, 0.25, 3, 1};
        double[] counts = {0, 3, 12, 1, 4, 2};
        double[] answers = {1, 0, 1, 0, 1, 1};
        return Stream.of(
                Arguments.of(new CrossEntropy(), 3, classes),
                Arguments.of(
                        new CrossEntropy().withSmoothing(0.2).withClassWeights(1, 2, 3),
                        3,
                        classes),
                Arguments.of(new BinaryCrossEntropy(), 0, answers),
                Arguments.of(RegressionLoss.squared(), 0, numbers),
                Arguments.of(RegressionLoss.absolute(), 0, numbers),
                Arguments.of(RegressionLoss.huber(0.7), 0, numbers),
                Arguments.of(new QuantileLoss(0.1, 0.5, 0.9), 3, numbers),
                Arguments.of(new GaussianLoss(), 2, numbers),
                Arguments.of(new StudentTLoss(), 3, numbers),
                Arguments.of(new NegativeBinomialLoss(), 2, counts));
    }

    private static Shape predicted(int last) {
        Shape positions = new Shape(BATCH, STEPS);
        return last == 0 ? positions : positions.add(last);
    }

    private static NDArray labels(NDArray like, double[] values, boolean whole) {
        NDArray labels = like.getManager().create(values, new Shape(BATCH, STEPS));
        return whole ? labels.toType(DataType.INT64, false) : labels;
    }

    @ParameterizedTest
    @MethodSource("losses")
    void whatDoesNotCountHasNoInfluence(MaskedLoss loss, int last, double[] labels) {
        boolean whole = loss instanceof CrossEntropy;
        int width = Math.max(last, 1);
        double[] clean = LossTrial.random(1, MASK.length * width, 2);
        UnaryOperator<NDArray> masked =
                x ->
                        loss.mean(
                                x,
                                labels(x, labels, whole),
                                x.getManager().create(MASK, new Shape(BATCH, STEPS)));
        LossTrial.Outcome expected =
                LossTrial.run(masked, clean, predicted(last), DataType.FLOAT64);
        double[] worst = {
            Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300, -1e300
        };
        for (double bad : worst) {
            double[] dirty = clean.clone();
            double[] badLabels = labels.clone();
            for (int n = 0; n < MASK.length; n++) {
                if (!MASK[n]) {
                    badLabels[n] = whole ? -100 : bad;
                    for (int k = 0; k < width; k++) {
                        dirty[n * width + k] = bad;
                    }
                }
            }
            LossTrial.Outcome found =
                    LossTrial.run(
                            x ->
                                    loss.mean(
                                            x,
                                            labels(x, badLabels, whole),
                                            x.getManager().create(MASK, new Shape(BATCH, STEPS))),
                            dirty,
                            predicted(last),
                            DataType.FLOAT64);
            assertThat(found.value()).isEqualTo(expected.value());
            assertThat(found.gradient()).isEqualTo(expected.gradient());
            for (int i = 0; i < clean.length; i++) {
                assertThat(found.gradient().get(i) != 0).isEqualTo(MASK[i / width]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void masksMeanWhatTheyMean(MaskedLoss loss, int last, double[] values) {
        boolean whole = loss instanceof CrossEntropy;
        try (NDManager manager = NDManager.newBaseManager()) {
            double[] clean = LossTrial.random(2, MASK.length * Math.max(last, 1), 2);
            NDArray x = manager.create(clean, predicted(last));
            NDArray labels = labels(x, values, whole);
            NDArray mask = manager.create(MASK, new Shape(BATCH, STEPS));
            NDArray numbers = mask.toType(DataType.FLOAT32, true);
            double mean = loss.mean(x, labels, mask).getDouble();
            assertThat(loss.mean(x, labels, numbers).getDouble()).isEqualTo(mean);
            assertThat(loss.mean(x, labels, mask.onesLike()).getDouble())
                    .isCloseTo(loss.mean(x, labels, null).getDouble(), within(1e-14));
            assertThat(loss.mean(x, labels, mask.zerosLike()).getDouble()).isZero();

            NDArray each = loss.perStep(x, labels);
            assertThat(each.getShape()).isEqualTo(labels.getShape());
            double sum = 0;
            for (int n = 0; n < MASK.length; n++) {
                sum += MASK[n] ? each.toDoubleArray()[n] : 0;
            }
            assertThat(loss.sum(x, labels, mask).getDouble()).isCloseTo(sum, within(1e-12));
            double total = 0;
            for (double one : each.toDoubleArray()) {
                total += one;
            }
            assertThat(loss.sum(x, labels, null).getDouble()).isCloseTo(total, within(1e-12));
            if (!whole) {
                assertThat(mean).isCloseTo(sum / VALID, within(1e-12));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void nothingCountsGivesNoGradient(MaskedLoss loss, int last, double[] values) {
        double[] nan = new double[MASK.length * Math.max(last, 1)];
        Arrays.fill(nan, Double.NaN);
        LossTrial.Outcome found =
                LossTrial.run(
                        x ->
                                loss.mean(
                                        x,
                                        labels(x, values, loss instanceof CrossEntropy),
                                        x.getManager().zeros(new Shape(BATCH, STEPS))),
                        nan,
                        predicted(last),
                        DataType.FLOAT32);
        assertThat(found.value()).isZero();
        assertThat(found.gradient()).containsOnly(0.0);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void shapesMustFit(MaskedLoss loss, int last, double[] values) {
        boolean whole = loss instanceof CrossEntropy;
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.ones(predicted(last), DataType.FLOAT64);
            NDArray labels = labels(x, values, whole);
            assertThatThrownBy(() -> loss.perStep(x, labels.reshape(STEPS, BATCH)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(x.getShape().toString())
                    .hasMessageContaining("(3, 2)");
            assertThatThrownBy(() -> loss.perStep(x.expandDims(0), labels))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> loss.mean(x, labels, manager.ones(new Shape(STEPS, BATCH))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("mask of shape (3, 2) does not fit predictions")
                    .hasMessageContaining(x.getShape().toString());
            NDArray deeper = manager.ones(new Shape(BATCH, STEPS, 1, 1));
            assertThatThrownBy(() -> loss.sum(x, labels, deeper))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aMaskOfStepsHoldsForAllVariables() {
        // Errors 1, 2 at the step that counts and 10, 20 at the other: (1 + 4) / 2.
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray labels = manager.create(new float[] {1, 2, 10, 20}, new Shape(1, 2, 2));
            NDArray mask = manager.create(new boolean[] {true, false}, new Shape(1, 2));
            assertThat(RegressionLoss.squared().mean(labels.zerosLike(), labels, mask).getFloat())
                    .isEqualTo(2.5f);
        }
    }

    @Test
    void aFunctionIsALoss() {
        MaskedLoss cubed = (predictions, labels) -> labels.sub(predictions).pow(3);
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray labels = manager.create(new double[] {1, 2, Double.NaN});
            NDArray mask = manager.create(new double[] {1, 1, 0});
            assertThat(cubed.mean(labels.zerosLike(), labels, mask).getDouble()).isEqualTo(4.5);
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void lossesAreWhereThePredictionsAre(MaskedLoss loss, int last, double[] values) {
        try (NDManager batch = NDManager.newBaseManager();
                NDManager other = NDManager.newBaseManager()) {
            NDArray mask = other.create(MASK, new Shape(BATCH, STEPS));
            NDArray labels = labels(mask, values, loss instanceof CrossEntropy);
            int outside = other.getManagedArrays().size();
            NDArray predictions = batch.ones(predicted(last));
            for (NDArray found :
                    List.of(
                            loss.perStep(predictions, labels),
                            loss.mean(predictions, labels, null),
                            loss.mean(predictions, labels, mask))) {
                assertThat(found.getManager()).isEqualTo(batch);
                assertThat(found.getDataType()).isEqualTo(DataType.FLOAT32);
            }
            assertThat(other.getManagedArrays()).hasSize(outside);
        }
    }
}
