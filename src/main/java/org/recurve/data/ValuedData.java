package org.recurve.data;

import java.util.List;
import java.util.Map;
import org.recurve.core.DataProvenance;

/** Data to judge a regression on: items, each with the same number of values. */
public interface ValuedData {

    /** {@return the names of the values, each once} */
    List<String> targetNames();

    /** {@return the values of each item, in the order of their names; not to be changed} */
    float[][] targets();

    /** {@return numbers that describe the items by name, in their order; may be empty} */
    Map<String, double[]> targetAttributes();

    /** {@return where the data came from} */
    DataProvenance provenance();
}
