package org.recurve.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.recurve.core.DataProvenance;
import org.recurve.data.ValuedSeries;

class TokenBatchesTest {
    private static final int PAIRS = 3000;

    private final int[] sources = lengths(2);
    private final int[] targets =
            IntStream.range(0, PAIRS).map(i -> Math.max(1, sources[i] + i % 7 - 3)).toArray();

    private static int[] lengths(int seed) {
        return new Random(seed).ints(PAIRS, 1, 61).toArray();
    }

    private static int most(int[] group, int[] lengths) {
        return Arrays.stream(group).map(i -> lengths[i]).max().orElseThrow();
    }

    private long padded(List<int[]> groups) {
        return groups.stream()
                .mapToLong(g -> (long) g.length * (most(g, sources) + most(g, targets)))
                .sum();
    }

    private static void assertEachOnce(List<int[]> groups) {
        assertThat(groups.stream().flatMapToInt(Arrays::stream).toArray())
                .containsExactlyInAnyOrder(IntStream.range(0, PAIRS).toArray());
    }

    @Test
    void noGroupHasMoreTokensThanAskedFor() {
        long tokens = IntStream.of(sources).sum() + (long) IntStream.of(targets).sum();
        SplittableRandom random = new SplittableRandom(5);
        List<int[]> shuffled = TokenBuckets.shuffled(sources, targets, 1000, random);
        for (List<int[]> groups : List.of(shuffled, TokenBuckets.sorted(sources, targets, 1000))) {
            assertEachOnce(groups);
            assertThat(groups)
                    .allSatisfy(
                            g ->
                                    assertThat(g.length * (most(g, sources) + most(g, targets)))
                                            .isLessThanOrEqualTo(1000));
            assertThat(padded(groups) / (double) tokens).isBetween(1.0, 1.15);
            // As many as fit: hardly more batches than full ones would be.
            assertThat(groups.size()).isLessThan((int) (tokens / 1000.0 * 1.25));
        }
        assertThat(TokenBuckets.shuffled(sources, targets, 1000, random).get(0))
                .isNotEqualTo(shuffled.get(0));
        assertThat(TokenBuckets.shuffled(sources, targets, 1000, new SplittableRandom(5)))
                .usingRecursiveComparison()
                .isEqualTo(shuffled);
    }

    @Test
    void aLongPairIsAGroupByItself() {
        int[] source = {3, 90, 2, 4};
        int[] target = {3, 80, 2, 4};
        assertThat(TokenBuckets.sorted(source, target, 12))
                .usingRecursiveComparison()
                .isEqualTo(List.of(new int[] {2, 0}, new int[] {3}, new int[] {1}));
        assertThat(TokenBuckets.sorted(source, new int[4], 8))
                .usingRecursiveComparison()
                .isEqualTo(List.of(new int[] {2, 0}, new int[] {3}, new int[] {1}));
        assertThat(TokenBuckets.sorted(new int[0], new int[0], 8)).isEmpty();
        assertThat(TokenBuckets.sorted(source, target, 1)).hasSize(4);
    }

    @Test
    void pairsAreBucketedByBothLengths() {
        List<int[]> sorted = LengthBuckets.sorted(sources, targets, 10);
        assertEachOnce(sorted);
        int[] order = sorted.stream().flatMapToInt(Arrays::stream).toArray();
        for (int i = 1; i < order.length; i++) {
            int[] before = {targets[order[i - 1]], sources[order[i - 1]], order[i - 1]};
            int[] after = {targets[order[i]], sources[order[i]], order[i]};
            assertThat(Arrays.compare(before, after)).isNegative();
        }
        SplittableRandom random = new SplittableRandom(5);
        List<int[]> both = LengthBuckets.shuffled(sources, targets, 10, random);
        assertEachOnce(both);
        // By one of the two lengths alone the other one is padded as it comes.
        assertThat(padded(both)).isLessThan(padded(LengthBuckets.shuffled(sources, 10, random)));
    }

    /** What was drawn before there were pairs: models trained then come out the same. */
    @Test
    void oneLengthIsGroupedAsEver() {
        int[] lengths = {5, 3, 9, 1, 7, 3, 2, 8};
        assertThat(LengthBuckets.sorted(lengths, 3))
                .usingRecursiveComparison()
                .isEqualTo(List.of(new int[] {3, 6, 1}, new int[] {5, 0, 4}, new int[] {7, 2}));
        int[] many = lengths(9);
        int[] order = IntStream.range(0, PAIRS).toArray();
        SplittableRandom random = new SplittableRandom(7);
        for (int i = PAIRS - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        List<List<Integer>> expected = new ArrayList<>();
        for (int from = 0; from < PAIRS; from += 32 * 10) {
            List<Integer> pool =
                    Arrays.stream(order, from, Math.min(PAIRS, from + 32 * 10))
                            .boxed()
                            .sorted((a, b) -> Integer.compare(many[a], many[b]))
                            .toList();
            for (int at = 0; at < pool.size(); at += 10) {
                expected.add(pool.subList(at, Math.min(pool.size(), at + 10)));
            }
        }
        for (int i = expected.size() - 1; i > 0; i--) {
            Collections.swap(expected, i, random.nextInt(i + 1));
        }
        assertThat(
                        LengthBuckets.shuffled(many, 10, new SplittableRandom(7)).stream()
                                .map(g -> Arrays.stream(g).boxed().toList())
                                .toList())
                .isEqualTo(expected);
    }

    /** The pairs of this test; a batch holds their indices. */
    private Collation collation() {
        return new Collation() {
            @Override
            public int[] lengths() {
                return sources;
            }

            @Override
            public int[] otherLengths() {
                return targets;
            }

            @Override
            public Batch batch(int[] indices, NDManager manager) {
                NDList rows = new NDList(manager.create(indices));
                return new Batch(manager, rows, new NDList(), indices.length, false);
            }
        };
    }

    private static List<Integer> walk(BatchSource source) {
        List<Integer> seen = new ArrayList<>();
        long batches = 0;
        long announced = source.size();
        while (source.hasNext()) {
            try (Batch batch = source.next()) {
                Arrays.stream(batch.inputs().get(0).toIntArray()).forEach(seen::add);
                batches++;
            }
        }
        assertThat(batches).isEqualTo(announced);
        return seen;
    }

    @Test
    void strategiesGoThroughPairsAndSequencesOnce() {
        Integer[] all = IntStream.range(0, PAIRS).boxed().toArray(Integer[]::new);
        try (NDManager manager = NDManager.newBaseManager()) {
            Collation pairs = collation();
            for (WholeSequences strategy : List.of(Batches.tokens(500), Batches.buckets(32))) {
                SplittableRandom random = new SplittableRandom(1);
                assertThat(walk(strategy.training(pairs, manager, random)))
                        .containsExactlyInAnyOrder(all)
                        .isNotEqualTo(walk(strategy.training(pairs, manager, random)));
                assertThat(walk(strategy.evaluation(pairs, manager)))
                        .containsExactlyInAnyOrder(all)
                        .isEqualTo(walk(strategy.evaluation(pairs, manager)));
            }
            ValuedSeries series =
                    new ValuedSeries(
                            List.of(new float[][] {{1}, {1}}, new float[][] {{2}}),
                            new float[][] {{10}, {20}},
                            List.of("a"),
                            Map.of(),
                            new DataProvenance("made up", "all", List.of(), List.of()));
            assertThat(Batches.tokens(3).evaluation(series, manager).size()).isEqualTo(2);
            assertThat(Batches.tokens(4).evaluation(series, manager).size()).isEqualTo(1);
            assertThat(manager.getManagedArrays()).isEmpty();
        }
        assertThat(Batches.tokens(4096)).hasToString("tokens(4096)");
        assertThatThrownBy(() -> Batches.tokens(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tokens must be at least 1, not 0");
    }
}
