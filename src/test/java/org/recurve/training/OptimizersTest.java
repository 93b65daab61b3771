package org.recurve.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizersTest {
    private static final int SIZE = 9;

    /** One value's update in doubles; {@code s} is what the rule remembers of it. */
    @FunctionalInterface
    private interface Rule {
        double update(double w, double g, double[] s, int t);
    }

    private static Arguments pair(FusedOptimizer optimizer, Rule rule) {
        return Arguments.of(optimizer, rule);
    }

    static Stream<Arguments> optimizers() {
        return Stream.of(
                pair(Optimizers.sgd(0.1), (w, g, s, t) -> w - 0.1 * g),
                pair(Optimizers.sgd(0.1).weightDecay(0.2), (w, g, s, t) -> w - 0.1 * (g + 0.2 * w)),
                pair(
                        Optimizers.sgd(0.05).momentum(0.9).weightDecay(0.01),
                        (w, g, s, t) -> {
                            double d = g + 0.01 * w;
                            // PyTorch begins with the gradient itself.
                            s[0] = t == 1 ? d : 0.9 * s[0] + d;
                            return w - 0.05 * s[0];
                        }),
                pair(
                        Optimizers.sgd(0.05).nesterov(0.8).weightDecay(0.01),
                        (w, g, s, t) -> {
                            double d = g + 0.01 * w;
                            s[0] = t == 1 ? d : 0.8 * s[0] + d;
                            return w - 0.05 * (d + 0.8 * s[0]);
                        }),
                pair(Optimizers.adam(0.01), adam(0.01, 0.9, 0.999, 1e-8, 0, 0)),
                pair(
                        Optimizers.adam(0.01).betas(0.8, 0.95).epsilon(1e-3).weightDecay(0.1),
                        adam(0.01, 0.8, 0.95, 1e-3, 0.1, 0)),
                pair(Optimizers.adamW(0.01), adam(0.01, 0.9, 0.999, 1e-8, 0, 0.01)),
                pair(
                        Optimizers.rmsProp(0.01).weightDecay(0.1),
                        (w, g, s, t) -> {
                            double d = g + 0.1 * w;
                            s[0] = 0.99 * s[0] + 0.01 * d * d;
                            return w - 0.01 * d / (Math.sqrt(s[0]) + 1e-8);
                        }),
                pair(
                        Optimizers.rmsProp(0.005).alpha(0.9).epsilon(1e-4).momentum(0.5),
                        (w, g, s, t) -> {
                            s[0] = 0.9 * s[0] + 0.1 * g * g;
                            s[1] = 0.5 * s[1] + g / (Math.sqrt(s[0]) + 1e-4);
                            return w - 0.005 * s[1];
                        }),
                pair(
                        Optimizers.adagrad(0.1).rateDecay(0.05).weightDecay(0.1).epsilon(1e-9),
                        (w, g, s, t) -> {
                            double d = g + 0.1 * w;
                            s[0] += d * d;
                            return w - 0.1 / (1 + (t - 1) * 0.05) * d / (Math.sqrt(s[0]) + 1e-9);
                        }));
    }

    static Stream<FusedOptimizer> withoutRules() {
        return optimizers().map(arguments -> (FusedOptimizer) arguments.get()[0]);
    }

    private static Rule adam(
            double rate, double b1, double b2, double eps, double coupled, double decoupled) {
        return (w, g, s, t) -> {
            double d = g + coupled * w;
            double shrunk = w * (1 - rate * decoupled);
            s[0] = b1 * s[0] + (1 - b1) * d;
            s[1] = b2 * s[1] + (1 - b2) * d * d;
            double mean = s[0] / (1 - Math.pow(b1, t));
            double square = s[1] / (1 - Math.pow(b2, t));
            return shrunk - rate * mean / (Math.sqrt(square) + eps);
        };
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void followsItsFormulaInBothForms(FusedOptimizer optimizer, Rule rule) {
        Random random = new Random(3);
        double[] expected = random.doubles(SIZE, -1, 1).toArray();
        double[][] memory = new double[SIZE][2];
        float[] weight = floats(expected);
        float[][] slots = new float[optimizer.slots()][SIZE];
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray array = manager.create(floats(expected));
            NDList arraySlots = new NDList();
            for (int i = 0; i < optimizer.slots(); i++) {
                arraySlots.add(manager.zeros(new Shape(SIZE)));
            }
            for (int t = 1; t <= 50; t++) {
                double[] gradient = random.doubles(SIZE, -1, 1).toArray();
                for (int i = 0; i < SIZE; i++) {
                    gradient[i] = (float) gradient[i];
                    expected[i] = rule.update(expected[i], gradient[i], memory[i], t);
                }
                var at = new Optimizer.Update(t, optimizer.rate(), optimizer.weightDecay());
                optimizer.update(weight, floats(gradient), slots, SIZE, at);
                optimizer.update(array, manager.create(floats(gradient)), arraySlots, at);
                for (int i = 0; i < SIZE; i++) {
                    assertThat((double) weight[i]).isCloseTo(expected[i], within(1e-5));
                    assertThat((double) array.getFloat(i)).isCloseTo(expected[i], within(1e-5));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("withoutRules")
    void theFusedFormLeavesTheRestOfItsArraysAlone(FusedOptimizer optimizer) {
        float[] weight = {1, 2, 3};
        optimizer.update(
                weight,
                new float[] {1, 1, 1},
                new float[optimizer.slots()][3],
                2,
                new Optimizer.Update(1, optimizer.rate(), 0));
        assertThat(weight[0]).isNotEqualTo(1);
        assertThat(weight[2]).isEqualTo(3);
    }

    /** Worked by hand from weight 1 and gradient 0.5. */
    @Test
    void firstStepsByHand() {
        assertThat(first(Optimizers.sgd(0.1))).isEqualTo(0.95f);
        assertThat(first(Optimizers.sgd(0.1).momentum(0.9))).isEqualTo(0.95f);
        // 0.5 + 0.9 * 0.5 = 0.95
        assertThat(first(Optimizers.sgd(0.1).nesterov(0.9))).isEqualTo(0.905f);
        // The corrected moments are 0.5 and 0.25: a step of the whole rate.
        assertThat(first(Optimizers.adam(0.001))).isEqualTo(0.999f);
        // 1 - 0.001 * 0.01 - 0.001
        assertThat(first(Optimizers.adamW(0.001))).isEqualTo(0.99899f);
        // v = 0.01 * 0.25 = 0.0025, its root 0.05: 1 - 0.01 * 0.5 / 0.05
        assertThat(first(Optimizers.rmsProp(0.01))).isEqualTo(0.9f, within(1e-6f));
        // 0.5 / sqrt(0.25) = 1
        assertThat(first(Optimizers.adagrad(0.01))).isEqualTo(0.99f);
    }

    private static float first(FusedOptimizer optimizer) {
        float[] weight = {1};
        optimizer.update(
                weight,
                new float[] {0.5f},
                new float[optimizer.slots()][1],
                1,
                new Optimizer.Update(1, optimizer.rate(), optimizer.weightDecay()));
        return weight[0];
    }

    @Test
    void refusesSettingsOutsideTheirRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Optimizers.sgd(0))
                .withMessageContaining("rate must be above 0, but is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Optimizers.sgd(0.1).momentum(1))
                .withMessageContaining("momentum must be at least 0 and below 1");
        assertThatIllegalArgumentException().isThrownBy(() -> Optimizers.sgd(0.1).nesterov(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Optimizers.adam(0.1).weightDecay(-1));
    }

    private static float[] floats(double[] values) {
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = (float) values[i];
        }
        return result;
    }
}
