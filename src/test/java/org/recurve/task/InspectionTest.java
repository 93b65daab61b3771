package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.util.RandomUtils;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import org.recurve.data.TokenStream;
import org.recurve.data.Vocabulary;
import org.recurve.metric.Correlation;
import org.recurve.nn.Cell;
import org.recurve.nn.Cells;

class InspectionTest {
    private static final List<String> WORDS = List.of("a", "b", "c", "d");
    private final Vocabulary vocabulary =
            Vocabulary.builder().specials("<unk>", "<eos>").addAll(WORDS).build();
    private final String text = words(20);

    @BeforeEach
    void seed() {
        Engine.getInstance().setRandomSeed(3);
        RandomUtils.RANDOM.setSeed(3);
    }

    @ParameterizedTest
    @MethodSource("org.recurve.nn.Cells#all")
    void showsTheStatesOfOneStepAtATime(Cell cell) {
        try (LanguageModel model = model(cell, vocabulary);
                LanguageModelSteps steps =
                        new LanguageModelSteps(
                                (LanguageModelNetwork) model.block(), model.manager())) {
            Inspection seen = model.inspect(text);
            assertThat(seen.layers()).isEqualTo(2);
            NDList state = steps.read(vocabulary.encode(List.of("<eos>"))).state();
            for (int t = 0; t < seen.tokens().size(); t++) {
                int[] token = {vocabulary.id(seen.tokens().get(t))};
                state = steps.step(state, new int[1], token).state();
                for (int layer = 0; layer < 2; layer++) {
                    double[][] hidden = seen.activations(layer, "hidden").values();
                    float[] expected = hidden(state, layer);
                    assertThat(hidden).hasNumberOfRows(expected.length);
                    for (int unit = 0; unit < expected.length; unit++) {
                        assertThat(hidden[unit][t]).isCloseTo(expected[unit], within(1e-5));
                    }
                }
            }
        }
    }

    /** The fused block has one array for all layers, a stack has one or two for each. */
    private static float[] hidden(NDList state, int layer) {
        NDArray first = state.head();
        if (first.size(0) == 2) {
            return first.get(layer).toFloatArray();
        }
        return state.get(layer * state.size() / 2).toFloatArray();
    }

    @Test
    void gatesAreThoseThatMadeTheStates() {
        try (LanguageModel model = model(Cells.lstm(), vocabulary)) {
            Inspection seen = model.inspect(text);
            assertThat(seen.names(1))
                    .containsExactlyInAnyOrder("i", "f", "g", "o", "hidden", "cell");
            double[][] i = seen.activations(1, "i").values();
            double[][] f = seen.activations(1, "f").values();
            double[][] g = seen.activations(1, "g").values();
            double[][] o = seen.activations(1, "o").values();
            double[][] c = seen.activations(1, "cell").values();
            double[][] h = seen.activations(1, "hidden").values();
            for (int unit = 0; unit < c.length; unit++) {
                for (int t = 1; t < c[unit].length; t++) {
                    double cell = f[unit][t] * c[unit][t - 1] + i[unit][t] * g[unit][t];
                    assertThat(c[unit][t]).isCloseTo(cell, within(1e-6));
                    assertThat(h[unit][t]).isCloseTo(o[unit][t] * Math.tanh(cell), within(1e-6));
                }
            }
        }
    }

    @Test
    void surpriseIsTheScoreInBits() {
        Vocabulary endless = Vocabulary.builder().addAll(WORDS).build();
        for (Vocabulary words : List.of(vocabulary, endless)) {
            try (LanguageModel model = model(Cells.gru(), words)) {
                for (int length : new int[] {1, 2, 20}) {
                    String start = words(length);
                    double[] bits = model.inspect(start).surprise();
                    double[] nats = scores(model, start);
                    assertThat(bits).hasSameSizeAs(nats);
                    for (int t = 0; t < bits.length; t++) {
                        assertThat(bits[t]).isCloseTo(nats[t] / Math.log(2), within(1e-5));
                    }
                    assertThat(model.score(start).surprisal()).containsExactly(bits, within(1e-5));
                }
            }
        }
    }

    @Test
    void anyThreadMayInspectWhileOthersScore() throws Exception {
        try (LanguageModel model = model(Cells.lstm(), vocabulary)) {
            double[] scores = scores(model, text);
            double[][] cell = model.inspect(text).activations(1, "cell").values();
            int arrays = model.manager().getManagedArrays().size();
            ExecutorService pool = Executors.newFixedThreadPool(8);
            try {
                Callable<Boolean> job =
                        () -> {
                            assertThat(model.inspect(text).activations(1, "cell").values())
                                    .isDeepEqualTo(cell);
                            assertThat(scores(model, text)).isEqualTo(scores);
                            return true;
                        };
                for (Future<Boolean> done : pool.invokeAll(Collections.nCopies(24, job))) {
                    assertThat(done.get()).isTrue();
                }
            } finally {
                pool.shutdownNow();
            }
            assertThat(model.manager().getManagedArrays()).hasSize(arrays);
        }
    }

    @Test
    void wrongInputIsNamed() {
        try (LanguageModel model =
                LanguageModel.builder().embedding(4).hidden(4).build(vocabulary)) {
            assertThatThrownBy(() -> model.inspect("a"))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("no weights yet");
            model.initialize();
            assertThatThrownBy(() -> model.inspect(" "))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("text is empty");
            Inspection seen = model.inspect("a b");
            assertThat(seen).hasToString("2 tokens; layer 0 [i, f, g, o, hidden, cell]");
            assertThatThrownBy(() -> seen.activations(1, "f"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no layer 1; layers are 0 to 0");
            assertThatThrownBy(() -> seen.activations(0, "z"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no \"z\", but [i, f, g, o, hidden, cell]");
        }
    }

    @Test
    void activationsAreChosenAndSummedUp() {
        double[][] steps = {{9, 9, 9}, {1, 0, 2}, {1, 4, 3}};
        Activations all = Activations.ofSteps("f", List.of("x", "y"), steps, 1);
        assertThat(all.values()).isDeepEqualTo(new double[][] {{1, 1}, {0, 4}, {2, 3}});
        assertThat(all.unit(1)).containsExactly(0, 4);
        assertThat(all.mean()).containsExactly(1, 8 / 3.0);
        Activations most = all.mostVaried(2);
        assertThat(most.units()).containsExactly(1, 2);
        assertThat(most.values()).isDeepEqualTo(new double[][] {{0, 4}, {2, 3}});
        assertThat(most.only(2).units()).containsExactly(2);
        assertThat(all.mostVaried(9).units()).containsExactly(1, 2, 0);
        double[][] others = {{1, 3, 6}, {1, 4, 3}};
        Activations other = Activations.ofSteps("f", List.of("x", "z"), others, 0);
        assertThat(all.distance(other)).containsExactly(5, 0);
        assertThat(all.mostLike(new double[] {5, 3}, 2).units()).containsExactly(1, 2);
        double[][] three = {{1, 1, 0}, {1, 2, 0}, {1, 0, 2}};
        Activations wave = Activations.ofSteps("f", List.of("x", "y", "z"), three, 0);
        assertThat(wave.mostLike(new double[] {1, 2, 0}, 1).units()).containsExactly(1);
        assertThat(wave.mostLike(new double[] {0, 0, 3}, 3).units()).containsExactly(2, 1, 0);
        // Distances from the means, (0, 1, -1) and (-1, -1, 2): -3 over the root of 2 times 6.
        assertThat(wave.correlations(new double[] {0, 0, 3}))
                .containsExactly(new double[] {0, -3 / Math.sqrt(2 * 6), 1}, within(1e-12));
        assertThatThrownBy(() -> all.mostLike(new double[3], 1))
                .hasMessageContaining("each of the 2 tokens, but has 3");
        assertThatThrownBy(() -> all.correlations(new double[3]))
                .hasMessageContaining("each of the 2 tokens, but has 3");
        assertThatThrownBy(() -> all.correlationByChance(new double[1], 1))
                .hasMessageContaining("each of the 2 tokens, but has 1");
        assertThatThrownBy(() -> all.distance(most)).hasMessageContaining("same units");
        assertThatThrownBy(() -> most.unit(0))
                .hasMessageContaining("no unit 0 here; units are [1, 2]");
        assertThatThrownBy(() -> all.mostVaried(0)).hasMessageContaining("at least 1");
    }

    @Test
    void theCorrelationByChanceIsOfTheseUnits() {
        double[][] steps = new double[60][3];
        double[] signal = new double[60];
        Random random = new Random(1);
        for (int t = 0; t < 60; t++) {
            signal[t] = t / 20 % 2;
            steps[t] = new double[] {random.nextDouble(), signal[t], random.nextDouble()};
        }
        List<String> tokens = Collections.nCopies(60, "x");
        Activations all = Activations.ofSteps("f", tokens, steps, 0);
        assertThat(all.correlations(signal)[1]).isCloseTo(1, within(1e-12));
        assertThat(all.correlationByChance(signal, 7))
                .isEqualTo(Correlation.byChance(all.values(), signal, 200, 7));
        assertThat(all.only(2).correlationByChance(signal, 7))
                .isEqualTo(Correlation.byChance(all.only(2).values(), signal, 200, 7))
                .isLessThan(all.correlationByChance(signal, 7));

        // On another text the same unit does the opposite half of the time.
        double[][] others = new double[60][3];
        for (int t = 0; t < 60; t++) {
            others[t] = new double[] {random.nextDouble(), t < 30 ? t % 2 : 1 - t % 2, 0.5};
        }
        Activations other = Activations.ofSteps("f", Collections.nCopies(60, "y"), others, 0);
        double[] there = IntStream.range(0, 60).mapToDouble(t -> t % 2).toArray();
        Follower found = all.follower(read -> read.get(0).equals("x") ? signal : there, other, 7);
        assertThat(found.unit()).isEqualTo(1);
        assertThat(found.chosen()).isCloseTo(1, within(1e-12));
        assertThat(found.judged()).isCloseTo(0, within(1e-12));
        assertThat(found.byChance()).isEqualTo(other.correlationByChance(there, 7));
        assertThat(found).asString().startsWith("unit 1, r = 1.00 where it was chosen, ");
    }

    private static LanguageModel model(Cell cell, Vocabulary words) {
        LanguageModel model =
                LanguageModel.builder().cell(cell).layers(2).embedding(6).hidden(6).build(words);
        model.initialize();
        return model;
    }

    private double[] scores(LanguageModel model, String words) {
        Vocabulary known = model.vocabulary();
        int[] ids = known.encode(List.of(words.split(" ")));
        double[] found = new double[ids.length];
        model.score(
                new TokenStream(
                        ids,
                        known,
                        ids.length,
                        new DataProvenance("made up", "test", List.of(), List.of())),
                (first, nats, count) -> System.arraycopy(nats, 0, found, first, count));
        return found;
    }

    private static String words(int count) {
        Random random = new Random(5);
        return IntStream.range(0, count)
                .mapToObj(i -> WORDS.get(random.nextInt(WORDS.size())))
                .collect(Collectors.joining(" "));
    }
}
