package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of dropout: how often, how strong, which numbers share a mask, and off when it is. */
class DropoutTest {
    private static final double RATE = 0.3;
    private static final float KEPT = (float) (1 / (1 - RATE));

    private final NDManager manager = NDManager.newBaseManager();
    private final ParameterStore store = new ParameterStore(manager, false);

    @BeforeEach
    void seed() {
        manager.getEngine().setRandomSeed(5);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private NDArray run(Block block, NDArray x, boolean training) {
        return block.forward(store, new NDList(x), training).head();
    }

    /** Zeros at the rate within four standard errors, all else scaled; so the mean is 1. */
    private static void assertDropped(float[] values, long drawn, double rate) {
        float kept = (float) (1 / (1 - rate));
        int zeros = 0;
        for (float value : values) {
            assertThat(value == 0 || Math.abs(value - kept) < 1e-6).as("value %s", value).isTrue();
            zeros += value == 0 ? 1 : 0;
        }
        double error = 4 * Math.sqrt(rate * (1 - rate) / drawn);
        assertThat((double) zeros / values.length).isCloseTo(rate, within(error));
    }

    @Test
    void variationalDropoutHasOneMaskForAllStepsOfASequence() {
        NDArray x = manager.ones(new Shape(40, 7, 50));
        VariationalDropout block = new VariationalDropout(RATE);
        NDArray y = run(block, x, true);
        NDArray first = y.get(":,0:1").broadcast(x.getShape());
        assertThat(y).isEqualTo(first);
        assertDropped(y.get(":,0").toFloatArray(), 40 * 50, RATE);
        assertThat(y.get(0)).isNotEqualTo(y.get(1));
        assertThat(run(block, x, true)).isNotEqualTo(y);
        assertThat(run(block, x, false)).isEqualTo(x);
    }

    @Test
    void embeddingDropoutTakesWholeWords() {
        NDArray table = manager.ones(new Shape(2000, 3));
        EmbeddingDropout block = new EmbeddingDropout(RATE);
        NDArray y = run(block, table, true);
        assertThat(y).isEqualTo(y.get(":,0:1").broadcast(table.getShape()));
        assertDropped(y.get(":,0").toFloatArray(), 2000, RATE);
        assertThat(run(block, table, true)).isNotEqualTo(y);
        assertThat(run(block, table, false)).isEqualTo(table);
        NDArray none = run(new EmbeddingDropout(1), table, true);
        assertThat(none.toFloatArray()).containsOnly(0);
    }

    /** As wide as the state, its state is the sum of all it was fed: masks show. */
    private static final class SumCell extends RecurrentCell {
        private final List<float[]> seen;

        SumCell(int hidden, List<float[]> seen) {
            super(hidden, hidden);
            this.seen = seen;
            parameter(
                    "weight_hh",
                    (manager, shape, type) -> manager.ones(shape, type),
                    hidden,
                    hidden);
        }

        @Override
        protected NDList step(CellValues values, NDArray x, NDList state) {
            seen.add(state.head().toFloatArray());
            NDArray h = state.head().zerosLike().add(1);
            NDArray y = h.mul(values.get("weight_hh").sum());
            return new NDList(y, h);
        }
    }

    private NDArray forward(RecurrentLayer layer, NDArray x, boolean training) {
        return layer.forward(store, x, new NDList(), null, training).head();
    }

    @Test
    void recurrentDropoutHasOneMaskForAllStepsOnWhatIsFedBack() {
        List<float[]> seen = new ArrayList<>();
        RecurrentLayer layer =
                RecurrentLayer.builder()
                        .setCell(new SumCell(50, seen))
                        .optRecurrentDropRate(RATE)
                        .build();
        NDArray x = manager.ones(new Shape(40, 5, 2));
        layer.initialize(manager, DataType.FLOAT32, x.getShape());
        forward(layer, x, true);
        assertThat(seen).hasSize(5);
        assertThat(seen.get(0)).containsOnly(0);
        assertDropped(seen.get(1), 40 * 50, RATE);
        for (int t = 2; t < 5; t++) {
            assertThat(seen.get(t)).isEqualTo(seen.get(1));
        }
        float[] mask = seen.get(1);
        assertThat(Arrays.copyOfRange(mask, 0, 50)).isNotEqualTo(Arrays.copyOfRange(mask, 50, 100));
        seen.clear();
        forward(layer, x, false);
        assertThat(seen.get(1)).containsOnly(1);
    }

    @Test
    void weightDropHasOneMaskForTheWholeBatchAndAllSteps() {
        RecurrentLayer layer =
                RecurrentLayer.builder()
                        .setCell(new SumCell(50, new ArrayList<>()))
                        .optWeightDropRate(RATE)
                        .build();
        NDArray x = manager.ones(new Shape(4, 5, 2));
        layer.initialize(manager, DataType.FLOAT32, x.getShape());
        NDArray y = forward(layer, x, true);
        Set<Float> sums = new HashSet<>();
        for (float value : y.toFloatArray()) {
            sums.add(value);
        }
        assertThat(sums).hasSize(1);
        double kept = sums.iterator().next() / KEPT / 2500;
        assertThat(kept).isCloseTo(1 - RATE, within(4 * Math.sqrt(RATE * (1 - RATE) / 2500)));
        assertThat(forward(layer, x, true)).isNotEqualTo(y);
        assertThat(forward(layer, x, false).toFloatArray()).containsOnly(2500);
        assertThat(layer.cell().getParameters().get("weight_hh").getArray().toFloatArray())
                .containsOnly(1);
    }

    /** With every weight from state to state dropped, an LSTM is one without: the fast path too. */
    @Test
    void weightDropFallsOnStateWeightsOfAnLstmAndKeepsItsKernel() {
        RecurrentLayer layer =
                RecurrentLayer.builder().setCell(new LSTMCell(4)).optWeightDropRate(1).build();
        NDArray x = manager.randomNormal(new Shape(2, 5, 3));
        layer.initialize(manager, DataType.FLOAT32, x.getShape());
        NDArray dropped = forward(layer, x, true);
        NDArray whole = forward(layer, x, false);
        NDArray weight = layer.cell().getParameters().get("weight_hh").getArray();
        weight.muli(0);
        assertThat(dropped).isEqualTo(forward(layer, x, false)).isNotEqualTo(whole);
    }

    /** The state would be its step's number; zoneout keeps some units as they were. */
    private static final class CountingCell extends RecurrentCell {
        CountingCell(int hidden) {
            super(hidden, hidden, hidden);
        }

        @Override
        protected NDList step(CellValues values, NDArray x, NDList state) {
            NDArray h = state.get(0).zerosLike().add(x.get(":,0:1"));
            NDArray c = state.get(1).zerosLike().add(x.get(":,0:1"));
            return new NDList(h, h, c);
        }
    }

    private NDList zoneout(double first, double second, boolean training) {
        RecurrentLayer layer =
                RecurrentLayer.builder()
                        .setCell(new CountingCell(50))
                        .optZoneoutRates(first, second)
                        .build();
        NDArray time = manager.arange(1f, 4f).reshape(1, 3, 1).repeat(0, 40);
        layer.initialize(manager, DataType.FLOAT32, time.getShape());
        return layer.forward(store, time, new NDList(), null, training);
    }

    @Test
    void zoneoutKeepsUnitsAsTheyWere() {
        NDList result = zoneout(RATE, 0, true);
        float[] y = result.get(0).toFloatArray();
        float[] counts = new float[4];
        for (int b = 0; b < 40; b++) {
            for (int unit = 0; unit < 50; unit++) {
                float before = 0;
                for (int t = 0; t < 3; t++) {
                    float now = y[(b * 3 + t) * 50 + unit];
                    boolean kept = Math.abs(now - before) < 1e-5;
                    assertThat(kept || Math.abs(now - (t + 1)) < 1e-5).as("%s", now).isTrue();
                    counts[t] += kept ? 1 : 0;
                    before = now;
                }
            }
        }
        for (int t = 0; t < 3; t++) {
            assertThat(counts[t] / 2000.0)
                    .as("share kept at step %d: another mask at each", t)
                    .isCloseTo(RATE, within(4 * Math.sqrt(RATE * (1 - RATE) / 2000)));
        }
        assertThat(result.get(2).toFloatArray()).containsOnly(3);
        assertThat(zoneout(1, 1, true).get(2).toFloatArray()).containsOnly(0);
    }

    /** s = rate * s + (1 - rate) * t, from zero: by hand for both states. */
    @Test
    void zoneoutInEvaluationIsTheMean() {
        NDList result = zoneout(RATE, 0.5, false);
        double h = 0;
        double c = 0;
        for (int t = 1; t <= 3; t++) {
            h = RATE * h + (1 - RATE) * t;
            c = 0.5 * c + 0.5 * t;
            float[] y = result.get(0).get(":," + (t - 1)).toFloatArray();
            assertThat(y).containsOnly(y[0]);
            assertThat((double) y[0]).isCloseTo(h, within(1e-6));
        }
        assertThat((double) result.get(1).toFloatArray()[0]).isCloseTo(h, within(1e-6));
        assertThat((double) result.get(2).toFloatArray()[0]).isCloseTo(c, within(1e-6));
    }

    /** What a stack puts out, where nothing but dropout is random. */
    @Test
    void dropoutsOfAStackFallOnTheOutputOfTheirLayer() {
        NDArray x = manager.ones(new Shape(40, 7, 50));
        Cell ones =
                hidden ->
                        new RecurrentCell(hidden, hidden) {
                            @Override
                            protected NDList step(CellValues values, NDArray in, NDList state) {
                                NDArray h = state.head().zerosLike().add(1);
                                return new NDList(h, h);
                            }
                        };
        StackLayer layer = StackLayer.of(ones, 50);
        NDArray single = stacked(layer.dropout(RATE), x, true);
        assertDropped(single.toFloatArray(), 40 * 7 * 50, RATE);
        assertThat(single.get(":,0")).isNotEqualTo(single.get(":,1"));
        NDArray shared = stacked(layer.variationalDropout(RATE), x, true);
        assertDropped(shared.toFloatArray(), 40 * 50, RATE);
        assertThat(shared.get(":,0")).isEqualTo(shared.get(":,6"));
        StackLayer all = layer.dropout(RATE).variationalDropout(RATE);
        assertThat(stacked(all, x, false).toFloatArray()).containsOnly(1);
    }

    private NDArray stacked(StackLayer layer, NDArray x, boolean training) {
        RecurrentStack stack = RecurrentStack.of(List.of(layer));
        stack.initialize(manager, DataType.FLOAT32, x.getShape());
        return run(stack, x, training);
    }

    @Test
    void aStackHandsItsRatesToItsLayers() {
        NDArray x = manager.randomNormal(new Shape(2, 6, 3));
        StackLayer plain = StackLayer.of(Cells.lstm(), 3);
        Map<String, StackLayer> kinds =
                Map.of(
                        "recurrent", plain.recurrentDropout(0.5),
                        "weights", plain.weightDrop(0.5),
                        "zoneout", plain.zoneout(0.5));
        kinds.forEach(
                (name, layer) -> {
                    RecurrentStack stack = RecurrentStack.of(Collections.nCopies(2, layer));
                    stack.initialize(manager, DataType.FLOAT32, x.getShape());
                    NDArray training = run(stack, x, true);
                    assertThat(run(stack, x, true)).as(name).isNotEqualTo(training);
                    assertThat(run(stack, x, false)).as(name).isEqualTo(run(stack, x, false));
                });
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void ratesAreShares(double rate) {
        List<Supplier<Object>> makers =
                List.of(
                        () -> new VariationalDropout(rate),
                        () -> new EmbeddingDropout(rate),
                        () -> RecurrentLayer.builder().optRecurrentDropRate(rate),
                        () -> RecurrentLayer.builder().optWeightDropRate(rate),
                        () -> RecurrentLayer.builder().optZoneoutRates(0.5, rate),
                        () -> LSTM.builder().optDropRate((float) rate),
                        () -> StackLayer.of(Cells.gru(), 2).dropout(rate),
                        () -> StackLayer.of(Cells.gru(), 2).variationalDropout(rate),
                        () -> StackLayer.of(Cells.gru(), 2).recurrentDropout(rate),
                        () -> StackLayer.of(Cells.gru(), 2).weightDrop(rate),
                        () -> StackLayer.of(Cells.gru(), 2).zoneout(rate));
        for (Supplier<Object> maker : makers) {
            assertThatThrownBy(maker::get)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must be 0 to 1");
        }
    }

    @Test
    void whatCannotBeDroppedIsNamed() {
        assertThatThrownBy(
                        () ->
                                RecurrentLayer.builder()
                                        .setCell(new MinGRUCell(2))
                                        .optWeightDropRate(0.1)
                                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MinGRUCell")
                .hasMessageContaining("weight_hh");
        assertThatThrownBy(
                        () ->
                                RecurrentLayer.builder()
                                        .setCell(new LSTMCell(2))
                                        .optZoneoutRates(0.1)
                                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 states")
                .hasMessageContaining("got 1");
        NDArray flat = manager.ones(new Shape(3, 4));
        assertThatThrownBy(() -> run(new VariationalDropout(RATE), flat, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(3, 4)");
        assertThatThrownBy(() -> run(new EmbeddingDropout(RATE), flat.expandDims(0), true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(words, features)");
    }
}
