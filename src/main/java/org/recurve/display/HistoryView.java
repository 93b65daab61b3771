package org.recurve.display;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recurve.training.TrainingRun;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A training's history: the learning curve above the table of epochs. */
final class HistoryView {
    private HistoryView() {}

    /** Tells a history from other tables by its columns. */
    static boolean isHistory(Table table) {
        List<String> names = table.columnNames();
        return names.contains("epoch")
                && names.contains("train loss")
                && names.contains("validation loss");
    }

    static String html(TrainingRun run) {
        return curve(run.history(), run.provenance().bestEpoch())
                + TableView.epochs(run.history()).html()
                + "\n"
                + ProvenanceView.html(run.provenance());
    }

    static String text(TrainingRun run) {
        return TableView.epochs(run.history()).text()
                + "\n"
                + ProvenanceView.summary(run.provenance());
    }

    static String html(Table history) {
        return curve(history, best(rows(history))) + TableView.epochs(history).html();
    }

    private static String curve(Table history, int best) {
        LearningCurve curve = new LearningCurve(rows(history), best);
        return curve.isEmpty() ? "" : "<p>" + Html.image(curve) + "</p>\n";
    }

    /** The epoch of the lowest validation loss, or training loss where none was validated. */
    static int best(List<Map<String, Double>> rows) {
        for (String name : List.of("validation loss", "train loss")) {
            int best = 0;
            for (int i = 0; i < rows.size(); i++) {
                double value = rows.get(i).getOrDefault(name, Double.NaN);
                if (Double.isFinite(value) && (best == 0 || value < rows.get(best - 1).get(name))) {
                    best = i + 1;
                }
            }
            if (best > 0) {
                return best;
            }
        }
        return 0;
    }

    private static List<Map<String, Double>> rows(Table table) {
        List<Map<String, Double>> rows = new ArrayList<>();
        for (int r = 0; r < table.rowCount(); r++) {
            Map<String, Double> row = new LinkedHashMap<>();
            for (Column<?> column : table.columns()) {
                if (column instanceof NumericColumn<?> numbers) {
                    row.put(column.name(), column.isMissing(r) ? Double.NaN : numbers.getDouble(r));
                }
            }
            rows.add(row);
        }
        return rows;
    }
}
