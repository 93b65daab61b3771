package org.recurve.evaluation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.recurve.core.RecurveException;
import org.tribuo.Example;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluation;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** How many of the items with a value of an attribute were classified rightly. */
final class AttributeTable {
    private static final class Count {
        int items;
        int right;
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
    }

    private AttributeTable() {}

    static Table byValue(LabelEvaluation evaluation, String attribute) {
        Map<Double, Count> counts = new TreeMap<>();
        for (Prediction<Label> prediction : evaluation.getPredictions()) {
            double value = value(prediction, attribute);
            add(counts, value, value, prediction);
        }
        return table(attribute, counts, DoubleColumn.create(attribute, counts.keySet()));
    }

    static Table byRange(LabelEvaluation evaluation, String attribute, int ranges) {
        if (ranges < 1) {
            throw new IllegalArgumentException("ranges must be at least 1, not " + ranges);
        }
        var all =
                evaluation.getPredictions().stream()
                        .mapToDouble(prediction -> value(prediction, attribute))
                        .summaryStatistics();
        double width = (all.getMax() - all.getMin()) / ranges;
        Map<Double, Count> counts = new TreeMap<>();
        for (Prediction<Label> prediction : evaluation.getPredictions()) {
            double value = value(prediction, attribute);
            // The highest value belongs to the last range; where all are equal there is one.
            double range =
                    width == 0
                            ? 0
                            : Math.min(ranges - 1, Math.floor((value - all.getMin()) / width));
            add(counts, range, value, prediction);
        }
        DoubleColumn from = DoubleColumn.create(attribute + " from");
        DoubleColumn to = DoubleColumn.create(attribute + " to");
        for (Count count : counts.values()) {
            from.append(count.lowest);
            to.append(count.highest);
        }
        return table(attribute, counts, from, to);
    }

    private static void add(
            Map<Double, Count> counts, double key, double value, Prediction<Label> prediction) {
        Count count = counts.computeIfAbsent(key, k -> new Count());
        count.items++;
        count.lowest = Math.min(count.lowest, value);
        count.highest = Math.max(count.highest, value);
        count.right += right(prediction) ? 1 : 0;
    }

    private static double value(Prediction<Label> prediction, String attribute) {
        if (metadata(prediction, attribute) instanceof Double number) {
            return number;
        }
        throw new RecurveException(
                "the attribute \""
                        + attribute
                        + "\" is in words, which have no ranges: tabulate it by its values, with"
                        + " accuracyBy(evaluation, \""
                        + attribute
                        + "\")");
    }

    /** {@return an attribute of the item that was predicted: a number or a text} */
    static Object metadata(Prediction<Label> prediction, String attribute) {
        Example<Label> example = prediction.getExample();
        return example.getMetadataValue(attribute)
                .filter(value -> names(example).contains(attribute))
                .orElseThrow(
                        () ->
                                new RecurveException(
                                        "the data of this evaluation has no attribute \""
                                                + attribute
                                                + "\"; there are "
                                                + names(example)));
    }

    private static List<String> names(Example<Label> example) {
        return example.getMetadata().keySet().stream()
                .filter(name -> !name.equals(PredictionRows.TEXT))
                .toList();
    }

    /** {@return whether the class was predicted that the item is of} */
    static boolean right(Prediction<Label> prediction) {
        String truth = prediction.getExample().getOutput().getLabel();
        return prediction.getOutput().getLabel().equals(truth);
    }

    private static Table table(String attribute, Map<Double, Count> counts, DoubleColumn... keys) {
        DoubleColumn accuracy = DoubleColumn.create("accuracy");
        IntColumn examples = IntColumn.create("examples");
        for (Count count : counts.values()) {
            accuracy.append((double) count.right / count.items);
            examples.append(count.items);
        }
        return Table.create("Accuracy by " + attribute, keys).addColumns(accuracy, examples);
    }
}
