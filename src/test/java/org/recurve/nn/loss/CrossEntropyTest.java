package org.recurve.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.core.RecurveException;

class CrossEntropyTest {
    private static final int CLASSES = 4;
    private static final long[] LABELS = {3, 0, 2, 1, 1, 3};
    private static final boolean[] MASK = {true, false, true, true, true, false};
    private static final double[] WEIGHTS = {0.5, 2, 0, 1.25};

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    /** PyTorch's definition, one position and class at a time. */
    private static double reference(double[] logits, double smoothing, double[] weights) {
        double sum = 0;
        double total = 0;
        for (int n = 0; n < LABELS.length; n++) {
            if (!MASK[n]) {
                continue;
            }
            double partition = 0;
            for (int c = 0; c < CLASSES; c++) {
                partition += Math.exp(logits[n * CLASSES + c]);
            }
            for (int c = 0; c < CLASSES; c++) {
                double right = LABELS[n] == c ? 1 - smoothing : 0;
                double target = right + smoothing / CLASSES;
                double nll = Math.log(partition) - logits[n * CLASSES + c];
                sum += target * weights[c] * nll;
            }
            total += weights[(int) LABELS[n]];
        }
        return sum / total;
    }

    @ParameterizedTest
    @CsvSource({"0,false", "0.1,false", "0,true", "0.3,true", "1,true"})
    void equalsPlainJava(double smoothing, boolean weighted) {
        CrossEntropy plain = new CrossEntropy().withSmoothing(smoothing);
        CrossEntropy loss = weighted ? plain.withClassWeights(WEIGHTS) : plain;
        double[] weights = weighted ? WEIGHTS : new double[] {1, 1, 1, 1};
        LossTrial.equalsReference(
                x ->
                        loss.mean(
                                x,
                                x.getManager().create(LABELS, new Shape(2, 3)),
                                x.getManager().create(MASK, new Shape(2, 3))),
                LossTrial.random(3, LABELS.length * CLASSES, 3),
                new Shape(2, 3, CLASSES),
                x -> reference(x, smoothing, weights));
    }

    @Test
    void workedByHand() {
        // Probabilities 1/4 and 3/4, label 1: -ln 0.75. Smoothed by 0.2: targets 0.1 and 0.9.
        NDArray logits = manager.create(new double[] {0, Math.log(3)}, new Shape(1, 2));
        NDArray label = manager.create(new long[] {1});
        assertThat(new CrossEntropy().mean(logits, label, null).getDouble())
                .isCloseTo(0.287682072451781, within(1e-14));
        assertThat(new CrossEntropy().withSmoothing(0.2).mean(logits, label, null).getDouble())
                .isCloseTo(0.1 * Math.log(4) + 0.9 * Math.log(4 / 3.0), within(1e-14));
        // Labels 1 and 0 of weights 3 and 1: (3 * -ln 0.75 + 1 * -ln 0.25) / 4.
        NDArray two = manager.create(new double[] {0, Math.log(3), 0, Math.log(3)}).reshape(2, 2);
        NDArray labels = manager.create(new long[] {1, 0});
        assertThat(new CrossEntropy().withClassWeights(1, 3).mean(two, labels, null).getDouble())
                .isCloseTo((3 * Math.log(4 / 3.0) + Math.log(4)) / 4, within(1e-14));
    }

    @Test
    void extremeLogitsStayFinite() {
        NDArray logits = manager.create(new float[] {1e4f, -1e4f}, new Shape(1, 2));
        assertThat(new CrossEntropy().mean(logits, manager.create(new long[] {1}), null).getFloat())
                .isEqualTo(2e4f);
    }

    @Test
    void allWeightsOfTheLabelsMayBeZero() {
        NDArray logits = manager.create(new float[] {1, 2}, new Shape(1, 2));
        assertThat(
                        new CrossEntropy()
                                .withClassWeights(1, 0)
                                .mean(logits, manager.create(new long[] {1}), null)
                                .getFloat())
                .isZero();
    }

    @Test
    void aLabelOutsideTheClassesIsNamed() {
        NDArray logits = manager.zeros(new Shape(2, 3, CLASSES));
        for (long bad : new long[] {-1, CLASSES}) {
            NDArray labels = manager.create(new long[] {0, 1, bad, 0, 0, 0}, new Shape(2, 3));
            assertThatThrownBy(() -> new CrossEntropy().mean(logits, labels, null))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("label " + bad)
                    .hasMessageContaining("4 classes");
        }
    }

    @Test
    void settingsMustMakeSense() {
        CrossEntropy loss = new CrossEntropy();
        assertThatThrownBy(() -> loss.withSmoothing(1.5)).hasMessageContaining("1.5");
        assertThatThrownBy(() -> loss.withSmoothing(Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> loss.withClassWeights(1, -2)).hasMessageContaining("-2");
        NDArray logits = manager.zeros(new Shape(2, CLASSES));
        assertThatThrownBy(
                        () ->
                                loss.withClassWeights(1, 2)
                                        .perStep(logits, manager.create(new long[] {0, 1})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 classes")
                .hasMessageContaining("(2, 4)");
    }
}
