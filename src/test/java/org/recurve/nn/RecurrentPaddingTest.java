package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.core.RecurveException;
import org.recurve.nn.Reference.Kind;

/** A result never depends on padding or on the other sequences of the batch. */
class RecurrentPaddingTest {
    private static final int FEATURES = 7;
    private static final int SIZE = 16;
    private static final int STEPS = 40;

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aSequenceGivesTheSameAloneAndInABatch(Kind kind) {
        try (NDManager manager = NDManager.newBaseManager()) {
            SequenceBlock block = TestBlocks.initialized(manager, kind, FEATURES, SIZE, 2, true);
            // Normalising again and again amplifies what rounding leaves.
            double tolerance = kind.name().startsWith("LAYER_NORM") ? 1e-4 : 1e-5;
            long[] lengths = {1, 17, STEPS, 2, STEPS - 1, 33};
            int batch = lengths.length;
            NDArray x = manager.randomNormal(new Shape(batch, STEPS, FEATURES));
            NDArray padded = x.duplicate();
            for (int b = 0; b < batch; b++) {
                if (lengths[b] < STEPS) {
                    float garbage = List.of(Float.NaN, 1e30f, Float.NEGATIVE_INFINITY).get(b % 3);
                    padded.set(new NDIndex("{},{}:", b, lengths[b]), garbage);
                }
            }
            NDList state = new NDList();
            block.stateShapes(batch).forEach(s -> state.add(manager.randomNormal(s)));
            NDList together =
                    TestBlocks.forward(manager, block, padded, state, manager.create(lengths));
            for (int b = 0; b < batch; b++) {
                NDList own = new NDList();
                state.forEach(new RowOf(b, own)::add);
                NDArray alone = x.get(new NDIndex("{}:{},:{}", b, b + 1, lengths[b]));
                NDList expected = TestBlocks.forward(manager, block, alone, own, null);
                NDArray y = together.head().get(new NDIndex("{}:{}", b, b + 1));
                assertClose(y.get(new NDIndex(":,:{}", lengths[b])), expected.head(), tolerance);
                if (lengths[b] < STEPS) {
                    assertThat(y.get(new NDIndex(":,{}:", lengths[b])).toFloatArray())
                            .containsOnly(0);
                }
                NDList finals = new NDList();
                together.subNDList(1).forEach(new RowOf(b, finals)::add);
                for (int i = 0; i < finals.size(); i++) {
                    assertClose(finals.get(i), expected.get(i + 1), tolerance);
                }
            }
        }
    }

    /** Copies one sequence's part of states {@code (L*D,B,H)}. */
    private record RowOf(int sequence, NDList into) {
        void add(NDArray state) {
            into.add(state.get(new NDIndex(":,{}:{}", sequence, sequence + 1)));
        }
    }

    private static void assertClose(NDArray actual, NDArray expected, double tolerance) {
        assertThat(actual.getShape()).isEqualTo(expected.getShape());
        assertThat(actual.toFloatArray())
                .containsExactly(expected.toFloatArray(), Offset.offset((float) tolerance));
    }

    /** Strong weights and a long stretch of padding: the cell state must not drift at all. */
    @Test
    void longPaddingLeavesTheCellStateExactlyAsItIs() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Recurrent block =
                    LSTM.builder()
                            .setStateSize(SIZE)
                            .setNumLayers(1)
                            .optInitializer(RecurrentInitializers.uniform(5))
                            .build();
            block.initialize(manager, DataType.FLOAT32, new Shape(1, 1, 3));
            NDArray x = manager.randomNormal(new Shape(2, 3000, 3));
            NDArray same = x.get("0:1,:10");
            NDList shortPadding =
                    TestBlocks.forward(
                            manager,
                            block,
                            x.get("0:1,:11"),
                            new NDList(),
                            manager.create(new long[] {10}));
            NDList longPadding =
                    TestBlocks.forward(
                            manager, block, x, new NDList(), manager.create(new long[] {10, 3000}));
            NDList none = TestBlocks.forward(manager, block, same);
            assertThat(longPadding.get(2).get(":,0:1").toFloatArray())
                    .containsExactly(shortPadding.get(2).toFloatArray(), Offset.offset(1e-6f));
            assertClose(longPadding.get(2).get(":,0:1"), none.get(2), 1e-5);
        }
    }

    @Test
    void fullLengthsGiveTheSameAsNoLengths() {
        try (NDManager manager = NDManager.newBaseManager()) {
            SequenceBlock block = TestBlocks.initialized(manager, Cells.lstm(), 3, 4, 2, true);
            NDArray x = manager.randomNormal(new Shape(2, 5, 3));
            NDArray full = manager.create(new long[] {5, 5});
            NDList with = TestBlocks.forward(manager, block, x, new NDList(), full);
            NDList without = TestBlocks.forward(manager, block, x);
            for (int i = 0; i < 3; i++) {
                assertThat(with.get(i)).isEqualTo(without.get(i));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 6})
    void aLengthOutsideTheBatchIsNamed(long wrong) {
        try (NDManager manager = NDManager.newBaseManager()) {
            SequenceBlock block = TestBlocks.initialized(manager, Cells.gru(), 3, 4, 1, false);
            NDArray x = manager.ones(new Shape(3, 5, 3));
            NDArray lengths = manager.create(new long[] {5, wrong, 2});
            assertThatThrownBy(() -> TestBlocks.forward(manager, block, x, new NDList(), lengths))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("length of sequence 1 of the batch is " + wrong)
                    .hasMessageContaining("must be 1 to 5");
        }
    }

    @Test
    void lengthsOfTheWrongShapeOrTypeAreRefused() {
        try (NDManager manager = NDManager.newBaseManager()) {
            SequenceBlock block = TestBlocks.initialized(manager, Cells.gru(), 3, 4, 1, false);
            NDArray x = manager.ones(new Shape(3, 5, 3));
            NDArray two = manager.create(new long[] {5, 2});
            assertThatThrownBy(() -> TestBlocks.forward(manager, block, x, new NDList(), two))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("(3)")
                    .hasMessageContaining("(2)");
            NDArray fractions = manager.create(new float[] {5, 2, 1});
            assertThatThrownBy(() -> TestBlocks.forward(manager, block, x, new NDList(), fractions))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("float32");
        }
    }
}
