package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.recurve.core.RecurveException;

class SequenceMaskTest {

    @Test
    void marksWhatIsBeforeTheEnd() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray mask = SequenceMask.valid(manager.create(new long[] {2, 3, 1}), 3);
            assertThat(mask.getShape()).isEqualTo(new Shape(3, 3));
            assertThat(mask.getManager()).isEqualTo(manager);
            assertThat(mask.toBooleanArray())
                    .containsExactly(true, true, false, true, true, true, true, false, false);
        }
    }

    @Test
    void lengthsMustFit() {
        try (NDManager manager = NDManager.newBaseManager()) {
            assertThatThrownBy(() -> SequenceMask.valid(manager.create(new long[] {2, 4}), 3))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("sequence 1")
                    .hasMessageContaining("4");
            assertThatThrownBy(() -> SequenceMask.valid(manager.create(new float[] {2}), 3))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("float32");
            assertThatThrownBy(() -> SequenceMask.valid(manager.create(2L), 3))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
