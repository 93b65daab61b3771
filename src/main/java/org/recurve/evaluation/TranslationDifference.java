package org.recurve.evaluation;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.recurve.core.RecurveException;
import org.recurve.metric.Bleu;
import org.recurve.metric.BleuCounts;
import org.recurve.metric.ChrF;
import org.recurve.metric.ChrFCounts;
import org.recurve.metric.ItemBootstrap;

/**
 * How much one translator is better than another on the same sentences, and whether by more than
 * chance. What is judged is that the sentences could have been others of their kind; that another
 * training of the same models would have come out differently is not in it.
 *
 * @param first name of a model
 * @param second name of another one
 * @param bleu BLEU of the second less that of the first, in points of 100
 * @param chrf chrF of the second less that of the first, in points of 100
 */
public record TranslationDifference(
        String first, String second, ItemBootstrap bleu, ItemBootstrap chrf) {
    private static final long SEED = 1;

    static TranslationDifference of(TranslationEvaluation first, TranslationEvaluation second) {
        requireAlike(first, second);
        return new TranslationDifference(
                first.model(), second.model(), bleu(first, second), chrF(first, second));
    }

    static void requireAlike(TranslationEvaluation first, TranslationEvaluation second) {
        String reason = reason(first, second);
        if (reason != null) {
            throw new RecurveException(
                    "%s and %s cannot be compared: %s; judge both with the same evaluator on the same data"
                            .formatted(first.model(), second.model(), reason));
        }
    }

    /** {@return why their figures say nothing about each other, or null} */
    static String reason(TranslationEvaluation first, TranslationEvaluation second) {
        if (!first.scoring().equals(second.scoring())) {
            return "the first was judged by %s, the second by %s"
                    .formatted(first.signature(), second.signature());
        }
        boolean same =
                first.data() == second.data()
                        || (first.data().sources().equals(second.data().sources())
                                && first.data().targets().equals(second.data().targets()));
        return same ? null : "they were judged on other sentences";
    }

    static ItemBootstrap bleu(TranslationEvaluation first, TranslationEvaluation second) {
        Bleu bleu = first.scoring().bleu();
        List<BleuCounts> one = first.bleuCounts();
        List<BleuCounts> two = second.bleuCounts();
        return resample(
                one.size(),
                items -> bleu.score(BleuCounts.sum(one, items)).score(),
                items -> bleu.score(BleuCounts.sum(two, items)).score());
    }

    private static ItemBootstrap chrF(TranslationEvaluation first, TranslationEvaluation second) {
        ChrF chrF = first.scoring().chrF();
        List<ChrFCounts> one = first.chrFCounts();
        List<ChrFCounts> two = second.chrFCounts();
        return resample(
                one.size(),
                items -> chrF.score(ChrFCounts.sum(one, items)).score(),
                items -> chrF.score(ChrFCounts.sum(two, items)).score());
    }

    private static ItemBootstrap resample(
            int segments, ToDoubleFunction<int[]> first, ToDoubleFunction<int[]> second) {
        return ItemBootstrap.of(
                segments,
                items -> second.applyAsDouble(items) - first.applyAsDouble(items),
                ItemBootstrap.RESAMPLES,
                SEED);
    }

    /** {@return the differences with their intervals, in two lines} */
    @Override
    public String toString() {
        return "%s less %s%n  BLEU %s%n  chrF %s".formatted(second, first, bleu, chrf);
    }
}
