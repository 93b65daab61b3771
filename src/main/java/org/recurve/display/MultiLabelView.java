package org.recurve.display;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.recurve.evaluation.MultiLabelAgreement;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.evaluation.MultiLabelEvaluation;

/**
 * Evaluations of multi-label classifiers: a row for each label. Needs Tribuo's multi-label part.
 */
final class MultiLabelView {
    private static final int DECIMALS = 3;

    private MultiLabelView() {}

    static void register() {
        Displays.register(
                MultiLabelEvaluation.class,
                evaluation -> grid(evaluation).html() + "\n" + TribuoView.provenance(evaluation),
                evaluation -> grid(evaluation).text());
    }

    private static Grid grid(MultiLabelEvaluation evaluation) {
        Grid grid =
                new Grid(
                        "",
                        List.of("label", "items", "predicted", "precision", "recall", "F1"),
                        List.of(false, true, true, true, true, true));
        long items = 0;
        long predicted = 0;
        for (Map.Entry<String, MultiLabel> entry : labels(evaluation).entrySet()) {
            MultiLabel label = entry.getValue();
            long have = Math.round(evaluation.tp(label) + evaluation.fn(label));
            long given = Math.round(evaluation.tp(label) + evaluation.fp(label));
            items += have;
            predicted += given;
            grid.row(
                    entry.getKey(),
                    count(have),
                    count(given),
                    part(evaluation.precision(label)),
                    part(evaluation.recall(label)),
                    part(evaluation.f1(label)));
        }
        grid.row(
                "mean of the labels (macro)",
                "",
                "",
                part(evaluation.macroAveragedPrecision()),
                part(evaluation.macroAveragedRecall()),
                part(evaluation.macroAveragedF1()));
        grid.total(
                "all decisions (micro)",
                count(items),
                count(predicted),
                part(evaluation.microAveragedPrecision()),
                part(evaluation.microAveragedRecall()),
                part(evaluation.microAveragedF1()));
        return grid.note(
                "%s items; all labels right: %s, mean Jaccard index: %s"
                        .formatted(
                                count(evaluation.getPredictions().size()),
                                part(MultiLabelAgreement.exactMatch(evaluation)),
                                part(MultiLabelAgreement.jaccard(evaluation))));
    }

    /** The labels that the model knows, by name. */
    private static Map<String, MultiLabel> labels(MultiLabelEvaluation evaluation) {
        Map<String, MultiLabel> labels = new TreeMap<>();
        evaluation
                .asMap()
                .keySet()
                .forEach(
                        id ->
                                id.getA()
                                        .getOutputTarget()
                                        .ifPresent(
                                                label ->
                                                        labels.put(label.getLabelString(), label)));
        return labels;
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String part(double value) {
        return Numbers.format(value, DECIMALS);
    }
}
