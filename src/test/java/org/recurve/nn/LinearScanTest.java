package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scan against the recurrence as a loop over doubles, and its gradient as the loop back. */
class LinearScanTest {

    /** Numbers of a recurrence, those of float32; and its outputs and gradients by the loop. */
    private static final class Loop {
        final Shape shape;
        final double[] a;
        final double[] b;
        final double[] start;
        final double[] weights;
        final double[] h;
        final double[] gradientA;
        final double[] gradientB;
        final double[] gradientStart;

        /** Draws all but {@code a}, whose size is that of the shape {@code (B,T,H)}. */
        Loop(Shape shape, double[] a, Random random) {
            int count = (int) shape.size();
            int steps = (int) shape.get(1);
            int width = (int) shape.get(2);
            int states = count / steps;
            this.shape = shape;
            this.a = a;
            b = doubles(random, count, -2, 2);
            start = doubles(random, states, -2, 2);
            weights = doubles(random, count, -1, 1);
            h = new double[count];
            gradientA = new double[count];
            gradientB = new double[count];
            gradientStart = new double[states];
            for (int s = 0; s < states; s++) {
                int first = s / width * steps * width + s % width;
                int last = first + (steps - 1) * width;
                double state = start[s];
                for (int i = first; i <= last; i += width) {
                    state = a[i] * state + b[i];
                    h[i] = state;
                }
                double back = 0;
                for (int i = last; i >= first; i -= width) {
                    back += weights[i];
                    gradientB[i] = back;
                    gradientA[i] = back * (i == first ? start[s] : h[i - width]);
                    back *= a[i];
                }
                gradientStart[s] = back;
            }
        }

        /**
         * Compares by the largest number where sums of thousands have the rounding of their largest
         * parts, else number by number.
         */
        void check(DataType type, boolean byLargest, double tolerance) {
            try (NDManager manager = NDManager.newBaseManager();
                    GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray left = leaf(manager, a, shape, type);
                NDArray right = leaf(manager, b, shape, type);
                NDArray from = leaf(manager, start, new Shape(shape.get(0), shape.get(2)), type);
                NDArray result = LinearScan.run(left, right, from);
                NDArray weight = manager.create(weights, shape).toType(type, false);
                collector.backward(result.mul(weight).sum());
                assertThat(result.getShape()).isEqualTo(shape);
                assertClose("h", result, h, byLargest, tolerance);
                assertClose("gradient of a", left.getGradient(), gradientA, byLargest, tolerance);
                assertClose("gradient of b", right.getGradient(), gradientB, byLargest, tolerance);
                assertClose(
                        "gradient of the start",
                        from.getGradient(),
                        gradientStart,
                        byLargest,
                        tolerance);
            }
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

    private static void assertClose(
            String what, NDArray found, double[] expected, boolean byLargest, double tolerance) {
        double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertThat(scale).as(what).isPositive();
        double limit = byLargest ? tolerance * scale : tolerance;
        double[] values = Trial.doubles(found);
        assertThat(values).as(what).hasSameSizeAs(expected);
        for (int i = 0; i < values.length; i++) {
            // Asks first: a description of each of a million numbers takes long.
            if (!(Math.abs(values[i] - expected[i]) <= limit)) {
                assertThat(values[i]).as(what + " at " + i).isCloseTo(expected[i], within(limit));
            }
        }
    }

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
        Shape shape = new Shape(batch, steps, width);
        double[] a = doubles(random, (int) shape.size(), 0, 1);
        a[a.length / 2] = 0;
        new Loop(shape, a, random).check(type, false, type == DataType.FLOAT64 ? 1e-11 : 2e-5);
    }

    /** Some forget at once, some never, so that much is carried over all steps. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 16, 17, 100, 1000, 4095, 4096})
    void equalsTheLoopWhereMuchIsCarried(int steps) {
        Random random = new Random(steps);
        Shape shape = new Shape(2, steps, 3);
        double[] a =
                random.doubles(shape.size())
                        .map(u -> u < 0.02 ? 0 : u < 0.3 ? 1 : (float) Math.sqrt(u))
                        .toArray();
        new Loop(shape, a, random).check(DataType.FLOAT32, true, 1e-4);
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
}
