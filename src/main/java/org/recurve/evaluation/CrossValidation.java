package org.recurve.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.recurve.data.Examples;
import org.recurve.data.HoldOut;
import org.recurve.data.LabeledData;

/**
 * Judges classifiers on all of the data: it is cut into parts, and each is predicted by models that
 * were fitted to the others.
 *
 * <pre>{@code
 * CrossValidation.of(data, 5, seed)
 *         .add("GRU", train -> network(train))
 *         .add("bag of bigrams", train -> BagOfNGrams.of(NGrams.words(2)).fit(train))
 *         .run()
 * }</pre>
 *
 * <p>Parts are stratified ({@link Examples#folds}), the same for all models. They keep the names of
 * all classes. With fewer examples of a class than parts, some parts are without it, and the F1 of
 * the class there is 0: of rare classes the F1 of all parts together ({@link
 * RepeatedEvaluation#pooled}) says more than the mean. The only example of a class is predicted by
 * models that know the class by name alone; it counts like any other.
 */
public final class CrossValidation {
    private CrossValidation() {}

    /**
     * Cuts the data.
     *
     * @param data all of it, without the part that is kept for the last judgement
     * @param folds how many parts, 2 to the number of examples
     * @param seed of the cut; the runs have this seed and the following ones
     * @param <S> type of the data
     * @return takes the models
     * @throws org.recurve.core.RecurveException if there are fewer examples than parts
     */
    public static <S extends Examples<S> & LabeledData> RepeatedRuns<S> of(
            S data, int folds, long seed) {
        List<RepeatedRuns.Run<S>> runs = new ArrayList<>();
        for (HoldOut<S> fold : data.folds(folds, seed)) {
            runs.add(new RepeatedRuns.Run<>(fold.train(), fold.validation(), seed + runs.size()));
        }
        return new RepeatedRuns<>(folds + " folds", data.provenance(), "fold", runs);
    }
}
