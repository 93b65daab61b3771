package org.recurve.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recurve.core.DataProvenance;
import org.recurve.core.ProvenanceMap;
import org.recurve.core.RecurveException;
import org.recurve.data.FittedModel;
import org.recurve.data.LabeledData;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.provenance.EvaluationProvenance;

/** From labels that were predicted to Tribuo's evaluation of them. */
final class JudgedLabels {
    private JudgedLabels() {}

    /**
     * The labels that the items have.
     *
     * @throws RecurveException if the model does not know one of them
     */
    static List<Label> truths(FittedModel model, List<String> known, LabeledData data) {
        List<Label> truths = new ArrayList<>();
        for (int target : data.targets()) {
            String label = data.labels().get(target);
            if (!known.contains(label)) {
                throw new RecurveException(
                        "%s %s has the class \"%s\", which %s does not know; it knows %s. Fit it on data with all classes"
                                .formatted(
                                        data.provenance().dataset(),
                                        data.provenance().split(),
                                        label,
                                        model.name(),
                                        known));
            }
            truths.add(new Label(label));
        }
        return truths;
    }

    /** Each label of a model with its probability, in the model's order. */
    static Map<String, Label> scores(List<String> labels, double[] probabilities) {
        Map<String, Label> scores = new LinkedHashMap<>();
        for (int k = 0; k < probabilities.length; k++) {
            scores.put(labels.get(k), new Label(labels.get(k), probabilities[k]));
        }
        return scores;
    }

    /**
     * @param known labels that the model tells apart
     * @param probabilities whether the predictions have any
     */
    static LabelEvaluation evaluate(
            FittedModel model,
            List<String> known,
            LabeledData data,
            List<Prediction<Label>> predictions,
            boolean probabilities) {
        DataProvenance origin = data.provenance();
        Map<String, Object> fitted = new LinkedHashMap<>(model.provenanceMap());
        fitted.put(JudgedItems.NAME, model.name());
        EvaluationProvenance provenance =
                TribuoProvenance.of(
                        model.getClass().getName(),
                        fitted,
                        known.size(),
                        data.getClass().getName(),
                        ProvenanceMap.of(origin));
        Model<Label> judged =
                new JudgedModel<>(
                        model.name(),
                        provenance.getModelProvenance(),
                        new LabelFactory(),
                        known.stream().map(Label::new).toList(),
                        probabilities);
        return new LabelEvaluator()
                .evaluate(judged, predictions, provenance.getTestDatasetProvenance());
    }
}
