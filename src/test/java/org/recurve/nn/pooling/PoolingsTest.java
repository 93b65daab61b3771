package org.recurve.nn.pooling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.core.RecurveException;
import org.recurve.nn.BlockContract;
import org.recurve.nn.BlockFixture;
import org.recurve.nn.ParameterNames;

class PoolingsTest {
    private static final int STEPS = 5;
    private static final int FEATURES = 4;
    private static final long[] LENGTHS = {4, STEPS, 1};

    @TestFactory
    Stream<DynamicTest> everyPoolingKeepsTheContract() {
        return Stream.of(
                        "last",
                        "ends",
                        "mean",
                        "max",
                        "attention(6)",
                        "attention(6,3)",
                        "last+max+mean",
                        "attention(6,3)+ends+attention(6,3)")
                .flatMap(
                        name ->
                                Stream.concat(
                                        contract(name).tests(),
                                        contract(name).lengths(LENGTHS).tests()));
    }

    private static BlockContract contract(String name) {
        return BlockContract.of(() -> Poolings.byName(name)).sequence(3, STEPS, FEATURES);
    }

    /** Runs the block with NaN in padding and compares it with a function of the valid steps. */
    private static void check(
            Pooling pooling, Function<BlockFixture, Function<double[][], double[]>> formula) {
        try (BlockFixture fixture = new BlockFixture(pooling, new Shape(3, STEPS, FEATURES))) {
            double[][][] x = fixture.cube(3, STEPS, FEATURES);
            NDArray lengths = fixture.manager().create(LENGTHS);
            NDArray found = fixture.forward(fixture.padded(x, LENGTHS), lengths).head();
            NDArray full = fixture.forward(fixture.array(x)).head();
            Function<double[][], double[]> function = formula.apply(fixture);
            for (int b = 0; b < x.length; b++) {
                double[][] valid = Arrays.copyOf(x[b], (int) LENGTHS[b]);
                assertThat(found.get(b).toDoubleArray())
                        .containsExactly(function.apply(valid), within(1e-12));
                assertThat(full.get(b).toDoubleArray())
                        .containsExactly(function.apply(x[b]), within(1e-12));
            }
        }
    }

    private static double[] column(double[][] x, int feature) {
        return Arrays.stream(x).mapToDouble(step -> step[feature]).toArray();
    }

    private static double[] each(Function<double[], Double> function, double[][] x) {
        double[] result = new double[FEATURES];
        Arrays.setAll(result, f -> function.apply(column(x, f)));
        return result;
    }

    @Test
    void last() {
        check(Poolings.last(), fixture -> x -> x[x.length - 1]);
    }

    @Test
    void ends() {
        check(
                Poolings.ends(),
                fixture ->
                        x ->
                                new double[] {
                                    x[x.length - 1][0], x[x.length - 1][1], x[0][2], x[0][3]
                                });
    }

    @Test
    void mean() {
        check(
                Poolings.mean(),
                fixture -> x -> each(c -> DoubleStream.of(c).average().getAsDouble(), x));
    }

    @Test
    void max() {
        check(Poolings.max(), fixture -> x -> each(c -> DoubleStream.of(c).max().getAsDouble(), x));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void attention(int hops) {
        check(
                Poolings.attention(6, hops),
                fixture ->
                        x -> {
                            double[][] scores = new double[x.length][];
                            for (int t = 0; t < x.length; t++) {
                                double[] h =
                                        BlockFixture.affine(
                                                fixture.parameter("hidden.weight"), null, x[t]);
                                scores[t] =
                                        BlockFixture.affine(
                                                fixture.parameter("hop.weight"),
                                                null,
                                                Arrays.stream(h).map(Math::tanh).toArray());
                            }
                            double[] result = new double[hops * FEATURES];
                            for (int hop = 0; hop < hops; hop++) {
                                double[] weights = BlockFixture.softmax(column(scores, hop));
                                for (int t = 0; t < x.length; t++) {
                                    for (int f = 0; f < FEATURES; f++) {
                                        result[hop * FEATURES + f] += weights[t] * x[t][f];
                                    }
                                }
                            }
                            return result;
                        });
    }

    @Test
    void concat() {
        check(
                Poolings.concat(Poolings.last(), Poolings.max(), Poolings.mean()),
                fixture ->
                        x ->
                                Stream.of(
                                                x[x.length - 1],
                                                each(
                                                        c -> DoubleStream.of(c).max().orElseThrow(),
                                                        x),
                                                each(
                                                        c ->
                                                                DoubleStream.of(c)
                                                                        .average()
                                                                        .orElseThrow(),
                                                        x))
                                        .flatMapToDouble(Arrays::stream)
                                        .toArray());
    }

    @Test
    void concatKnowsItsSizes() {
        Pooling pooling = Poolings.concat(Poolings.attention(6, 3), Poolings.ends());
        assertThat(pooling.outputSize(4)).isEqualTo(3 * 4 + 4);
        assertThat(pooling.parameterCount(4)).isEqualTo(6 * 4 + 3 * 6);
        assertThat(pooling).hasToString("ConcatPooling(attention(6,3)+ends)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Poolings.concat(Poolings.mean()))
                .withMessageContaining("at least 2, not 1");
        assertThatThrownBy(() -> Poolings.byName("mean+"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("no pooling is called \"\"");
    }

    @Test
    void attentionShowsItsWeights() {
        AttentionPooling pooling = Poolings.attention(6, 2);
        try (BlockFixture fixture = new BlockFixture(pooling, new Shape(3, STEPS, FEATURES))) {
            double[][][] x = fixture.cube(3, STEPS, FEATURES);
            NDArray weights =
                    pooling.weights(
                            fixture.store(),
                            fixture.padded(x, LENGTHS),
                            fixture.manager().create(LENGTHS),
                            false);
            NDArray pooled =
                    fixture.forward(fixture.array(x), fixture.manager().create(LENGTHS)).head();
            assertThat(weights.getShape()).isEqualTo(new Shape(3, 2, STEPS));
            for (int b = 0; b < 3; b++) {
                for (int hop = 0; hop < 2; hop++) {
                    double[] row = weights.get(b, hop).toDoubleArray();
                    assertThat(Arrays.stream(row).sum()).isCloseTo(1, within(1e-12));
                    assertThat(Arrays.stream(row, (int) LENGTHS[b], STEPS)).allMatch(w -> w == 0);
                    double first = BlockFixture.dot(row, column(x[b], 0));
                    assertThat(pooled.get(b).toDoubleArray()[hop * FEATURES])
                            .isCloseTo(first, within(1e-12));
                }
            }
        }
    }

    @Test
    void penaltyIsThatOfThePaper() {
        try (BlockFixture fixture =
                new BlockFixture(Poolings.attention(2), new Shape(1, 2, FEATURES))) {
            NDArray apart = fixture.array(new double[][][] {{{1, 0}, {0, 1}}});
            NDArray half = fixture.array(new double[][][] {{{0.5, 0.5}, {0, 1}}, {{1, 0}, {0, 1}}});
            assertThat(AttentionPooling.penalty(apart).getDouble()).isZero();
            // A A^T - I = [[-0.5, 0.5], [0.5, 0]] for the first of two
            assertThat(AttentionPooling.penalty(half).getDouble()).isCloseTo(0.375, within(1e-12));
        }
    }

    @Test
    void namesMakeTheSameAgain() {
        for (Pooling pooling :
                new Pooling[] {
                    Poolings.last(),
                    Poolings.ends(),
                    Poolings.mean(),
                    Poolings.max(),
                    Poolings.attention(6),
                    Poolings.attention(6, 3),
                    Poolings.concat(Poolings.attention(6, 3), Poolings.ends(), Poolings.last())
                }) {
            Pooling again = Poolings.byName(pooling.name());
            assertThat(again).isNotSameAs(pooling).hasSameClassAs(pooling);
            assertThat(again).hasToString(pooling.toString());
        }
        assertThatThrownBy(() -> Poolings.byName("median"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("no pooling is called \"median\"; there are last,");
    }

    @Test
    void wrongInputIsNamed() {
        try (BlockFixture fixture = new BlockFixture(Poolings.mean(), new Shape(3, STEPS, 4))) {
            NDArray x = fixture.array(fixture.cube(3, STEPS, 4));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> fixture.forward(x.get(0)))
                    .withMessageContaining("(batch, time, features)")
                    .withMessageContaining("(5, 4)");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> fixture.forward(fixture.array(fixture.cube(3, STEPS, 2))))
                    .withMessage(
                            "input of shape (3, 5, 2) must have 4 features, as the pooling was made"
                                    + " for");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> fixture.forward(x, fixture.manager().create(new long[2])))
                    .withMessageContaining("lengths must be int64 of shape (3)");
            assertThatThrownBy(
                            () ->
                                    fixture.forward(
                                            x, fixture.manager().create(new long[] {1, 6, 1})))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("length of sequence 1 of the batch is 6");
        }
        try (BlockFixture fixture = new BlockFixture(Poolings.ends(), new Shape(3, STEPS, 3))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> fixture.forward(fixture.array(fixture.cube(3, STEPS, 3))))
                    .withMessageContaining("an even number");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Poolings.attention(0))
                .withMessageContaining("0 and 1");
    }

    @Test
    void textsTellTheSizes() {
        AttentionPooling pooling = Poolings.attention(6);
        assertThat(Poolings.mean()).hasToString("MeanPooling");
        assertThat(pooling).hasToString("AttentionPooling(hidden 6, hops 1)");
        try (BlockFixture fixture = new BlockFixture(pooling, new Shape(3, STEPS, 4))) {
            assertThat(fixture.names()).containsExactly("hidden.weight", "hop.weight");
            assertThat(pooling)
                    .hasToString("AttentionPooling(features 4, hidden 6, hops 1): 30 parameters");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"last", "mean", "max", "attention(6)", "attention(6,3)", "max+attention(2)"})
    void stepByStepIsTheWholeSoFar(String name) {
        stepByStep(name, 1, 1e-5);
        // Scores in the hundreds, whose exponentials alone would leave the range of numbers.
        stepByStep(name, 1000, 1e-2);
    }

    private static void stepByStep(String name, double factor, double tolerance) {
        Pooling pooling = Poolings.byName(name);
        Random random = new Random(9);
        try (NDManager manager = NDManager.newBaseManager()) {
            pooling.initialize(manager, DataType.FLOAT32, new Shape(1, 30, FEATURES));
            ParameterNames.of(pooling)
                    .forEach(
                            (key, p) -> p.getArray().muli(key.endsWith("hop.weight") ? factor : 1));
            float[] all = new float[30 * FEATURES];
            for (int i = 0; i < all.length; i++) {
                all[i] = (float) random.nextGaussian();
            }
            RunningPooling running = pooling.running();
            ParameterStore store = new ParameterStore(manager, false);
            for (int t = 1; t <= 30; t++) {
                float[] soFar = Arrays.copyOf(all, t * FEATURES);
                NDArray x = manager.create(soFar, new Shape(1, t, FEATURES));
                NDArray whole = pooling.pool(store, x, (NDArray) null, false);
                float[] step = Arrays.copyOfRange(all, (t - 1) * FEATURES, t * FEATURES);
                assertThat(running.next(step))
                        .containsExactly(
                                whole.toType(DataType.FLOAT64, true).toDoubleArray(),
                                within(tolerance));
            }
        }
    }

    @Test
    void whatNeedsTheWholeHasNoRunningForm() {
        for (String name : List.of("ends", "max+ends")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(Poolings.byName(name)::running)
                    .withMessageContaining("pooling ends cannot be kept step by step");
        }
    }
}
