package org.recurve.nn.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.nn.BlockContract;
import org.recurve.nn.BlockFixture;

class TransformerEncoderLayerTest {
    private static final int STEPS = 5;
    private static final int SIZE = 4;
    private static final int HEADS = 2;
    private static final int HIDDEN = 6;
    private static final long[] LENGTHS = {4, STEPS, 1};

    private static TransformerEncoderLayer block(boolean normFirst, boolean causal) {
        return TransformerEncoderLayer.builder()
                .setSize(SIZE)
                .setHeads(HEADS)
                .setHidden(HIDDEN)
                .optNormFirst(normFirst)
                .optCausal(causal)
                .build();
    }

    @TestFactory
    Stream<DynamicTest> contract() {
        return Stream.of(
                        BlockContract.of(() -> block(false, false)).input(3, STEPS, SIZE),
                        BlockContract.of(() -> block(false, false))
                                .sequence(3, STEPS, SIZE)
                                .lengths(LENGTHS),
                        BlockContract.of(() -> block(true, true))
                                .sequence(3, STEPS, SIZE)
                                .lengths(LENGTHS))
                .flatMap(BlockContract::tests);
    }

    @ParameterizedTest
    @CsvSource({"false,false", "true,false", "false,true", "true,true"})
    void equalsItsFormulas(boolean normFirst, boolean causal) {
        TransformerEncoderLayer block = block(normFirst, causal);
        try (BlockFixture fixture = new BlockFixture(block, new Shape(3, STEPS, SIZE))) {
            EncoderLoops loops = new EncoderLoops(fixture, "", SIZE, HEADS, normFirst, causal);
            double[][][] x = fixture.cube(3, STEPS, SIZE);
            NDArray lengths = fixture.manager().create(LENGTHS);
            NDArray y = fixture.forward(fixture.padded(x, LENGTHS), lengths).head();
            for (int b = 0; b < 3; b++) {
                double[][] expected = loops.layer(Arrays.copyOf(x[b], (int) LENGTHS[b]));
                for (int t = 0; t < STEPS; t++) {
                    double[] step = t < expected.length ? expected[t] : new double[SIZE];
                    assertThat(y.get(b, t).toDoubleArray()).containsExactly(step, within(1e-9));
                }
            }
        }
    }

    @Test
    void dropoutActsInTrainingOnly() {
        TransformerEncoderLayer block =
                TransformerEncoderLayer.builder()
                        .setSize(SIZE)
                        .setHeads(HEADS)
                        .setHidden(HIDDEN)
                        .optDropRate(0.5f)
                        .build();
        try (BlockFixture fixture = new BlockFixture(block, new Shape(3, STEPS, SIZE))) {
            NDArray x = fixture.array(fixture.cube(3, STEPS, SIZE));
            double[] still = fixture.forward(x).head().toDoubleArray();
            assertThat(fixture.forward(x).head().toDoubleArray()).containsExactly(still);
            assertThat(block.forward(fixture.store(), new NDList(x), true).head().toDoubleArray())
                    .isNotEqualTo(still);
        }
    }

    @Test
    void tellsItsSizes() {
        TransformerEncoderLayer block = block(true, true);
        try (BlockFixture fixture = new BlockFixture(block, new Shape(1, 1, SIZE))) {
            // attention 4 * (16 + 4), network 2 * 24 + 6 + 4, normalization 4 * 4
            assertThat(block)
                    .hasToString(
                            "TransformerEncoderLayer(size 4, heads 2, causal, hidden 6, norm"
                                    + " first): 154 parameters");
            assertThat(fixture.names()).contains("linear1.weight", "norm2.bias");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> fixture.forward(fixture.array(fixture.cube(1, 2, 3))))
                    .withMessageContaining("(batch, time, 4)")
                    .withMessageContaining("(1, 2, 3)");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TransformerEncoderLayer.builder().setSize(4).setHeads(2).build())
                .withMessage("hidden must be 1 or more, but is 0");
    }

    @ParameterizedTest
    @CsvSource({"6", "5"})
    void positionsAreSinusoidal(int size) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.zeros(new Shape(2, 4, size), DataType.FLOAT64);
            NDArray found = Positions.sinusoidal(x);
            assertThat(found.getShape()).isEqualTo(new Shape(4, size));
            assertThat(Positions.sinusoidal(x.toType(DataType.FLOAT32, false)).getDataType())
                    .isEqualTo(DataType.FLOAT32);
            for (int t = 0; t < 4; t++) {
                for (int i = 0; 2 * i < size; i++) {
                    double angle = t * Math.exp(-Math.log(10_000) * 2 * i / size);
                    double[] row = found.get(t).toDoubleArray();
                    assertThat(row[2 * i]).isCloseTo(Math.sin(angle), within(1e-12));
                    if (2 * i + 1 < size) {
                        assertThat(row[2 * i + 1]).isCloseTo(Math.cos(angle), within(1e-12));
                    }
                }
            }
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Positions.sinusoidal(x.get(0)))
                    .withMessageContaining("(batch, time, features)");
        }
    }
}
