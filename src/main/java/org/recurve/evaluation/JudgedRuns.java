package org.recurve.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.recurve.core.DataProvenance;
import org.recurve.data.FittedModel;
import org.recurve.data.LabelPredictor;
import org.recurve.metric.MeanAndSd;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.provenance.EvaluationProvenance;

/** What one model did in several runs; grows run by run. */
final class JudgedRuns {
    private final String name;
    private final List<LabelEvaluation> evaluations = new ArrayList<>();
    private final List<Double> seconds = new ArrayList<>();
    private final List<Object> provenances = new ArrayList<>();
    private final List<Long> seeds = new ArrayList<>();
    private List<String> labels = List.of();
    private boolean baseline;

    JudgedRuns(String name) {
        this.name = name;
    }

    /** The whole of the runs, as results and provenance want to see it. */
    private record Whole(
            String name, long seed, Map<String, Object> provenanceMap, boolean baseline)
            implements FittedModel {}

    void add(LabelPredictor<?> model, long seed, LabelEvaluation evaluation, double took) {
        evaluations.add(evaluation);
        seconds.add(took);
        seeds.add(seed);
        labels = Stream.concat(labels.stream(), model.labels().stream()).distinct().toList();
        baseline = model.baseline();
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("seed", seed);
        run.put("accuracy", evaluation.accuracy());
        run.put("f1_macro", evaluation.macroAveragedF1());
        run.put("examples", evaluation.getPredictions().size());
        run.put("seconds", took);
        run.put("model", model.provenanceMap());
        provenances.add(run);
    }

    String name() {
        return name;
    }

    int size() {
        return evaluations.size();
    }

    LabelEvaluation evaluation(int run) {
        return evaluations.get(run);
    }

    List<LabelEvaluation> evaluations() {
        return List.copyOf(evaluations);
    }

    double seconds(int run) {
        return seconds.get(run);
    }

    long seed(int run) {
        return seeds.get(run);
    }

    MeanAndSd accuracy() {
        return over(LabelEvaluation::accuracy);
    }

    MeanAndSd macroF1() {
        return over(LabelEvaluation::macroAveragedF1);
    }

    double meanSeconds() {
        return seconds.stream().mapToDouble(s -> s).average().orElseThrow();
    }

    private MeanAndSd over(ToDoubleFunction<LabelEvaluation> figure) {
        return MeanAndSd.of(evaluations.stream().mapToDouble(figure).toArray());
    }

    private int examples() {
        return evaluations.stream().mapToInt(e -> e.getPredictions().size()).sum();
    }

    /** All predictions as one evaluation. */
    LabelEvaluation pooled() {
        List<Prediction<Label>> all =
                evaluations.stream().flatMap(e -> e.getPredictions().stream()).toList();
        EvaluationProvenance first = evaluations.get(0).getProvenance();
        EvaluationProvenance provenance =
                TribuoProvenance.of(
                        first.getModelProvenance().getClassName(),
                        provenance(),
                        labels.size(),
                        first.getTestDatasetProvenance().getClassName(),
                        Map.of("pooled", evaluations.size()));
        return new LabelEvaluator()
                .evaluate(
                        new JudgedModel<>(
                                name,
                                provenance.getModelProvenance(),
                                new LabelFactory(),
                                labels.stream().map(Label::new).toList(),
                                true),
                        all,
                        provenance.getTestDatasetProvenance());
    }

    private Map<String, Object> provenance() {
        return Map.of("runs", provenances);
    }

    void publish(String design, DataProvenance data, boolean primary) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        put(metrics, "accuracy", accuracy());
        put(metrics, "f1_macro", macroF1());
        metrics.put("runs", (double) size());
        metrics.put("examples", (double) examples());
        Results.publish(
                "classification",
                new Whole(name, seeds.get(0), provenance(), baseline),
                new DataProvenance(
                        data.dataset(),
                        data.split() + ", " + design,
                        data.files(),
                        data.preparation()),
                metrics,
                primary);
    }

    private static void put(Map<String, Double> metrics, String name, MeanAndSd value) {
        metrics.put(name, value.mean());
        // A metrics file has no NaN.
        if (value.runs() > 1) {
            metrics.put(name + "_sd", value.sd());
        }
    }
}
