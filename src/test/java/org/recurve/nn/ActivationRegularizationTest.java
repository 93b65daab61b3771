package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The penalty and its gradients against sums in plain Java. */
class ActivationRegularizationTest {
    private static final int B = 3;
    private static final int T = 5;
    private static final int H = 4;

    private static float[] values(long seed) {
        Random random = new Random(seed);
        float[] values = new float[B * T * H];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    @Test
    void addsSquaresAndSquaredChanges() {
        float[] dropped = values(1);
        float[] raw = values(2);
        double squares = 0;
        double changes = 0;
        double[] gradient = new double[raw.length];
        for (int i = 0; i < raw.length; i++) {
            squares += (double) dropped[i] * dropped[i];
            if (i / H % T > 0) {
                double change = (double) raw[i] - raw[i - H];
                changes += change * change;
                gradient[i] += 2 * change / (B * (T - 1) * H);
                gradient[i - H] -= 2 * change / (B * (T - 1) * H);
            }
        }
        double expected = 0.5 + 2 * squares / (B * T * H) + 0.7 * changes / (B * (T - 1) * H);
        try (NDManager manager = NDManager.newBaseManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray x = manager.create(dropped, new Shape(B, T, H));
            NDArray y = manager.create(raw, new Shape(B, T, H));
            x.setRequiresGradient(true);
            y.setRequiresGradient(true);
            NDArray sum = new ActivationRegularization(2, 0.7).addTo(manager.create(0.5f), x, y);
            assertThat((double) sum.getFloat()).isCloseTo(expected, within(1e-5));
            collector.backward(sum);
            float[] ofX = x.getGradient().toFloatArray();
            float[] ofY = y.getGradient().toFloatArray();
            for (int i = 0; i < raw.length; i++) {
                double own = 2 * 2 * dropped[i] / (double) (B * T * H);
                assertThat((double) ofX[i]).isCloseTo(own, within(1e-6));
                assertThat((double) ofY[i]).isCloseTo(0.7 * gradient[i], within(1e-6));
            }
        }
    }

    @Test
    void oneStepHasNoChangesAndNoPenaltyLeavesTheLoss() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray loss = manager.create(1.5f);
            NDArray one = manager.create(new float[] {1, 2}, new Shape(2, 1, 1));
            assertThat(new ActivationRegularization(2, 1).addTo(loss, one, one).getFloat())
                    .isEqualTo(1.5f + 2 * 2.5f);
            assertThat(ActivationRegularization.NONE.addTo(loss, one, one)).isSameAs(loss);
        }
    }

    @Test
    void factorsBelowZeroAreRefused() {
        assertThatThrownBy(() -> new ActivationRegularization(-1, 0))
                .hasMessageContaining("at least 0, not -1.0");
        assertThatThrownBy(() -> new ActivationRegularization(0, Double.NaN))
                .hasMessageContaining("not NaN");
    }
}
