package org.recurve.batch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenSequencesTest {
    private static final List<int[]> IDS = List.of(new int[] {7, 8}, new int[] {9}, new int[3]);

    private static void assertHolds(NDArray array, Shape shape, long... values) {
        assertThat(array.getDataType()).isEqualTo(DataType.INT64);
        assertThat(array.getShape()).isEqualTo(shape);
        assertThat(array.toLongArray()).containsExactly(values);
    }

    @Test
    void textsArePaddedAtTheRight() {
        var texts = new TokenSequences(IDS, null, null);
        assertThat(texts.lengths()).containsExactly(2, 1, 3);
        try (NDManager manager = NDManager.newBaseManager()) {
            NDList inputs = texts.inputs(new int[] {1, 0}, manager);
            assertThat(inputs).hasSize(2);
            assertHolds(inputs.get(0), new Shape(2, 2), 9, 0, 7, 8);
            assertHolds(inputs.get(1), new Shape(2), 1, 2);
        }
    }

    @Test
    void aBatchHoldsEverySpellingThatOccursInItOnce() {
        List<int[]> spelled = List.of(new int[] {2, 0}, new int[] {1}, new int[] {0, 2, 2});
        List<int[]> spellings = List.of(new int[] {5}, new int[] {6, 6, 6}, new int[] {1, 2});
        var texts = new TokenSequences(IDS, spelled, spellings);
        try (NDManager manager = NDManager.newBaseManager()) {
            NDList inputs = texts.inputs(new int[] {0, 2}, manager);
            assertThat(inputs).hasSize(5);
            assertHolds(inputs.get(1), new Shape(2), 2, 3);
            // Spelling 2 is the first that occurs, spelling 1 does not.
            assertHolds(inputs.get(2), new Shape(2, 3), 0, 1, 0, 1, 0, 0);
            assertHolds(inputs.get(3), new Shape(2, 2), 1, 2, 5, 0);
            assertHolds(inputs.get(4), new Shape(2), 2, 1);
            assertHolds(texts.inputs(new int[] {1}, manager).get(3), new Shape(1, 3), 6, 6, 6);
        }
    }
}
