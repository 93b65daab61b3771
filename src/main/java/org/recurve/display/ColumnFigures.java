package org.recurve.display;

import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A line on all values of each column of a table, also those that are not shown. */
final class ColumnFigures {
    private ColumnFigures() {}

    static List<String> of(Table table, int most) {
        return table.columns().stream().limit(most).map(ColumnFigures::line).toList();
    }

    private static String line(Column<?> column) {
        List<String> parts = new ArrayList<>();
        int missing = column.countMissing();
        if (missing == column.size()) {
            return "no values";
        }
        if (column instanceof BooleanColumn flags) {
            parts.add(count(flags.countTrue()) + " true, " + count(flags.countFalse()) + " false");
        } else if (column instanceof NumericColumn<?> numbers) {
            parts.add(
                    "min %s, mean %s, max %s"
                            .formatted(
                                    Numbers.format(numbers.min()),
                                    Numbers.format(numbers.mean()),
                                    Numbers.format(numbers.max())));
        } else {
            parts.add(count(column.removeMissing().countUnique()) + " distinct");
        }
        parts.add(missing == 0 ? "none missing" : count(missing) + " missing");
        return String.join("; ", parts);
    }

    private static String count(int values) {
        return Numbers.amount(values, "values");
    }
}
