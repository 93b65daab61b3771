package org.recurve.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.recurve.core.DataProvenance;
import org.recurve.data.Examples;
import org.recurve.data.LabeledSeries;
import org.recurve.data.StepLabeledSeries;
import org.recurve.data.ValuedSeries;

class BucketBatchesTest {
    private static final DataProvenance MADE =
            new DataProvenance("made up", "all", List.of(), List.of());

    /** Sequence i has a random length; its step t is [i + 1, t + 1]. */
    private static List<float[][]> ragged(int size) {
        Random random = new Random(4);
        List<float[][]> sequences = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            float[][] sequence = new float[1 + random.nextInt(30)][];
            for (int t = 0; t < sequence.length; t++) {
                sequence[t] = new float[] {i + 1, t + 1};
            }
            sequences.add(sequence);
        }
        return sequences;
    }

    private static LabeledSeries labeled(int size) {
        return new LabeledSeries(
                ragged(size),
                IntStream.range(0, size).map(i -> i % 3).toArray(),
                List.of("a", "b", "c"),
                Map.of(),
                MADE);
    }

    /** Goes through a pass, checks every batch against the data, and returns the order. */
    private static List<Integer> walk(LabeledSeries data, BatchSource source) {
        List<Integer> order = new ArrayList<>();
        int batches = 0;
        long announced = source.size();
        while (source.hasNext()) {
            try (Batch batch = source.next()) {
                batches++;
                long[] lengths = batch.inputs().get(1).toLongArray();
                int rows = lengths.length;
                int steps = (int) batch.inputs().get(0).size(1);
                float[] x = batch.inputs().get(0).toFloatArray();
                long[] labels = batch.labels().singletonOrThrow().toLongArray();
                assertThat(batch.weight()).isEqualTo(rows);
                assertThat(batch.continues()).isFalse();
                int longest = 0;
                for (int row = 0; row < rows; row++) {
                    int index = (int) x[row * steps * 2] - 1;
                    order.add(index);
                    assertThat(labels[row]).isEqualTo(data.targets()[index]);
                    assertThat(lengths[row]).isEqualTo(data.sequence(index).length);
                    longest = Math.max(longest, (int) lengths[row]);
                    for (int t = 0; t < steps; t++) {
                        boolean valid = t < lengths[row];
                        assertThat(x[(row * steps + t) * 2]).isEqualTo(valid ? index + 1f : 0f);
                        assertThat(x[(row * steps + t) * 2 + 1]).isEqualTo(valid ? t + 1f : 0f);
                    }
                }
                assertThat(steps).isEqualTo(longest);
            }
        }
        assertThat(batches).isEqualTo((int) announced);
        return order;
    }

    @Test
    void everySequenceComesOncePaddedWithZeros() {
        try (NDManager manager = NDManager.newBaseManager()) {
            for (int size : new int[] {1, 7, 8, 300}) {
                LabeledSeries data = labeled(size);
                BucketBatches batches = Batches.buckets(8);
                Integer[] all = IntStream.range(0, size).boxed().toArray(Integer[]::new);
                List<Integer> fixed = walk(data, batches.evaluation(data, manager));
                assertThat(fixed).containsExactlyInAnyOrder(all);
                assertThat(fixed.stream().map(i -> data.sequence(i).length).toList()).isSorted();
                assertThat(walk(data, batches.evaluation(data, manager))).isEqualTo(fixed);
                SplittableRandom random = new SplittableRandom(1);
                List<Integer> first = walk(data, batches.training(data, manager, random));
                List<Integer> second = walk(data, batches.training(data, manager, random));
                assertThat(first).containsExactlyInAnyOrder(all);
                assertThat(second).containsExactlyInAnyOrder(all);
                if (size == 300) {
                    assertThat(second).isNotEqualTo(first);
                    assertThat(walk(data, batches.training(data, manager, new SplittableRandom(1))))
                            .isEqualTo(first);
                }
            }
            assertThat(manager.getManagedArrays()).isEmpty();
        }
    }

    @Test
    void littleIsPaddedAndBatchesAreMixedAnew() {
        int[] lengths = new Random(2).ints(2000, 1, 101).toArray();
        SplittableRandom random = new SplittableRandom(5);
        List<int[]> groups = LengthBuckets.shuffled(lengths, 10, random);
        long padded =
                groups.stream()
                        .mapToLong(
                                g ->
                                        (long) g.length
                                                * IntStream.of(g)
                                                        .map(i -> lengths[i])
                                                        .max()
                                                        .orElseThrow())
                        .sum();
        // Random batches of ten lengths up to 100 are padded to 91 on average, 80 % more.
        assertThat(padded / (double) IntStream.of(lengths).sum()).isBetween(1.0, 1.1);
        List<Set<Integer>> sets = groups.stream().map(BucketBatchesTest::set).toList();
        long again =
                LengthBuckets.shuffled(lengths, 10, random).stream()
                        .filter(g -> sets.contains(set(g)))
                        .count();
        assertThat(again).isLessThan(5);
    }

    private static Set<Integer> set(int[] group) {
        Set<Integer> set = new HashSet<>();
        IntStream.of(group).forEach(set::add);
        return set;
    }

    @Test
    void valuesAreRows() {
        ValuedSeries data =
                new ValuedSeries(
                        List.of(new float[][] {{1}, {1}}, new float[][] {{2}}),
                        new float[][] {{10, 11}, {20, 21}},
                        List.of("a", "b"),
                        Map.of(),
                        MADE);
        try (NDManager manager = NDManager.newBaseManager();
                Batch batch = Batches.buckets(4).evaluation(data, manager).next()) {
            assertThat(batch.labels().singletonOrThrow().getShape()).isEqualTo(new Shape(2, 2));
            assertThat(batch.labels().head().toFloatArray()).containsExactly(20, 21, 10, 11);
            assertThat(batch.weight()).isEqualTo(2);
        }
    }

    @Test
    void stepsThatDoNotCountAreMaskedOut() {
        StepLabeledSeries data =
                new StepLabeledSeries(
                        List.of(new float[3][1], new float[2][1]),
                        new int[][] {{-1, 2, 0}, {1, 1}},
                        List.of("a", "b", "c"),
                        Map.of(),
                        MADE);
        try (NDManager manager = NDManager.newBaseManager();
                Batch batch = Batches.buckets(4).evaluation(data, manager).next()) {
            assertThat(batch.labels().get(0).getDataType()).isEqualTo(DataType.INT64);
            assertThat(batch.labels().get(0).toLongArray()).containsExactly(1, 1, 0, 0, 2, 0);
            assertThat(batch.labels().get(1).toFloatArray()).containsExactly(1, 1, 0, 0, 1, 1);
            assertThat(batch.weight()).isEqualTo(4);
        }
        StepLabeledSeries full =
                new StepLabeledSeries(
                        List.<float[][]>of(new float[2][1]),
                        new int[][] {{1, 0}},
                        List.of("a", "b"),
                        Map.of(),
                        MADE);
        try (NDManager manager = NDManager.newBaseManager();
                Batch batch = Batches.buckets(4).evaluation(full, manager).next()) {
            assertThat(batch.labels()).hasSize(1);
        }
    }

    @Test
    void theSizeIsChecked() {
        assertThatThrownBy(() -> Batches.buckets(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("batchSize");
        BatchStrategy<Examples<?>> strategy = Batches.buckets(32);
        assertThat(strategy).hasToString("buckets(32)");
    }
}
