package org.recurve.evaluation;

import java.util.List;
import org.recurve.metric.ItemBootstrap;
import org.recurve.metric.McNemar;
import org.tribuo.classification.evaluation.LabelEvaluation;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Classifiers side by side. */
final class ClassifierComparison {
    private ClassifierComparison() {}

    /** See {@link Evaluations#compare(LabelEvaluation, LabelEvaluation...)}. */
    static Table table(List<LabelEvaluation> all) {
        StringColumn model = StringColumn.create("model");
        StringColumn data = StringColumn.create("data");
        DoubleColumn accuracy = DoubleColumn.create("accuracy");
        Differences differences = new Differences("vs first", "from", "to");
        DoubleColumn p = DoubleColumn.create("McNemar p");
        DoubleColumn f1 = DoubleColumn.create("macro F1");
        IntColumn examples = IntColumn.create("examples");
        LabelEvaluation first = all.get(0);
        JudgedItems one = new JudgedItems(first);
        for (int row = 0; row < all.size(); row++) {
            LabelEvaluation each = all.get(row);
            JudgedItems items = new JudgedItems(each);
            model.append(items.model());
            data.append(items.data());
            accuracy.append(each.accuracy());
            if (row > 0 && one.sameItems(items)) {
                ItemBootstrap bootstrap = ClassifierEvaluations.accuracyDifference(first, each);
                differences.append(bootstrap);
                p.append(McNemar.of(one.right(), items.right()).pValue());
            } else {
                differences.append(row == 0 ? 0 : Double.NaN);
                p.appendMissing();
            }
            f1.append(each.macroAveragedF1());
            examples.append(items.size());
        }
        accuracy.setPrintFormatter(Evaluations.percent("0.0%"));
        return Table.create("Classifiers", model, data, accuracy)
                .addColumns(differences.columns())
                .addColumns(p, f1, examples);
    }
}
