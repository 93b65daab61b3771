package org.recurve.evaluation;

import java.util.List;
import java.util.Map;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import org.recurve.data.FittedModel;
import org.tribuo.Example;
import org.tribuo.Output;
import org.tribuo.impl.ArrayExample;

/** Checks what models predict, and describes the items. */
final class PredictionRows {
    /** Metadata of an example: what the item is, in words. */
    static final String TEXT = "text";

    private PredictionRows() {}

    static void check(
            FittedModel model, double[][] rows, int items, int columns, DataProvenance data) {
        if (items == 0) {
            throw new RecurveException(
                    "%s %s has nothing to judge %s on: expected at least 1 item"
                            .formatted(data.dataset(), data.split(), model.name()));
        }
        if (rows.length != items) {
            throw new IllegalStateException(
                    "%s gave %d predictions for %d items"
                            .formatted(model.name(), rows.length, items));
        }
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != columns) {
                throw new IllegalStateException(
                        "%s predicted %d numbers for item %d, expected %d"
                                .formatted(model.name(), rows[i].length, i, columns));
            }
            for (double value : rows[i]) {
                if (!Double.isFinite(value)) {
                    throw new RecurveException(
                            "%s predicted %s for item %d of %s %s: its weights may be NaN; fit it again with a smaller learning rate"
                                    .formatted(
                                            model.name(), value, i, data.dataset(), data.split()));
                }
            }
        }
    }

    /** An item without features that is described by a text and numbers, its metadata. */
    static <T extends Output<T>> Example<T> example(
            T truth, String text, Map<String, double[]> attributes, int index) {
        Example<T> example = example(truth, attributes, index);
        example.setMetadataValue(TEXT, text);
        return example;
    }

    /** An item without features; its attributes are the example's metadata. */
    static <T extends Output<T>> Example<T> example(
            T truth, Map<String, double[]> attributes, int index) {
        Example<T> example = new ArrayExample<>(truth);
        attributes.forEach((name, values) -> example.setMetadataValue(name, values[index]));
        return example;
    }

    /** Adds what an item is like in words to the example's metadata. */
    static void categorize(Example<?> example, Map<String, List<String>> categories, int index) {
        categories.forEach((name, values) -> example.setMetadataValue(name, values.get(index)));
    }
}
