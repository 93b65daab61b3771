package org.recurve.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FusedUpdateTest {
    /** Enough for several pieces on every core, and a short one at the end. */
    private static final int SIZE = 50_001;

    private static float[] random(long seed) {
        Random random = new Random(seed);
        float[] values = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    @Test
    void everyValueIsScaledLimitedAndMovedOnce() {
        float[] expected = random(1);
        float[] gradient = random(2);
        float[] momentum = new float[SIZE];
        Sgd optimizer = Optimizers.sgd(0.1).momentum(0.5);
        try (NDManager manager = NDManager.newBaseManager()) {
            Weight weight = new Weight("w", manager.create(expected), 1, false, optimizer, manager);
            assertThat(weight.fused).isTrue();
            for (int t = 1; t <= 3; t++) {
                weight.gradient = manager.create(gradient);
                FusedUpdate.update(optimizer, weight, 0.5f, 0.4f, weight.next(0.1, 0));
                for (int i = 0; i < SIZE; i++) {
                    float g = Math.max(-0.4f, Math.min(0.4f, gradient[i] * 0.5f));
                    momentum[i] = 0.5f * momentum[i] + g;
                    expected[i] -= 0.1f * momentum[i];
                }
            }
            assertThat(weight.array.toFloatArray()).isEqualTo(expected);
            assertThat(weight.slots.head().toFloatArray()).isEqualTo(momentum);
        }
    }

    @Test
    void theNormIsThatOfDoublePrecision() {
        float[] values = random(3);
        double expected = 0;
        for (float value : values) {
            expected += (double) value * value;
        }
        try (NDManager manager = NDManager.newBaseManager()) {
            var array = manager.create(values);
            double sum = FusedUpdate.sumOfSquares(array);
            assertThat(sum).isCloseTo(expected, within(1e-9 * expected));
            assertThat(FusedUpdate.sumOfSquares(array)).isEqualTo(sum);
            array.muli(1e25);
            assertThat(FusedUpdate.sumOfSquares(array))
                    .as("squares beyond the range of floats")
                    .isCloseTo(expected * 1e50, within(1e-5 * expected * 1e50));
        }
    }

    @Test
    void whatHasNoMemoryToShareIsLeftToTheEngine() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Sgd optimizer = Optimizers.sgd(0.1);
            var doubles = manager.create(random(1)).toType(DataType.FLOAT64, true);
            assertThat(new Weight("w", doubles, 1, false, optimizer, manager).fused).isFalse();
            var turned = manager.create(random(1)).reshape(7, -1).transpose();
            float before = turned.getFloat(0, 0);
            assertThat(new Weight("w", turned, 1, false, optimizer, manager).fused).isFalse();
            assertThat(turned.getFloat(0, 0)).isEqualTo(before);
        }
    }
}
