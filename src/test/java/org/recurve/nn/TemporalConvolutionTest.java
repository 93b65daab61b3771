package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemporalConvolutionTest {
    private static final int STEPS = 9;
    private static final int FEATURES = 4;
    private static final int FILTERS = 3;
    private static final long[] LENGTHS = {5, STEPS, 1};

    private static TemporalConvolution block(int levels, int kernel) {
        return TemporalConvolution.builder()
                .setFilters(FILTERS)
                .setLevels(levels)
                .setKernelSize(kernel)
                .build();
    }

    @TestFactory
    Stream<DynamicTest> contract() {
        return Stream.concat(
                BlockContract.of(() -> block(2, 2)).input(5, STEPS, FEATURES).tests(),
                BlockContract.of(() -> block(2, 3))
                        .sequence(5, STEPS, FEATURES)
                        .lengths(5, STEPS, 1, 2, 8)
                        .tests());
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,3", "2,2", "3,2", "3,3"})
    void equalsItsFormulas(int levels, int kernel) {
        TemporalConvolution block = block(levels, kernel);
        try (BlockFixture fixture = new BlockFixture(block, new Shape(3, STEPS, FEATURES))) {
            double[][][] x = fixture.cube(3, STEPS, FEATURES);
            NDArray lengths = fixture.manager().create(LENGTHS);
            NDArray y = fixture.forward(fixture.padded(x, LENGTHS), lengths).head();
            for (int b = 0; b < 3; b++) {
                double[][] h = new double[(int) LENGTHS[b]][];
                for (int t = 0; t < h.length; t++) {
                    h[t] =
                            BlockFixture.affine(
                                    fixture.parameter("input.weight"),
                                    fixture.parameter("input.bias"),
                                    x[b][t]);
                }
                for (int level = 1; level <= levels; level++) {
                    h = level(fixture, h, level, kernel);
                }
                for (int t = 0; t < STEPS; t++) {
                    double[] expected = t < h.length ? h[t] : new double[FILTERS];
                    assertThat(y.get(b, t).toDoubleArray())
                            .containsExactly(expected, within(1e-11));
                }
            }
        }
    }

    /** {@code h + relu(conv(h))}. */
    private static double[][] level(BlockFixture fixture, double[][] h, int level, int kernel) {
        String name = "0" + level + "level" + level + "_";
        double[] weight = fixture.parameter(name + "weight");
        double[][] next = new double[h.length][FILTERS];
        for (int t = 0; t < h.length; t++) {
            for (int g = 0; g < FILTERS; g++) {
                double sum = fixture.parameter(name + "bias")[g];
                for (int k = 0; k < kernel; k++) {
                    int then = t - (kernel - 1 - k) * (int) Math.pow(2, level - 1);
                    for (int f = 0; then >= 0 && f < FILTERS; f++) {
                        sum += weight[(g * FILTERS + f) * kernel + k] * h[then][f];
                    }
                }
                next[t][g] = h[t][g] + Math.max(sum, 0);
            }
        }
        return next;
    }

    @ParameterizedTest
    @CsvSource({"1,2,2", "2,2,4", "2,3,7", "3,2,8"})
    void seesAsManyStepsAsItSays(int levels, int kernel, int expected) {
        TemporalConvolution block = block(levels, kernel);
        assertThat(block.receptiveField()).isEqualTo(expected);
        try (BlockFixture fixture = new BlockFixture(block, new Shape(1, STEPS, FEATURES))) {
            double[][][] x = fixture.cube(1, STEPS, FEATURES);
            double[] before = last(fixture, x);
            Arrays.fill(x[0][STEPS - 1 - expected], 1e3);
            assertThat(last(fixture, x)).containsExactly(before);
        }
    }

    private static double[] last(BlockFixture fixture, double[][][] x) {
        return fixture.forward(fixture.array(x)).head().get(0, STEPS - 1).toDoubleArray();
    }

    @Test
    void tellsItsSizes() {
        TemporalConvolution block = block(3, 2);
        assertThat(block)
                .hasToString("TemporalConvolution(filters 3, levels 3, kernel 2, sees 8 steps)");
        try (BlockFixture fixture = new BlockFixture(block, new Shape(1, 1, FEATURES))) {
            // input 3 * 4 + 3, levels 3 * (3 * 3 * 2 + 3)
            assertThat(block).asString().endsWith(": 78 parameters");
            NDArray wide = fixture.array(fixture.cube(1, 3, FEATURES + 1));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> fixture.forward(wide))
                    .withMessage(
                            "input must be of shape (batch, time, 4) with at least one step, but is"
                                    + " (1, 3, 5)");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> fixture.forward(wide.get(0)))
                    .withMessageContaining("(batch, time, 4)");
        }
    }

    @Test
    void wrongSettingsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> block(0, 2))
                .withMessage("levels must be 1 to 20, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> block(21, 2))
                .withMessage("levels must be 1 to 20, not 21");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> block(1, 0))
                .withMessageContaining("kernel size must be set");
    }
}
