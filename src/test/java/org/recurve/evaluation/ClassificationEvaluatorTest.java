package org.recurve.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.recurve.baseline.MajorityClass;
import org.recurve.core.DataProvenance;
import org.recurve.core.EvaluationEvent;
import org.recurve.core.Events;
import org.recurve.core.RecurveException;
import org.recurve.data.LabelPredictor;
import org.recurve.data.LabeledData;
import org.recurve.data.LabeledSeries;
import org.recurve.data.StepLabeledSeries;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluation;
import tech.tablesaw.api.Table;

class ClassificationEvaluatorTest {
    private static final List<String> LABELS = List.of("a", "b", "c");
    private static final DataProvenance VALIDATION =
            new DataProvenance("letters", "validation", List.of(), List.of("made up"));

    private static LabeledSeries data(List<String> labels, int... targets) {
        List<float[][]> sequences = new ArrayList<>();
        for (int target : targets) {
            sequences.add(new float[][] {{target}});
        }
        double[] distances = IntStream.range(0, targets.length).mapToDouble(i -> i % 4).toArray();
        return new LabeledSeries(
                sequences, targets, labels, Map.of("distance", distances), VALIDATION);
    }

    private static double[][] random(int rows, int columns) {
        Random random = new Random(6);
        double[][] result = new double[rows][columns];
        for (double[] row : result) {
            Arrays.setAll(row, k -> random.nextDouble());
            double sum = Arrays.stream(row).sum();
            Arrays.setAll(row, k -> row[k] / sum);
        }
        return result;
    }

    private static int best(double[] row) {
        return IntStream.range(0, row.length).reduce((a, b) -> row[b] > row[a] ? b : a).getAsInt();
    }

    @Test
    void figuresAreThoseOfPlainCounts() {
        int[] targets = new Random(1).ints(300, 0, 3).toArray();
        double[][] rows = random(300, 3);
        LabelEvaluation evaluation =
                new ClassificationEvaluator()
                        .evaluate(new TableClassifier("m", LABELS, rows), data(LABELS, targets));
        int[][] confusion = new int[3][3];
        for (int i = 0; i < 300; i++) {
            confusion[targets[i]][best(rows[i])]++;
        }
        double right = confusion[0][0] + confusion[1][1] + confusion[2][2];
        assertThat(evaluation.accuracy()).isCloseTo(right / 300, within(1e-12));
        double f1 = 0;
        for (int k = 0; k < 3; k++) {
            double hits = confusion[k][k];
            double truths = IntStream.of(confusion[k]).sum();
            int column = k;
            double guesses = Arrays.stream(confusion).mapToInt(row -> row[column]).sum();
            Label label = new Label(LABELS.get(k));
            assertThat(evaluation.recall(label)).isCloseTo(hits / truths, within(1e-12));
            assertThat(evaluation.precision(label)).isCloseTo(hits / guesses, within(1e-12));
            f1 += 2 * hits / (truths + guesses) / 3;
            for (int j = 0; j < 3; j++) {
                assertThat(evaluation.confusion(new Label(LABELS.get(j)), label))
                        .isEqualTo(confusion[k][j]);
            }
        }
        assertThat(evaluation.macroAveragedF1()).isCloseTo(f1, within(1e-12));
        assertThat(evaluation.getPredictions()).hasSize(300);
        assertThat(evaluation.getPredictions().get(7).getOutputScores().get("b").getScore())
                .isEqualTo(rows[7][1]);
    }

    @Test
    void aClassThatNeitherOccursNorIsPredictedHasAnF1OfZero() {
        double[][] rows = {{0.9, 0.1, 0}, {0.2, 0.8, 0}};
        LabelEvaluation evaluation =
                new ClassificationEvaluator()
                        .evaluate(new TableClassifier("m", LABELS, rows), data(LABELS, 0, 1));
        assertThat(evaluation.accuracy()).isEqualTo(1);
        assertThat(evaluation.macroAveragedF1()).isCloseTo(2 / 3.0, within(1e-12));
    }

    @Test
    void classesAreMatchedByName() {
        // The model's order is c, a, b; the data's is a, b.
        double[][] rows = {{0.1, 0.7, 0.2}, {0.1, 0.2, 0.7}, {0.6, 0.3, 0.1}};
        LabelPredictor<LabeledData> model = new TableClassifier("m", List.of("c", "a", "b"), rows);
        LabelEvaluation evaluation =
                new ClassificationEvaluator().evaluate(model, data(List.of("a", "b"), 0, 1, 1));
        assertThat(evaluation.accuracy()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(evaluation.confusion(new Label("c"), new Label("b"))).isEqualTo(1);
    }

    @Test
    void aClassThatTheModelDoesNotKnowIsNamed() {
        TableClassifier model = new TableClassifier("GRU", List.of("a", "b"), random(2, 2));
        assertThatThrownBy(() -> new ClassificationEvaluator().evaluate(model, data(LABELS, 0, 2)))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("letters validation has the class \"c\", which GRU")
                .hasMessageContaining("[a, b]");
        assertThat(new ClassificationEvaluator().evaluate(model, data(LABELS, 0, 1))).isNotNull();
    }

    @Test
    void predictionsThatAreNoneAreNamed() {
        double[][] rows = {{0.5, 0.5}, {Double.NaN, 0.5}};
        TableClassifier model = new TableClassifier("GRU", List.of("a", "b"), rows);
        assertThatThrownBy(
                        () ->
                                new ClassificationEvaluator()
                                        .evaluate(model, data(List.of("a", "b"), 0, 1)))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("GRU predicted NaN for item 1 of letters validation");
        assertThatThrownBy(
                        () ->
                                new ClassificationEvaluator()
                                        .evaluate(model, data(List.of("a", "b"), 0, 1, 0)))
                .hasMessageContaining("2 predictions for 3 items");
    }

    @Test
    void theResultIsPublishedWithItsProvenance() {
        List<EvaluationEvent> events = new ArrayList<>();
        LabeledSeries train =
                new LabeledSeries(
                        List.of(new float[1][1], new float[1][1], new float[1][1]),
                        new int[] {2, 0, 2},
                        LABELS,
                        Map.of(),
                        new DataProvenance("letters", "train", List.of(), List.of()));
        LabeledSeries data = data(LABELS, 2, 1, 2, 0);
        LabelEvaluation evaluation;
        try (Events.Subscription subscription =
                Events.subscribe(event -> events.add((EvaluationEvent) event))) {
            assertThat(subscription).isNotNull();
            new ClassificationEvaluator()
                    .primary()
                    .evaluate(new TableClassifier("GRU 1x8", LABELS, random(4, 3)), data);
            evaluation = new ClassificationEvaluator().evaluate(MajorityClass.fit(train), data);
        }
        EvaluationEvent model = events.get(0);
        assertThat(model.task()).isEqualTo("classification");
        assertThat(model.model()).isEqualTo("GRU 1x8");
        assertThat(model.dataset() + " " + model.split()).isEqualTo("letters validation");
        assertThat(model.role()).isEqualTo(EvaluationEvent.Role.MODEL);
        assertThat(model.seed()).isEqualTo(5);
        assertThat(model.primary()).isTrue();
        assertThat(model.metrics()).containsOnlyKeys("accuracy", "f1_macro", "examples");
        EvaluationEvent baseline = events.get(1);
        assertThat(baseline.role()).isEqualTo(EvaluationEvent.Role.BASELINE);
        assertThat(baseline.primary()).isFalse();
        assertThat(baseline.metrics())
                .containsEntry("accuracy", 0.5)
                .containsEntry("examples", 4.0);
        assertThat(baseline.metrics().get("f1_macro")).isCloseTo(2 / 3.0 / 3, within(1e-12));
        assertThat(baseline.provenance()).containsOnlyKeys("model", "data");
        assertThat(evaluation.getProvenance().toString()).contains("letters", "made up", "train");
        assertThat(
                        evaluation
                                .getProvenance()
                                .getModelProvenance()
                                .getDatasetProvenance()
                                .getNumOutputs())
                .isEqualTo(3);
        assertThat(evaluation.getPredictions().get(0).getOutputScores().get("a").getScore())
                .isCloseTo(1 / 3.0, within(1e-12));
    }

    @Test
    void accuracyIsTabulatedByAnAttribute() {
        // Distances 0 1 2 3 0 1 2 3; wrong at 2 once and at 3 twice.
        double[][] right = new double[8][];
        Arrays.fill(right, new double[] {1, 0});
        right[2] = right[3] = right[7] = new double[] {0, 1};
        LabelEvaluation evaluation =
                new ClassificationEvaluator()
                        .evaluate(
                                new TableClassifier("m", List.of("a", "b"), right),
                                data(List.of("a", "b"), new int[8]));
        Table table = Evaluations.accuracyBy(evaluation, "distance");
        assertThat(table.columnNames()).containsExactly("distance", "accuracy", "examples");
        assertThat(table.doubleColumn("distance").asDoubleArray()).containsExactly(0, 1, 2, 3);
        assertThat(table.doubleColumn("accuracy").asDoubleArray()).containsExactly(1, 1, 0.5, 0);
        assertThat(table.intColumn("examples").asList()).containsExactly(2, 2, 2, 2);
        Table ranges = Evaluations.accuracyBy(evaluation, "distance", 2);
        assertThat(ranges.doubleColumn("distance from").asDoubleArray()).containsExactly(0, 2);
        assertThat(ranges.doubleColumn("distance to").asDoubleArray()).containsExactly(1, 3);
        assertThat(ranges.doubleColumn("accuracy").asDoubleArray()).containsExactly(1, 0.25);
        assertThatThrownBy(() -> Evaluations.accuracyBy(evaluation, "length"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("no attribute \"length\"")
                .hasMessageContaining("distance");
    }

    @Test
    void itemsOfStepLabelsAreJudgedOneByOne() {
        StepLabeledSeries data =
                new StepLabeledSeries(
                        List.of(new float[3][1], new float[2][1]),
                        new int[][] {{-1, 1, 0}, {1, -1}},
                        List.of("a", "b"),
                        Map.of(),
                        VALIDATION);
        double[][] rows = {{0.1, 0.9}, {0.1, 0.9}, {0.1, 0.9}};
        LabelEvaluation evaluation =
                new ClassificationEvaluator()
                        .evaluate(new TableClassifier("m", List.of("a", "b"), rows), data);
        assertThat(evaluation.accuracy()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(Evaluations.accuracyBy(evaluation, "step").doubleColumn("accuracy").asList())
                .containsExactly(1.0, 1.0, 0.0);
        assertThat(MajorityClass.fit(data).probabilities(data)[0][1])
                .isCloseTo(2 / 3.0, within(1e-12));
    }
}
