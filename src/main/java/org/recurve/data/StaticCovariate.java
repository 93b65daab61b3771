package org.recurve.data;

import java.util.List;

/**
 * What is the same for a series at all times, such as the town of a shop.
 *
 * @param name of the column
 * @param categories the names of the values, sorted, where they are categories; empty where they
 *     are numbers
 * @param values a number for each series: an index into the categories, or what it is
 */
@SuppressWarnings(
        "ArrayRecordComponent") // Compared by nobody; as elsewhere, arrays are not copied.
public record StaticCovariate(String name, List<String> categories, double[] values) {
    public StaticCovariate {
        categories = List.copyOf(categories);
    }

    /** {@return whether the values are categories} */
    public boolean isCategorical() {
        return !categories.isEmpty();
    }
}
