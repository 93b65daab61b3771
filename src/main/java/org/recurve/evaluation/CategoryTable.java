package org.recurve.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluation;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** How many of the items of a category were classified rightly. */
final class CategoryTable {
    private CategoryTable() {}

    /** {@return whether an attribute of the items is in words} */
    static boolean isCategory(LabelEvaluation evaluation, String attribute) {
        Prediction<Label> any = evaluation.getPredictions().get(0);
        return AttributeTable.metadata(any, attribute) instanceof String;
    }

    static Table of(LabelEvaluation evaluation, String attribute) {
        Table table = sideBySide(attribute, List.of(evaluation));
        table.column(1).setName("accuracy");
        return table;
    }

    /** The same for several, a column for each. */
    static Table sideBySide(String attribute, List<LabelEvaluation> evaluations) {
        JudgedItems first = new JudgedItems(evaluations.get(0));
        SortedMap<String, Integer> examples = new TreeMap<>();
        for (Prediction<Label> each : evaluations.get(0).getPredictions()) {
            examples.merge(category(each, attribute), 1, Integer::sum);
        }
        Table table =
                Table.create(
                        "Accuracy by " + attribute,
                        StringColumn.create(attribute, examples.keySet()));
        for (LabelEvaluation evaluation : evaluations) {
            JudgedItems items = new JudgedItems(evaluation);
            first.checkSame(items);
            String name = items.model();
            for (int i = 2; table.columnNames().contains(name); i++) {
                name = items.model() + " (" + i + ")";
            }
            table.addColumns(accuracies(name, evaluation, attribute, examples));
        }
        return table.addColumns(
                IntColumn.create(
                        "examples",
                        examples.values().stream().mapToInt(Integer::intValue).toArray()));
    }

    private static DoubleColumn accuracies(
            String model,
            LabelEvaluation evaluation,
            String attribute,
            SortedMap<String, Integer> examples) {
        Map<String, Integer> right = new HashMap<>();
        for (Prediction<Label> each : evaluation.getPredictions()) {
            right.merge(
                    category(each, attribute), AttributeTable.right(each) ? 1 : 0, Integer::sum);
        }
        DoubleColumn accuracy = DoubleColumn.create(model);
        examples.forEach((name, count) -> accuracy.append((double) right.get(name) / count));
        return accuracy;
    }

    private static String category(Prediction<Label> prediction, String attribute) {
        return AttributeTable.metadata(prediction, attribute).toString();
    }
}
