package org.recurve.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recurve.core.DataProvenance;
import org.recurve.core.EvaluationEvent;
import org.recurve.core.ProvenanceMap;
import org.recurve.core.RecurveException;
import org.recurve.data.LabelPredictor;
import org.recurve.data.LabeledData;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.provenance.EvaluationProvenance;

/**
 * Judges classifiers with Tribuo's own {@link LabelEvaluator} and publishes each result as an
 * {@link EvaluationEvent}, with the metrics {@code accuracy}, {@code f1_macro} and {@code
 * examples}.
 *
 * <p>The mean F1 is over all classes that the model knows; a class that neither occurs nor is
 * predicted has the F1 0. The attributes of the data, in numbers and in words, are metadata of the
 * predictions' examples; see {@link Evaluations#accuracyBy}.
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
        DataProvenance origin = data.provenance();
        List<Label> truths = truths(model, data);
        double[][] rows = model.probabilities(data);
        PredictionRows.check(model, rows, truths.size(), model.labels().size(), origin);
        Map<String, double[]> attributes = data.targetAttributes();
        List<Prediction<Label>> predictions = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            Map<String, Label> scores = new LinkedHashMap<>();
            Label best = null;
            for (int k = 0; k < rows[i].length; k++) {
                Label label = new Label(model.labels().get(k), rows[i][k]);
                scores.put(label.getLabel(), label);
                best = best == null || label.getScore() > best.getScore() ? label : best;
            }
            var example = PredictionRows.example(truths.get(i), attributes, i);
            PredictionRows.categorize(example, data.categories(), i);
            predictions.add(new Prediction<>(best, scores, 0, example, true));
        }
        EvaluationProvenance provenance =
                TribuoProvenance.of(
                        model.getClass().getName(),
                        model.provenanceMap(),
                        model.labels().size(),
                        data.getClass().getName(),
                        ProvenanceMap.of(origin));
        Model<Label> judged =
                new JudgedModel<>(
                        model.name(),
                        provenance.getModelProvenance(),
                        new LabelFactory(),
                        model.labels().stream().map(Label::new).toList(),
                        true);
        LabelEvaluation evaluation =
                new LabelEvaluator()
                        .evaluate(judged, predictions, provenance.getTestDatasetProvenance());
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("accuracy", evaluation.accuracy());
        metrics.put("f1_macro", evaluation.macroAveragedF1());
        metrics.put("examples", (double) rows.length);
        Results.publish("classification", model, origin, metrics, primary);
        return evaluation;
    }

    private static List<Label> truths(LabelPredictor<?> model, LabeledData data) {
        List<Label> truths = new ArrayList<>();
        for (int target : data.targets()) {
            String label = data.labels().get(target);
            if (!model.labels().contains(label)) {
                throw new RecurveException(
                        "%s %s has the class \"%s\", which %s does not know; it knows %s. Fit it on data with all classes"
                                .formatted(
                                        data.provenance().dataset(),
                                        data.provenance().split(),
                                        label,
                                        model.name(),
                                        model.labels()));
            }
            truths.add(new Label(label));
        }
        return truths;
    }
}
