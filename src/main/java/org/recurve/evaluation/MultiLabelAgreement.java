package org.recurve.evaluation;

import java.util.function.ToDoubleBiFunction;
import org.tribuo.Prediction;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.evaluation.MultiLabelEvaluation;

/** How far the labels predicted for whole items agree with the true ones. */
public final class MultiLabelAgreement {
    private MultiLabelAgreement() {}

    /**
     * The mean Jaccard index: of each item the labels in both truth and prediction divided by those
     * in either. An item without a label for which none is predicted is wholly right, 1, where
     * Tribuo's own score is 0 / 0.
     *
     * @param evaluation with its predictions
     * @return 0 to 1
     */
    public static double jaccard(MultiLabelEvaluation evaluation) {
        return mean(
                evaluation,
                (predicted, truth) ->
                        predicted.equals(truth) ? 1 : MultiLabel.jaccardScore(predicted, truth));
    }

    /**
     * The part of the items whose labels are all right, none missing and none too many; also called
     * subset accuracy.
     *
     * @param evaluation with its predictions
     * @return 0 to 1
     */
    public static double exactMatch(MultiLabelEvaluation evaluation) {
        return mean(evaluation, (predicted, truth) -> predicted.equals(truth) ? 1 : 0);
    }

    private static double mean(
            MultiLabelEvaluation evaluation, ToDoubleBiFunction<MultiLabel, MultiLabel> score) {
        double sum = 0;
        for (Prediction<MultiLabel> each : evaluation.getPredictions()) {
            sum += score.applyAsDouble(each.getOutput(), each.getExample().getOutput());
        }
        return sum / evaluation.getPredictions().size();
    }
}
