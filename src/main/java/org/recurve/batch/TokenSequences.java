package org.recurve.batch;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbered tokens of texts, where wanted with their spelling.
 *
 * @param ids for each text the number of each token, at least one
 * @param spelled for each text and token an index into the spellings; null for none
 * @param spellings the numbers of the characters of a token, at least one; null for none
 */
public record TokenSequences(List<int[]> ids, List<int[]> spelled, List<int[]> spellings) {

    /** {@return how many tokens each text has} */
    public int[] lengths() {
        return ids.stream().mapToInt(text -> text.length).toArray();
    }

    /**
     * Pads some of the texts at the right.
     *
     * @param indices which
     * @param manager gets the arrays
     * @return int64 {@code ids (B,T)} and {@code lengths (B)}; with spelling also {@code spelled
     *     (B,T)}, an index into the rows of {@code characters (U,C)}, which holds each spelling
     *     that occurs once, and {@code character lengths (U)}. Padding is 0
     */
    public NDList inputs(int[] indices, NDManager manager) {
        NDList inputs = pad(Arrays.stream(indices).mapToObj(ids::get).toList(), manager);
        if (spelled == null) {
            return inputs;
        }
        Map<Integer, Integer> rows = new HashMap<>();
        List<int[]> local =
                Arrays.stream(indices)
                        .mapToObj(
                                i -> Arrays.stream(spelled.get(i)).map(s -> row(rows, s)).toArray())
                        .toList();
        int[][] occurring = new int[rows.size()][];
        rows.forEach((spelling, row) -> occurring[row] = spellings.get(spelling));
        inputs.add(pad(local, manager).get(0));
        return inputs.addAll(pad(List.of(occurring), manager));
    }

    private static int row(Map<Integer, Integer> rows, int spelling) {
        int next = rows.size();
        Integer known = rows.putIfAbsent(spelling, next);
        return known == null ? next : known;
    }

    private static NDList pad(List<int[]> sequences, NDManager manager) {
        int steps = sequences.stream().mapToInt(s -> s.length).max().orElseThrow();
        long[] values = new long[sequences.size() * steps];
        long[] lengths = new long[sequences.size()];
        for (int i = 0; i < lengths.length; i++) {
            int[] sequence = sequences.get(i);
            lengths[i] = sequence.length;
            for (int t = 0; t < sequence.length; t++) {
                values[i * steps + t] = sequence[t];
            }
        }
        return new NDList(
                manager.create(values, new Shape(lengths.length, steps)),
                manager.create(lengths, new Shape(lengths.length)));
    }
}
