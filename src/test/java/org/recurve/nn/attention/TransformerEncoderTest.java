package org.recurve.nn.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.nn.BlockContract;
import org.recurve.nn.BlockFixture;

/**
 * The layers have a reference of their own; here the loops are those of all that is around them.
 */
class TransformerEncoderTest {
    private static final int STEPS = 5;
    private static final int FEATURES = 3;
    private static final int SIZE = 4;
    private static final long[] LENGTHS = {4, STEPS, 1};

    private static TransformerEncoder.Builder builder(int layers) {
        return TransformerEncoder.builder()
                .setSize(SIZE)
                .setNumLayers(layers)
                .setHeads(2)
                .setHidden(6);
    }

    @TestFactory
    Stream<DynamicTest> contract() {
        return Stream.of(
                        BlockContract.of(() -> builder(1).build()).input(2, STEPS, FEATURES),
                        BlockContract.of(() -> builder(2).optCausal(true).build())
                                .sequence(3, STEPS, FEATURES)
                                .lengths(LENGTHS))
                .flatMap(BlockContract::tests);
    }

    @ParameterizedTest
    @CsvSource({"1,true,false", "2,true,false", "2,false,false", "2,true,true"})
    void equalsItsFormulas(int layers, boolean positions, boolean causal) {
        TransformerEncoder block =
                builder(layers).optPositions(positions).optCausal(causal).build();
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
                    for (int i = 0; positions && i < SIZE; i++) {
                        double angle = t / Math.pow(100, (i - i % 2) / 2.0);
                        h[t][i] += i % 2 == 0 ? Math.sin(angle) : Math.cos(angle);
                    }
                }
                for (int layer = 1; layer <= layers; layer++) {
                    String prefix = "0%dlayer%d_".formatted(layer, layer);
                    h = new EncoderLoops(fixture, prefix, SIZE, 2, true, causal).layer(h);
                }
                h = new EncoderLoops(fixture, "", SIZE, 2, true, causal).norm("norm", h);
                for (int t = 0; t < STEPS; t++) {
                    double[] expected = t < h.length ? h[t] : new double[SIZE];
                    assertThat(y.get(b, t).toDoubleArray()).containsExactly(expected, within(1e-9));
                }
            }
        }
    }

    @Test
    void withoutPositionsOrderIsNotSeen() {
        assertThat(lastOfReversed(false, false)).isLessThan(1e-12);
        assertThat(lastOfReversed(true, false)).isGreaterThan(1e-3);
    }

    /** How much the output of the last step changes if the steps before it are turned around. */
    private static double lastOfReversed(boolean positions, boolean causal) {
        TransformerEncoder block = builder(2).optPositions(positions).optCausal(causal).build();
        try (BlockFixture fixture = new BlockFixture(block, new Shape(1, STEPS, FEATURES))) {
            double[][][] x = fixture.cube(1, STEPS, FEATURES);
            double[] forward = last(fixture, x);
            double[][] steps = x[0].clone();
            for (int t = 0; t < STEPS - 1; t++) {
                x[0][t] = steps[STEPS - 2 - t];
            }
            double[] backward = last(fixture, x);
            double change = 0;
            for (int i = 0; i < SIZE; i++) {
                change = Math.max(change, Math.abs(forward[i] - backward[i]));
            }
            return change;
        }
    }

    private static double[] last(BlockFixture fixture, double[][][] x) {
        return fixture.forward(fixture.array(x)).head().get(0, STEPS - 1).toDoubleArray();
    }

    @Test
    void dropoutActsInTrainingOnly() {
        TransformerEncoder block = builder(1).optDropRate(0.5f).build();
        try (BlockFixture fixture = new BlockFixture(block, new Shape(3, STEPS, FEATURES))) {
            NDArray x = fixture.array(fixture.cube(3, STEPS, FEATURES));
            double[] still = fixture.forward(x).head().toDoubleArray();
            assertThat(fixture.forward(x).head().toDoubleArray()).containsExactly(still);
            assertThat(block.forward(fixture.store(), new NDList(x), true).head().toDoubleArray())
                    .isNotEqualTo(still);
        }
    }

    @Test
    void tellsItsSizes() {
        TransformerEncoder block = builder(2).optPositions(false).build();
        assertThat(block).hasToString("TransformerEncoder(size 4, layers 2, without positions)");
        try (BlockFixture fixture = new BlockFixture(block, new Shape(1, 1, FEATURES))) {
            // input 4 * 3 + 4, layers 2 * 154, normalization 2 * 4
            assertThat(block).asString().endsWith(": 332 parameters");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> fixture.forward(fixture.array(fixture.cube(1, 2, 5))))
                    .withMessage(
                            "input must be of shape (batch, time, 3) with at least one step, but is"
                                    + " (1, 2, 5)");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder(0).build())
                .withMessage("layers must be 1 or more, not 0");
    }
}
