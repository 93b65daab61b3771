package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecurrentInitializersTest {
    private static final int SIZE = 150;
    private static final int FEATURES = 90;

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private NDArray parameter(Cell cell, RecurrentInitializer initializer, String name) {
        RecurrentCell block = cell.create(SIZE).initializeWith(initializer);
        block.initialize(manager, DataType.FLOAT32, new Shape(1, FEATURES));
        return block.getParameters().get(name).getArray();
    }

    private static void assertUniform(NDArray array, double limit) {
        float[] values = array.toFloatArray();
        double[] wide = new double[values.length];
        Arrays.setAll(wide, i -> values[i]);
        assertThat(Arrays.stream(wide).map(Math::abs).max().orElseThrow())
                .isBetween(0.97 * limit, limit * (1 + 1e-6));
        double variance = Arrays.stream(wide).map(v -> v * v).average().orElseThrow();
        assertThat(variance).isCloseTo(limit * limit / 3, Offset.offset(0.1 * limit * limit));
    }

    @Test
    void pytorchIsUniformByStateSizeBiasesIncluded() {
        for (String name : new String[] {"weight_ih", "weight_hh", "bias_ih"}) {
            NDArray array = parameter(Cells.lstm(), RecurrentInitializers.pytorch(), name);
            assertUniform(array, 1 / Math.sqrt(SIZE));
        }
    }

    @Test
    void uniformHasItsLimit() {
        assertUniform(parameter(Cells.rnn(), RecurrentInitializers.uniform(0.1), "weight_hh"), 0.1);
        assertThatThrownBy(() -> RecurrentInitializers.uniform(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1.0");
    }

    @Test
    void xavierCountsTheFansOfOneGateAndKerasOfAll() {
        double one = Math.sqrt(6.0 / (FEATURES + SIZE));
        double all = Math.sqrt(6.0 / (FEATURES + 3 * SIZE));
        assertUniform(parameter(Cells.gru(), RecurrentInitializers.xavier(), "weight_ih"), one);
        assertUniform(parameter(Cells.gru(), RecurrentInitializers.keras(), "weight_ih"), all);
        assertThat(parameter(Cells.gru(), RecurrentInitializers.xavier(), "bias_hh").toFloatArray())
                .containsOnly(0);
    }

    @Test
    void orthogonalIsOrthogonalInEachGate() {
        for (RecurrentInitializer initializer :
                new RecurrentInitializer[] {
                    RecurrentInitializers.orthogonal(), RecurrentInitializers.keras()
                }) {
            assertColumnsOrthonormal(parameter(Cells.lstm(), initializer, "weight_hh"), SIZE);
        }
        assertColumnsOrthonormal(
                parameter(Cells.lstm(), RecurrentInitializers.orthogonal(), "weight_ih"), FEATURES);
    }

    @Test
    void theGainOfOrthogonalMatricesIsTheLengthOfTheirColumns() {
        NDArray weight = parameter(Cells.gru(), RecurrentInitializers.orthogonal(1.5), "weight_hh");
        assertColumnsOrthonormal(weight.div(1.5), SIZE);
        assertThatThrownBy(() -> RecurrentInitializers.orthogonal(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.0");
    }

    private static void assertColumnsOrthonormal(NDArray weight, int columns) {
        for (int gate = 0; gate < weight.size(0) / SIZE; gate++) {
            NDArray q = weight.get(new NDIndex("{}:{}", gate * SIZE, (gate + 1) * SIZE));
            assertIdentity(q.toType(DataType.FLOAT64, true), columns, 1e-6);
        }
        NDArray first = weight.get(new NDIndex("{}:{}", 0, SIZE));
        NDArray last = weight.get(new NDIndex("{}:", weight.size(0) - SIZE));
        assertThat(first.sub(last).abs().max().getFloat()).isGreaterThan(0.01f);
    }

    private static void assertIdentity(NDArray q, int columns, double tolerance) {
        NDArray identity = q.getManager().eye(columns).toType(DataType.FLOAT64, true);
        NDArray error = q.transpose().matMul(q).sub(identity).abs().max();
        assertThat(error.getDouble()).isLessThan(tolerance);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "5,5", "64,64", "65,65", "200,130", "130,200", "300,300"})
    void orthogonalToDoublePrecisionInEveryShape(int rows, int columns) {
        NDArray q = Orthogonal.matrix(manager, rows, columns);
        assertThat(q.getShape()).isEqualTo(new Shape(rows, columns));
        NDArray tall = rows >= columns ? q : q.transpose();
        assertIdentity(tall, Math.min(rows, columns), 1e-13);
    }

    @Test
    void forgetBiasIsTheSumOfBothVectorsInTheForgetGateOnly() {
        RecurrentInitializer initializer = RecurrentInitializers.orthogonal().withForgetBias(1.5);
        NDArray sum =
                parameter(Cells.lstm(), initializer, "bias_ih")
                        .add(parameter(Cells.lstm(), initializer, "bias_hh"));
        float[] expected = new float[4 * SIZE];
        Arrays.fill(expected, SIZE, 2 * SIZE, 1.5f);
        assertThat(sum.toFloatArray()).isEqualTo(expected);
        assertThat(parameter(Cells.gru(), initializer, "bias_ih").toFloatArray()).containsOnly(0);
    }

    @Test
    void forgetBiasReplacesRandomValues() {
        RecurrentInitializer initializer = RecurrentInitializers.pytorch().withForgetBias(1);
        NDArray hidden = parameter(Cells.lstm(), initializer, "bias_hh");
        NDIndex forget = new NDIndex("{}:{}", SIZE, 2 * SIZE);
        assertThat(hidden.get(forget).toFloatArray()).containsOnly(0);
        assertUniform(hidden.get(new NDIndex(":{}", SIZE)), 1 / Math.sqrt(SIZE));
    }

    @Test
    void identityRemembersInASimpleNetwork() {
        RecurrentInitializer initializer = RecurrentInitializers.identity(0.5);
        NDArray state = parameter(Cells.rnnRelu(), initializer, "weight_hh");
        assertThat(state).isEqualTo(manager.eye(SIZE).mul(0.5));
        assertThat(parameter(Cells.rnnRelu(), initializer, "bias_ih").toFloatArray())
                .containsOnly(0);
        NDArray input = parameter(Cells.rnnRelu(), initializer, "weight_ih");
        double count = input.size();
        assertThat((double) input.mean().getFloat())
                .isCloseTo(0, Offset.offset(4 * 0.001 / Math.sqrt(count)));
        double deviation = Math.sqrt(input.square().mean().getFloat());
        assertThat(deviation).isCloseTo(0.001, Offset.offset(4 * 0.001 / Math.sqrt(2 * count)));
        assertThatThrownBy(() -> parameter(Cells.lstm(), initializer, "weight_hh"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[i, f, g, o]");
        assertThatThrownBy(() -> RecurrentInitializers.identity(0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The time that a gate of bias b keeps is 1 + exp(b): uniform up to the longest. */
    @ParameterizedTest
    @CsvSource({
        "lstm,1,1",
        "layer-norm-lstm,1,1",
        "gru,1,1",
        "gru-reset-before,1,1",
        "layer-norm-gru,1,1",
        "min-gru,0,-1",
        "min-lstm,0,1",
        "sru,0,1"
    })
    void chronoKeepsForTimesUpToTheLongest(String cell, int gate, int sign) {
        int longest = 101;
        NDArray biases =
                parameter(Cells.byName(cell), RecurrentInitializers.chrono(longest), "bias_ih");
        NDArray keeping = biases.get(new NDIndex("{}:{}", gate * SIZE, (gate + 1) * SIZE));
        NDArray times = keeping.mul(sign).exp();
        assertThat(times.min().getFloat()).isBetween(0.999f, 20f);
        assertThat(times.max().getFloat()).isBetween(80f, longest - 1 + 0.01f);
        double error = 4 * 99 / Math.sqrt(12.0 * SIZE);
        assertThat((double) times.mean().getFloat()).isCloseTo(50.5, Offset.offset(error));
        NDArray rest = biases.duplicate();
        rest.set(new NDIndex("{}:{}", gate * SIZE, (gate + 1) * SIZE), 0);
        if (cell.endsWith("lstm")) {
            int enter = cell.equals("min-lstm") ? 1 : 0;
            NDIndex at = new NDIndex("{}:{}", enter * SIZE, (enter + 1) * SIZE);
            assertThat(biases.get(at)).isEqualTo(keeping.neg());
            rest.set(at, 0);
        }
        assertThat(rest.toFloatArray()).containsOnly(0);
    }

    @Test
    void chronoNeedsAGateThatKeepsAndATime() {
        RecurrentInitializer initializer = RecurrentInitializers.chrono(10);
        assertThat(parameter(Cells.lstm(), initializer, "bias_hh").toFloatArray()).containsOnly(0);
        assertUniform(parameter(Cells.lstm(), initializer, "weight_hh"), 1 / Math.sqrt(SIZE));
        assertThatThrownBy(() -> parameter(Cells.rnn(), initializer, "bias_ih"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("f or z");
        assertThatThrownBy(() -> RecurrentInitializers.chrono(2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("above 2");
    }
}
