package org.recurve.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import org.recurve.data.TokenStream;
import org.recurve.data.Vocabulary;

class BpttBatchesTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void trainingReadsTheStrandsSideBySide() {
        // 11 tokens in 2 strands of 5; the last token is dropped.
        List<String> batches =
                read(Batches.bptt(2, 3).training(stream(11), manager, new Random(1)));
        assertThat(batches)
                .containsExactly(
                        "[0, 1, 2, 5, 6, 7] -> [1, 2, 3, 6, 7, 8] (2, 3) new weight 6",
                        "[3, 8] -> [4, 9] (2, 1) continues weight 2");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 5, 37",
        "4, 7, 100",
        "10, 35, 11",
        "10, 35, 12",
        "3, 2, 2",
        "20, 35, 1000",
        "6, 4, 9"
    })
    void evaluationPredictsEveryTokenButTheFirstExactlyOnce(int batchSize, int steps, int tokens) {
        List<Long> targets = new ArrayList<>();
        BatchSource source = Batches.bptt(batchSize, steps).evaluation(stream(tokens), manager);
        long batches = 0;
        while (source.hasNext()) {
            try (Batch batch = source.next()) {
                long[] inputs = batch.inputs().get(0).toLongArray();
                long[] labels = batch.labels().get(0).toLongArray();
                float[] mask =
                        batch.labels().size() > 1 ? batch.labels().get(1).toFloatArray() : null;
                assertThat(batch.inputs().get(0).getShape().get(1)).isLessThanOrEqualTo(steps);
                int valid = 0;
                for (int i = 0; i < labels.length; i++) {
                    if (mask == null || mask[i] == 1) {
                        assertThat(labels[i]).isEqualTo(inputs[i] + 1);
                        targets.add(labels[i]);
                        valid++;
                    }
                }
                assertThat(batch.weight()).isEqualTo(valid).isPositive();
                batches++;
            }
        }
        assertThat(batches).isEqualTo(source.size());
        assertThat(targets)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(1, tokens).mapToObj(i -> (long) i).toList());
    }

    @Test
    void randomLengthsMissNoTokenAndScaleTheRate() {
        BpttBatches batches = Batches.bptt(3, 70).withRandomLengths();
        BatchSource source = batches.training(stream(90_001), manager, new Random(1));
        List<Integer> lengths = new ArrayList<>();
        long next = 0;
        while (source.hasNext()) {
            try (Batch batch = source.next()) {
                long[] inputs = batch.inputs().get(0).toLongArray();
                int length = inputs.length / 3;
                for (int i = 0; i < inputs.length; i++) {
                    assertThat(inputs[i]).isEqualTo(i / length * 30_000L + next + i % length);
                }
                next += length;
                lengths.add(length);
                if (source.hasNext()) {
                    assertThat(batch.rateFactor()).isEqualTo(length / 70.0);
                }
            }
        }
        assertThat(next).isEqualTo(29_999);
        assertThat((double) lengths.size()).isCloseTo((double) source.size(), withinPercentage(3));
        double halves = lengths.stream().filter(length -> length < 52).count();
        assertThat(halves / lengths.size()).isBetween(0.02, 0.09);
        var usual = lengths.stream().filter(length -> length > 52).mapToInt(i -> i).toArray();
        double mean = Arrays.stream(usual).average().orElseThrow();
        double deviation =
                Math.sqrt(
                        Arrays.stream(usual).mapToDouble(l -> (l - mean) * (l - mean)).sum()
                                / usual.length);
        assertThat(mean).isBetween(69.0, 70.0);
        assertThat(deviation).isBetween(4.5, 5.5);
        assertThat(batches).hasToString("bptt(3, 70, random lengths)");
        assertThat(read(batches.evaluation(stream(500), manager)))
                .isEqualTo(read(Batches.bptt(3, 70).evaluation(stream(500), manager)));
    }

    @Test
    void shortRandomLengthsAreAtLeastFive() {
        BatchSource source =
                Batches.bptt(1, 6)
                        .withRandomLengths()
                        .training(stream(5_000), manager, new Random(2));
        while (source.hasNext()) {
            try (Batch batch = source.next()) {
                if (source.hasNext()) {
                    assertThat(batch.weight()).isGreaterThanOrEqualTo(5);
                }
            }
        }
    }

    @Test
    void tooLittleTextIsNamed() {
        assertThatThrownBy(() -> Batches.bptt(6, 3).training(stream(11), manager, new Random(1)))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("train text has 11 tokens")
                .hasMessageContaining("bptt(6, 3)");
        assertThatThrownBy(() -> Batches.bptt(6, 3).evaluation(stream(1), manager))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("1 tokens");
        assertThatThrownBy(() -> Batches.bptt(0, 3)).hasMessageContaining("at least 1");
    }

    @Test
    void closedBatchesLeaveNothingBehind() {
        read(Batches.bptt(2, 3).training(stream(500), manager, new Random(1)));
        assertThat(manager.getManagedArrays()).isEmpty();
    }

    private static List<String> read(BatchSource source) {
        List<String> result = new ArrayList<>();
        while (source.hasNext()) {
            try (Batch batch = source.next()) {
                result.add(
                        Arrays.toString(batch.inputs().get(0).toLongArray())
                                + " -> "
                                + Arrays.toString(batch.labels().get(0).toLongArray())
                                + " "
                                + batch.labels().get(0).getShape()
                                + (batch.continues() ? " continues" : " new")
                                + " weight "
                                + batch.weight());
            }
        }
        return result;
    }

    private static TokenStream stream(int tokens) {
        Vocabulary.Builder builder = Vocabulary.builder();
        for (int i = 0; i < tokens; i++) {
            builder.add("t" + i);
        }
        return new TokenStream(
                IntStream.range(0, tokens).toArray(),
                builder.build(),
                tokens,
                new DataProvenance("numbers", "train", List.of(), List.of()));
    }
}
