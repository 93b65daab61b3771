package org.recurve.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recurve.core.DataProvenance;
import org.recurve.core.EvaluationEvent;
import org.recurve.core.RecurveException;
import org.recurve.data.LabelPredictor;
import org.recurve.data.LabeledData;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluator;

/**
 * Judges classifiers with Tribuo's own {@link LabelEvaluator} and publishes each result as an
 * {@link EvaluationEvent}, with the metrics {@code accuracy}, {@code f1_macro} and {@code
 * examples}.
 *
 * <p>The mean F1 is over all classes that the model knows; a class that neither occurs nor is
 * predicted has the F1 0. The attributes of the data, in numbers and in words, are metadata of the
 * predictions' examples, see {@link Evaluations#accuracyBy}; so is, as {@code text}, what the data
 * says of an item. {@link ClassifierEvaluations} has more to tell of an evaluation.
 */
public final class ClassificationEvaluator {
    private final boolean primary;

    /** An evaluator of results that stand beside others. */
    public ClassificationEvaluator() {
        this(false);
    }

    private ClassificationEvaluator(boolean primary) {
        this.primary = primary;
    }

    /** {@return an evaluator that marks what it judges as the result that its notebook is about} */
    public ClassificationEvaluator primary() {
        return new ClassificationEvaluator(true);
    }

    /**
     * Judges a model.
     *
     * @param model network or baseline
     * @param data whose classes the model knows, whatever their order
     * @param <D> type of the data
     * @return Tribuo's evaluation, with its predictions in the order of {@link
     *     LabeledData#targets()}
     * @throws RecurveException if there is nothing to judge on, an item is of a class that the
     *     model does not know, or the model predicts something that is not finite
     */
    public <D extends LabeledData> LabelEvaluation evaluate(
            LabelPredictor<? super D> model, D data) {
        LabelEvaluation evaluation = judge(model, data);
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("accuracy", evaluation.accuracy());
        metrics.put("f1_macro", evaluation.macroAveragedF1());
        metrics.put("examples", (double) evaluation.getPredictions().size());
        Results.publish("classification", model, data.provenance(), metrics, primary);
        return evaluation;
    }

    /** Does the same for figures that are a part of a larger one, and publishes nothing. */
    static <D extends LabeledData> LabelEvaluation judge(LabelPredictor<? super D> model, D data) {
        DataProvenance origin = data.provenance();
        List<Label> truths = JudgedLabels.truths(model, model.labels(), data);
        double[][] rows = model.probabilities(data);
        PredictionRows.check(model, rows, truths.size(), model.labels().size(), origin);
        Map<String, double[]> attributes = data.targetAttributes();
        List<Prediction<Label>> predictions = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            Map<String, Label> scores = JudgedLabels.scores(model.labels(), rows[i]);
            Label best = null;
            for (Label label : scores.values()) {
                best = best == null || label.getScore() > best.getScore() ? label : best;
            }
            var example = PredictionRows.example(truths.get(i), data.describe(i), attributes, i);
            PredictionRows.categorize(example, data.categories(), i);
            predictions.add(new Prediction<>(best, scores, 0, example, true));
        }
        return JudgedLabels.evaluate(model, model.labels(), data, predictions, true);
    }
}
