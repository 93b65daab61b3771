package org.recurve.baseline;

import java.util.Map;
import org.recurve.data.LabeledData;

/**
 * What a model without memory sees of an item: numbers by name, in no order. {@link NGrams} of
 * texts and {@link SeriesFeatures} of numeric sequences are such; a lambda serves for others.
 *
 * @param <D> the data that items are of
 */
@FunctionalInterface
public interface ItemFeatures<D extends LabeledData> {

    /**
     * Describes an item by its input alone.
     *
     * @param data that it is of
     * @param item its index, from 0
     * @return finite numbers by name; what is left out counts as 0
     */
    Map<String, Double> of(D data, int item);

    /** {@return what they are called in names of models and in provenance} */
    default String name() {
        return "own features";
    }
}
