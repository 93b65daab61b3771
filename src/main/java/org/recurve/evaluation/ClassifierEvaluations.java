package org.recurve.evaluation;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.recurve.core.RecurveException;
import org.recurve.metric.Calibration;
import org.recurve.metric.ItemBootstrap;
import org.recurve.metric.McNemar;
import org.recurve.metric.OneVersusRest;
import org.recurve.metric.PrecisionRecallCurve;
import org.recurve.metric.RocCurve;
import org.tribuo.classification.evaluation.LabelEvaluation;
import tech.tablesaw.api.Table;

/**
 * What the evaluation of a classifier has to tell beyond Tribuo's figures: whether its
 * probabilities are to be trusted, how it ranks, whether it is better than another by more than
 * chance, and its single predictions. Evaluations of a {@link ClassificationEvaluator}, the
 * {@linkplain TaggingEvaluation#tokens() tokens} of a tagger and evaluations of Tribuo's own models
 * will all do; without probabilities only some of it can be told.
 */
public final class ClassifierEvaluations {
    private static final long SEED = 1;

    private ClassifierEvaluations() {}

    /**
     * The classes that a classifier tells apart.
     *
     * @param evaluation of a classifier
     * @return their names in the model's order; sorted where its predictions have no probabilities
     */
    public static List<String> labels(LabelEvaluation evaluation) {
        return JudgedItems.labels(evaluation);
    }

    /**
     * Sorts the predictions by how sure the classifier was of them.
     *
     * @param evaluation with probabilities
     * @param bins how many, at least 1
     * @return how often each bin is right, and the calibration errors
     * @throws RecurveException if there are no probabilities
     */
    public static Calibration reliability(LabelEvaluation evaluation, int bins) {
        JudgedItems items = new JudgedItems(evaluation);
        double[][] probabilities = items.probabilities();
        int[] predicted = items.predicted();
        double[] confidences =
                IntStream.range(0, predicted.length)
                        .mapToDouble(i -> probabilities[i][predicted[i]])
                        .toArray();
        return Calibration.of(confidences, items.right(), bins);
    }

    /**
     * The {@linkplain Calibration#brierScore Brier score}.
     *
     * @param evaluation with probabilities
     * @return 0, perfect, to 2
     * @throws RecurveException if there are no probabilities
     */
    public static double brierScore(LabelEvaluation evaluation) {
        JudgedItems items = new JudgedItems(evaluation);
        return Calibration.brierScore(items.probabilities(), items.truths());
    }

    /**
     * The ROC curve of one class against all others, by the probability of the class.
     *
     * @param evaluation with probabilities
     * @param label name of the class
     * @return the curve
     * @throws RecurveException if there are no probabilities, there is no such class, or all items
     *     or none are of it
     */
    public static RocCurve roc(LabelEvaluation evaluation, String label) {
        JudgedItems items = new JudgedItems(evaluation);
        double[] scores = OneVersusRest.scores(items.probabilities(), items.id(label));
        boolean[] positive = OneVersusRest.positives(items.truths(), items.id(label));
        check(items, label, count(positive), 1);
        return RocCurve.of(scores, positive);
    }

    /**
     * The area under the {@linkplain #roc ROC curve} of one class, ties counting as half.
     *
     * @param evaluation with probabilities
     * @param label name of the class
     * @return 0 to 1; 0.5 is chance
     * @throws RecurveException as {@link #roc} does
     */
    public static double auc(LabelEvaluation evaluation, String label) {
        return roc(evaluation, label).auc();
    }

    /**
     * The mean of the areas under the classes' ROC curves.
     *
     * @param evaluation with probabilities, of items of at least two classes
     * @return 0 to 1, over the classes that occur
     * @throws RecurveException if there are no probabilities, or fewer than two classes occur
     */
    public static double macroAuc(LabelEvaluation evaluation) {
        JudgedItems items = new JudgedItems(evaluation);
        double[][] probabilities = items.probabilities();
        int[] truths = items.truths();
        check(
                items,
                items.labels().get(truths[0]),
                count(OneVersusRest.positives(truths, truths[0])),
                1);
        return OneVersusRest.macroAuc(probabilities, truths);
    }

    /**
     * The precision-recall curve of one class against all others, by the probability of the class.
     *
     * @param evaluation with probabilities
     * @param label name of the class
     * @return the curve, with its average precision
     * @throws RecurveException if there are no probabilities, there is no such class, or no item is
     *     of it
     */
    public static PrecisionRecallCurve precisionRecall(LabelEvaluation evaluation, String label) {
        JudgedItems items = new JudgedItems(evaluation);
        double[] scores = OneVersusRest.scores(items.probabilities(), items.id(label));
        boolean[] positive = OneVersusRest.positives(items.truths(), items.id(label));
        check(items, label, count(positive), 0);
        return PrecisionRecallCurve.of(scores, positive);
    }

    /**
     * The mean of the classes' average precision.
     *
     * @param evaluation with probabilities
     * @return above 0, at most 1, over the classes that occur
     * @throws RecurveException if there are no probabilities
     */
    public static double macroAveragePrecision(LabelEvaluation evaluation) {
        JudgedItems items = new JudgedItems(evaluation);
        return OneVersusRest.macroAveragePrecision(items.probabilities(), items.truths());
    }

    /**
     * Tells whether one of two classifiers is right more often by more than chance, by {@linkplain
     * McNemar McNemar's test}. It needs items that do not depend on each other; for the tokens of a
     * tagger take {@link Evaluations#compare(TaggingEvaluation, TaggingEvaluation...)}.
     *
     * @param first of a classifier
     * @param second of another one, on the same items
     * @return the test
     * @throws RecurveException if they were judged on different items
     */
    public static McNemar mcNemar(LabelEvaluation first, LabelEvaluation second) {
        JudgedItems one = new JudgedItems(first);
        JudgedItems other = new JudgedItems(second);
        one.checkSame(other);
        return McNemar.of(one.right(), other.right());
    }

    /**
     * Resamples the items to tell how sure the difference of two accuracies is; {@value
     * ItemBootstrap#RESAMPLES} resamples with the seed 1.
     *
     * @param first of a classifier
     * @param second of another one, on the same items
     * @return the accuracy of the second less that of the first
     * @throws RecurveException if they were judged on different items
     */
    public static ItemBootstrap accuracyDifference(LabelEvaluation first, LabelEvaluation second) {
        JudgedItems one = new JudgedItems(first);
        JudgedItems other = new JudgedItems(second);
        one.checkSame(other);
        return ItemBootstrap.accuracyDifference(
                one.right(), other.right(), ItemBootstrap.RESAMPLES, SEED);
    }

    /**
     * Resamples the items to tell how sure the difference of two macro-averaged F1 is; {@value
     * ItemBootstrap#RESAMPLES} resamples with the seed 1.
     *
     * @param first of a classifier
     * @param second of another one with the same classes, on the same items
     * @return the macro F1 of the second less that of the first
     * @throws RecurveException if they were judged on different items, or know different classes
     */
    public static ItemBootstrap macroF1Difference(LabelEvaluation first, LabelEvaluation second) {
        JudgedItems one = new JudgedItems(first);
        JudgedItems other = new JudgedItems(second);
        one.checkSame(other);
        if (one.labels().size() != other.labels().size()
                || !one.labels().containsAll(other.labels())) {
            throw new RecurveException(
                    "%s knows the classes %s, but %s %s: a mean over different classes cannot be compared"
                            .formatted(one.model(), one.labels(), other.model(), other.labels()));
        }
        // The same numbers for the classes of both, whatever their order.
        int[] again =
                second.getPredictions().stream()
                        .mapToInt(each -> one.id(each.getOutput().getLabel()))
                        .toArray();
        return ItemBootstrap.macroF1Difference(
                one.truths(),
                one.predicted(),
                again,
                one.labels().size(),
                ItemBootstrap.RESAMPLES,
                SEED);
    }

    /**
     * Tabulates single predictions, so that anyone can judge them again.
     *
     * @param evaluation of a classifier
     * @return a row for each item in the order of the data: {@code text} (see {@link
     *     org.recurve.data.LabeledData#describe}), {@code truth}, {@code prediction}, and where
     *     there are probabilities those of the classes, {@code P(name)} each
     */
    public static Table predictions(LabelEvaluation evaluation) {
        return PredictionTables.all(new JudgedItems(evaluation));
    }

    /**
     * Writes the {@linkplain #predictions table of single predictions} as tab-separated values in
     * UTF-8, with the names of the columns in the first line. A text with a tab, a line end or a
     * quote stands in double quotes, a quote inside it doubled; numbers have all their digits.
     *
     * @param evaluation of a classifier
     * @param file to write or to replace; its folder must exist
     * @throws RecurveException if it cannot be written
     */
    public static void savePredictions(LabelEvaluation evaluation, Path file) {
        PredictionTables.save(predictions(evaluation), file);
    }

    /**
     * Tabulates the errors that the classifier was most sure of: labels that may be wrong, and what
     * it has yet to learn.
     *
     * @param evaluation with probabilities
     * @param rows how many at most, at least 1
     * @return {@code text}, {@code truth}, {@code prediction}, {@code confidence} (probability of
     *     the prediction) and {@code P(truth)}, from the most confident one on
     * @throws RecurveException if there are no probabilities
     */
    public static Table hardestErrors(LabelEvaluation evaluation, int rows) {
        return PredictionTables.hardestErrors(new JudgedItems(evaluation), rows);
    }

    private static int count(boolean[] positive) {
        int count = 0;
        for (boolean each : positive) {
            count += each ? 1 : 0;
        }
        return count;
    }

    /** A curve needs an item of the class, and so many others. */
    private static void check(JudgedItems items, String label, int positive, int others) {
        if (positive == 0 || items.size() - positive < others) {
            throw new RecurveException(
                    "%s has %,d items of the class \"%s\" among %,d, too few of one kind for a curve; judge on data with %s"
                            .formatted(
                                    items.data(),
                                    positive,
                                    label,
                                    items.size(),
                                    positive == 0 ? "some" : "others as well"));
        }
    }
}
