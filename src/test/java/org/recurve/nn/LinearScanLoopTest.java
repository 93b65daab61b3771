package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scan against the recurrence as a loop over doubles, and its gradient as the loop back. */
class LinearScanLoopTest {

    @ParameterizedTest
    @CsvSource({
        // steps: one chunk, chunks that fit, chunks that need padding, long
        "1, 2, 3, FLOAT64",
        "2, 2, 3, FLOAT64",
        "5, 1, 1, FLOAT64",
        "16, 2, 3, FLOAT64",
        "35, 2, 3, FLOAT64",
        "62, 2, 3, FLOAT64",
        "67, 2, 3, FLOAT32",
        "1000, 2, 3, FLOAT32",
        "4093, 1, 2, FLOAT32",
        "4096, 2, 3, FLOAT32",
        "4096, 2, 3, FLOAT64",
        // wide: no chunks
        "5, 256, 128, FLOAT64",
        "1, 256, 128, FLOAT32"
    })
    void equalsTheLoop(int steps, int batch, int width, DataType type) {
        Random random = new Random(steps);
        int step = width;
        int sequence = steps * width;
        double[] a = doubles(random, batch * sequence, 0, 1);
        a[a.length / 2] = 0;
        double[] b = doubles(random, batch * sequence, -2, 2);
        double[] initial = doubles(random, batch * width, -2, 2);
        double[] weights = doubles(random, batch * sequence, -1, 1);

        double[] h = new double[a.length];
        double[] gradientA = new double[a.length];
        double[] gradientB = new double[a.length];
        double[] gradientInitial = new double[initial.length];
        for (int n = 0; n < batch; n++) {
            for (int k = 0; k < width; k++) {
                int first = n * sequence + k;
                int last = first + (steps - 1) * step;
                double state = initial[n * width + k];
                for (int i = first; i <= last; i += step) {
                    state = a[i] * state + b[i];
                    h[i] = state;
                }
                double back = 0;
                for (int i = last; i >= first; i -= step) {
                    back += weights[i];
                    gradientB[i] = back;
                    gradientA[i] = back * (i == first ? initial[n * width + k] : h[i - step]);
                    back *= a[i];
                }
                gradientInitial[n * width + k] = back;
            }
        }

        Shape shape = new Shape(batch, steps, width);
        try (NDManager manager = NDManager.newBaseManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray left = leaf(manager, a, shape, type);
            NDArray right = leaf(manager, b, shape, type);
            NDArray start = leaf(manager, initial, new Shape(batch, width), type);
            NDArray result = LinearScan.run(left, right, start);
            NDArray weighed = result.mul(manager.create(weights, shape).toType(type, false));
            collector.backward(weighed.sum());
            assertThat(result.getShape()).isEqualTo(shape);
            equal("h", result, h);
            equal("gradient of a", left.getGradient(), gradientA);
            equal("gradient of b", right.getGradient(), gradientB);
            equal("gradient of the initial state", start.getGradient(), gradientInitial);
        }
    }

    @Test
    void chunksAreOfTheRootsLengthOrSparePadding() {
        assertThat(LinearScan.chunkLength(1)).isEqualTo(1);
        assertThat(LinearScan.chunkLength(4096)).isEqualTo(64);
        assertThat(LinearScan.chunkLength(35)).isEqualTo(5);
        assertThat(LinearScan.chunkLength(1000)).isEqualTo(25);
        assertThat(LinearScan.chunkLength(62)).isEqualTo(8);
        for (long steps = 1; steps <= 5000; steps++) {
            long length = LinearScan.chunkLength(steps);
            assertThat(length).isBetween(1L, (long) Math.ceil(Math.sqrt((double) steps)));
            assertThat(2 * length)
                    .isGreaterThanOrEqualTo((long) Math.ceil(Math.sqrt((double) steps)));
        }
    }

    private static double[] doubles(Random random, int count, double low, double high) {
        return random.doubles(count, low, high).map(v -> (float) v).toArray();
    }

    private static NDArray leaf(NDManager manager, double[] values, Shape shape, DataType type) {
        NDArray array = manager.create(values, shape).toType(type, true);
        array.setRequiresGradient(true);
        return array;
    }

    private static void equal(String name, NDArray actual, double[] expected) {
        double tolerance = actual.getDataType() == DataType.FLOAT64 ? 1e-11 : 2e-5;
        double[] values = Trial.doubles(actual);
        assertThat(values).as(name).hasSameSizeAs(expected);
        for (int i = 0; i < values.length; i++) {
            if (!(Math.abs(values[i] - expected[i]) <= tolerance)) {
                assertThat(values[i]).as(name + " at " + i).isEqualTo(expected[i]);
            }
        }
    }
}
