package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.recurve.batch.Batches;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import org.recurve.data.LabeledText;
import org.recurve.data.Tokenizers;
import org.recurve.data.Vocabulary;
import org.recurve.nn.Cells;
import org.recurve.nn.pooling.Pooling;
import org.recurve.nn.pooling.Poolings;
import org.recurve.training.Optimizers;
import org.recurve.training.Training;
import org.recurve.training.TrainingListener;

/** Explanations of texts against plain Java, and against what prediction says. */
class TextExplanationTest {
    private static final String TEXT = "the film is not bad at all said nobody";
    private static final LabeledText DATA =
            LabeledText.of(
                    List.of(TEXT, "a b c", "good"),
                    List.of("no", "perhaps", "yes"),
                    new DataProvenance("made up", "train", List.of(), List.of()));

    private static TextClassifierBuilder small(Pooling pooling) {
        return TextClassifier.builder()
                .tokenizer(Tokenizers.whitespace())
                .minCount(1)
                .cell(Cells.gru())
                .embedding(3)
                .hidden(4)
                .pooling(pooling);
    }

    private static TextClassifier drawn(TextClassifierBuilder builder) {
        TextClassifier model = builder.build(DATA);
        model.initialize();
        ClassifierLoops.draw(model.block(), 5);
        return model;
    }

    private static ClassifierLoops loops(TextClassifier model, String pooling) {
        return new ClassifierLoops(model.block(), "encoder.recurrent.", true, pooling);
    }

    private static double[][] vectors(TextClassifier model, ClassifierLoops loops) {
        return loops.vectors(model.vocabulary().encode(Tokenizers.whitespace().tokenize(TEXT)));
    }

    private static double[] sums(double[][] rows) {
        return Arrays.stream(rows).mapToDouble(row -> Arrays.stream(row).sum()).toArray();
    }

    @Test
    void integratedGradientsAreThoseOfCentralDifferences() {
        for (String pooling : List.of("mean", "attention")) {
            Pooling chosen = pooling.equals("mean") ? Poolings.mean() : Poolings.attention(3, 2);
            try (TextClassifier model = drawn(small(chosen))) {
                ClassifierLoops loops = loops(model, pooling);
                double[][] x = vectors(model, loops);
                double[][] zero = new double[x.length][3];
                double[] probabilities = loops.probabilities(x);
                assertThat(model.probabilities(TEXT)).containsExactly(probabilities, within(1e-5));
                for (int k = 0; k < 3; k++) {
                    Explanation found =
                            model.explain(
                                    TEXT,
                                    Attribution.integratedGradients(7),
                                    model.labels().get(k));
                    double[] expected = sums(loops.integrated(x, zero, k, 7));
                    assertThat(found.values()).containsExactly(expected, within(1e-5));
                    assertThat(found.probability()).isCloseTo(probabilities[k], within(1e-5));
                    assertThat(found.baseline())
                            .isCloseTo(loops.probabilities(zero)[k], within(1e-5));
                    // Large enough for the comparison to mean something.
                    assertThat(Arrays.stream(expected).map(Math::abs).max().orElseThrow())
                            .isGreaterThan(0.01);
                }
            }
        }
    }

    @Test
    void integratedGradientsAddUpToTheChangeOfTheProbability() {
        TextClassifierBuilder deep =
                small(Poolings.max()).cell(Cells.lstm()).layers(2).characters(3);
        try (TextClassifier model = drawn(deep)) {
            double coarse = gap(model, 4);
            double fine = gap(model, 400);
            assertThat(fine).isLessThan(2e-3);
            assertThat(coarse).isGreaterThan(fine);
        }
        try (TextClassifier model = drawn(small(Poolings.mean()))) {
            assertThat(gap(model, 300)).isLessThan(1e-4);
        }
    }

    private static double gap(TextClassifier model, int steps) {
        Explanation found = model.explain(TEXT, Attribution.integratedGradients(steps));
        double change = found.probability() - found.baseline();
        assertThat(Math.abs(change)).isGreaterThan(0.01);
        return Math.abs(Arrays.stream(found.values()).sum() - change);
    }

    @Test
    void manyStepsGoBackInSeveralRounds() {
        try (TextClassifier model = drawn(small(Poolings.attention(3)))) {
            // Of 9 words 910 steps go back at once, then the other 90.
            assertThat(gap(model, 1000)).isLessThan(2e-5);
        }
    }

    @Test
    void occlusionIsTheFallWithoutTheWord() {
        List<String> tokens = List.of(TEXT.split(" ", -1));
        try (TextClassifier model = drawn(small(Poolings.max()))) {
            double[] whole = model.probabilities(TEXT);
            for (int k = 0; k < 3; k++) {
                Explanation found =
                        model.explain(TEXT, Attribution.occlusion(), model.labels().get(k));
                assertThat(found.tokens()).isEqualTo(tokens);
                assertThat(found.probability()).isCloseTo(whole[k], within(1e-6));
                assertThat(found.baseline()).isNaN();
                for (int i = 0; i < tokens.size(); i++) {
                    double without = model.probabilities(without(tokens, i, i + 1))[k];
                    assertThat(found.values()[i]).isCloseTo(whole[k] - without, within(1e-5));
                }
            }
            assertThat(model.explain(TEXT, Attribution.occlusion()).label())
                    .isEqualTo(model.predict(TEXT));
        }
    }

    @Test
    void aWordHasTheMeanOverTheRunsThatItLiesIn() {
        List<String> tokens = List.of(TEXT.split(" ", -1));
        try (TextClassifier model = drawn(small(Poolings.mean()))) {
            double whole = model.probabilities(TEXT)[1];
            double[] found = model.explain(TEXT, Attribution.occlusion(3), "perhaps").values();
            for (int i = 0; i < tokens.size(); i++) {
                double sum = 0;
                int count = 0;
                for (int start = 0; start + 3 <= tokens.size(); start++) {
                    if (start <= i && i < start + 3) {
                        sum += whole - model.probabilities(without(tokens, start, start + 3))[1];
                        count++;
                    }
                }
                assertThat(found[i]).isCloseTo(sum / count, within(1e-5));
            }
            // Of the whole text, one unknown word is left.
            double unknown = model.probabilities("neverseen")[1];
            assertThat(model.explain(TEXT, Attribution.occlusion(99), "perhaps").values())
                    .hasSize(9)
                    .containsOnly(new double[] {whole - unknown}, within(1e-5));
        }
    }

    @Test
    void aVocabularyWithoutUnknownWordsLeavesNothingToReadOfAWholeText() {
        Vocabulary closed = Vocabulary.builder().addAll(List.of(TEXT.split(" ", -1))).build();
        try (LanguageModel start = LanguageModel.builder().embedding(3).hidden(4).build(closed)) {
            start.initialize();
            try (TextClassifier model = TextClassifier.builder().startFrom(start).build(DATA)) {
                model.initialize();
                assertThat(model.explain("not bad", Attribution.occlusion()).values()).hasSize(2);
                assertThatThrownBy(() -> model.explain("not bad", Attribution.occlusion(2)))
                        .isInstanceOf(RecurveException.class)
                        .hasMessageContaining("nothing is left of a text of 2 tokens")
                        .hasMessageContaining("integratedGradients");
            }
        }
    }

    private static String without(List<String> tokens, int from, int to) {
        List<String> rest = new ArrayList<>(tokens.subList(0, from));
        rest.addAll(tokens.subList(to, tokens.size()));
        return String.join(" ", rest);
    }

    @Test
    void attentionShowsTheWeightsOfItsHops() {
        try (TextClassifier model = drawn(small(Poolings.attention(3, 2)))) {
            ClassifierLoops loops = loops(model, "attention");
            double[][] expected = loops.attention(loops.encoded(vectors(model, loops)));
            for (int hop = 0; hop < 2; hop++) {
                Explanation found = model.explain(TEXT, Attribution.attention(hop));
                assertThat(found.values()).containsExactly(expected[hop], within(1e-5));
                assertThat(found.signed()).isFalse();
                assertThat(found.method()).isEqualTo("attention of hop " + hop);
            }
            double[] mean =
                    IntStream.range(0, 9)
                            .mapToDouble(t -> (expected[0][t] + expected[1][t]) / 2)
                            .toArray();
            assertThat(model.explain(TEXT, Attribution.attention()).values())
                    .containsExactly(mean, within(1e-5));
            assertThatThrownBy(() -> model.explain(TEXT, Attribution.attention(2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no hop 2")
                    .hasMessageContaining("0 to 1");
        }
        Pooling side = Poolings.concat(Poolings.max(), Poolings.attention(3), Poolings.mean());
        try (TextClassifier model = drawn(small(side))) {
            assertThat(Arrays.stream(model.explain(TEXT, Attribution.attention()).values()).sum())
                    .isCloseTo(1, within(1e-5));
        }
        try (TextClassifier model = drawn(small(Poolings.max()))) {
            assertThatThrownBy(() -> model.explain(TEXT, Attribution.attention()))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("pools by max")
                    .hasMessageContaining("Poolings.attention(64)");
        }
    }

    @Test
    void ofALongTextOnlyWhatWasReadHasANumber() {
        try (TextClassifier model = drawn(small(Poolings.attention(3)).maxLength(4))) {
            for (Attribution method :
                    List.of(
                            Attribution.occlusion(),
                            Attribution.occlusion(2),
                            Attribution.integratedGradients(5),
                            Attribution.attention())) {
                Explanation found = model.explain(TEXT, method);
                // One word of the beginning, three of the end.
                double[] cut = model.explain("the all said nobody", method).values();
                double none = Double.NaN;
                assertThat(found.values())
                        .usingElementComparator(TextExplanationTest::close)
                        .containsExactly(
                                cut[0], none, none, none, none, none, cut[1], cut[2], cut[3]);
                assertThat(found.read()).isEqualTo(4);
                assertThat(found.tokens()).hasSize(9);
                assertThat(found.toString()).contains("film (not read)");
                assertThat(found.toTable().doubleColumn("evidence").countMissing()).isEqualTo(5);
            }
        }
    }

    private static int close(Double a, Double b) {
        return Math.abs(a - b) < 1e-6 ? 0 : Double.compare(a, b);
    }

    @Test
    void anExplanationIsATable() {
        try (TextClassifier model = drawn(small(Poolings.max()))) {
            Explanation found = model.explain("good film", Attribution.occlusion(), "yes");
            var table = found.toTable();
            assertThat(table.stringColumn("token").asList()).containsExactly("good", "film");
            assertThat(table.doubleColumn("evidence").asDoubleArray()).isEqualTo(found.values());
            assertThat(found.toString())
                    .matches("yes 0\\.\\d{3}, by occlusion: good [+-]0\\.\\d{3}, film [+-].*");
            double[] handedOut = found.values();
            handedOut[0] = 7;
            assertThat(found.values()[0]).isNotEqualTo(7);
        }
    }

    @Test
    void whatCannotBeExplainedIsNamed() {
        try (TextClassifier empty = small(Poolings.max()).build(DATA);
                TextClassifier model = drawn(small(Poolings.max()))) {
            Attribution method = Attribution.integratedGradients(5);
            assertThatThrownBy(() -> empty.explain(TEXT, method, "yes"))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("no weights yet");
            assertThatThrownBy(() -> model.explain(TEXT, method, "maybe"))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("no class \"maybe\"")
                    .hasMessageContaining("[no, perhaps, yes]");
            assertThatThrownBy(() -> model.explain("  ", method))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("empty");
            assertThatThrownBy(() -> model.prefixes(" \n"))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("empty");
        }
        assertThatThrownBy(() -> Attribution.occlusion(0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Attribution.integratedGradients(0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Attribution.attention(-1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void manyThreadsExplainWhileAnotherModelIsInTraining() throws Exception {
        try (TextClassifier model = drawn(small(Poolings.mean()))) {
            Attribution method = Attribution.integratedGradients(20);
            double[] expected = model.explain(TEXT, method).values();
            ExecutorService pool = Executors.newFixedThreadPool(8);
            // What a training holds while it runs.
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                assertThat(collector).isNotNull();
                Callable<double[]> job = () -> model.explain(TEXT, method).values();
                for (Future<double[]> found : pool.invokeAll(Collections.nCopies(16, job))) {
                    assertThat(found.get()).containsExactly(expected, within(1e-6));
                }
                assertThat(model.explain(TEXT, method).values())
                        .containsExactly(expected, within(1e-6));
            } finally {
                pool.shutdownNow();
            }
            List<NDArray> left = model.manager().getManagedArrays();
            assertThat(left).hasSize(model.block().getParameters().size());
            for (NDArray weight : left) {
                if (weight.hasGradient()) {
                    try (NDArray gradient = weight.getGradient()) {
                        assertThat(gradient.toFloatArray()).containsOnly(0);
                    }
                }
            }
        }
    }

    @Test
    void explainingInTheMiddleOfATrainingDoesNotChangeIt() {
        assertThat(history(true)).isEqualTo(history(false));
    }

    private static List<Double> history(boolean explaining) {
        try (TextClassifier model = small(Poolings.mean()).build(DATA)) {
            List<Explanation> seen = new ArrayList<>();
            TrainingListener listener =
                    new TrainingListener() {
                        @Override
                        public void onBatch(BatchReport batch, Control control) {
                            if (explaining) {
                                Attribution method = Attribution.integratedGradients(5);
                                seen.add(model.explain(TEXT, method, "yes"));
                            }
                        }
                    };
            var run =
                    Training.builder()
                            .optimizer(Optimizers.sgd(0.5))
                            .accumulate(2)
                            .batches(Batches.buckets(1))
                            .epochs(4)
                            .seed(3)
                            .listener(listener)
                            .build()
                            .fit(model, DATA);
            assertThat(seen).hasSize(explaining ? 12 : 0);
            return run.history().doubleColumn("train loss").asList();
        }
    }

    @Test
    void everyBeginningHasTheAnswerItGetsAlone() {
        for (int longest : new int[] {4, 1000}) {
            try (TextClassifier model = drawn(small(Poolings.max()).maxLength(longest))) {
                PrefixProbabilities found = model.prefixes(TEXT);
                List<String> tokens = List.of(TEXT.split(" ", -1));
                assertThat(found.steps()).isEqualTo(tokens);
                assertThat(found.labels()).containsExactly("no", "perhaps", "yes");
                for (int end = 1; end <= tokens.size(); end++) {
                    String beginning = String.join(" ", tokens.subList(0, end));
                    double[] alone = model.probabilities(beginning);
                    assertThat(found.probabilities()[end - 1]).containsExactly(alone, within(1e-5));
                    assertThat(found.probabilities("yes")[end - 1])
                            .isCloseTo(alone[2], within(1e-5));
                    assertThat(found.predicted().get(end - 1)).isEqualTo(model.predict(beginning));
                }
                var table = found.toTable();
                assertThat(table.columnNames())
                        .containsExactly("after", "P(no)", "P(perhaps)", "P(yes)");
                assertThat(table.doubleColumn("P(no)").asDoubleArray())
                        .isEqualTo(found.probabilities("no"));
                assertThat(found.toString()).startsWith("the: ").contains("; nobody: ");
                assertThatThrownBy(() -> found.probabilities("maybe"))
                        .hasMessageContaining("no class \"maybe\"");
            }
        }
    }

    @Test
    void classesThatDifferInCapitalsOnlyHaveTheirOwnColumns() {
        var found =
                PrefixProbabilities.ofText(
                        List.of("x"), List.of("a", "A"), new double[][] {{0.25, 0.75}});
        assertThat(found.toTable().columnNames())
                .containsExactly("after", "P(a)", "P(A) of class 1");
    }
}
