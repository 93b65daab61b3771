package org.recurve.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * Compares a scalar loss of predictions with a reference in plain doubles: value, and gradient by
 * central differences of the reference, in double and single precision.
 */
final class LossTrial {
    private static final double DELTA = 1e-6;

    private LossTrial() {}

    /** {@return numbers that are exact as floats} */
    static double[] random(int seed, int count, double limit) {
        return new Random(seed).doubles(count, -limit, limit).map(v -> (float) v).toArray();
    }

    /** A value and its gradient. */
    record Outcome(double value, List<Double> gradient) {}

    static Outcome run(
            UnaryOperator<NDArray> loss, double[] predictions, Shape shape, DataType type) {
        try (NDManager manager = NDManager.newBaseManager();
                var collector = Engine.getInstance().newGradientCollector()) {
            NDArray x = manager.create(predictions, shape).toType(type, true);
            x.setRequiresGradient(true);
            NDArray value = loss.apply(x);
            assertThat(value.getShape()).isEqualTo(new Shape());
            assertThat(value.getDataType()).isEqualTo(type);
            assertThat(value.getManager()).isEqualTo(manager);
            collector.backward(value);
            return new Outcome(
                    value.toType(DataType.FLOAT64, true).getDouble(),
                    Arrays.stream(x.getGradient().toType(DataType.FLOAT64, true).toDoubleArray())
                            .boxed()
                            .toList());
        }
    }

    static void equalsReference(
            UnaryOperator<NDArray> loss,
            double[] predictions,
            Shape shape,
            ToDoubleFunction<double[]> reference) {
        double expected = reference.applyAsDouble(predictions);
        double[] gradient = differences(predictions, reference);
        assertThat(Arrays.stream(gradient).map(Math::abs).max().orElseThrow()).isGreaterThan(1e-3);
        for (DataType type : new DataType[] {DataType.FLOAT64, DataType.FLOAT32}) {
            boolean wide = type == DataType.FLOAT64;
            Outcome found = run(loss, predictions, shape, type);
            assertThat(found.value())
                    .as("value in %s", type)
                    .isCloseTo(expected, within(tolerance(expected, wide ? 1e-11 : 2e-6)));
            for (int i = 0; i < gradient.length; i++) {
                assertThat(found.gradient().get(i))
                        .as("gradient %s in %s", i, type)
                        .isCloseTo(gradient[i], within(tolerance(gradient[i], wide ? 1e-7 : 1e-5)));
            }
        }
    }

    private static double tolerance(double value, double relative) {
        return relative * Math.max(1, Math.abs(value));
    }

    private static double[] differences(double[] at, ToDoubleFunction<double[]> function) {
        double[] gradient = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            double[] near = at.clone();
            near[i] = at[i] + DELTA;
            double above = function.applyAsDouble(near);
            near[i] = at[i] - DELTA;
            gradient[i] = (above - function.applyAsDouble(near)) / (2 * DELTA);
        }
        return gradient;
    }
}
