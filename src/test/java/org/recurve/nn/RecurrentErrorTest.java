package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.core.RecurveException;
import org.recurve.nn.Bidirectional.Merge;
import org.recurve.nn.StackLayer.Link;

/** Each kind of wrong input has its own message, in every kind of recurrent block. */
class RecurrentErrorTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    static Stream<SequenceBlock> blocks() {
        return Stream.of(
                GRU.builder().setStateSize(4).setNumLayers(1).build(),
                RecurrentLayer.of(new GRUCell(4)),
                RecurrentLayer.of(new MinGRUCell(4)),
                Bidirectional.of(Cells.gru(), 4),
                GRU.builder().setStateSize(4).setNumLayers(1).optBidirectional(true).build(),
                RecurrentStack.of(List.of(StackLayer.of(Cells.gru(), 4))));
    }

    private static void wrong(ThrowingCallable call, String... parts) {
        assertThatThrownBy(call)
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains(parts);
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void shapesStatesAndLengths(SequenceBlock block) {
        block.initialize(manager, DataType.FLOAT32, new Shape(2, 5, 3));
        NDArray x = manager.ones(new Shape(2, 5, 3));
        Shape expected = block.stateShapes(2).get(0);
        NDArray state = manager.ones(expected);
        NDArray narrow = manager.ones(new Shape(expected.get(0), 2, 5));
        NDArray third = manager.ones(new Shape(expected.get(0), 3, 4));
        wrong(
                () -> run(block, manager.ones(new Shape(5, 3))),
                "(batch, time, features)",
                "(5, 3)",
                "expandDims(0)");
        wrong(() -> run(block, manager.ones(new Shape(2, 0, 3))), "at least one step");
        wrong(
                () -> run(block, manager.ones(new Shape(2, 5, 7))),
                "7 features",
                "made for 3",
                "make a new network");
        wrong(
                () -> run(block, x, narrow),
                "state 0 must have shape " + expected,
                "has " + narrow.getShape(),
                "nothing to start from zero");
        wrong(() -> run(block, x, third), expected.toString(), third.getShape().toString());
        wrong(() -> run(block, x, state, state), "1 state array(s)", "got 2", "or none");
        wrong(() -> run(block, x, manager.create(new float[] {5, 2})), "(2)", "make it int64");
        wrong(() -> run(block, x, manager.create(new long[] {5, 2, 1})), "(2)", "(3)");
        for (long length : new long[] {6, 0, -1}) {
            NDArray lengths = manager.create(new long[] {5, length});
            assertThatThrownBy(() -> run(block, x, lengths))
                    .isInstanceOf(RecurveException.class)
                    .message()
                    .contains(
                            "length of sequence 1 of the batch is " + length,
                            "must be 1 to 5",
                            "leave out empty sequences, pad long ones");
        }
    }

    private NDList run(Block block, NDArray... inputs) {
        return block.forward(new ParameterStore(manager, false), new NDList(inputs), false);
    }

    @Test
    void cells() {
        LSTMCell cell = new LSTMCell(4, true, 2);
        cell.initialize(manager, DataType.FLOAT32, new Shape(2, 3));
        NDArray x = manager.ones(new Shape(2, 3));
        NDArray h = manager.ones(new Shape(2, 2));
        NDArray c = manager.ones(new Shape(2, 4));
        run(cell, x, h, c);
        wrong(() -> run(cell, x, c, h), "state 0", "(2, 2)", "(2, 4)");
        wrong(
                () -> run(cell, x, h, manager.ones(new Shape(1, 4))),
                "state 1",
                "(1, 4)",
                "what the step before returned");
        wrong(() -> run(cell, x, h, c, c), "at most 2 states");
        wrong(
                () -> run(cell, manager.ones(new Shape(2, 5, 3))),
                "RecurrentLayer runs it over time");
        wrong(
                () -> run(cell, manager.ones(new Shape(2, 4))),
                "4 features",
                "made for 3",
                "make a new cell");
    }

    @Test
    void settings() {
        List<Supplier<Object>> sizes =
                List.of(
                        () -> new GRUCell(0),
                        () -> new MinGRUCell(-1),
                        () -> StackLayer.of(Cells.gru(), 0));
        sizes.forEach(maker -> wrong(maker::get, "must be at least 1"));
        wrong(() -> new LSTMCell(4, true, 4), "1 to hidden - 1 = 3", "is 4");
        wrong(() -> RecurrentLayer.builder().build(), "setCell");
        wrong(() -> RecurrentStack.of(List.of()), "at least one layer");
        RecurrentLayer forward = RecurrentLayer.of(new GRUCell(4));
        RecurrentLayer wide =
                RecurrentLayer.builder().setCell(new GRUCell(5)).optBackward(true).build();
        wrong(() -> new Bidirectional(forward, forward, Merge.SUM, false), "backward");
        wrong(() -> new Bidirectional(forward, wide, Merge.CONCAT, false), "same sizes");
    }

    @Test
    void linksNeedOneWidth() {
        for (Link link : new Link[] {Link.RESIDUAL, Link.HIGHWAY}) {
            StackLayer layer = StackLayer.of(Cells.gru(), 4).link(link);
            StackLayer both = layer.bidirectional(Merge.CONCAT);
            for (List<StackLayer> layers : Arrays.asList(List.of(layer), List.of(both))) {
                RecurrentStack stack = RecurrentStack.of(layers);
                long width = stack.outputSize();
                wrong(
                        () -> stack.initialize(manager, DataType.FLOAT32, new Shape(2, 5, 3)),
                        link.name(),
                        "3 and " + width,
                        "leave out the link");
            }
            RecurrentStack fits = RecurrentStack.of(Collections.nCopies(2, layer));
            fits.initialize(manager, DataType.FLOAT32, new Shape(2, 5, 4));
        }
    }
}
