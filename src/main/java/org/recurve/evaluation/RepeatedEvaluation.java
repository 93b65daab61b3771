package org.recurve.evaluation;

import java.util.List;
import org.recurve.data.LabeledData;
import org.recurve.metric.MeanAndSd;
import org.tribuo.classification.evaluation.LabelEvaluation;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What classifiers did in several runs, side by side; made by {@link RepeatedRuns#run}.
 *
 * @param <S> type of the data
 */
public final class RepeatedEvaluation<S extends LabeledData> {
    private final String title;
    private final String unit;
    private final List<S> judged;
    private final List<JudgedRuns> models;

    RepeatedEvaluation(String title, String unit, List<S> judged, List<JudgedRuns> models) {
        this.title = title;
        this.unit = unit;
        this.judged = List.copyOf(judged);
        this.models = models;
    }

    /** {@return the names of the models in the order that they were added in} */
    public List<String> models() {
        return models.stream().map(JudgedRuns::name).toList();
    }

    /** {@return how many runs there were of each model} */
    public int runs() {
        return judged.size();
    }

    /**
     * {@return a row for each model, in the order that they were added in: model, accuracy (mean of
     * the runs, 0 to 1), accuracy sd (standard deviation of the runs, n - 1 in the denominator;
     * missing with a single run), f1 macro and f1 macro sd (the same of the macro-averaged F1),
     * runs and seconds (mean time of a run, fitting and judging)}
     */
    public Table table() {
        StringColumn model = StringColumn.create("model", models());
        DoubleColumn accuracy = DoubleColumn.create("accuracy");
        DoubleColumn accuracySd = DoubleColumn.create("accuracy sd");
        DoubleColumn f1 = DoubleColumn.create("f1 macro");
        DoubleColumn f1Sd = DoubleColumn.create("f1 macro sd");
        IntColumn runs = IntColumn.create("runs");
        DoubleColumn seconds = DoubleColumn.create("seconds");
        for (JudgedRuns each : models) {
            accuracy.append(each.accuracy().mean());
            accuracySd.append(each.accuracy().sd());
            f1.append(each.macroF1().mean());
            f1Sd.append(each.macroF1().sd());
            runs.append(each.size());
            seconds.append(each.meanSeconds());
        }
        return Table.create(title, model, accuracy, accuracySd, f1, f1Sd, runs, seconds);
    }

    /**
     * {@return a row for each run of each model, model after model: model, {@code fold} counted
     * from 1 (with repeated seeds {@code seed}), accuracy (0 to 1), f1 macro, examples, seconds
     * (fitting and judging)}
     */
    public Table byRun() {
        StringColumn model = StringColumn.create("model");
        LongColumn number = LongColumn.create(unit);
        DoubleColumn accuracy = DoubleColumn.create("accuracy");
        DoubleColumn f1 = DoubleColumn.create("f1 macro");
        IntColumn examples = IntColumn.create("examples");
        DoubleColumn seconds = DoubleColumn.create("seconds");
        for (JudgedRuns each : models) {
            for (int run = 0; run < each.size(); run++) {
                LabelEvaluation evaluation = each.evaluation(run);
                model.append(each.name());
                number.append(unit.equals("seed") ? each.seed(run) : run + 1);
                accuracy.append(evaluation.accuracy());
                f1.append(evaluation.macroAveragedF1());
                examples.append(evaluation.getPredictions().size());
                seconds.append(each.seconds(run));
            }
        }
        return Table.create(title, model, number, accuracy, f1, examples, seconds);
    }

    /**
     * The accuracy of a model.
     *
     * @param model its name
     * @return mean and standard deviation over the runs, 0 to 1
     */
    public MeanAndSd accuracy(String model) {
        return find(model).accuracy();
    }

    /**
     * The macro-averaged F1 of a model.
     *
     * @param model its name
     * @return mean and standard deviation over the runs, 0 to 1
     */
    public MeanAndSd macroF1(String model) {
        return find(model).macroF1();
    }

    /**
     * The runs of a model one by one.
     *
     * @param model its name
     * @return Tribuo's evaluation of each run; the predictions of run r are those of the items of
     *     {@code judged(r)}, in their order
     */
    public List<LabelEvaluation> evaluations(String model) {
        return find(model).evaluations();
    }

    /**
     * What was judged on in a run.
     *
     * @param run from 0
     * @return the data, the same for all models
     */
    public S judged(int run) {
        return judged.get(run);
    }

    /**
     * All predictions of a model as one evaluation: in a cross-validation every item of the data
     * once. Its figures are those of the whole, not the means of the runs.
     *
     * @param model its name
     * @return Tribuo's evaluation, run after run in the order of {@link #evaluations}, the same
     *     order for all models
     */
    public LabelEvaluation pooled(String model) {
        return find(model).pooled();
    }

    private JudgedRuns find(String model) {
        return models.stream()
                .filter(each -> each.name().equals(model))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no model \"" + model + "\", only " + models()));
    }

    /** {@return a line for each model: its name, mean accuracy and standard deviation} */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(title);
        for (JudgedRuns each : models) {
            text.append(System.lineSeparator())
                    .append(each.name())
                    .append(": accuracy ")
                    .append(each.accuracy());
        }
        return text.toString();
    }
}
