package org.recurve.data;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.recurve.core.DataProvenance;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Data to judge a multi-label classifier on: items, each with any number of labels. */
public interface MultiLabeledData {

    /** {@return the names of the labels, each once} */
    List<String> labels();

    /**
     * {@return the labels of each item as rising indices into {@link #labels()}; empty for an item
     * without a label; not to be changed}
     */
    int[][] targets();

    /** {@return numbers that describe the items by name, in their order; may be empty} */
    Map<String, double[]> targetAttributes();

    /**
     * {@return what the items are like in words, by name, as {@link LabeledData#categories()} has
     * it}
     */
    default Map<String, List<String>> categories() {
        return Map.of();
    }

    /** {@return where the data came from} */
    DataProvenance provenance();

    /**
     * {@return how many items have each label: a row for each of {@link #labels()}, also where no
     * item has it, with the columns {@code label}, {@code items} and {@code share}, 0 to 1; the
     * shares sum to the number of labels that an item has in the mean}
     */
    default Table balance() {
        int[] counts = new int[labels().size()];
        for (int[] target : targets()) {
            for (int label : target) {
                counts[label]++;
            }
        }
        int all = targets().length;
        return Table.create(
                provenance().dataset() + " " + provenance().split(),
                StringColumn.create("label", labels()),
                IntColumn.create("items", counts),
                DoubleColumn.create(
                        "share", Arrays.stream(counts).mapToDouble(c -> (double) c / all)));
    }
}
