package org.recurve.evaluation;

import java.util.List;
import java.util.OptionalDouble;
import org.recurve.core.RecurveException;
import org.recurve.data.ParallelText;
import org.recurve.data.Translator;
import org.recurve.metric.BleuTokenizer;

/**
 * Judges translators and publishes each result as an {@link org.recurve.core.EvaluationEvent} of
 * the task {@code translation}, with the metrics {@code bleu}, {@code chrf} and {@code chrf_plus}
 * (0 to 100, with sacreBLEU's definitions; see {@link org.recurve.metric.Bleu} and {@link
 * org.recurve.metric.ChrF}), {@code exact_match}, {@code length_ratio}, {@code perplexity} where
 * the translator has probabilities, and {@code segments}. Readable text is compared, so that how a
 * model cuts it does not matter.
 *
 * <pre>{@code
 * new TranslationEvaluator().lowerCase().evaluate(model, data.validation());
 * }</pre>
 *
 * <p>What is published is cased unless set otherwise; an evaluation {@linkplain
 * TranslationEvaluation#lowerCased has the other figures too}.
 */
public final class TranslationEvaluator {
    private final boolean primary;
    private final TranslationScoring scoring;

    /** An evaluator of results that stand beside others: cased, by the tokenizer {@code 13a}. */
    public TranslationEvaluator() {
        this(false, new TranslationScoring(BleuTokenizer.MTEVAL_13A, false));
    }

    private TranslationEvaluator(boolean primary, TranslationScoring scoring) {
        this.primary = primary;
        this.scoring = scoring;
    }

    /** {@return an evaluator that marks what it judges as the result that its notebook is about} */
    public TranslationEvaluator primary() {
        return new TranslationEvaluator(true, scoring);
    }

    /** {@return an evaluator that compares in lower case} */
    public TranslationEvaluator lowerCase() {
        return new TranslationEvaluator(primary, new TranslationScoring(scoring.tokenizer(), true));
    }

    /**
     * Sets how BLEU cuts text.
     *
     * @param tokenizer {@link BleuTokenizer#MTEVAL_13A} by default
     * @return an evaluator that does
     */
    public TranslationEvaluator tokenizer(BleuTokenizer tokenizer) {
        return new TranslationEvaluator(
                primary, new TranslationScoring(tokenizer, scoring.lowerCase()));
    }

    /**
     * Judges a translator.
     *
     * @param model network or baseline
     * @param data sentences with their translations
     * @return the figures with their provenance, and every translation
     * @throws RecurveException if the model gives a perplexity that is none
     * @throws java.util.concurrent.CancellationException if this thread is interrupted
     */
    public TranslationEvaluation evaluate(Translator model, ParallelText data) {
        List<String> hypotheses = model.translate(data.sources());
        if (hypotheses.size() != data.size()) {
            throw new IllegalStateException(
                    "%s gave %d translations of %d sentences"
                            .formatted(model.name(), hypotheses.size(), data.size()));
        }
        OptionalDouble perplexity = model.perplexity(data);
        // Infinite is what a model without smoothing may rightly say.
        if (perplexity.isPresent() && !(perplexity.getAsDouble() >= 1)) {
            throw new RecurveException(
                    "%s gave the perplexity %s on %s %s, expected at least 1: its weights may be NaN; fit it again with a smaller learning rate"
                            .formatted(
                                    model.name(),
                                    perplexity.getAsDouble(),
                                    data.provenance().dataset(),
                                    data.split()));
        }
        TranslationEvaluation evaluation =
                new TranslationEvaluation(
                        JudgedTranslations.of(model, data, hypotheses, perplexity), scoring);
        Results.publish(
                "translation",
                model,
                data.provenance(),
                evaluation.how(),
                evaluation.metrics(),
                primary);
        return evaluation;
    }
}
