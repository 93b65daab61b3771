package org.recurve.evaluation;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.recurve.core.RecurveException;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvWriteOptions;

/** Tables of single predictions. */
final class PredictionTables {
    private PredictionTables() {}

    /** See {@link ClassifierEvaluations#predictions}. */
    static Table all(JudgedItems items) {
        Table table = rows(items, IntStream.range(0, items.size()).boxed().toList());
        table.setName(items.model() + " on " + items.data());
        if (items.haveProbabilities()) {
            double[][] probabilities = items.probabilities();
            for (int k = 0; k < items.labels().size(); k++) {
                DoubleColumn column = DoubleColumn.create("P(" + items.labels().get(k) + ")");
                for (double[] row : probabilities) {
                    column.append(row[k]);
                }
                table.addColumns(column);
            }
        }
        return table;
    }

    /** See {@link ClassifierEvaluations#hardestErrors}. */
    static Table hardestErrors(JudgedItems items, int most) {
        if (most < 1) {
            throw new IllegalArgumentException("rows must be at least 1, not " + most);
        }
        double[][] probabilities = items.probabilities();
        int[] truths = items.truths();
        int[] predicted = items.predicted();
        List<Integer> errors =
                IntStream.range(0, items.size())
                        .filter(i -> truths[i] != predicted[i])
                        .boxed()
                        .sorted(
                                Comparator.comparingDouble(
                                        (Integer i) -> -probabilities[i][predicted[i]]))
                        .limit(most)
                        .toList();
        DoubleColumn confidence = DoubleColumn.create("confidence");
        DoubleColumn truth = DoubleColumn.create("P(truth)");
        for (int i : errors) {
            confidence.append(probabilities[i][predicted[i]]);
            truth.append(probabilities[i][truths[i]]);
        }
        Table table = rows(items, errors).addColumns(confidence, truth);
        table.setName("Hardest errors of " + items.model() + " on " + items.data());
        return table;
    }

    private static Table rows(JudgedItems items, List<Integer> chosen) {
        StringColumn text = StringColumn.create("text");
        StringColumn truth = StringColumn.create("truth");
        StringColumn prediction = StringColumn.create("prediction");
        int[] truths = items.truths();
        int[] predicted = items.predicted();
        for (int i : chosen) {
            text.append(items.text(i));
            truth.append(items.labels().get(truths[i]));
            prediction.append(items.labels().get(predicted[i]));
        }
        return Table.create(text, truth, prediction);
    }

    /** See {@link ClassifierEvaluations#savePredictions}. */
    static void save(Table table, Path file) {
        try (Writer writer = Files.newBufferedWriter(file)) {
            table.write()
                    .usingOptions(
                            CsvWriteOptions.builder(writer)
                                    .separator('\t')
                                    .lineEnd("\n")
                                    .ignoreLeadingWhitespaces(false)
                                    .ignoreTrailingWhitespaces(false)
                                    .build());
        } catch (IOException e) {
            throw new RecurveException(
                    "the predictions could not be written to %s: %s; expected a file in a folder that exists and can be written to"
                            .formatted(file, e),
                    e);
        }
    }
}
