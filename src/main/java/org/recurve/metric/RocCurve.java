package org.recurve.metric;

import java.util.Locale;

/**
 * The receiver operating characteristic: which part of the positive items is found for which part
 * of the negative ones that are taken for positive, as the threshold falls (Fawcett 2006, "An
 * introduction to ROC analysis"). Its first point is (0, 0), its last (1, 1), and between them
 * there is one for each score that occurs. Immutable.
 */
public final class RocCurve {
    private final double[] thresholds;
    private final double[] falsePositiveRates;
    private final double[] truePositiveRates;
    private final double auc;

    private RocCurve(Ranking ranking) {
        int cuts = ranking.thresholds.length;
        double all = ranking.allPositives();
        double others = ranking.allNegatives();
        thresholds = new double[cuts + 1];
        falsePositiveRates = new double[cuts + 1];
        truePositiveRates = new double[cuts + 1];
        thresholds[0] = Double.POSITIVE_INFINITY;
        // Twice the pairs of a positive and a negative item in the right order; ties count as half.
        double doubled = 0;
        for (int i = 0; i < cuts; i++) {
            thresholds[i + 1] = ranking.thresholds[i];
            falsePositiveRates[i + 1] = ranking.negatives[i] / others;
            truePositiveRates[i + 1] = ranking.positives[i] / all;
            double before = i == 0 ? 0 : ranking.positives[i - 1];
            double negatives = ranking.negatives[i] - (i == 0 ? 0 : ranking.negatives[i - 1]);
            doubled += negatives * (before + ranking.positives[i]);
        }
        auc = doubled / (2 * all * others);
    }

    /**
     * Ranks items.
     *
     * @param scores finite, higher for what is rather positive
     * @param positive whether each item is; there must be one that is and one that is not
     * @return the curve
     * @throws IllegalArgumentException if all items are of one kind, or a score is not finite
     */
    public static RocCurve of(double[] scores, boolean[] positive) {
        Ranking ranking = new Ranking(scores, positive);
        if (ranking.allPositives() == 0 || ranking.allNegatives() == 0) {
            throw new IllegalArgumentException(
                    "a ROC curve needs positive and negative items, but there are %d and %d"
                            .formatted(ranking.allPositives(), ranking.allNegatives()));
        }
        return new RocCurve(ranking);
    }

    /**
     * {@return the area under the curve: how likely a positive item has a higher score than a
     * negative one, a tie counting as half, 0 to 1; 0.5 is chance} It is the Mann-Whitney statistic
     * divided by the number of pairs.
     */
    public double auc() {
        return auc;
    }

    /** {@return the scores from which on items are taken for positive, falling from infinity} */
    public double[] thresholds() {
        return thresholds.clone();
    }

    /** {@return the part of the negative items at or above each threshold, rising from 0 to 1} */
    public double[] falsePositiveRates() {
        return falsePositiveRates.clone();
    }

    /** {@return the part of the positive items at or above each threshold, rising from 0 to 1} */
    public double[] truePositiveRates() {
        return truePositiveRates.clone();
    }

    /** {@return the area and the number of points} */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "ROC curve of %,d points, AUC %.4f", thresholds.length, auc);
    }
}
