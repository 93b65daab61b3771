package org.recurve.data;

import java.util.List;

/**
 * What can be judged as a classifier. Networks and baselines both are one.
 *
 * @param <D> the data it classifies
 */
public interface LabelPredictor<D extends LabeledData> extends FittedModel {

    /** {@return the names of the classes it tells apart} */
    List<String> labels();

    /**
     * Gives the probability of every class for every item, looking at the items' inputs only.
     *
     * @param data the items
     * @return a row for each of {@link LabeledData#targets()}, a column for each of {@link
     *     #labels()}; rows sum to 1
     */
    double[][] probabilities(D data);
}
