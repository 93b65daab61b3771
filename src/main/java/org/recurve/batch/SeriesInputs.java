package org.recurve.batch;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/** Numeric sequences of several lengths in one array. */
public final class SeriesInputs {
    private SeriesInputs() {}

    /**
     * Pads sequences with zeros at the right.
     *
     * @param sequences {@code float[T][F]} each, of the same F
     * @param manager gets the arrays
     * @return {@code x (B,T,F)} float32, T being the longest of them, and int64 {@code lengths (B)}
     */
    public static NDList pad(List<float[][]> sequences, NDManager manager) {
        int steps = sequences.stream().mapToInt(s -> s.length).max().orElseThrow();
        int features = sequences.get(0)[0].length;
        float[] values = new float[sequences.size() * steps * features];
        long[] lengths = new long[sequences.size()];
        for (int i = 0; i < lengths.length; i++) {
            float[][] sequence = sequences.get(i);
            lengths[i] = sequence.length;
            for (int t = 0; t < sequence.length; t++) {
                System.arraycopy(sequence[t], 0, values, (i * steps + t) * features, features);
            }
        }
        return new NDList(
                manager.create(values, new Shape(lengths.length, steps, features)),
                manager.create(lengths, new Shape(lengths.length)));
    }
}
