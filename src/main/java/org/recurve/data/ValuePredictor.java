package org.recurve.data;

import java.util.List;

/**
 * What can be judged as a regression. Networks and baselines both are one.
 *
 * @param <D> the data it reads
 */
public interface ValuePredictor<D extends ValuedData> extends FittedModel {

    /** {@return the names of the values it predicts} */
    List<String> targetNames();

    /**
     * Predicts the values of every item, looking at the items' inputs only.
     *
     * @param data the items
     * @return a row for each of {@link ValuedData#targets()}, a column for each of {@link
     *     #targetNames()}
     */
    double[][] values(D data);
}
