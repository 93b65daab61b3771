package org.recurve.evaluation;

import org.recurve.data.LabelPredictor;
import org.recurve.data.LabeledData;

/**
 * Fits a model, once in each of several runs.
 *
 * @param <S> type of the data
 */
@FunctionalInterface
public interface SeededFit<S extends LabeledData> {

    /**
     * Fits a new model.
     *
     * @param train all that the model may be made from: what it watches while it is trained, and
     *     what settings are chosen by, has to be held out of it
     * @param seed of the run, another for each
     * @return the model; it is closed when it has been judged, where it can be
     */
    LabelPredictor<? super S> fit(S train, long seed);
}
