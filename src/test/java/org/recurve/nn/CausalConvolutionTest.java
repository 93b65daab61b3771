package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CausalConvolutionTest {
    private static final int STEPS = 6;
    private static final int FEATURES = 4;
    private static final int FILTERS = 2;
    private static final long[] LENGTHS = {5, STEPS, 1};

    private static CausalConvolution block(int kernel, int dilation) {
        return CausalConvolution.builder()
                .setFilters(FILTERS)
                .setKernelSize(kernel)
                .optDilation(dilation)
                .build();
    }

    @TestFactory
    Stream<DynamicTest> contract() {
        return Stream.concat(
                BlockContract.of(() -> block(3, 2)).input(3, STEPS, FEATURES).tests(),
                BlockContract.of(() -> block(2, 1))
                        .sequence(3, STEPS, FEATURES)
                        .lengths(LENGTHS)
                        .tests());
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "3,1", "3,2", "2,9"})
    void equalsItsFormula(int kernel, int dilation) {
        CausalConvolution block = block(kernel, dilation);
        try (BlockFixture fixture = new BlockFixture(block, new Shape(3, STEPS, FEATURES))) {
            double[][][] x = fixture.cube(3, STEPS, FEATURES);
            NDArray lengths = fixture.manager().create(LENGTHS);
            NDArray y = fixture.forward(fixture.padded(x, LENGTHS), lengths).head();
            double[] weight = fixture.parameter("weight");
            for (int b = 0; b < 3; b++) {
                for (int t = 0; t < STEPS; t++) {
                    double[] expected = new double[FILTERS];
                    for (int g = 0; t < LENGTHS[b] && g < FILTERS; g++) {
                        expected[g] = fixture.parameter("bias")[g];
                        for (int k = 0; k < kernel; k++) {
                            int then = t - (kernel - 1 - k) * dilation;
                            for (int f = 0; then >= 0 && f < FEATURES; f++) {
                                expected[g] +=
                                        weight[(g * FEATURES + f) * kernel + k] * x[b][then][f];
                            }
                        }
                    }
                    assertThat(y.get(b, t).toDoubleArray())
                            .containsExactly(expected, within(1e-12));
                }
            }
        }
    }

    @Test
    void tellsItsSizes() {
        CausalConvolution block = block(3, 2);
        assertThat(block.receptiveField()).isEqualTo(5);
        assertThat(block).hasToString("CausalConvolution(filters 2, kernel 3, dilation 2)");
        try (BlockFixture fixture = new BlockFixture(block, new Shape(1, 1, FEATURES))) {
            assertThat(fixture.names()).containsExactly("weight", "bias");
            assertThat(block)
                    .hasToString(
                            "CausalConvolution(features 4, filters 2, kernel 3, dilation 2): 26"
                                    + " parameters");
        }
    }

    @Test
    void wrongSizesAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CausalConvolution.builder().setFilters(2).build())
                .withMessageContaining("but are 2, 0 and 1");
        try (BlockFixture fixture = new BlockFixture(block(2, 1), new Shape(1, 3, FEATURES))) {
            NDArray wide = fixture.array(fixture.cube(1, 3, FEATURES + 1));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> fixture.forward(wide))
                    .withMessage(
                            "input of shape (1, 3, 5) must have 4 features, as the convolution was"
                                    + " made for");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> fixture.forward(wide.get(0)))
                    .withMessageContaining("(batch, time, features)");
        }
    }
}
