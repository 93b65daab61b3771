package org.recurve.display;

import java.util.List;
import org.recurve.evaluation.ClassifierEvaluations;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.ConfusionMatrix;
import org.tribuo.classification.evaluation.LabelEvaluation;

/** A confusion matrix as a heat map. */
public final class ConfusionMap {
    private ConfusionMap() {}

    /**
     * Draws what became of the items of each class: a row for each true class, a column for each
     * prediction, in each cell which part of the row was predicted so, 0 to 1. The row of a class
     * without items is empty.
     *
     * @param evaluation with at least one class
     * @return the heat map, with the classes in the model's order
     */
    public static HeatMap of(LabelEvaluation evaluation) {
        ConfusionMatrix<Label> matrix = evaluation.getConfusionMatrix();
        List<String> labels = ClassifierEvaluations.labels(evaluation);
        double[][] shares = new double[labels.size()][labels.size()];
        for (int r = 0; r < shares.length; r++) {
            Label truth = new Label(labels.get(r));
            for (int c = 0; c < shares.length; c++) {
                // Tribuo's order is prediction, truth. Without items it is 0 / 0, an empty cell.
                shares[r][c] =
                        matrix.confusion(new Label(labels.get(c)), truth) / matrix.support(truth);
            }
        }
        return new HeatMap("Truth by prediction", labels, labels, shares);
    }
}
