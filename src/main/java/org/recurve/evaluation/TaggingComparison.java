package org.recurve.evaluation;

import java.util.List;
import org.recurve.metric.ItemBootstrap;
import org.recurve.metric.SpanScore;
import org.recurve.metric.SpanScores;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Taggers side by side. Tokens of a sentence depend on each other, so whole sentences are
 * resampled.
 */
final class TaggingComparison {
    private static final long SEED = 1;

    private TaggingComparison() {}

    /** See {@link Evaluations#compare(TaggingEvaluation, TaggingEvaluation...)}. */
    static Table table(List<TaggingEvaluation> all) {
        StringColumn model = StringColumn.create("model");
        StringColumn data = StringColumn.create("data");
        DoubleColumn accuracy = DoubleColumn.create("accuracy");
        Differences accuracies = new Differences("vs first", "from", "to");
        DoubleColumn f1 = DoubleColumn.create("macro F1");
        DoubleColumn spanF1 = DoubleColumn.create("span F1");
        Differences spans = new Differences("span F1 vs first", "span F1 from", "span F1 to");
        IntColumn tokens = IntColumn.create("tokens");
        TaggingEvaluation first = all.get(0);
        for (int row = 0; row < all.size(); row++) {
            TaggingEvaluation each = all.get(row);
            model.append(each.model());
            data.append(each.dataset() + " " + each.split());
            accuracy.append(each.accuracy());
            f1.append(each.macroAveragedF1());
            spanF1.append(each.spanF1());
            tokens.append(each.data().targets().length);
            if (row == 0 || !each.sameItems(first)) {
                double difference = row == 0 ? 0 : Double.NaN;
                accuracies.append(difference);
                spans.append(difference);
                continue;
            }
            accuracies.append(accuracyDifference(first, each));
            if (first.spans().isPresent() && each.spans().isPresent()) {
                spans.append(spanDifference(first.spans().get(), each.spans().get()));
            } else {
                spans.append(Double.NaN);
            }
        }
        accuracy.setPrintFormatter(Evaluations.percent("0.0%"));
        spanF1.setPrintFormatter(Evaluations.percent("0.0%"));
        Table table =
                Table.create("Taggers", model, data, accuracy)
                        .addColumns(accuracies.columns())
                        .addColumns(f1);
        if (all.stream().anyMatch(each -> each.spans().isPresent())) {
            table.addColumns(spanF1).addColumns(spans.columns());
        }
        return table.addColumns(tokens);
    }

    static ItemBootstrap accuracyDifference(TaggingEvaluation first, TaggingEvaluation second) {
        int[] one = rightTokens(first);
        int[] other = rightTokens(second);
        ItemBootstrap.Statistic difference =
                sentences -> {
                    long gained = 0;
                    long tokens = 0;
                    for (int i : sentences) {
                        gained += other[i] - one[i];
                        tokens += first.data().tokens(i).size();
                    }
                    return (double) gained / tokens;
                };
        return ItemBootstrap.of(one.length, difference, ItemBootstrap.RESAMPLES, SEED);
    }

    private static int[] rightTokens(TaggingEvaluation evaluation) {
        int[] right = new int[evaluation.data().size()];
        for (int i = 0; i < right.length; i++) {
            List<String> truths = evaluation.data().tags(i);
            for (int t = 0; t < truths.size(); t++) {
                right[i] += truths.get(t).equals(evaluation.tags(i).get(t)) ? 1 : 0;
            }
        }
        return right;
    }

    static ItemBootstrap spanDifference(SpanScores first, SpanScores second) {
        return ItemBootstrap.of(
                first.sentences().size(),
                sentences -> f1(second, sentences) - f1(first, sentences),
                ItemBootstrap.RESAMPLES,
                SEED);
    }

    private static double f1(SpanScores scores, int[] sentences) {
        long expected = 0;
        long predicted = 0;
        long correct = 0;
        for (int i : sentences) {
            SpanScore sentence = scores.sentences().get(i);
            expected += sentence.expected();
            predicted += sentence.predicted();
            correct += sentence.correct();
        }
        return new SpanScore(expected, predicted, correct).f1();
    }
}
