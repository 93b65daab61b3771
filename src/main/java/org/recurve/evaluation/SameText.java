package org.recurve.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.recurve.core.RecurveException;

/** Whether evaluations can be compared token by token. */
final class SameText {
    private SameText() {}

    /** {@return whether both were judged on the same tokens of the same vocabulary} */
    static boolean is(LanguageModelEvaluation a, LanguageModelEvaluation b) {
        return a.text() == b.text()
                || (a.text().vocabulary().equals(b.text().vocabulary())
                        && Arrays.equals(a.text().ids(), b.text().ids()));
    }

    /**
     * @throws RecurveException if one of them was judged on another text than the first
     */
    static void check(List<LanguageModelEvaluation> evaluations) {
        LanguageModelEvaluation first = evaluations.get(0);
        for (LanguageModelEvaluation each : evaluations) {
            if (!is(first, each)) {
                throw new RecurveException(
                        describe(first)
                                + ", but "
                                + describe(each)
                                + ", which are not the same tokens: only models that were judged on the same text, cut into tokens by the same vocabulary, can be compared token by token");
            }
        }
    }

    /**
     * Differences of what two models say of each token.
     *
     * @return nats of the second less nats of the first, for each token of the text
     * @throws RecurveException if they were judged on different texts, or one of them holds a token
     *     for impossible
     */
    static double[] differences(LanguageModelEvaluation first, LanguageModelEvaluation second) {
        check(List.of(first, second));
        double[] differences = new double[first.text().ids().length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = finite(second, i) - finite(first, i);
        }
        return differences;
    }

    private static double finite(LanguageModelEvaluation evaluation, int index) {
        double nats = evaluation.negativeLogLikelihood(index);
        if (Double.isInfinite(nats)) {
            throw new RecurveException(
                    "%s gave token %d of %s (\"%s\") the probability 0, from which no difference can be taken: smooth the model"
                            .formatted(
                                    evaluation.model(),
                                    index,
                                    evaluation.data(),
                                    token(evaluation, index)));
        }
        return nats;
    }

    private static String token(LanguageModelEvaluation evaluation, int index) {
        return evaluation.text().vocabulary().token(evaluation.text().ids()[index]);
    }

    private static String describe(LanguageModelEvaluation evaluation) {
        return String.format(
                Locale.ROOT,
                "%s was judged on %s (%,d tokens, vocabulary of %,d)",
                evaluation.model(),
                evaluation.data(),
                evaluation.tokens(),
                evaluation.text().vocabulary().size());
    }
}
