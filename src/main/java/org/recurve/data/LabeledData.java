package org.recurve.data;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.recurve.core.DataProvenance;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Data to judge a classifier on: items, each of one class. An item is a whole sequence or, where
 * steps have labels, a step that counts.
 */
public interface LabeledData {

    /** {@return the names of the classes, each once} */
    List<String> labels();

    /** {@return the class of each item, an index into {@link #labels()}; not to be changed} */
    int[] targets();

    /** {@return numbers that describe the items by name, in their order; may be empty} */
    Map<String, double[]> targetAttributes();

    /**
     * {@return what the items are like in words, by name: a value for each item, in their order;
     * {@code ""} where an item has none; may be empty. The names differ from those of {@link
     * #targetAttributes()}}
     */
    default Map<String, List<String>> categories() {
        return Map.of();
    }

    /** {@return where the data came from} */
    DataProvenance provenance();

    /**
     * Says what an item is, for tables of single predictions: its text, where it has one.
     *
     * @param item an index into {@link #targets()}
     * @return a line or a text for people; {@code "item 3"} where there is nothing to read
     */
    default String describe(int item) {
        return "item " + item;
    }

    /**
     * {@return how many items each class has: a row for each of {@link #labels()}, also where there
     * is no item of it, with the columns {@code class}, {@code items} and {@code share}, 0 to 1}
     */
    default Table balance() {
        int[] counts = new int[labels().size()];
        for (int target : targets()) {
            counts[target]++;
        }
        int all = targets().length;
        return Table.create(
                provenance().dataset() + " " + provenance().split(),
                StringColumn.create("class", labels()),
                IntColumn.create("items", counts),
                DoubleColumn.create(
                        "share", Arrays.stream(counts).mapToDouble(c -> (double) c / all)));
    }
}
