package org.recurve.metric;

import java.util.Locale;

/**
 * Which part of what is taken for positive is so, for which part of the positive items is found, as
 * the threshold falls; one point for each score that occurs. Where few items are positive it tells
 * more than the ROC curve (Davis and Goadrich 2006, "The Relationship Between Precision-Recall and
 * ROC Curves"), and straight lines between its points would flatter it. Immutable.
 */
public final class PrecisionRecallCurve {
    private final double[] thresholds;
    private final double[] recalls;
    private final double[] precisions;
    private final double averagePrecision;
    private final double share;

    private PrecisionRecallCurve(Ranking ranking) {
        int cuts = ranking.thresholds.length;
        int all = ranking.allPositives();
        thresholds = ranking.thresholds;
        recalls = new double[cuts];
        precisions = new double[cuts];
        double sum = 0;
        for (int i = 0; i < cuts; i++) {
            int found = ranking.positives[i];
            recalls[i] = (double) found / all;
            precisions[i] = (double) found / (found + ranking.negatives[i]);
            sum += (found - (i == 0 ? 0 : ranking.positives[i - 1])) * precisions[i];
        }
        averagePrecision = sum / all;
        share = (double) all / (all + ranking.allNegatives());
    }

    /**
     * Ranks items.
     *
     * @param scores finite, higher for what is rather positive
     * @param positive whether each item is; at least one must be
     * @return the curve
     * @throws IllegalArgumentException if no item is positive, or a score is not finite
     */
    public static PrecisionRecallCurve of(double[] scores, boolean[] positive) {
        Ranking ranking = new Ranking(scores, positive);
        if (ranking.allPositives() == 0) {
            throw new IllegalArgumentException(
                    "a precision-recall curve needs a positive item, but there is none among "
                            + scores.length);
        }
        return new PrecisionRecallCurve(ranking);
    }

    /**
     * {@return the mean precision at the thresholds, weighted by how much recall each of them adds;
     * above 0, at most 1}
     */
    public double averagePrecision() {
        return averagePrecision;
    }

    /** {@return the part of all items that are positive: the precision of chance} */
    public double share() {
        return share;
    }

    /** {@return the scores from which on items are taken for positive, falling} */
    public double[] thresholds() {
        return thresholds.clone();
    }

    /** {@return the part of the positive items at or above each threshold, rising to 1} */
    public double[] recalls() {
        return recalls.clone();
    }

    /** {@return the part of the items at or above each threshold that are positive} */
    public double[] precisions() {
        return precisions.clone();
    }

    /** {@return the average precision and the number of points} */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "precision-recall curve of %,d points, average precision %.4f, share %.4f",
                thresholds.length,
                averagePrecision,
                share);
    }
}
