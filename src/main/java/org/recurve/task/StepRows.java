package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Rows of a batch that is gone on with token by token. */
final class StepRows {
    private StepRows() {}

    /** {@return whether every row of so many goes on in its place} */
    static boolean inPlace(int[] rows, int count) {
        return Arrays.equals(rows, IntStream.range(0, count).toArray());
    }

    /**
     * Picks the states of some rows.
     *
     * @param state {@code (layers,B,H)} each
     * @param rows of the B, one for each of the result
     * @return on the manager of the states; these themselves where every row goes on in its place
     */
    static NDList select(NDList state, int[] rows) {
        if (inPlace(rows, (int) state.head().size(1))) {
            return state;
        }
        long[] ids = Arrays.stream(rows).asLongStream().toArray();
        NDArray index = state.head().getManager().create(ids, new Shape(1, ids.length, 1));
        NDList selected = new NDList();
        for (NDArray one : state) {
            Shape shape = new Shape(one.size(0), ids.length, one.size(2));
            selected.add(one.gather(index.broadcast(shape), 1));
        }
        return selected;
    }

    /** {@return an array's numbers, cut into so many rows} */
    static float[][] cut(NDArray array, int count) {
        float[] values = array.toFloatArray();
        int width = values.length / count;
        float[][] rows = new float[count][];
        for (int i = 0; i < count; i++) {
            rows[i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
        }
        return rows;
    }
}
