package org.recurve.evaluation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.recurve.core.DataProvenance;
import org.recurve.core.EvaluationEvent;
import org.recurve.core.ProvenanceMap;
import org.recurve.core.RecurveException;
import org.recurve.data.MultiLabelPredictor;
import org.recurve.data.MultiLabeledData;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.multilabel.evaluation.MultiLabelEvaluation;
import org.tribuo.multilabel.evaluation.MultiLabelEvaluator;
import org.tribuo.provenance.EvaluationProvenance;

/**
 * Judges multi-label classifiers with Tribuo's own {@link MultiLabelEvaluator} and publishes each
 * result as an {@link EvaluationEvent}, with these metrics:
 *
 * <ul>
 *   <li>{@code f1_macro}: the mean F1 over all labels that the model knows; a label that neither
 *       occurs nor is predicted has the F1 0
 *   <li>{@code f1_micro}: the F1 of all decisions together, label by label
 *   <li>{@code jaccard}: the mean over items of the labels in both truth and prediction divided by
 *       those in either; see {@link MultiLabelAgreement#jaccard}
 *   <li>{@code exact_match}: the part of the items whose labels are all right, none missing and
 *       none too many
 *   <li>{@code examples}
 * </ul>
 *
 * <p>A label is predicted where its probability is above a half. The attributes of the data are
 * metadata of the predictions' examples.
 */
public final class MultiLabelClassificationEvaluator {
    private static final double HALF = 0.5;

    private final boolean primary;

    /** An evaluator of results that stand beside others. */
    public MultiLabelClassificationEvaluator() {
        this(false);
    }

    private MultiLabelClassificationEvaluator(boolean primary) {
        this.primary = primary;
    }

    /** {@return an evaluator that marks what it judges as the result that its notebook is about} */
    public MultiLabelClassificationEvaluator primary() {
        return new MultiLabelClassificationEvaluator(true);
    }

    /**
     * Judges a model.
     *
     * @param model network or baseline
     * @param data whose labels the model knows, whatever their order
     * @param <D> type of the data
     * @return Tribuo's evaluation, with its predictions in the order of {@link
     *     MultiLabeledData#targets()} and the probability of every label among their scores; its
     *     own Jaccard score is NaN where an item has no label and none is predicted
     * @throws RecurveException if there is nothing to judge on, an item has a label that the model
     *     does not know, a label has a comma in its name, which Tribuo refuses, or the model
     *     predicts something that is not finite
     */
    public <D extends MultiLabeledData> MultiLabelEvaluation evaluate(
            MultiLabelPredictor<? super D> model, D data) {
        DataProvenance origin = data.provenance();
        List<MultiLabel> known = known(model);
        List<MultiLabel> truths = truths(model, data);
        double[][] rows = model.probabilities(data);
        PredictionRows.check(model, rows, truths.size(), known.size(), origin);
        Map<String, double[]> attributes = data.targetAttributes();
        List<Prediction<MultiLabel>> predictions = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            Example<MultiLabel> example = PredictionRows.example(truths.get(i), attributes, i);
            PredictionRows.categorize(example, data.categories(), i);
            predictions.add(prediction(model.labels(), rows[i], example));
        }
        EvaluationProvenance provenance =
                TribuoProvenance.of(
                        model.getClass().getName(),
                        model.provenanceMap(),
                        known.size(),
                        data.getClass().getName(),
                        ProvenanceMap.of(origin));
        Model<MultiLabel> judged =
                new JudgedModel<>(
                        model.name(),
                        provenance.getModelProvenance(),
                        new MultiLabelFactory(),
                        known,
                        true);
        MultiLabelEvaluation evaluation =
                new MultiLabelEvaluator()
                        .evaluate(judged, predictions, provenance.getTestDatasetProvenance());
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("f1_macro", evaluation.macroAveragedF1());
        metrics.put("f1_micro", evaluation.microAveragedF1());
        metrics.put("jaccard", MultiLabelAgreement.jaccard(evaluation));
        metrics.put("exact_match", MultiLabelAgreement.exactMatch(evaluation));
        metrics.put("examples", (double) rows.length);
        Results.publish("multi-label-classification", model, origin, metrics, primary);
        return evaluation;
    }

    private static Prediction<MultiLabel> prediction(
            List<String> labels, double[] row, Example<MultiLabel> example) {
        Map<String, MultiLabel> scores = new LinkedHashMap<>();
        Set<Label> predicted = new HashSet<>();
        for (int k = 0; k < row.length; k++) {
            Label label = new Label(labels.get(k), row[k]);
            scores.put(label.getLabel(), new MultiLabel(label));
            if (row[k] > HALF) {
                predicted.add(label);
            }
        }
        return new Prediction<>(new MultiLabel(predicted), scores, 0, example, true);
    }

    private static List<MultiLabel> known(MultiLabelPredictor<?> model) {
        List<MultiLabel> known = new ArrayList<>();
        for (String label : model.labels()) {
            if (label.contains(",")) {
                throw new RecurveException(
                        "the label \""
                                + label
                                + "\" of "
                                + model.name()
                                + " has a comma in its name, which Tribuo's evaluation refuses;"
                                + " rename it in the data");
            }
            known.add(new MultiLabel(label));
        }
        return known;
    }

    private static List<MultiLabel> truths(MultiLabelPredictor<?> model, MultiLabeledData data) {
        List<MultiLabel> truths = new ArrayList<>();
        for (int[] target : data.targets()) {
            Set<Label> labels = new HashSet<>();
            for (int index : target) {
                String label = data.labels().get(index);
                if (!model.labels().contains(label)) {
                    throw new RecurveException(
                            "%s %s has the label \"%s\", which %s does not know; it knows %s. Fit it on data with all labels"
                                    .formatted(
                                            data.provenance().dataset(),
                                            data.provenance().split(),
                                            label,
                                            model.name(),
                                            model.labels()));
                }
                labels.add(new Label(label));
            }
            truths.add(new MultiLabel(labels));
        }
        return truths;
    }
}
