package org.recurve.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.recurve.core.RecurveException;

/** What the block says about wrong input, and what it leaves behind. */
class LinearChainCrfInputTest {
    private final NDManager manager = NDManager.newBaseManager();
    private final ParameterStore store = new ParameterStore(manager, false);

    @AfterEach
    void close() {
        manager.close();
    }

    private LinearChainCrf crf(TagRules rules, int batch, int steps) {
        LinearChainCrf crf = new LinearChainCrf(rules);
        crf.initialize(manager, DataType.FLOAT32, new Shape(batch, steps, rules.size()));
        return crf;
    }

    @Test
    void onlyTheResultsStay() {
        LinearChainCrf crf = crf(TagRules.free(3), 2, 4);
        try (NDManager batch = manager.newSubManager();
                NDManager other = manager.newSubManager()) {
            // Lengths of another type and on another manager than the rest.
            NDArray lengths = other.create(new int[] {4, 2});
            NDArray emissions = batch.ones(new Shape(2, 4, 3));
            NDArray labels = batch.zeros(new Shape(2, 4), DataType.INT32);
            int before = batch.getManagedArrays().size();
            crf.decode(store, emissions, lengths);
            assertThat(batch.getManagedArrays()).hasSize(before);
            NDList results =
                    new NDList(
                            crf.negativeLogLikelihood(store, emissions, labels, lengths, false),
                            crf.marginals(store, emissions, lengths));
            results.addAll(crf.forward(store, new NDList(emissions, lengths), false));
            assertThat(batch.getManagedArrays()).hasSize(before + 4).containsAll(results);
            assertThat(other.getManagedArrays()).containsExactly(lengths);
        }
    }

    @Test
    void wrongInputIsNamed() {
        LinearChainCrf crf = crf(TagRules.bio(List.of("B-x", "I-x", "O")), 4, 4);
        NDArray emissions = manager.ones(new Shape(4, 4, 3));
        NDArray lengths = manager.create(new long[] {3, 4, 1, 2});
        NDArray labels = manager.zeros(new Shape(4, 4), DataType.INT64);
        assertThatThrownBy(() -> crf.decode(store, emissions.get("0"), lengths))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(batch, time, 3)")
                .hasMessageContaining("(4, 3)");
        assertThatThrownBy(() -> crf.decode(store, emissions, manager.create(new long[] {1, 2})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(4)")
                .hasMessageContaining("(2)");
        assertThatThrownBy(
                        () -> crf.decode(store, emissions, manager.create(new long[] {1, 5, 1, 1})))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("sequence 1")
                .hasMessageContaining("5");
        NDArray nan = emissions.duplicate();
        nan.set(new NDIndex("0, 3, 0"), Float.NaN);
        assertThatThrownBy(() -> crf.decode(store, nan, null))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("emission of tag 0 at step 3 of sequence 0");
        assertThatThrownBy(
                        () ->
                                crf.negativeLogLikelihood(
                                        store, emissions, labels.get(":, :3"), lengths, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(4, 3)");
        assertThatThrownBy(
                        () ->
                                crf.negativeLogLikelihood(
                                        store, emissions, labels.sub(1), lengths, true))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("tag -1 at step 0 of sequence 0");
    }

    @Test
    void labelsThatBreakTheRulesAreNamed() {
        LinearChainCrf crf = crf(TagRules.bio(List.of("B-x", "I-x", "O")), 1, 2);
        NDArray emissions = manager.ones(new Shape(1, 2, 3));
        NDArray begins = manager.create(new long[] {1, 1}, new Shape(1, 2));
        assertThatThrownBy(() -> crf.negativeLogLikelihood(store, emissions, begins, null, true))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("sequence 0 of the batch begins with tag 1");
        NDArray follows = manager.create(new long[] {2, 1}, new Shape(1, 2));
        assertThatThrownBy(() -> crf.negativeLogLikelihood(store, emissions, follows, null, true))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("has tag 1 after 2 at step 1");
    }

    @Test
    void rulesThatAllowNothingAreNamed() {
        boolean[] none = new boolean[2];
        LinearChainCrf crf =
                crf(new TagRules(new boolean[2][2], new boolean[] {true, true}, none), 1, 2);
        NDArray emissions = manager.ones(new Shape(1, 2, 2));
        assertThatThrownBy(() -> crf.decode(store, emissions, null))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("2 step(s) of sequence 0");
        assertThatThrownBy(() -> crf.marginals(store, emissions, null))
                .isInstanceOf(RecurveException.class);
    }
}
