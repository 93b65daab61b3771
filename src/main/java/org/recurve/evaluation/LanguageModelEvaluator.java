package org.recurve.evaluation;

import java.util.Map;
import org.recurve.core.DataProvenance;
import org.recurve.core.EvaluationEvent;
import org.recurve.core.ProvenanceMap;
import org.recurve.core.RecurveException;
import org.recurve.data.Reading;
import org.recurve.data.TokenPredictor;
import org.recurve.data.TokenStream;
import org.recurve.data.Vocabulary;

/**
 * Judges language models on a text, token by token, and publishes each result as an {@link
 * EvaluationEvent}. However the text is read, each of its tokens counts once, and none is dropped.
 *
 * <p>Without settings the text is read from its start to its end with the state carried on. Figures
 * of recurrent models are often published for a text that is read in several strands at once; to
 * compare with them, set the {@link #batchSize}. What a model makes of a limited context is what
 * {@link #slidingContext} asks.
 *
 * <pre>{@code
 * new LanguageModelEvaluator().batchSize(10).segment(35).evaluate(model, text);
 * new LanguageModelEvaluator().slidingContext(50, 1).evaluate(model, text);
 * }</pre>
 *
 * <p>It mirrors Tribuo's {@code Evaluator} without being one: that interface asks for a {@code
 * Model} over feature vectors and keeps a {@code Prediction} with every label's score for each
 * token, which for a vocabulary of 33,000 and a text of 200,000 tokens is 50 GB. The evaluation
 * that comes out is a Tribuo {@code Evaluation}.
 */
public final class LanguageModelEvaluator {
    private static final String NOT_BOTH =
            " cannot be set as well: either a state is carried on (batchSize, segment) or each window starts without one (slidingContext); the text is read already with ";

    private final boolean primary;
    private final Reading reading;

    /** An evaluator of results that stand beside others. */
    public LanguageModelEvaluator() {
        this(false, Reading.whole());
    }

    private LanguageModelEvaluator(boolean primary, Reading reading) {
        this.primary = primary;
        this.reading = reading;
    }

    /** {@return an evaluator that marks what it judges as the result that its notebook is about} */
    public LanguageModelEvaluator primary() {
        return new LanguageModelEvaluator(true, reading);
    }

    /**
     * Cuts the text into strands, which are read side by side, each from a zero state.
     *
     * @param strands how many, at least 1, the default, and at most the tokens of the text
     * @return an evaluator that does
     * @throws IllegalStateException if windows slide over the text
     * @see Reading.Carried
     */
    public LanguageModelEvaluator batchSize(int strands) {
        return with(new Reading.Carried(strands, carried().segment()));
    }

    /**
     * Sets how much of each strand is read at once. Figures do not depend on it; memory grows with
     * it.
     *
     * @param tokens how many, at least 1; 128 by default
     * @return an evaluator that does
     * @throws IllegalStateException if windows slide over the text
     */
    public LanguageModelEvaluator segment(int tokens) {
        return with(new Reading.Carried(carried().batchSize(), tokens));
    }

    /**
     * Predicts each token from a limited number of tokens before it, without a state that is
     * carried on. The work grows with {@code context / stride}.
     *
     * @param context how many tokens a window reads, at least 1
     * @param stride by how many tokens the window moves on, 1 to {@code context}
     * @return an evaluator that does
     * @throws IllegalStateException if a batch size or a segment is set
     * @see Reading.Windows
     */
    public LanguageModelEvaluator slidingContext(int context, int stride) {
        if (!reading.equals(Reading.whole())) {
            throw new IllegalStateException("slidingContext" + NOT_BOTH + reading);
        }
        return with(new Reading.Windows(context, stride));
    }

    private Reading.Carried carried() {
        if (reading instanceof Reading.Carried carried) {
            return carried;
        }
        throw new IllegalStateException("batchSize or segment" + NOT_BOTH + reading);
    }

    private LanguageModelEvaluator with(Reading other) {
        return new LanguageModelEvaluator(primary, other);
    }

    /**
     * Judges a model.
     *
     * @param model network or baseline
     * @param text made with the model's vocabulary, at least one token long
     * @return the figures with their provenance
     * @throws RecurveException if the text is empty or shorter than the batch size, the
     *     vocabularies differ, or the model scores a token with something that is no negative
     *     log-likelihood
     * @throws java.util.concurrent.CancellationException if this thread is interrupted
     */
    public LanguageModelEvaluation evaluate(TokenPredictor model, TokenStream text) {
        LanguageModelEvaluation evaluation = judge(model, text);
        Results.publish(
                "language-model", model, text.provenance(), how(), evaluation.metrics(), primary);
        return evaluation;
    }

    /** Does the same for figures that are a part of a larger one, and publishes progress only. */
    LanguageModelEvaluation judge(TokenPredictor model, TokenStream text) {
        check(model, text, text.provenance());
        ScoreSum sum = new ScoreSum(model.name(), text);
        try {
            model.score(text, reading, sum);
        } finally {
            sum.close();
        }
        float[] scores = sum.complete();
        Map<String, Object> data = ProvenanceMap.of(text.provenance());
        data.putAll(how());
        return new LanguageModelEvaluation(
                model.name(),
                model.baseline(),
                text,
                reading,
                sum.nats(),
                scores,
                TribuoProvenance.of(
                        model.getClass().getName(),
                        model.provenanceMap(),
                        model.vocabulary().size(),
                        TokenStream.class.getName(),
                        data));
    }

    private Map<String, Object> how() {
        return Map.of("reading", ProvenanceMap.of((Record) reading));
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
