package org.recurve.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Regression, quantiles and yes-or-no labels. */
class NumberLossesTest {
    private static final Shape SHAPE = new Shape(2, 3);
    private static final double[] LABELS = {1.5, -0.25, Double.NaN, 0.75, -2, 0.5};
    private static final boolean[] MASK = {true, true, false, true, true, true};
    private static final double[] LEVELS = {0.1, 0.5, 0.75};

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private static void elementwise(
            MaskedLoss loss, double[] labels, DoubleBinaryOperator ofPredictionAndLabel) {
        LossTrial.equalsReference(
                x ->
                        loss.mean(
                                x,
                                x.getManager().create(labels, SHAPE),
                                x.getManager().create(MASK, SHAPE)),
                LossTrial.random(5, 6, 2),
                SHAPE,
                x -> {
                    double sum = 0;
                    for (int i = 0; i < x.length; i++) {
                        sum += MASK[i] ? ofPredictionAndLabel.applyAsDouble(x[i], labels[i]) : 0;
                    }
                    return sum / 5;
                });
    }

    @Test
    void regressionEqualsPlainJava() {
        elementwise(RegressionLoss.squared(), LABELS, (p, y) -> (y - p) * (y - p));
        elementwise(RegressionLoss.absolute(), LABELS, (p, y) -> Math.abs(y - p));
        // The errors are on both sides of these.
        for (double delta : new double[] {0.3, 1.1, 100}) {
            elementwise(
                    RegressionLoss.huber(delta),
                    LABELS,
                    (p, y) -> {
                        double e = Math.abs(y - p);
                        return e <= delta ? e * e / 2 : delta * (e - delta / 2);
                    });
        }
    }

    @Test
    void binaryCrossEntropyEqualsPlainJava() {
        double[] labels = {1, 0, Double.NaN, 0.3, 1, 0};
        elementwise(
                new BinaryCrossEntropy(),
                labels,
                (p, y) -> {
                    double yes = 1 / (1 + Math.exp(-p));
                    return -y * Math.log(yes) - (1 - y) * Math.log(1 - yes);
                });
    }

    @Test
    void quantilesEqualPlainJava() {
        LossTrial.equalsReference(
                x ->
                        new QuantileLoss(LEVELS)
                                .mean(
                                        x,
                                        x.getManager().create(LABELS, SHAPE),
                                        x.getManager().create(MASK, SHAPE)),
                LossTrial.random(6, 18, 2),
                SHAPE.add(3),
                x -> {
                    double sum = 0;
                    for (int i = 0; i < x.length; i++) {
                        double e = LABELS[i / 3] - x[i];
                        double q = LEVELS[i % 3];
                        sum += MASK[i / 3] ? (e >= 0 ? q * e : (q - 1) * e) / 3 : 0;
                    }
                    return sum / 5;
                });
    }

    @Test
    void workedByHand() {
        NDArray predictions = manager.create(new double[] {1, 5});
        NDArray labels = manager.create(new double[] {3, 4.5});
        // Errors 2 and -0.5.
        assertThat(RegressionLoss.squared().mean(predictions, labels, null).getDouble())
                .isEqualTo((4 + 0.25) / 2);
        assertThat(RegressionLoss.absolute().mean(predictions, labels, null).getDouble())
                .isEqualTo((2 + 0.5) / 2);
        assertThat(RegressionLoss.huber(1).mean(predictions, labels, null).getDouble())
                .isEqualTo((1.5 + 0.125) / 2);
        // Levels 0.25, 0.75 predicted as 1 and 5 for the label 3: 0.25 * 2 and 0.25 * 2.
        assertThat(
                        new QuantileLoss(0.25, 0.75)
                                .perStep(predictions.reshape(1, 2), labels.get("0:1"))
                                .toDoubleArray())
                .containsExactly(0.5);
        // sigmoid(ln 3) = 3/4.
        NDArray logit = manager.create(new double[] {Math.log(3)});
        assertThat(new BinaryCrossEntropy().mean(logit, logit.onesLike(), null).getDouble())
                .isCloseTo(Math.log(4 / 3.0), within(1e-15));
    }

    @Test
    void extremeLogitsStayFinite() {
        NDArray logits = manager.create(new float[] {-1e4f, 1e4f, 30});
        float[] losses =
                new BinaryCrossEntropy()
                        .perStep(logits, manager.create(new long[] {1, 0, 1}))
                        .toFloatArray();
        assertThat(losses[0]).isEqualTo(1e4f);
        assertThat(losses[1]).isEqualTo(1e4f);
        assertThat(losses[2]).isCloseTo((float) Math.exp(-30), within(1e-15f));
    }

    @Test
    void settingsMustMakeSense() {
        assertThatThrownBy(() -> RegressionLoss.huber(0)).hasMessageContaining("0.0");
        assertThatThrownBy(() -> RegressionLoss.huber(Double.NaN)).hasMessageContaining("NaN");
        for (double[] bad : new double[][] {{}, {0, 0.5}, {0.5, 1}, {0.5, 0.5}, {Double.NaN}}) {
            assertThatThrownBy(() -> new QuantileLoss(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("rise");
        }
        assertThatThrownBy(
                        () ->
                                new QuantileLoss(LEVELS)
                                        .perStep(
                                                manager.zeros(new Shape(2, 2)),
                                                manager.zeros(new Shape(2))))
                .hasMessageContaining("3 quantiles")
                .hasMessageContaining("(2, 2)");
    }
}
