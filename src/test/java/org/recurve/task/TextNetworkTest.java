package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.batch.TokenSequences;
import org.recurve.nn.Cell;
import org.recurve.nn.Cells;
import org.recurve.nn.Dropout;
import org.recurve.nn.ParameterNames;
import org.recurve.nn.StackLayer;

/** Answers and gradients of whole networks against plain Java doubles, on ragged texts. */
class TextNetworkTest {
    private static final List<List<String>> KNOWN =
            List.of(List.of("no", "cat", "sat"), List.of("the", "cats"), List.of("on", "mats"));

    /** Of 4, 1, 6 and 2 tokens; some words and letters are unknown, some occur twice. */
    private static final List<List<String>> READ =
            List.of(
                    List.of("the", "cat", "sat", "zzz"),
                    List.of("no"),
                    List.of("cats", "on", "the", "mats", "the", "axe"),
                    List.of("not", "cat"));

    private static final int CLASSES = 3;

    private static TextSettings settings(
            Cell cell, int layers, boolean both, int spelling, String pooling, Dropout dropout) {
        var recurrent = new RecurrentLayers(cell, layers, 3, 3, both, StackLayer.Norm.NONE);
        return new TextSettings(
                "test", 4, spelling, recurrent, pooling, dropout, List.of("a", "b", "c"));
    }

    @TestFactory
    Stream<DynamicTest> answersAndGradientsAreThoseOfTheFormulas() {
        Dropout none = Dropout.NONE;
        return Stream.of(
                        settings(Cells.rnn(), 1, false, 0, "mean", none),
                        settings(Cells.gru(), 2, false, 0, "last", none),
                        settings(Cells.lstm(), 1, true, 0, "max", none),
                        settings(Cells.lstm(), 2, true, 3, "ends", none),
                        settings(Cells.gru(), 1, true, 2, "attention(3,2)", none),
                        settings(Cells.lstm(), 1, false, 0, "last+max+mean", none),
                        settings(Cells.gru(), 1, true, 2, "ends+attention(2)+max", none),
                        settings(Cells.lstm(), 1, true, 2, "", none),
                        // A stack of layers, which is what such dropout needs.
                        settings(
                                Cells.lstm(),
                                2,
                                true,
                                0,
                                "mean",
                                Dropout.variational(0.1, 0.2, 0.3).weights(0.4)))
                .map(
                        s ->
                                DynamicTest.dynamicTest(
                                        s.asMap().toString(), () -> new Trial(s).check()));
    }

    /** One network in float64, with random parameters. */
    private static final class Trial {
        private final Random random = new Random(5);
        private final TextSettings settings;
        private final TokenReader reader;
        private final TokenSequences texts;
        private final Map<String, double[]> values = new LinkedHashMap<>();
        private final TextReference reference;
        private final double[][][] weights = new double[READ.size()][][];

        Trial(TextSettings settings) {
            this.settings = settings;
            reader = TokenReader.of(KNOWN, 1, false, settings.characters() > 0, 100, word -> false);
            texts = reader.read(READ);
            reference = new TextReference(settings, values);
            for (int i = 0; i < weights.length; i++) {
                int rows = settings.pooling().isEmpty() ? READ.get(i).size() : 1;
                weights[i] = new double[rows][];
                Arrays.setAll(weights[i], row -> random.doubles(CLASSES, -1, 1).toArray());
            }
        }

        void check() {
            try (NDManager manager = NDManager.newBaseManager()) {
                TextNetwork network = new TextNetwork(settings, reader, null);
                network.initialize(manager, DataType.FLOAT64, new Shape(1, 1), new Shape(1));
                Map<String, Parameter> parameters = ParameterNames.of(network);
                parameters.forEach(
                        (name, parameter) -> {
                            NDArray array = parameter.getArray();
                            double[] drawn = random.doubles(array.size(), -1, 1).toArray();
                            array.set(drawn);
                            array.setRequiresGradient(true);
                            values.put(name, drawn);
                        });
                int[] all = IntStream.range(0, READ.size()).toArray();
                NDList inputs = texts.inputs(all, manager);
                ParameterStore store = new ParameterStore(manager, false);
                answers(network.answer(store, inputs, false));
                try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                    NDArray answer = network.answer(store, inputs, false);
                    collector.backward(answer.mul(weights(answer)).sum());
                    parameters.forEach((name, p) -> gradient(name, p.getArray().getGradient()));
                }
            }
        }

        private void answers(NDArray found) {
            int steps = settings.pooling().isEmpty() ? (int) found.size(1) : 1;
            double[] flat = found.toDoubleArray();
            for (int i = 0; i < READ.size(); i++) {
                double[][] expected = reference.answer(texts, i);
                for (int row = 0; row < expected.length; row++) {
                    int from = (i * steps + row) * CLASSES;
                    assertThat(Arrays.copyOfRange(flat, from, from + CLASSES))
                            .as("text %d, row %d", i, row)
                            .containsExactly(expected[row], within(1e-10));
                }
            }
        }

        /** What the answers are multiplied by: the padding's must not matter. */
        private NDArray weights(NDArray answer) {
            int steps = settings.pooling().isEmpty() ? (int) answer.size(1) : 1;
            double[] flat = new double[(int) answer.size()];
            for (int i = 0; i < weights.length; i++) {
                for (int row = 0; row < weights[i].length; row++) {
                    int at = (i * steps + row) * CLASSES;
                    System.arraycopy(weights[i][row], 0, flat, at, CLASSES);
                }
            }
            return answer.getManager().create(flat, answer.getShape());
        }

        private double objective() {
            double sum = 0;
            for (int i = 0; i < weights.length; i++) {
                double[][] answers = reference.answer(texts, i);
                for (int row = 0; row < answers.length; row++) {
                    for (int k = 0; k < CLASSES; k++) {
                        sum += answers[row][k] * weights[i][row][k];
                    }
                }
            }
            return sum;
        }

        private void gradient(String name, NDArray found) {
            double[] gradient = found.toDoubleArray();
            double[] at = values.get(name);
            double step = 1e-5;
            for (int i = 0; i < at.length; i++) {
                double value = at[i];
                at[i] = value + step;
                double above = objective();
                at[i] = value - step;
                double below = objective();
                at[i] = value;
                assertThat(gradient[i])
                        .as("%s[%d]", name, i)
                        .isCloseTo((above - below) / (2 * step), within(1e-7));
            }
            // A reference that does not depend on a parameter would agree with a network that
            // does not either.
            assertThat(Arrays.stream(gradient)).as(name).anyMatch(g -> g != 0);
        }
    }

    @Test
    void everyKindOfDropoutReachesTheNetworkInTrainingOnly() {
        Map<String, Dropout> plans = new LinkedHashMap<>();
        plans.put("input", Dropout.standard(0.5, 0, 0));
        plans.put("hidden", Dropout.standard(0, 0.5, 0));
        plans.put("output", Dropout.standard(0, 0, 0.5));
        plans.put("input of whole texts", Dropout.variational(0.5, 0, 0));
        plans.put("hidden of whole texts", Dropout.variational(0, 0.5, 0));
        plans.put("output of whole texts", Dropout.variational(0, 0, 0.5));
        plans.put("embedding", Dropout.NONE.embedding(0.5));
        plans.put("weights", Dropout.NONE.weights(0.5));
        plans.put("recurrent", Dropout.NONE.recurrent(0.5));
        plans.put("zoneout", Dropout.NONE.zoneout(0.5));
        for (String pooling : List.of("max", "")) {
            List<double[]> plain = answers(pooling, Dropout.NONE);
            assertThat(plain.get(0)).isEqualTo(plain.get(1));
            plans.forEach(
                    (name, dropout) -> {
                        List<double[]> found = answers(pooling, dropout);
                        assertThat(found.get(0)).as(name).isNotEqualTo(found.get(1));
                        assertThat(found.get(2)).as(name).isEqualTo(found.get(0));
                    });
        }
    }

    /** In evaluation, in training, and in evaluation again. */
    private static List<double[]> answers(String pooling, Dropout dropout) {
        TextSettings settings = settings(Cells.lstm(), 2, true, 0, pooling, dropout);
        TokenReader reader = TokenReader.of(KNOWN, 1, false, false, 100, word -> false);
        Engine.getInstance().setRandomSeed(3);
        try (NDManager manager = NDManager.newBaseManager()) {
            TextNetwork network = new TextNetwork(settings, reader, null);
            network.initialize(manager, DataType.FLOAT32, new Shape(1, 1), new Shape(1));
            NDList inputs = reader.read(READ).inputs(new int[] {0, 1, 2, 3}, manager);
            List<double[]> answers = new ArrayList<>();
            for (boolean training : new boolean[] {false, true, false}) {
                NDArray answer =
                        network.answer(new ParameterStore(manager, false), inputs, training);
                answers.add(answer.toType(DataType.FLOAT64, true).toDoubleArray());
            }
            return answers;
        }
    }
}
