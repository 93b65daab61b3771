package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.recurve.nn.Bidirectional.Merge;
import org.recurve.nn.Reference.Kind;
import org.recurve.nn.StackLayer.Link;
import org.recurve.nn.StackLayer.Norm;

/** Step by step as it comes gives what the whole sequence gives. */
class RecurrentStreamTest {
    private static final int STEPS = 6;

    private final NDManager manager = NDManager.newBaseManager();
    private final ParameterStore store = new ParameterStore(manager, false);

    @AfterEach
    void close() {
        manager.close();
    }

    private void equalsTheWhole(SequenceBlock block) {
        Shape shape = new Shape(2, STEPS, 4);
        block.initialize(manager, DataType.FLOAT64, shape);
        NDArray x = manager.randomNormal(0, 1, shape, DataType.FLOAT64);
        NDList whole = block.forward(store, x, new NDList(), null, false);
        try (RecurrentStream stream = block.stream(store, manager)) {
            assertThat(stream.state()).isEmpty();
            for (int run = 0; run < 2; run++) {
                for (int t = 0; t < STEPS; t++) {
                    assertClose(stream.next(x.get(":," + t)), whole.head().get(":," + t));
                }
                assertThat(stream.state()).hasSize(block.stateCount());
                for (int s = 0; s < block.stateCount(); s++) {
                    assertClose(stream.state().get(s), whole.get(s + 1));
                }
                stream.reset();
                assertThat(stream.state()).isEmpty();
            }
        }
    }

    private static void assertClose(NDArray found, NDArray expected) {
        assertThat(found.getShape()).isEqualTo(expected.getShape());
        assertThat(Trial.doubles(found)).containsExactly(Trial.doubles(expected), within(1e-12));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyCell(Kind kind) {
        equalsTheWhole(RecurrentLayer.of(kind.cell(4, true)));
        if (kind.fused()) {
            equalsTheWhole(kind.builder(4).setNumLayers(2).build());
        }
    }

    @Test
    void stacksWithLinksNormsAndZoneout() {
        equalsTheWhole(
                RecurrentStack.of(
                        List.of(
                                StackLayer.of(Cells.lstm(), 4).zoneout(0.3).link(Link.HIGHWAY),
                                StackLayer.of(Cells.minGru(), 4).norm(Norm.BATCH),
                                StackLayer.of(Cells.gru(), 4).norm(Norm.LAYER).dropout(0.5))));
    }

    @Test
    void whatReadsBackwardHasNoStream() {
        StackLayer both = StackLayer.of(Cells.gru(), 4).bidirectional(Merge.SUM);
        List<SequenceBlock> blocks =
                List.of(
                        LSTM.builder()
                                .setStateSize(4)
                                .setNumLayers(1)
                                .optBidirectional(true)
                                .build(),
                        Bidirectional.of(Cells.gru(), 4),
                        RecurrentLayer.builder().setCell(new GRUCell(4)).optBackward(true).build(),
                        RecurrentStack.of(List.of(StackLayer.of(Cells.gru(), 4), both)));
        for (SequenceBlock block : blocks) {
            assertThatThrownBy(() -> block.stream(store, manager))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cannot keep its state in a stream")
                    .hasMessageContaining("use one direction");
        }
    }

    @Test
    void wrongStepsAreNamed() {
        SequenceBlock block = TestBlocks.initialized(manager, Cells.lstm(), 3, 4, 1, false);
        try (RecurrentStream stream = block.stream(store, manager)) {
            refused(stream, new Shape(2, 1, 3), "one step at a time", "(2, 1, 3)");
            refused(stream, new Shape(2, 5), "5 features", "made for 3");
            stream.next(manager.ones(new Shape(2, 3)));
            refused(stream, new Shape(1, 3), "reads 2 sequences", "a step of 1", "reset()");
            stream.reset();
            stream.next(manager.ones(new Shape(1, 3)));
        }
    }

    private void refused(RecurrentStream stream, Shape shape, String... parts) {
        NDArray x = manager.ones(shape);
        assertThatThrownBy(() -> stream.next(x))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains(parts);
    }

    @Test
    void aLongRunLeavesNothingBehind() {
        SequenceBlock block = TestBlocks.initialized(manager, Cells.lstm(), 3, 4, 2, false);
        NDArray x = manager.randomNormal(new Shape(2, 3));
        List<Integer> counts = new ArrayList<>();
        try (RecurrentStream stream = block.stream(store, manager)) {
            for (int t = 0; t < 200; t++) {
                stream.next(x).close();
                counts.add(
                        manager.getManagedArrays().size()
                                + RecurrentMemoryTest.systemArrays(manager));
            }
        }
        assertThat(counts.subList(1, counts.size())).containsOnly(counts.get(0));
    }

    @Test
    void whereTheEngineRecordsTheStateHasNoPast() {
        SequenceBlock block = TestBlocks.initialized(manager, Cells.lstm(), 3, 4, 1, false);
        ParameterNames.of(block).values().forEach(p -> p.getArray().setRequiresGradient(true));
        NDArray x = manager.randomNormal(new Shape(1, 3));
        boolean recorded = JniUtils.isGradMode();
        JniUtils.setGradMode(true);
        try (RecurrentStream stream = block.stream(store, manager)) {
            backward(stream.next(x));
            NDArray state = stream.state().head();
            assertThatThrownBy(() -> backward(state)).hasMessageContaining("require grad");
        } finally {
            JniUtils.setGradMode(recorded);
        }
    }

    private static void backward(NDArray array) {
        NDArray sum = array.sum();
        JniUtils.backward((PtNDArray) sum, (PtNDArray) sum.onesLike(), false, false);
    }
}
