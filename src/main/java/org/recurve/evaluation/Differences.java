package org.recurve.evaluation;

import org.recurve.metric.ItemBootstrap;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.columns.Column;

/** Columns of differences to the first row, with their 95 % intervals. */
final class Differences {
    private final DoubleColumn difference;
    private final DoubleColumn from;
    private final DoubleColumn to;

    Differences(String difference, String from, String to) {
        this.difference = DoubleColumn.create(difference);
        this.from = DoubleColumn.create(from);
        this.to = DoubleColumn.create(to);
    }

    void append(ItemBootstrap bootstrap) {
        difference.append(bootstrap.value());
        from.append(bootstrap.lower());
        to.append(bootstrap.upper());
    }

    /** Appends a difference that has no interval. */
    void append(double value) {
        difference.append(value);
        from.appendMissing();
        to.appendMissing();
    }

    Column<?>[] columns() {
        Column<?>[] columns = {difference, from, to};
        for (DoubleColumn column : new DoubleColumn[] {difference, from, to}) {
            column.setPrintFormatter(Evaluations.percent("+0.0%;-0.0%"));
        }
        return columns;
    }
}
