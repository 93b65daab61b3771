package org.recurve.metric;

import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

/**
 * Figures of two kinds of items for several classes: each class in turn is positive, all others are
 * negative, and its probability is the score.
 */
public final class OneVersusRest {
    private OneVersusRest() {}

    /**
     * The scores of one class.
     *
     * @param probabilities a row for each item, a column for each class
     * @param label the class
     * @return its column
     */
    public static double[] scores(double[][] probabilities, int label) {
        return IntStream.range(0, probabilities.length)
                .mapToDouble(i -> probabilities[i][label])
                .toArray();
    }

    /**
     * Which items are of a class.
     *
     * @param truths class of each item
     * @param label the class
     * @return whether each is
     */
    public static boolean[] positives(int[] truths, int label) {
        boolean[] positive = new boolean[truths.length];
        for (int i = 0; i < truths.length; i++) {
            positive[i] = truths[i] == label;
        }
        return positive;
    }

    /**
     * The mean of the classes' area under the ROC curve, every class with the same weight.
     *
     * @param probabilities a row for each item, a column for each class
     * @param truths class of each item, a column's index
     * @return 0 to 1; over the classes that occur, since for others there is no curve
     * @throws IllegalArgumentException if fewer than two classes occur
     */
    public static double macroAuc(double[][] probabilities, int[] truths) {
        if (IntStream.of(truths).distinct().count() < 2) {
            throw new IllegalArgumentException(
                    "the areas under ROC curves need items of at least 2 classes");
        }
        return macro(
                probabilities, truths, (scores, positive) -> RocCurve.of(scores, positive).auc());
    }

    /**
     * The mean of the classes' average precision, every class with the same weight.
     *
     * @param probabilities a row for each item, a column for each class
     * @param truths class of each item, a column's index; at least 1
     * @return 0 to 1; over the classes that occur, since for others there is no curve
     */
    public static double macroAveragePrecision(double[][] probabilities, int[] truths) {
        return macro(
                probabilities,
                truths,
                (scores, positive) -> PrecisionRecallCurve.of(scores, positive).averagePrecision());
    }

    private static double macro(
            double[][] probabilities,
            int[] truths,
            ToDoubleBiFunction<double[], boolean[]> figure) {
        return IntStream.of(truths)
                .distinct()
                .sorted()
                .mapToDouble(
                        label ->
                                figure.applyAsDouble(
                                        scores(probabilities, label), positives(truths, label)))
                .average()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there are no items; expected at least 1"));
    }
}
