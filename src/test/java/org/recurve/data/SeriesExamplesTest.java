package org.recurve.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;

class SeriesExamplesTest {
    private static final DataProvenance MADE =
            new DataProvenance("made up", "all", List.of(), List.of("by hand"));

    /**
     * Sequence i has i % 4 + 1 steps that hold 100 i + t; class 0 is nine times as frequent as 1.
     */
    private static LabeledSeries labeled(int size) {
        List<float[][]> sequences = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            float[][] sequence = new float[i % 4 + 1][1];
            for (int t = 0; t < sequence.length; t++) {
                sequence[t][0] = 100 * i + t;
            }
            sequences.add(sequence);
        }
        return new LabeledSeries(
                sequences,
                IntStream.range(0, size).map(i -> i % 10 == 3 ? 1 : 0).toArray(),
                List.of("often", "seldom"),
                Map.of("number", IntStream.range(0, size).asDoubleStream().toArray()),
                MADE);
    }

    private static Set<Float> firsts(SeriesExamples<?> data) {
        Set<Float> firsts = new HashSet<>();
        data.sequences().forEach(s -> firsts.add(s[0][0]));
        return firsts;
    }

    @Test
    void aHoldOutSharesEveryExampleAndKeepsTheSharesOfTheClasses() {
        LabeledSeries all = labeled(200);
        HoldOut<LabeledSeries> parts = all.holdOut(0.25, 7);
        assertThat(parts.train().size()).isEqualTo(150);
        assertThat(parts.validation().size()).isEqualTo(50);
        Set<Float> together = firsts(parts.train());
        together.addAll(firsts(parts.validation()));
        assertThat(together).isEqualTo(firsts(all)).hasSize(200);
        assertThat(Arrays.stream(parts.validation().targets()).sum()).isEqualTo(5);
        assertThat(parts.train().provenance().split()).isEqualTo("train");
        assertThat(parts.validation().provenance().split()).isEqualTo("validation");
        assertThat(parts.validation().provenance().preparation())
                .containsExactly("by hand", "held out 0.25, seed=7");
        for (LabeledSeries part : List.of(parts.train(), parts.validation())) {
            for (int i = 0; i < part.size(); i++) {
                int number = (int) part.attributes().get("number")[i];
                assertThat(part.sequence(i)[0][0]).isEqualTo(100f * number);
                assertThat(part.label(i)).isEqualTo(number % 10 == 3 ? "seldom" : "often");
            }
        }
    }

    @Test
    void theSeedDecidesWhatIsHeldOut() {
        LabeledSeries all = labeled(100);
        Set<Float> first = firsts(all.holdOut(0.1, 1).validation());
        assertThat(firsts(all.holdOut(0.1, 1).validation())).isEqualTo(first).hasSize(10);
        assertThat(firsts(all.holdOut(0.1, 2).validation())).isNotEqualTo(first);
        assertThatThrownBy(() -> labeled(4).holdOut(0.1, 1))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("made up has 4 sequences");
        assertThatThrownBy(() -> all.holdOut(1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shufflingKeepsStepsAndTheirLabelsTogether() {
        float[][] sequence = new float[50][1];
        int[] classes = new int[50];
        for (int t = 0; t < 50; t++) {
            sequence[t][0] = t;
            classes[t] = t % 3 - 1;
        }
        StepLabeledSeries data =
                new StepLabeledSeries(
                        List.of(sequence, sequence),
                        new int[][] {classes, classes},
                        List.of("a", "b"),
                        Map.of(),
                        MADE);
        StepLabeledSeries shuffled = data.shuffled(1);
        List<List<Float>> orders = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            List<Float> order = new ArrayList<>();
            for (int t = 0; t < 50; t++) {
                float value = shuffled.sequence(i)[t][0];
                order.add(value);
                assertThat(shuffled.stepTargets(i)[t]).isEqualTo((int) value % 3 - 1);
            }
            assertThat(order)
                    .doesNotHaveDuplicates()
                    .isNotEqualTo(order.stream().sorted().toList());
            orders.add(order);
        }
        assertThat(orders.get(0)).isNotEqualTo(orders.get(1));
        assertThat(data.sequence(0)[7][0]).isEqualTo(7);
        assertThat(data.shuffled(1).sequence(1)).isDeepEqualTo(shuffled.sequence(1));
        assertThat(shuffled.provenance().preparation()).contains("steps shuffled, seed=1");
    }

    @Test
    void theItemsOfStepLabelsAreTheStepsThatCount() {
        StepLabeledSeries data =
                new StepLabeledSeries(
                        List.of(new float[3][2], new float[2][2]),
                        new int[][] {{-1, 1, 0}, {1, -1}},
                        List.of("a", "b"),
                        Map.of("speaker", new double[] {5, 6}),
                        MADE);
        assertThat(data.targets()).containsExactly(1, 0, 1);
        assertThat(data.targetAttributes().get("step")).containsExactly(1, 2, 0);
        assertThat(data.targetAttributes().get("speaker")).containsExactly(5, 5, 6);
        assertThat(data.describe(2)).isEqualTo("item 2");
        assertThat(data.toString())
                .isEqualTo(
                        "made up all: 2 sequences of 2 to 3 steps, features 2; 2 classes at 3 steps");
    }

    @Test
    void namesOfClassesAreSorted() {
        LabeledSeries data =
                LabeledSeries.of(
                        List.of(new float[1][1], new float[1][1], new float[1][1]),
                        List.of("walk", "run", "walk"),
                        MADE);
        assertThat(data.labels()).containsExactly("run", "walk");
        assertThat(data.targets()).containsExactly(1, 0, 1);
        assertThat(data.label(1)).isEqualTo("run");
    }

    @Test
    void valuesKeepTheirSequences() {
        ValuedSeries data =
                new ValuedSeries(
                        List.of(new float[][] {{1}}, new float[][] {{2}}, new float[][] {{3}}),
                        new float[][] {{10, -1}, {20, -2}, {30, -3}},
                        List.of("high", "low"),
                        Map.of(),
                        MADE);
        ValuedSeries validation = data.holdOut(0.34, 3).validation();
        assertThat(validation.size()).isEqualTo(1);
        assertThat(validation.targets()[0][0])
                .isCloseTo(10 * validation.sequence(0)[0][0], within(0f));
    }

    @Test
    void whatDoesNotFitIsNamed() {
        float[][] fine = {{1, 2}};
        assertWrong(() -> series(List.of(), 0), "made up has no sequences");
        assertWrong(
                () -> series(List.of(fine, new float[0][]), 0, 0),
                "sequence 1 of made up has no steps");
        assertWrong(
                () -> series(List.of(fine, new float[][] {{1, 2}, {1}}), 0, 0),
                "step 1 of sequence 1 of made up has 1 features, the first step has 2");
        assertWrong(
                () -> series(List.<float[][]>of(new float[][] {{1, Float.NaN}}), 0),
                "feature 1 of step 0 of sequence 0 of made up is NaN");
        assertWrong(
                () -> series(List.<float[][]>of(fine), 2),
                "the class of sequence 0 is 2, expected 0 to 1");
        assertWrong(() -> series(List.<float[][]>of(fine), 0, 1), "1, but there are 2");
        assertWrong(
                () ->
                        new LabeledSeries(
                                List.<float[][]>of(fine),
                                new int[] {0},
                                List.of("a", "a"),
                                Map.of(),
                                MADE),
                "no name twice");
        assertWrong(
                () ->
                        new StepLabeledSeries(
                                List.<float[][]>of(fine),
                                new int[][] {{-1}},
                                List.of("a"),
                                Map.of(),
                                MADE),
                "no step of sequence 0 counts");
        assertWrong(
                () ->
                        new StepLabeledSeries(
                                List.<float[][]>of(fine),
                                new int[][] {{0, 0}},
                                List.of("a"),
                                Map.of(),
                                MADE),
                "sequence 0 has 1 steps, but classes for 2");
        assertWrong(
                () ->
                        new ValuedSeries(
                                List.<float[][]>of(fine),
                                new float[][] {{Float.POSITIVE_INFINITY}},
                                List.of("height"),
                                Map.of(),
                                MADE),
                "height of sequence 0 is Infinity");
        assertWrong(
                () ->
                        new LabeledSeries(
                                List.<float[][]>of(fine),
                                new int[] {0},
                                List.of("a"),
                                Map.of("distance", new double[2]),
                                MADE),
                "attribute distance");
    }

    private static LabeledSeries series(List<float[][]> sequences, int... targets) {
        return new LabeledSeries(sequences, targets, List.of("a", "b"), Map.of(), MADE);
    }

    private static void assertWrong(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(RecurveException.class).hasMessageContaining(message);
    }
}
