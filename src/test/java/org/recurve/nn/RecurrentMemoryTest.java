package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.nn.Reference.Kind;

/** Blocks leave nothing behind but their outputs. */
class RecurrentMemoryTest {
    private static NDArray lengths(NDManager manager, boolean ragged) {
        return ragged ? manager.create(new long[] {4, 2}) : null;
    }

    @Test
    void onlyTheOutputsStayOnTheInputsManager() {
        try (NDManager manager = NDManager.newBaseManager()) {
            SequenceBlock block = TestBlocks.initialized(manager, Cells.lstm(), 3, 4, 2, true);
            for (boolean ragged : new boolean[] {false, true}) {
                NDArray x = manager.ones(new Shape(2, 4, 3));
                NDArray lengths = lengths(manager, ragged);
                ParameterStore store = new ParameterStore(manager, false);
                int before = manager.getManagedArrays().size();
                NDList outputs = block.forward(store, x, new NDList(), lengths, false);
                assertThat(manager.getManagedArrays()).hasSize(before + outputs.size());
                outputs.close();
                assertThat(manager.getManagedArrays()).hasSize(before);
            }
        }
    }

    @Test
    void outputsBelongToTheCallersScope() {
        try (NDManager manager = NDManager.newBaseManager()) {
            SequenceBlock block = TestBlocks.initialized(manager, Cells.gru(), 3, 4, 1, false);
            NDArray x = manager.ones(new Shape(2, 4, 3));
            int before = manager.getManagedArrays().size();
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                NDList outputs = TestBlocks.forward(manager, block, x);
                assertThat(outputs.head().sum().getFloat()).isFinite();
            }
            assertThat(manager.getManagedArrays()).hasSize(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"GRU,1000", "LSTM,100", "LAYER_NORM_LSTM,100", "MIN_GRU,100", "SRU,50"})
    void stepsLeaveTheCountOfArraysUnchanged(Kind kind, int steps) {
        try (NDManager manager = NDManager.newBaseManager()) {
            SequenceBlock block = TestBlocks.initialized(manager, kind, 3, 4, 1, true);
            ParameterStore store = new ParameterStore(manager, false);
            List<Integer> counts = new ArrayList<>();
            for (int step = 0; step < steps; step++) {
                boolean ragged = step % 2 == 1;
                try (NDManager batch = manager.newSubManager();
                        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                    NDArray x = batch.ones(new Shape(2, 4, 3));
                    NDList out =
                            block.forward(store, x, new NDList(), lengths(batch, ragged), true);
                    try (NDArray loss = out.head().sum()) {
                        collector.backward(loss);
                    }
                    block.getParameters()
                            .values()
                            .forEach(
                                    p -> {
                                        try (NDArray gradient = p.getArray().getGradient()) {
                                            assertThat(gradient.getShape()).isEqualTo(p.getShape());
                                        }
                                    });
                }
                counts.add(manager.getManagedArrays().size() + systemArrays(manager));
            }
            assertThat(counts.subList(1, counts.size())).containsOnly(counts.get(0));
        }
    }

    static int systemArrays(NDManager manager) {
        NDManager top = manager;
        while (!(top instanceof NDManager.SystemNDManager)) {
            top = top.getParentManager();
        }
        return top.getManagedArrays().size();
    }
}
