package org.recurve.data;

import java.util.List;

/**
 * What can be judged as a multi-label classifier: every label is a question of its own, to be
 * answered with yes or no. Networks and baselines both are one.
 *
 * @param <D> the data it classifies
 */
public interface MultiLabelPredictor<D extends MultiLabeledData> extends FittedModel {

    /** {@return the names of the labels that it gives} */
    List<String> labels();

    /**
     * Gives the probability that an item has a label, for every item and label, looking at the
     * items' inputs only.
     *
     * @param data the items
     * @return a row for each of {@link MultiLabeledData#targets()}, a column for each of {@link
     *     #labels()}; each number is 0 to 1, independent of the others in its row
     */
    double[][] probabilities(D data);
}
