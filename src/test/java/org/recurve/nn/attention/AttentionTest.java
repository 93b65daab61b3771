package org.recurve.nn.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.core.RecurveException;
import org.recurve.nn.BlockFixture;

class AttentionTest {
    private static final Shape QUERY = new Shape(2, 3, 4);
    private static final Shape KEYS = new Shape(2, 5, 4);

    static List<Supplier<Attention>> all() {
        return List.of(
                () -> new AdditiveAttention(6),
                MultiplicativeAttention::new,
                () -> new DotAttention(true),
                () -> MultiHeadAttention.builder().setSize(4).setHeads(2).build());
    }

    @ParameterizedTest
    @MethodSource("all")
    void oneMemoryAnswersQueryByQuery(Supplier<Attention> maker) {
        Attention attention = maker.get();
        try (BlockFixture fixture = new BlockFixture(attention, QUERY, KEYS)) {
            NDArray query = fixture.array(fixture.cube(2, 3, 4));
            NDArray keys = fixture.array(fixture.cube(2, 5, 4));
            NDArray lengths = fixture.manager().create(new long[] {5, 2});
            NDList together = fixture.forward(query, keys, lengths);
            ParameterStore store = fixture.store();
            AttentionMemory memory = attention.memory(store, keys, lengths, false);
            AttentionMemory twice = memory.repeat(2);
            assertThat(memory.batch()).isEqualTo(2);
            assertThat(memory.steps()).isEqualTo(5);
            assertThat(twice.batch()).isEqualTo(4);
            for (int q = 0; q < 3; q++) {
                NDArray one = query.get(":," + q + ":" + (q + 1));
                NDList found = attention.attend(store, one, memory, false);
                NDArray expected = together.head().get(":," + q + ":" + (q + 1));
                assertClose(found.head(), expected);
                NDList beams = attention.attend(store, one.repeat(0, 2), twice, false);
                assertClose(beams.head(), expected.repeat(0, 2));
            }
        }
    }

    private static void assertClose(NDArray found, NDArray expected) {
        assertThat(found.getShape()).isEqualTo(expected.getShape());
        assertThat(found.toDoubleArray()).containsExactly(expected.toDoubleArray(), within(1e-12));
    }

    @ParameterizedTest
    @MethodSource("all")
    void wrongShapesAreNamed(Supplier<Attention> maker) {
        try (BlockFixture fixture = new BlockFixture(maker.get(), QUERY, KEYS)) {
            NDArray query = fixture.array(fixture.cube(2, 3, 4));
            NDArray keys = fixture.array(fixture.cube(2, 5, 4));
            NDArray narrow = fixture.array(fixture.cube(2, 5, 3));
            NDArray three = fixture.array(fixture.cube(3, 5, 4));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> fixture.forward(query, narrow))
                    .withMessage(
                            "keys of shape (2, 5, 3) must have 4 features, as the attention was"
                                    + " made for");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> fixture.forward(narrow, keys))
                    .withMessage(
                            "query of shape (2, 5, 3) must have 4 features, as the attention was"
                                    + " made for");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> fixture.forward(query, three))
                    .withMessageContaining("2 sequences, but keys of 3");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> fixture.forward(query.get(0), keys))
                    .withMessageContaining("query")
                    .withMessageContaining("(3, 4)");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> fixture.forward(query))
                    .withMessageContaining("[query, keys, lengths], but got 1");
            assertThatThrownBy(
                            () ->
                                    fixture.forward(
                                            query,
                                            keys,
                                            fixture.manager().create(new long[] {5, 0})))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("length of sequence 1 of the batch is 0");
        }
    }

    @Test
    void wrongSettingsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AdditiveAttention(0))
                .withMessageContaining("hidden must be 1 or more, but is 0");
        MultiHeadAttention.Builder builder = MultiHeadAttention.builder().setSize(4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.setHeads(3).build())
                .withMessageContaining("4 and 3");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.setHeads(0).build());
        assertThatIllegalArgumentException().isThrownBy(() -> builder.optDropRate(1.1f));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.optKeySize(0));
    }

    @Test
    void dotProductNeedsOneWidth() {
        try (BlockFixture fixture =
                new BlockFixture(new DotAttention(), QUERY, new Shape(2, 5, 3))) {
            NDArray query = fixture.array(fixture.cube(2, 3, 4));
            NDArray keys = fixture.array(fixture.cube(2, 5, 3));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> fixture.forward(query, keys))
                    .withMessageContaining("4 and 3; MultiplicativeAttention takes different ones");
        }
    }

    @Test
    void textsTellTheSizes() {
        AdditiveAttention additive = new AdditiveAttention(16);
        assertThat(additive).hasToString("AdditiveAttention(hidden 16)");
        try (BlockFixture fixture =
                new BlockFixture(additive, new Shape(1, 1, 8), new Shape(1, 5, 12))) {
            assertThat(fixture.names())
                    .containsExactly("query.weight", "key.weight", "bias", "score.weight");
            assertThat(additive)
                    .hasToString("AdditiveAttention(query 8, keys 12, hidden 16): 352 parameters");
        }
        assertThat(MultiHeadAttention.builder().setSize(8).setHeads(2).optCausal(true).build())
                .hasToString("MultiHeadAttention(size 8, heads 2, causal)");
    }

    @Test
    void dropoutChangesContextsInTrainingOnly() {
        Attention attention =
                MultiHeadAttention.builder().setSize(4).setHeads(2).optDropRate(0.5f).build();
        try (BlockFixture fixture = new BlockFixture(attention, QUERY, KEYS)) {
            NDArray query = fixture.array(fixture.cube(2, 3, 4));
            NDArray keys = fixture.array(fixture.cube(2, 5, 4));
            NDList still = fixture.forward(query, keys);
            assertClose(fixture.forward(query, keys).head(), still.head());
            NDList dropped = attention.forward(fixture.store(), new NDList(query, keys), true);
            assertThat(dropped.head().toDoubleArray()).isNotEqualTo(still.head().toDoubleArray());
            assertClose(dropped.get(1), still.get(1));
        }
    }

    /** All keys weigh the same and all values are 1: a context tells how many keys were kept. */
    @Test
    void dropoutDrawsEveryWeightForItself() {
        double rate = 0.3;
        int batch = 20;
        int queries = 10;
        int steps = 50;
        Attention attention =
                MultiHeadAttention.builder()
                        .setSize(2)
                        .setHeads(2)
                        .optDropRate((float) rate)
                        .build();
        try (BlockFixture fixture =
                new BlockFixture(
                        attention, new Shape(batch, queries, 2), new Shape(batch, steps, 2))) {
            fixture.manager().getEngine().setRandomSeed(5);
            attention.getParameters().values().forEach(p -> p.getArray().muli(0));
            attention
                    .getParameters()
                    .get("in_proj_bias")
                    .getArray()
                    .set(new double[] {0, 0, 0, 0, 1, 1});
            attention
                    .getParameters()
                    .get("out_proj.weight")
                    .getArray()
                    .set(new double[] {1, 0, 0, 1});
            NDArray query = fixture.array(fixture.cube(batch, queries, 2));
            NDArray keys = fixture.array(fixture.cube(batch, steps, 2));
            assertThat(fixture.forward(query, keys).head().toDoubleArray())
                    .usingComparatorWithPrecision(1e-12)
                    .containsOnly(1);
            NDArray dropped =
                    attention.forward(fixture.store(), new NDList(query, keys), true).head();
            Set<Long> counts = new HashSet<>();
            double kept = 0;
            for (double context : dropped.toDoubleArray()) {
                double count = context * steps * (1 - rate);
                assertThat(count).isCloseTo(Math.rint(count), within(1e-5));
                counts.add(Math.round(count));
                kept += count;
            }
            double drawn = (double) batch * queries * 2 * steps;
            assertThat(kept / drawn)
                    .isCloseTo(1 - rate, within(4 * Math.sqrt(rate * (1 - rate) / drawn)));
            // One mask for all would give one count.
            assertThat(counts).hasSizeGreaterThan(8);
            assertThat(dropped.get(":,:,0")).isNotEqualTo(dropped.get(":,:,1"));
        }
    }

    @Test
    void startsAsPyTorchDoes() {
        Attention attention = MultiHeadAttention.builder().setSize(64).setHeads(2).build();
        try (var manager = NDManager.newBaseManager()) {
            attention.initialize(
                    manager, DataType.FLOAT32, new Shape(1, 1, 64), new Shape(1, 1, 64));
            var parameters = attention.getParameters();
            // sqrt(6 / (64 + 192)) and sqrt(1 / 64)
            assertLimit(parameters.get("in_proj_weight").getArray(), 0.1531);
            assertLimit(parameters.get("out_proj.weight").getArray(), 0.125);
            assertThat(parameters.get("in_proj_bias").getArray().toFloatArray()).containsOnly(0);
            assertThat(parameters.get("out_proj.bias").getArray().toFloatArray()).containsOnly(0);
        }
    }

    private static void assertLimit(NDArray weight, double limit) {
        assertThat((double) weight.abs().max().getFloat()).isBetween(0.98 * limit, limit * 1.001);
        assertThat((double) weight.mean().getFloat()).isCloseTo(0, within(0.05 * limit));
    }
}
