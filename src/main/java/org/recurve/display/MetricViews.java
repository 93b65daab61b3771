package org.recurve.display;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.recurve.metric.Calibration;
import org.recurve.metric.PrecisionRecallCurve;
import org.recurve.metric.RocCurve;
import org.recurve.metric.SpanScore;
import org.recurve.metric.SpanScores;

/** Curves and scores of classifiers and taggers. */
final class MetricViews {
    private MetricViews() {}

    static void register() {
        Displays.register(
                Calibration.class,
                found -> Html.image(new ReliabilityDiagram("Reliability", found)),
                Calibration::toString);
        Displays.register(
                RocCurve.class,
                curve -> Html.image(RateCurves.roc("ROC curve", Map.of("classifier", curve))),
                RocCurve::toString);
        Displays.register(
                PrecisionRecallCurve.class,
                curve ->
                        Html.image(
                                RateCurves.precisionRecall(
                                        "Precision and recall", Map.of("classifier", curve))),
                PrecisionRecallCurve::toString);
        Displays.register(SpanScores.class, scores -> grid(scores).html(), SpanScores::toString);
    }

    private static Grid grid(SpanScores scores) {
        Grid grid =
                new Grid(
                        "",
                        List.of("type", "precision", "recall", "F1", "spans", "predicted"),
                        List.of(false, true, true, true, true, true));
        scores.byType().forEach((type, score) -> grid.row(cells(type, score)));
        return grid.total(cells("all", scores.overall()).toArray(String[]::new))
                .note(
                        String.format(
                                Locale.ROOT,
                                "Per cent; %,d tokens, %.2f %% with the right tag",
                                scores.tokens(),
                                100 * scores.tokenAccuracy()));
    }

    private static List<String> cells(String type, SpanScore score) {
        return List.of(
                type,
                Numbers.format(100 * score.precision(), 2),
                Numbers.format(100 * score.recall(), 2),
                Numbers.format(100 * score.f1(), 2),
                Numbers.amount(score.expected(), "spans"),
                Numbers.amount(score.predicted(), "spans"));
    }
}
