package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SequenceLossTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void equalsPlainJavaForwardAndGradient() {
        int rows = 2;
        int steps = 3;
        int classes = 5;
        NDArray logits = manager.randomNormal(new Shape(rows, steps, classes)).mul(3);
        logits.setRequiresGradient(true);
        long[] labels = {4, 0, 2, 1, 1, 3};
        float[] mask = {1, 0, 1, 1, 1, 0};
        float[] values = logits.toFloatArray();
        double expected = 0;
        double[] gradient = new double[values.length];
        for (int n = 0; n < labels.length; n++) {
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                sum += Math.exp(values[n * classes + c]);
            }
            expected += mask[n] * (Math.log(sum) - values[n * classes + (int) labels[n]]) / 4;
            for (int c = 0; c < classes; c++) {
                double softmax = Math.exp(values[n * classes + c]) / sum;
                gradient[n * classes + c] = mask[n] * (softmax - (labels[n] == c ? 1 : 0)) / 4;
            }
        }
        Shape shape = new Shape(rows, steps);
        float[] found;
        try (var collector = Engine.getInstance().newGradientCollector()) {
            NDArray loss =
                    SequenceLoss.crossEntropy(
                            logits, manager.create(labels, shape), manager.create(mask, shape), 4);
            assertThat((double) loss.getFloat()).isCloseTo(expected, within(1e-5));
            collector.backward(loss);
            found = logits.getGradient().toFloatArray();
        }
        for (int i = 0; i < gradient.length; i++) {
            assertThat((double) found[i]).isCloseTo(gradient[i], within(1e-6));
        }
    }

    @Test
    void withoutAMaskEveryPositionCounts() {
        // Uniform predictions over 4 classes: ln 4.
        NDArray loss =
                SequenceLoss.crossEntropy(
                        manager.zeros(new Shape(2, 3, 4)),
                        manager.create(new long[6], new Shape(2, 3)),
                        null,
                        6);
        assertThat(loss.getFloat()).isCloseTo((float) Math.log(4), within(1e-6f));
    }

    @Test
    void labelsMustFit() {
        assertThatThrownBy(
                        () ->
                                SequenceLoss.negativeLogLikelihood(
                                        manager.zeros(new Shape(2, 3, 4)),
                                        manager.create(new long[5])))
                .hasMessageContaining("(2, 3, 4)")
                .hasMessageContaining("(5)");
    }
}
