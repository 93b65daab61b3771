package org.recurve.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.recurve.baseline.MajorityClass;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import org.recurve.data.LabeledText;
import org.tribuo.classification.evaluation.LabelEvaluation;
import tech.tablesaw.api.Table;

/** Accuracy by what texts are like. */
class CategoryTableTest {
    @Test
    void countsEachCategory() {
        LabeledText data =
                new LabeledText(
                        List.of("a", "b", "c", "d", "ee"),
                        new int[] {0, 1, 0, 1, 1},
                        List.of("x", "y"),
                        Map.of("kind", List.of("plain", "irony", "plain", "", "irony")),
                        new DataProvenance("made up", "test", List.of(), List.of()));
        double[][] rows = {{0.9, 0.1}, {0.2, 0.8}, {0.3, 0.7}, {0.1, 0.9}, {0.6, 0.4}};
        LabelEvaluation evaluation =
                new ClassificationEvaluator()
                        .evaluate(new TableClassifier("m", List.of("x", "y"), rows), data);
        Table table = Evaluations.accuracyBy(evaluation, "kind");
        assertThat(table.columnNames()).containsExactly("kind", "accuracy", "examples");
        assertThat(table.stringColumn("kind").asList()).containsExactly("", "irony", "plain");
        assertThat(table.doubleColumn("accuracy").asList()).containsExactly(1.0, 0.5, 0.5);
        assertThat(table.intColumn("examples").asList()).containsExactly(1, 2, 2);
        assertThat(Evaluations.accuracyBy(evaluation, "characters").doubleColumn(0).asList())
                .containsExactly(1.0, 2.0);
        assertThatThrownBy(() -> Evaluations.accuracyBy(evaluation, "sort"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("no attribute \"sort\"")
                .hasMessageContaining("kind");
        assertThatThrownBy(() -> Evaluations.accuracyBy(evaluation, "kind", 3))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("\"kind\" is in words");
    }

    @Test
    void severalStandSideBySide() {
        LabeledText data =
                new LabeledText(
                        List.of("a", "b", "c"),
                        new int[] {0, 1, 0},
                        List.of("x", "y"),
                        Map.of("kind", List.of("plain", "irony", "plain")),
                        new DataProvenance("made up", "test", List.of(), List.of()));
        var evaluator = new ClassificationEvaluator();
        double[][] rows = {{0.9, 0.1}, {0.2, 0.8}, {0.3, 0.7}};
        double[][] others = {{0.9, 0.1}, {0.8, 0.2}, {0.9, 0.1}};
        var first = evaluator.evaluate(new TableClassifier("m", data.labels(), rows), data);
        var second = evaluator.evaluate(new TableClassifier("m", data.labels(), others), data);
        Table table = Evaluations.accuracyBy("kind", first, second);
        assertThat(table.columnNames()).containsExactly("kind", "m", "m (2)", "examples");
        assertThat(table.doubleColumn("m").asList()).containsExactly(1.0, 0.5);
        assertThat(table.doubleColumn("m (2)").asList()).containsExactly(0.0, 1.0);
        assertThat(table.intColumn("examples").asList()).containsExactly(1, 2);
        LabeledText less = data.first(2);
        var other =
                evaluator.evaluate(
                        new TableClassifier("m", data.labels(), Arrays.copyOf(rows, 2)), less);
        assertThatThrownBy(() -> Evaluations.accuracyBy("kind", first, other))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("not the same");
    }

    @Test
    void theEmbeddedOpinionsAreTabulatedByPhenomenon() {
        var opinions = LabeledText.load("opinions");
        LabeledText test = opinions.test();
        MajorityClass majority = MajorityClass.fit(opinions.train());
        Table table =
                Evaluations.accuracyBy(
                        new ClassificationEvaluator().evaluate(majority, test), "phenomenon");
        int best = majority.probabilities(test)[0][1] > 0.5 ? 1 : 0;
        Map<String, int[]> counts = new TreeMap<>();
        for (int i = 0; i < test.size(); i++) {
            int[] count =
                    counts.computeIfAbsent(test.attribute("phenomenon").get(i), p -> new int[2]);
            count[0] += test.targets()[i] == best ? 1 : 0;
            count[1]++;
        }
        assertThat(table.stringColumn("phenomenon").asList())
                .containsExactlyElementsOf(counts.keySet())
                .hasSizeGreaterThan(5);
        int row = 0;
        for (int[] count : counts.values()) {
            assertThat(table.doubleColumn("accuracy").get(row))
                    .isEqualTo((double) count[0] / count[1]);
            assertThat(table.intColumn("examples").get(row++)).isEqualTo(count[1]);
        }
    }
}
