package org.recurve.data;

import java.util.List;
import java.util.Map;
import org.recurve.core.DataProvenance;

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

    /** {@return where the data came from} */
    DataProvenance provenance();
}
