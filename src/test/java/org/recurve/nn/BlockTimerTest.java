package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.LambdaBlock;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.recurve.core.TimingSeries;

class BlockTimerTest {
    private static RecurrentLayer layer(RecurrentCell cell, boolean stepByStep) {
        return RecurrentLayer.builder().setCell(cell).optStepByStep(stepByStep).build();
    }

    private static LambdaBlock with(UnaryOperator<NDArray> function) {
        return new LambdaBlock(list -> new NDList(function.apply(list.head())), "test");
    }

    @Test
    void everyBlockRunsOnEveryLengthAndLeavesNothingBehind() {
        List<String> seen = new ArrayList<>();
        try (NDManager manager = NDManager.newBaseManager()) {
            SequenceBlock gru = GRU.builder().setStateSize(4).setNumLayers(1).build();
            BlockTimer timer =
                    new BlockTimer(manager, 2, 3)
                            .stopwatch(watch -> watch.warmUp(0).rounds(2))
                            .add("gru", gru)
                            .add(
                                    "double",
                                    with(
                                            x -> {
                                                seen.add(x.getShape() + "" + JniUtils.isGradMode());
                                                return x.mul(2);
                                            }));
            boolean before = JniUtils.isGradMode();
            TimingSeries forward = timer.forward(5, 7);
            int arrays = manager.getManagedArrays().size();
            TimingSeries training = timer.training(5);
            assertThat(JniUtils.isGradMode()).isEqualTo(before);
            assertThat(seen)
                    .containsExactly(
                            "(2, 5, 3)false",
                            "(2, 5, 3)false",
                            "(2, 7, 3)false",
                            "(2, 7, 3)false",
                            "(2, 5, 3)true",
                            "(2, 5, 3)true");
            assertThat(forward.sizes()).containsExactly(5, 7);
            assertThat(forward.names()).containsExactly("gru", "double");
            assertThat(training.timings().get(0).of("gru").seconds()).hasSize(2);
            assertThat(manager.getManagedArrays()).hasSize(arrays);
            for (var parameter : ParameterNames.of(gru).values()) {
                PtNDArray array = (PtNDArray) parameter.getArray();
                assertThat(JniUtils.getGradient(array)).isNull();
                assertThat(array.hasGradient()).isTrue();
            }
        }
    }

    @Test
    void twoBlocksOfOneNameAreRefused() {
        try (NDManager manager = NDManager.newBaseManager()) {
            BlockTimer timer = new BlockTimer(manager, 2, 3).add("a", with(x -> x));
            assertThatThrownBy(() -> timer.add("a", with(x -> x))).hasMessageContaining("called a");
        }
    }

    @Test
    void twoFormsOfOneCellDifferByRounding() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.randomNormal(new Shape(2, 30, 3), DataType.FLOAT64);
            RecurrentCell cell = new MinGRUCell(4);
            for (int i = 0; i < 2; i++) { // what is left of the first does not count in the second
                BlockDifference d = BlockDifference.of(layer(cell, false), layer(cell, true), x);
                assertThat(d.output()).isLessThan(1e-14);
                assertThat(d.gradients())
                        .containsOnlyKeys("input", "cell.weight_ih", "cell.bias_ih");
                assertThat(d.gradient()).isLessThan(1e-13);
            }
        }
    }

    @Test
    void aDifferenceIsSeenWhereItIs() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.create(new float[] {1, 2, 3, 4}, new Shape(1, 2, 2));
            // Outputs: 12 of 16 apart at x = 4. Gradients: w and 2 x w, at least half of the
            // second.
            BlockDifference d = BlockDifference.of(with(v -> v), with(NDArray::square), x);
            assertThat(d.output()).isEqualTo(0.75);
            assertThat(d.gradients().get("input")).isBetween(0.5, 1.0);
            BlockDifference same = BlockDifference.of(with(v -> v), with(v -> v.mul(1)), x);
            assertThat(same.output()).isZero();
            assertThat(same.gradient()).isZero();
        }
    }

    @Test
    void otherParametersAreRefused() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.ones(new Shape(2, 3, 3));
            assertThatThrownBy(
                            () ->
                                    BlockDifference.of(
                                            layer(new MinGRUCell(4), false),
                                            layer(new GRUCell(4), false),
                                            x))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(
                            Arrays.asList("cell.weight_ih", "cell.bias_ih").toString());
        }
    }
}
