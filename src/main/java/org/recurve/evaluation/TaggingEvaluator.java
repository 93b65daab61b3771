package org.recurve.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import org.recurve.data.TagPrediction;
import org.recurve.data.TagPredictor;
import org.recurve.data.TaggedText;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluation;

/**
 * Judges taggers and publishes each result as an {@link org.recurve.core.EvaluationEvent}, with the
 * metrics {@code accuracy} and {@code f1_macro} of the tokens, {@code tokens}, and, where the tags
 * mark spans (see {@link org.recurve.metric.Spans#markedBy}), {@code span_f1}, {@code
 * span_precision} and {@code span_recall} by the conventions of {@code conlleval}.
 *
 * <p>The tokens are judged by Tribuo's evaluator of single labels: the {@code f1} of its sequence
 * evaluations (4.3.2) is the recall. Tags are matched by name, in whatever order model and data
 * have them. Data with a tag that the model does not know is refused; if it is to count as an
 * error, give the training data all tags before fitting, with {@link TaggedText#withLabels}.
 */
public final class TaggingEvaluator {
    private final boolean primary;

    /** An evaluator of results that stand beside others. */
    public TaggingEvaluator() {
        this(false);
    }

    private TaggingEvaluator(boolean primary) {
        this.primary = primary;
    }

    /** {@return an evaluator that marks what it judges as the result that its notebook is about} */
    public TaggingEvaluator primary() {
        return new TaggingEvaluator(true);
    }

    /**
     * Judges a model.
     *
     * @param model network or baseline
     * @param data whose tags the model knows
     * @return the evaluation
     * @throws RecurveException if a token has a tag that the model does not know, or the model
     *     predicts something that is not finite
     */
    public TaggingEvaluation evaluate(TagPredictor model, TaggedText data) {
        DataProvenance origin = data.provenance();
        List<Label> truths = JudgedLabels.truths(model, model.labels(), data);
        List<TagPrediction> tagged = model.tag(data);
        check(model, tagged, data);
        boolean probabilities = tagged.stream().noneMatch(each -> each.probabilities().isEmpty());
        if (probabilities) {
            double[][] rows =
                    tagged.stream()
                            .flatMap(each -> each.probabilities().stream())
                            .toArray(double[][]::new);
            PredictionRows.check(model, rows, truths.size(), model.labels().size(), origin);
        }
        List<Prediction<Label>> predictions = new ArrayList<>();
        Map<String, double[]> attributes = data.targetAttributes();
        for (TagPrediction sentence : tagged) {
            for (int t = 0; t < sentence.tags().size(); t++) {
                int item = predictions.size();
                var example =
                        PredictionRows.example(
                                truths.get(item), data.describe(item), attributes, item);
                String tag = sentence.tags().get(t);
                if (probabilities) {
                    Map<String, Label> scores =
                            JudgedLabels.scores(model.labels(), sentence.probabilities().get(t));
                    predictions.add(new Prediction<>(scores.get(tag), scores, 0, example, true));
                } else {
                    predictions.add(new Prediction<>(new Label(tag), 0, example));
                }
            }
        }
        LabelEvaluation tokens =
                JudgedLabels.evaluate(model, model.labels(), data, predictions, probabilities);
        TaggingEvaluation evaluation =
                TaggingEvaluation.of(
                        model, data, tagged.stream().map(TagPrediction::tags).toList(), tokens);
        Map<String, Double> metrics = new LinkedHashMap<>(evaluation.metrics());
        Results.publish("tagging", model, origin, metrics, primary);
        return evaluation;
    }

    private static void check(TagPredictor model, List<TagPrediction> tagged, TaggedText data) {
        if (tagged.size() != data.size()) {
            throw new IllegalStateException(
                    "%s tagged %d sentences of %d"
                            .formatted(model.name(), tagged.size(), data.size()));
        }
        boolean probabilities = !tagged.get(0).probabilities().isEmpty();
        for (int i = 0; i < tagged.size(); i++) {
            TagPrediction sentence = tagged.get(i);
            if (sentence.tags().size() != data.tokens(i).size()) {
                throw new IllegalStateException(
                        "%s gave %d tags to the %d tokens of sentence %d"
                                .formatted(
                                        model.name(),
                                        sentence.tags().size(),
                                        data.tokens(i).size(),
                                        i));
            }
            if (sentence.probabilities().isEmpty() == probabilities) {
                throw new IllegalStateException(
                        "%s gave probabilities for sentence %d, but not for all sentences"
                                .formatted(model.name(), probabilities ? 0 : i));
            }
            for (String tag : sentence.tags()) {
                if (!model.labels().contains(tag)) {
                    throw new IllegalStateException(
                            "%s chose the tag \"%s\" in sentence %d, which is not among its own: %s"
                                    .formatted(model.name(), tag, i, model.labels()));
                }
            }
        }
    }
}
