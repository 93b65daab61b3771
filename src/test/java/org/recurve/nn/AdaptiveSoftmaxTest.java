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
import org.junit.jupiter.params.provider.ValueSource;

class AdaptiveSoftmaxTest {
    private static final int FEATURES = 9;
    private static final int CLASSES = 11;
    private static final int[] CUTOFFS = {3, 5};

    private static AdaptiveSoftmax block(boolean headBias) {
        return AdaptiveSoftmax.builder()
                .setClasses(CLASSES)
                .setCutoffs(CUTOFFS)
                .optDivValue(2)
                .optHeadBias(headBias)
                .build();
    }

    private static BlockContract contract() {
        return BlockContract.of(() -> block(true)).input(3, 2, FEATURES);
    }

    private static BlockContract contract(long... labels) {
        return contract().integers(new Shape(3, 2), labels);
    }

    @TestFactory
    Stream<DynamicTest> logProbabilities() {
        return contract().tests();
    }

    @TestFactory
    Stream<DynamicTest> labelsOfAllClusters() {
        return contract(3, 0, 10, 2, 4, 5).tests();
    }

    @TestFactory
    Stream<DynamicTest> labelsOfTheShortlist() {
        // What the clusters learn by themselves then has a gradient of zero.
        return contract(0, 1, 2, 2, 1, 0).tests();
    }

    @TestFactory
    Stream<DynamicTest> labelsOfOneCluster() {
        return contract(5, 6, 7, 8, 9, 10).tests();
    }

    /** The log-probabilities as the paper defines them, one class at a time. */
    private static double[] reference(BlockFixture fixture, boolean headBias, double[] x) {
        double[] head =
                BlockFixture.softmax(
                        BlockFixture.affine(
                                fixture.parameter("head.weight"),
                                headBias ? fixture.parameter("head.bias") : null,
                                x));
        double[] result = new double[CLASSES];
        for (int c = 0; c < CLASSES; c++) {
            if (c < CUTOFFS[0]) {
                result[c] = Math.log(head[c]);
            } else {
                int k = c < CUTOFFS[1] ? 0 : 1;
                double[] reduced =
                        BlockFixture.affine(fixture.parameter("tail." + k + ".0.weight"), null, x);
                double[] tail =
                        BlockFixture.softmax(
                                BlockFixture.affine(
                                        fixture.parameter("tail." + k + ".1.weight"),
                                        null,
                                        reduced));
                result[c] = Math.log(head[CUTOFFS[0] + k]) + Math.log(tail[c - CUTOFFS[k]]);
            }
        }
        return result;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void equalsItsDefinition(boolean headBias) {
        try (BlockFixture fixture =
                new BlockFixture(block(headBias), new Shape(2, CLASSES, FEATURES))) {
            double[][][] values = fixture.cube(2, CLASSES, FEATURES);
            NDArray x = fixture.array(values);
            NDArray all = fixture.forward(x).head();
            assertThat(all.getShape()).isEqualTo(new Shape(2, CLASSES, CLASSES));
            // Position t of the one has label t, of the other the reverse: every class is asked.
            long[] labels = new long[2 * CLASSES];
            Arrays.setAll(labels, i -> i < CLASSES ? i : 2 * CLASSES - 1 - i);
            Shape shape = new Shape(2, CLASSES);
            NDArray losses = fixture.forward(x, fixture.manager().create(labels, shape)).head();
            assertThat(losses.getShape()).isEqualTo(shape);
            for (int i = 0; i < labels.length; i++) {
                int b = i / CLASSES;
                int t = i % CLASSES;
                double[] expected = reference(fixture, headBias, values[b][t]);
                assertThat(Arrays.stream(expected).map(Math::exp).sum())
                        .isCloseTo(1, within(1e-12));
                assertThat(all.get(b, t).toDoubleArray()).containsExactly(expected, within(1e-12));
                assertThat(losses.getDouble(b, t))
                        .isCloseTo(-expected[(int) labels[i]], within(1e-12));
            }
        }
    }

    @Test
    void hasPyTorchsParameters() {
        AdaptiveSoftmax block = block(true);
        assertThat(block).hasToString("AdaptiveSoftmax(classes 11, cutoffs [3, 5], div value 2.0)");
        try (BlockFixture fixture = new BlockFixture(block, new Shape(1, FEATURES))) {
            assertThat(fixture.names())
                    .containsExactly(
                            "head.weight",
                            "head.bias",
                            "tail.0.0.weight",
                            "tail.0.1.weight",
                            "tail.1.0.weight",
                            "tail.1.1.weight");
            // 9 features: 4 in the first cluster, 2 in the second
            assertThat(block.getParameters().get("tail.0.0.weight").getShape())
                    .isEqualTo(new Shape(4, 9));
            assertThat(block.getParameters().get("tail.1.1.weight").getShape())
                    .isEqualTo(new Shape(6, 2));
            assertThat(block)
                    .hasToString(
                            "AdaptiveSoftmax(features 9, classes 11, cutoffs [3, 5], div value"
                                    + " 2.0): 124 parameters");
        }
    }

    @Test
    void wrongSettingsAndLabelsAreNamed() {
        AdaptiveSoftmax.Builder builder = AdaptiveSoftmax.builder().setClasses(10);
        for (int[] cutoffs : new int[][] {{}, {0, 3}, {3, 3}, {5, 3}, {3, 10}}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder.setCutoffs(cutoffs).build())
                    .withMessageContaining(Arrays.toString(cutoffs) + " for 10 classes");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> builder.optDivValue(0.5));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new BlockFixture(builder.setCutoffs(2, 4).build(), new Shape(1, 8)))
                .withMessageContaining("cluster 1 would see 8 features divided by 4.0^2");
        try (BlockFixture fixture = new BlockFixture(block(false), new Shape(1, FEATURES))) {
            NDArray x = fixture.array(fixture.cube(1, 2, FEATURES));
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> fixture.forward(x, fixture.manager().create(new long[] {1, 11})))
                    .withMessage("label 1 is 11, but must be 0 to 10");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> fixture.forward(x, fixture.manager().create(new long[3])))
                    .withMessageContaining("(1, 2, 9) needs as many labels as positions, not (3)");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> fixture.forward(fixture.array(fixture.cube(1, 2, 4))))
                    .withMessageContaining("must have 9 features");
        }
    }
}
