package org.recurve.evaluation;

import java.util.Map;
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
        Map<String, int[]> counts = new TreeMap<>();
        for (Prediction<Label> prediction : evaluation.getPredictions()) {
            String category = (String) AttributeTable.metadata(prediction, attribute);
            int[] count = counts.computeIfAbsent(category, c -> new int[2]);
            count[0] += AttributeTable.right(prediction) ? 1 : 0;
            count[1]++;
        }
        DoubleColumn accuracy = DoubleColumn.create("accuracy");
        IntColumn examples = IntColumn.create("examples");
        for (int[] count : counts.values()) {
            accuracy.append((double) count[0] / count[1]);
            examples.append(count[1]);
        }
        return Table.create(
                "Accuracy by " + attribute,
                StringColumn.create(attribute, counts.keySet()),
                accuracy,
                examples);
    }
}
