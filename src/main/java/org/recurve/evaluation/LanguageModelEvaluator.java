package org.recurve.evaluation;

import org.recurve.core.DataProvenance;
import org.recurve.core.EvaluationEvent;
import org.recurve.core.RecurveException;
import org.recurve.data.TokenPredictor;
import org.recurve.data.TokenStream;
import org.recurve.data.Vocabulary;

/**
 * Judges language models on a text, token by token, in constant memory, and publishes each result
 * as an {@link EvaluationEvent}.
 *
 * <p>It mirrors Tribuo's {@code Evaluator} without being one: that interface asks for a {@code
 * Model} over feature vectors and keeps a {@code Prediction} with every label's score for each
 * token, which for a vocabulary of 33,000 and a text of 200,000 tokens is 50 GB. The evaluation
 * that comes out is a Tribuo {@code Evaluation}.
 */
public final class LanguageModelEvaluator {
    private final boolean primary;

    /** An evaluator of results that stand beside others. */
    public LanguageModelEvaluator() {
        this(false);
    }

    private LanguageModelEvaluator(boolean primary) {
        this.primary = primary;
    }

    /** {@return an evaluator that marks what it judges as the result that its notebook is about} */
    public LanguageModelEvaluator primary() {
        return new LanguageModelEvaluator(true);
    }

    /**
     * Judges a model.
     *
     * @param model network or baseline
     * @param text made with the model's vocabulary, at least one token long
     * @return the figures with their provenance
     * @throws RecurveException if the text is empty, the vocabularies differ, or the model scores a
     *     token with something that is no negative log-likelihood
     * @throws java.util.concurrent.CancellationException if this thread is interrupted
     */
    public LanguageModelEvaluation evaluate(TokenPredictor model, TokenStream text) {
        DataProvenance data = text.provenance();
        check(model, text, data);
        ScoreSum sum = new ScoreSum(model.name(), text);
        try {
            model.score(text, sum);
        } finally {
            sum.close();
        }
        sum.checkComplete();
        LanguageModelEvaluation evaluation =
                new LanguageModelEvaluation(
                        model.name(),
                        data.dataset(),
                        data.split(),
                        model.baseline(),
                        sum.nats(),
                        text.size(),
                        text.characters(),
                        text.unknowns(),
                        TribuoProvenance.of(
                                model.getClass().getName(),
                                model.provenanceMap(),
                                model.vocabulary().size(),
                                TokenStream.class.getName(),
                                data));
        Results.publish("language-model", model, data, evaluation.metrics(), primary);
        return evaluation;
    }

    private static void check(TokenPredictor model, TokenStream text, DataProvenance data) {
        if (text.size() == 0) {
            throw new RecurveException(
                    "%s %s has no tokens to judge %s on: expected at least 1; look at the file or choose another split"
                            .formatted(data.dataset(), data.split(), model.name()));
        }
        Vocabulary known = model.vocabulary();
        Vocabulary used = text.vocabulary();
        if (!known.equals(used)) {
            throw new RecurveException(
                    "%s %s was made with another vocabulary than %s: the model's has %,d tokens, the text's %,d; %s. Make the text with the model's vocabulary, or judge a model that was fitted to this corpus"
                            .formatted(
                                    data.dataset(),
                                    data.split(),
                                    model.name(),
                                    known.size(),
                                    used.size(),
                                    difference(known, used)));
        }
    }

    private static String difference(Vocabulary known, Vocabulary used) {
        int common = Math.min(known.size(), used.size());
        for (int id = 0; id < common; id++) {
            if (!known.token(id).equals(used.token(id))) {
                return "token %d is \"%s\" there and \"%s\" here"
                        .formatted(id, known.token(id), used.token(id));
            }
        }
        return "the first %,d are the same".formatted(common);
    }
}
