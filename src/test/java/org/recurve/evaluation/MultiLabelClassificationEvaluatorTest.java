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
import org.recurve.baseline.LabelShares;
import org.recurve.core.DataProvenance;
import org.recurve.core.EvaluationEvent;
import org.recurve.core.Events;
import org.recurve.core.RecurveException;
import org.recurve.data.MultiLabelPredictor;
import org.recurve.data.MultiLabeledData;
import org.recurve.data.MultiLabeledText;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.evaluation.MultiLabelEvaluation;

class MultiLabelClassificationEvaluatorTest {
    private static final List<String> LABELS = List.of("a", "b", "c", "never");
    private static final DataProvenance VALIDATION =
            new DataProvenance("topics", "validation", List.of(), List.of("made up"));

    /** Gives the rows of a table as probabilities. */
    private record Fixed(String name, List<String> labels, List<double[]> rows)
            implements MultiLabelPredictor<MultiLabeledData> {
        @Override
        public double[][] probabilities(MultiLabeledData data) {
            return rows.toArray(double[][]::new);
        }

        @Override
        public long seed() {
            return 5;
        }

        @Override
        public Map<String, Object> provenanceMap() {
            return Map.of("settings", Map.of("cell", "gru"));
        }
    }

    private static MultiLabeledText data(List<String> labels, int[]... targets) {
        List<String> texts = IntStream.range(0, targets.length).mapToObj(i -> "t" + i).toList();
        List<String> kinds = IntStream.range(0, targets.length).mapToObj(i -> "k" + i).toList();
        return new MultiLabeledText(texts, targets, labels, Map.of("kind", kinds), VALIDATION);
    }

    private static List<EvaluationEvent> published(Runnable work) {
        List<EvaluationEvent> events = new ArrayList<>();
        try (Events.Subscription subscription =
                Events.subscribe(event -> events.add((EvaluationEvent) event))) {
            assertThat(subscription).isNotNull();
            work.run();
        }
        return events;
    }

    @Test
    void figuresAreThoseOfPlainCounts() {
        Random random = new Random(4);
        int items = 200;
        boolean[][] truth = new boolean[items][4];
        int[][] targets = new int[items][];
        double[][] rows = new double[items][4];
        for (int i = 0; i < items; i++) {
            for (int k = 0; k < 3; k++) {
                truth[i][k] = random.nextInt(10) < 4;
                rows[i][k] = random.nextDouble() * (truth[i][k] ? 1 : 0.8);
            }
            boolean[] of = truth[i];
            targets[i] = IntStream.range(0, 4).filter(k -> of[k]).toArray();
        }
        double[] tp = new double[4];
        double[] fp = new double[4];
        double[] fn = new double[4];
        double exact = 0;
        double jaccard = 0;
        int bothEmpty = 0;
        for (int i = 0; i < items; i++) {
            int both = 0;
            int either = 0;
            for (int k = 0; k < 4; k++) {
                boolean predicted = rows[i][k] > 0.5;
                tp[k] += predicted && truth[i][k] ? 1 : 0;
                fp[k] += predicted && !truth[i][k] ? 1 : 0;
                fn[k] += !predicted && truth[i][k] ? 1 : 0;
                both += predicted && truth[i][k] ? 1 : 0;
                either += predicted || truth[i][k] ? 1 : 0;
            }
            exact += both == either ? 1 : 0;
            jaccard += either == 0 ? 1 : (double) both / either;
            bothEmpty += either == 0 ? 1 : 0;
        }
        assertThat(bothEmpty).isPositive();
        double macro = 0;
        for (int k = 0; k < 3; k++) {
            macro += 2 * tp[k] / (2 * tp[k] + fp[k] + fn[k]) / 4;
        }
        double hits = Arrays.stream(tp).sum();
        double micro = 2 * hits / (2 * hits + Arrays.stream(fp).sum() + Arrays.stream(fn).sum());

        Fixed model = new Fixed("GRU 1x8", LABELS, List.of(rows));
        List<MultiLabelEvaluation> evaluations = new ArrayList<>();
        EvaluationEvent event =
                published(
                                () ->
                                        evaluations.add(
                                                new MultiLabelClassificationEvaluator()
                                                        .primary()
                                                        .evaluate(model, data(LABELS, targets))))
                        .get(0);
        MultiLabelEvaluation evaluation = evaluations.get(0);
        assertThat(evaluation.macroAveragedF1()).isCloseTo(macro, within(1e-12));
        assertThat(evaluation.microAveragedF1()).isCloseTo(micro, within(1e-12));
        for (int k = 0; k < 3; k++) {
            MultiLabel label = new MultiLabel(LABELS.get(k));
            assertThat(evaluation.precision(label))
                    .isCloseTo(tp[k] / (tp[k] + fp[k]), within(1e-12));
            assertThat(evaluation.recall(label)).isCloseTo(tp[k] / (tp[k] + fn[k]), within(1e-12));
            assertThat(evaluation.tn(label)).isEqualTo(items - tp[k] - fp[k] - fn[k]);
        }
        assertThat(event.metrics())
                .containsOnlyKeys("f1_macro", "f1_micro", "jaccard", "exact_match", "examples");
        assertThat(event.metrics().get("f1_macro")).isCloseTo(macro, within(1e-12));
        assertThat(event.metrics().get("f1_micro")).isCloseTo(micro, within(1e-12));
        assertThat(event.metrics().get("jaccard")).isCloseTo(jaccard / items, within(1e-12));
        assertThat(event.metrics().get("exact_match")).isCloseTo(exact / items, within(1e-12));
        assertThat(event.metrics()).containsEntry("examples", 200.0);
        assertThat(event.task()).isEqualTo("multi-label-classification");
        assertThat(event.role()).isEqualTo(EvaluationEvent.Role.MODEL);
        assertThat(event.primary()).isTrue();
        Prediction<MultiLabel> seventh = evaluation.getPredictions().get(7);
        assertThat(seventh.getOutputScores().get("b").getLabelScore(label("b")).getAsDouble())
                .isEqualTo(rows[7][1]);
        assertThat(seventh.getExample().getMetadataValue("kind")).contains("k7");
        assertThat(seventh.getExample().getMetadataValue("characters")).contains(2.0);
    }

    private static Label label(String name) {
        return new Label(name);
    }

    @Test
    void labelsAreMatchedByName() {
        // The model's order is c, a, b; the data's is a, b.
        double[][] rows = {{0.1, 0.9, 0.2}, {0.1, 0.6, 0.7}, {0.2, 0.3, 0.1}};
        Fixed model = new Fixed("m", List.of("c", "a", "b"), List.of(rows));
        MultiLabeledText data =
                data(List.of("a", "b"), new int[] {0}, new int[] {0, 1}, new int[] {1});
        MultiLabelEvaluation evaluation =
                new MultiLabelClassificationEvaluator().evaluate(model, data);
        assertThat(MultiLabelAgreement.exactMatch(evaluation)).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(MultiLabelAgreement.jaccard(evaluation)).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(evaluation.recall(new MultiLabel("b"))).isEqualTo(0.5);
    }

    @Test
    void theBaselineGivesTheShares() {
        MultiLabeledText train =
                new MultiLabeledText(
                        List.of("1", "2", "3", "4"),
                        new int[][] {{0, 1}, {0}, {0, 2}, {}},
                        LABELS,
                        Map.of(),
                        new DataProvenance("topics", "train", List.of(), List.of()));
        LabelShares shares = LabelShares.fit(train);
        MultiLabeledText judged = data(LABELS, new int[] {0}, new int[] {1}, new int[] {0, 1});
        assertThat(shares.probabilities(judged))
                .isDeepEqualTo(
                        new double[][] {
                            {0.75, 0.25, 0.25, 0}, {0.75, 0.25, 0.25, 0}, {0.75, 0.25, 0.25, 0}
                        });
        List<MultiLabelEvaluation> evaluations = new ArrayList<>();
        EvaluationEvent event =
                published(
                                () ->
                                        evaluations.add(
                                                new MultiLabelClassificationEvaluator()
                                                        .evaluate(shares, judged)))
                        .get(0);
        assertThat(event.role()).isEqualTo(EvaluationEvent.Role.BASELINE);
        assertThat(event.primary()).isFalse();
        assertThat(event.seed()).isEqualTo(-1);
        // "a" is predicted for all: 2 right, 1 wrong; "b" is missed twice.
        assertThat(event.metrics().get("f1_micro")).isCloseTo(4 / 7.0, within(1e-12));
        assertThat(event.metrics().get("jaccard")).isCloseTo(0.5, within(1e-12));
        assertThat(event.metrics().get("exact_match")).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(event.provenance()).containsOnlyKeys("model", "data");
        assertThat(evaluations.get(0).getProvenance().toString())
                .contains("topics", "made up", "train");
        assertThat(
                        evaluations
                                .get(0)
                                .getProvenance()
                                .getModelProvenance()
                                .getDatasetProvenance()
                                .getNumOutputs())
                .isEqualTo(4);
    }

    @Test
    void whatCannotBeJudgedIsNamed() {
        Fixed model = new Fixed("GRU", List.of("a", "b"), List.of(new double[2], new double[2]));
        MultiLabelClassificationEvaluator evaluator = new MultiLabelClassificationEvaluator();
        MultiLabeledText unknown = data(LABELS, new int[] {0}, new int[] {0, 2});
        assertThatThrownBy(() -> evaluator.evaluate(model, unknown))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("topics validation has the label \"c\", which GRU")
                .hasMessageContaining("[a, b]");
        double[] nan = {Double.NaN, 0.5};
        Fixed broken = new Fixed("GRU", List.of("a", "b"), List.of(new double[2], nan));
        MultiLabeledText known = data(List.of("a", "b"), new int[] {0}, new int[] {0, 1});
        assertThatThrownBy(() -> evaluator.evaluate(broken, known))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("GRU predicted NaN for item 1 of topics validation");
        MultiLabeledText comma = data(List.of("a", "b, c"), new int[] {0}, new int[] {1});
        LabelShares shares = LabelShares.fit(comma);
        assertThatThrownBy(() -> evaluator.evaluate(shares, comma))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("the label \"b, c\" of label shares has a comma");
    }
}
