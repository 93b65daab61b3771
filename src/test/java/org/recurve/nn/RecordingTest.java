package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import org.junit.jupiter.api.Test;

class RecordingTest {
    private final GRU gru = GRU.builder().setStateSize(3).setNumLayers(1).build();

    @Test
    void whatOtherThreadsRunIsNotRecorded() throws InterruptedException {
        try (NDManager manager = NDManager.newBaseManager()) {
            gru.initialize(manager, DataType.FLOAT32, new Shape(1, 4, 2));
            try (Recording recording = Recording.of(gru)) {
                run(manager, 4);
                Thread other = new Thread(() -> run(manager, 7));
                other.start();
                other.join();
                assertThat(recording.values("l0", "z", 0)).hasNumberOfRows(4);
            }
        }
    }

    @Test
    void aSecondRecordingIsRefusedUntilTheFirstIsClosed() {
        try (Recording first = Recording.of(gru)) {
            assertThat(first.layers()).isEmpty();
            assertThatThrownBy(() -> Recording.of(gru))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another recording looks into");
        }
        Recording.of(gru).close();
    }

    private void run(NDManager manager, int steps) {
        NDArray x = manager.randomNormal(new Shape(1, steps, 2));
        gru.forward(new ParameterStore(manager, false), new NDList(x), false).close();
    }
}
