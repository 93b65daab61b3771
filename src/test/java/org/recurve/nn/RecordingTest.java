package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.recurve.core.RecurveException;
import org.recurve.nn.Bidirectional.Merge;

/** What is seen inside is what happens there. */
class RecordingTest {
    private static final int FEATURES = 3;
    private static final int SIZE = 4;
    private static final long[] LENGTHS = {3, 5};

    private final NDManager manager = NDManager.newBaseManager();
    private final ParameterStore store = new ParameterStore(manager, false);
    private final Shape shape = new Shape(LENGTHS.length, 5, FEATURES);
    private NDArray x;
    private NDArray lengths;

    @AfterEach
    void close() {
        manager.close();
    }

    private <B extends Block> B initialized(B block) {
        block.initialize(manager, DataType.FLOAT64, shape);
        x = manager.randomNormal(0, 1, shape, DataType.FLOAT64);
        lengths = manager.create(LENGTHS);
        return block;
    }

    private NDList run(SequenceBlock block) {
        return block.forward(store, x, new NDList(), lengths, false);
    }

    private static LSTM lstm(int layers, boolean both) {
        return LSTM.builder()
                .setStateSize(SIZE)
                .setNumLayers(layers)
                .optBidirectional(both)
                .build();
    }

    private static double[] flat(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    private double[] sequence(NDArray y, int b, int from, int to) {
        return Trial.doubles(y.get(b + ":" + (b + 1) + ",:" + LENGTHS[b] + "," + from + ":" + to));
    }

    /** One layer by hand: gates and both states of each sequence alone. */
    @Test
    void gatesAndStatesOfAnLstmAreTheFormulas() {
        LSTM block = initialized(lstm(1, false));
        try (Recording recording = Recording.of(block)) {
            run(block);
            assertThat(recording.layers()).containsExactly("l0");
            assertThat(recording.names("l0")).containsExactly("i", "f", "g", "o", "hidden", "cell");
            for (int b = 0; b < LENGTHS.length; b++) {
                Map<String, double[][]> expected = lstmByHand(block, b);
                for (String name : recording.names("l0")) {
                    double[][] found = recording.values("l0", name, b);
                    assertThat(found).hasDimensions((int) LENGTHS[b], SIZE);
                    assertThat(flat(found))
                            .as("%s of sequence %d", name, b)
                            .containsExactly(flat(expected.get(name)), within(1e-12));
                }
            }
        }
    }

    private Map<String, double[][]> lstmByHand(LSTM block, int b) {
        Map<String, double[]> p = new TreeMap<>();
        block.getParameters()
                .forEach(e -> p.put(e.getKey(), Trial.doubles(e.getValue().getArray())));
        String[] names = {"i", "f", "g", "o", "hidden", "cell"};
        int steps = (int) LENGTHS[b];
        Map<String, double[][]> all = new TreeMap<>();
        for (String name : names) {
            all.put(name, new double[steps][SIZE]);
        }
        double[] h = new double[SIZE];
        double[] c = new double[SIZE];
        for (int t = 0; t < steps; t++) {
            double[] in = Trial.doubles(x.get(b, t));
            double[] own = BlockFixture.affine(p.get("weight_ih_l0"), p.get("bias_ih_l0"), in);
            double[] fed = BlockFixture.affine(p.get("weight_hh_l0"), p.get("bias_hh_l0"), h);
            for (int gate = 0; gate < 4; gate++) {
                for (int j = 0; j < SIZE; j++) {
                    double sum = own[gate * SIZE + j] + fed[gate * SIZE + j];
                    all.get(names[gate])[t][j] =
                            gate == 2 ? Math.tanh(sum) : 1 / (1 + Math.exp(-sum));
                }
            }
            for (int j = 0; j < SIZE; j++) {
                c[j] = all.get("f")[t][j] * c[j] + all.get("i")[t][j] * all.get("g")[t][j];
                h[j] = all.get("o")[t][j] * Math.tanh(c[j]);
            }
            all.get("hidden")[t] = h.clone();
            all.get("cell")[t] = c.clone();
        }
        return all;
    }

    /** The backward direction too stands where its inputs stand. */
    @Test
    void hiddenStatesAreTheOutputsInBothDirections() {
        LSTM block = initialized(lstm(2, true));
        try (Recording recording = Recording.of(block)) {
            NDArray y = run(block).head();
            assertThat(recording.layers()).containsExactly("l0", "l0_reverse", "l1", "l1_reverse");
            for (int b = 0; b < LENGTHS.length; b++) {
                assertThat(flat(recording.values("l1", "hidden", b)))
                        .containsExactly(sequence(y, b, 0, SIZE));
                assertThat(flat(recording.values("l1_reverse", "hidden", b)))
                        .containsExactly(sequence(y, b, SIZE, 2 * SIZE));
            }
        }
    }

    /** Fused blocks, stacks and single layers call their layers the same. */
    @Test
    void layersOfStacksAndOfPartsHaveTheirNames() {
        StackLayer both = StackLayer.of(Cells.gru(), SIZE).bidirectional(Merge.SUM);
        RecurrentStack stack = RecurrentStack.of(List.of(both, StackLayer.of(Cells.sru(), 2)));
        assertThat(layersOf(stack)).containsExactly("l0", "l0_reverse", "l1");
        assertThat(layersOf(Bidirectional.of(Cells.gru(), 2))).containsExactly("l0", "l0_reverse");
        assertThat(layersOf(RecurrentLayer.of(new GRUCell(2)))).containsExactly("l0");
        SequentialBlock net =
                new SequentialBlock()
                        .add(RecurrentLayer.of(new GRUCell(2)))
                        .add(lstm(2, false))
                        .add(Linear.builder().setUnits(2).build());
        assertThat(layersOf(net)).containsExactly("0.l0", "1.l0", "1.l1");
    }

    private List<String> layersOf(Block block) {
        initialized(block);
        try (Recording recording = Recording.of(block)) {
            block.forward(store, new NDList(x), false);
            return recording.layers();
        }
    }

    @Test
    void closingRestoresTheFastPathWithTheSameOutputs() {
        for (SequenceBlock block :
                List.of(initialized(lstm(2, true)), RecurrentLayer.of(new MinGRUCell(SIZE)))) {
            initialized(block);
            NDArray before = run(block).head();
            NDArray during;
            try (Recording recording = Recording.of(block)) {
                during = run(block).head();
                assertThat(block.recorded()).isTrue();
                assertThat(recording.layers()).isNotEmpty();
                assertThatThrownBy(() -> Recording.of(block))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("recorded already");
            }
            assertThat(block.recorded()).isFalse();
            assertThat(run(block).head()).isEqualTo(before);
            assertThat(Trial.doubles(during)).containsExactly(Trial.doubles(before), within(1e-12));
        }
    }

    /** A GRU that counts its steps. */
    private static final class CountingFused extends FusedCell {
        private final GRUCell gru = new GRUCell(SIZE);
        private final AtomicInteger steps;

        CountingFused(AtomicInteger steps) {
            super(GRUCell.GATES, SIZE, true, SIZE, SIZE);
            this.steps = steps;
        }

        @Override
        protected NDList step(CellValues values, NDArray in, NDList state) {
            steps.incrementAndGet();
            return gru.step(values, in, state);
        }

        @Override
        NDList fused(NDArray in, NDList state, NDList weights, FusedRun run) {
            return gru.fused(in, state, weights, run);
        }

        @Override
        float[] carryingGates() {
            return null;
        }
    }

    /** A minimal GRU that counts its steps. */
    private static final class CountingScan extends ScanCell {
        private final MinGRUCell gru = new MinGRUCell(SIZE);
        private final AtomicInteger steps;

        CountingScan(AtomicInteger steps) {
            super(SIZE);
            this.steps = steps;
            gates(GateParameter.Kind.WEIGHT_IH, MinGRUCell.GATES, SIZE, RecurrentCell.FEATURES);
            gates(GateParameter.Kind.BIAS_IH, MinGRUCell.GATES, SIZE, RecurrentCell.FEATURES);
        }

        @Override
        NDList coefficients(CellValues values, NDArray in) {
            if (in.getShape().dimension() == 2) {
                steps.incrementAndGet();
            }
            return gru.coefficients(values, in);
        }
    }

    @Test
    void withoutARecordingNoStepIsTakenByItself() {
        AtomicInteger steps = new AtomicInteger();
        RecurrentBuilder<?> two = GRU.builder().setStateSize(SIZE).setNumLayers(2).checked();
        Map<SequenceBlock, Integer> blocks = new LinkedHashMap<>();
        blocks.put(RecurrentLayer.of(new CountingFused(steps)), 1);
        blocks.put(RecurrentLayer.of(new CountingScan(steps)), 1);
        blocks.put(new Recurrent(two, new CountingFused(steps)) {}, 2);
        blocks.forEach(
                (block, layers) -> {
                    initialized(block);
                    runBoth(block);
                    assertThat(steps).hasValue(0);
                    try (Recording recording = Recording.of(block)) {
                        run(block);
                        assertThat(recording.layers()).hasSize(layers);
                        assertThat(steps).hasValue(layers * 5);
                    }
                    steps.set(0);
                    runBoth(block);
                    assertThat(steps).hasValue(0);
                });
    }

    private void runBoth(SequenceBlock block) {
        run(block);
        block.forward(store, x, new NDList(), null, true);
    }

    @Test
    void whatIsNotThereIsNamed() {
        LSTM block = initialized(lstm(1, false));
        Recording recording = Recording.of(block);
        says(() -> recording.values("l0", "f", 0), "run the block first");
        run(block);
        says(() -> recording.values("l1", "f", 0), "\"l1\"", "[l0]");
        says(() -> recording.values("l0", "z", 0), "\"z\"", "[i, f, g, o, hidden, cell]");
        says(() -> recording.gradientNorms("l0"), "Recording.withGradients");
        assertThatThrownBy(() -> recording.values("l0", "f", 2))
                .isInstanceOf(IndexOutOfBoundsException.class);
        recording.close();
        recording.close();
        says(() -> recording.values("l0", "f", 0), "while the recording is open");
        try (Recording gradients = Recording.withGradients(block)) {
            run(block);
            says(() -> gradients.gradientNorms("l0"), "no gradient", "backward(loss)");
        }
        Linear linear = Linear.builder().setUnits(2).build();
        assertThatThrownBy(() -> Recording.of(linear))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no recurrent layer");
    }

    private static void says(ThrowingCallable call, String... parts) {
        assertThatThrownBy(call).isInstanceOf(RecurveException.class).message().contains(parts);
    }

    @Test
    void nothingStaysBehind() {
        LSTM block = initialized(lstm(1, true));
        List<Integer> counts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            try (NDManager batch = manager.newSubManager();
                    Recording recording = Recording.withGradients(block)) {
                for (int run = 0; run < 3; run++) {
                    try (GradientCollector collector =
                            Engine.getInstance().newGradientCollector()) {
                        NDArray in = x.duplicate();
                        in.attach(batch);
                        NDList out = block.forward(store, in, new NDList(), lengths, true);
                        try (NDArray loss = out.head().sum()) {
                            collector.backward(loss);
                        }
                    }
                    assertThat(recording.gradientNorms("l0")).hasSize(5);
                    assertThat(recording.values("l0_reverse", "f", 0)).hasNumberOfRows(3);
                }
            }
            counts.add(
                    manager.getManagedArrays().size() + RecurrentMemoryTest.systemArrays(manager));
        }
        assertThat(counts.subList(1, counts.size())).containsOnly(counts.get(0));
    }

    @Test
    void whatOtherThreadsRunIsNotRecorded() throws InterruptedException {
        GRU gru = initialized(GRU.builder().setStateSize(SIZE).setNumLayers(1).build());
        try (Recording recording = Recording.of(gru)) {
            run(gru);
            Thread other =
                    new Thread(() -> gru.forward(store, x, new NDList(), null, false).close());
            other.start();
            other.join();
            assertThat(recording.values("l0", "z", 0)).hasDimensions((int) LENGTHS[0], SIZE);
        }
    }
}
