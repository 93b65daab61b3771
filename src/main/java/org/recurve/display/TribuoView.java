package org.recurve.display;

import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.MapProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.recurve.evaluation.BacktestEvaluation;
import org.recurve.evaluation.ClassifierEvaluations;
import org.recurve.evaluation.ForecastEvaluation;
import org.recurve.evaluation.LanguageModelEvaluation;
import org.recurve.evaluation.RepeatedEvaluation;
import org.recurve.evaluation.TaggingEvaluation;
import org.recurve.evaluation.TranslationEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.evaluation.Evaluation;

/** Evaluations of Tribuo's kind, with their provenance folded below. Needs Tribuo. */
final class TribuoView {
    /** A confusion matrix of more classes is no picture to take in at a glance. */
    private static final int MOST_CLASSES = 40;

    private TribuoView() {}

    static void register() {
        Displays.register(Evaluation.class, TribuoView::html, Object::toString);
        Displays.register(
                RepeatedEvaluation.class,
                result -> TableView.html(result.table()),
                result -> TableView.text(result.table()));
        Displays.register(
                BacktestEvaluation.class,
                result -> TableView.html(result.table()),
                BacktestEvaluation::toString);
        Displays.register(
                TranslationGallery.class, TranslationGallery::html, TranslationGallery::toString);
        Displays.register(
                ObjectProvenance.class,
                p -> Html.folded("Provenance", ProvenanceView.table(plain(p))),
                Object::toString);
    }

    private static String html(Evaluation<?> evaluation) {
        return figures(evaluation) + "\n" + provenance(evaluation);
    }

    static String provenance(Evaluation<?> evaluation) {
        return Html.folded("Provenance", ProvenanceView.table(plain(evaluation.getProvenance())));
    }

    private static String figures(Evaluation<?> evaluation) {
        if (evaluation instanceof LanguageModelEvaluation language) {
            return language.toHTML();
        }
        if (evaluation instanceof ForecastEvaluation forecast) {
            return forecast.toHTML();
        }
        if (evaluation instanceof TranslationEvaluation translation) {
            return translation.toHTML();
        }
        if (evaluation instanceof TaggingEvaluation tagging) {
            return tagging.toHTML() + confusion(tagging.tokens());
        }
        if (evaluation instanceof LabelEvaluation labels) {
            return labels.toHTML() + confusion(labels);
        }
        Grid grid = new Grid("", List.of("metric", "value"), List.of(false, true));
        Map<String, Double> sorted = new TreeMap<>();
        evaluation
                .asMap()
                .forEach(
                        (id, value) -> {
                            String target =
                                    id.getA()
                                            .getOutputTarget()
                                            .map(Object::toString)
                                            .or(() -> id.getA().getAverageTarget().map(Enum::name))
                                            .orElse("");
                            sorted.put(id.getB() + " " + target, value);
                        });
        sorted.forEach((name, value) -> grid.row(name, Numbers.format(value)));
        return grid.html();
    }

    private static String confusion(LabelEvaluation evaluation) {
        int classes = ClassifierEvaluations.labels(evaluation).size();
        return classes < 2 || classes > MOST_CLASSES
                ? ""
                : "\n<p>" + Html.image(ConfusionMap.of(evaluation)) + "</p>";
    }

    private static Map<String, Object> plain(ObjectProvenance provenance) {
        Map<String, Object> map = new TreeMap<>();
        provenance.forEach(pair -> map.put(pair.getA(), plain(pair.getB())));
        return map;
    }

    private static Object plain(Provenance provenance) {
        if (provenance instanceof ObjectProvenance object) {
            return plain(object);
        }
        if (provenance instanceof MapProvenance<?> values) {
            Map<String, Object> map = new TreeMap<>();
            values.getMap().forEach((key, value) -> map.put(key, plain(value)));
            return map;
        }
        if (provenance instanceof ListProvenance<?> values) {
            List<Object> list = new ArrayList<>();
            values.getList().forEach(value -> list.add(plain(value)));
            return list;
        }
        return provenance.toString();
    }
}
