package org.recurve.display;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A Tablesaw table: its first rows, its size, the types and figures of its columns. */
final class TableView {
    private static final int ROWS = 50;
    private static final int LINES = 20;
    private static final int COLUMNS = 25;
    private static final int EPOCHS = 20;

    private TableView() {}

    static String html(Table table) {
        return grid(table, ROWS).tips(ColumnFigures.of(table, COLUMNS)).boxed().html();
    }

    static String text(Table table) {
        return grid(table, LINES).text();
    }

    /**
     * A history, whose columns explain themselves; of more than {@value #EPOCHS} epochs so many,
     * the first and the last among them and the others evenly between.
     */
    static Grid epochs(Table history) {
        int all = history.rowCount();
        if (all <= EPOCHS) {
            return grid(history, EPOCHS).types(List.of()).note("");
        }
        int[] shown = new int[EPOCHS];
        Arrays.setAll(shown, i -> (int) Math.round(i * (all - 1.0) / (EPOCHS - 1)));
        return grid(history.rows(shown), EPOCHS)
                .types(List.of())
                .note("%d of %d epochs".formatted(EPOCHS, all));
    }

    private static Grid grid(Table table, int most) {
        int rows = Math.min(table.rowCount(), most);
        int columns = Math.min(table.columnCount(), COLUMNS);
        List<String> names = new ArrayList<>();
        List<String> types = new ArrayList<>();
        List<Boolean> numeric = new ArrayList<>();
        List<List<String>> cells = new ArrayList<>();
        for (int c = 0; c < columns; c++) {
            Column<?> column = table.column(c);
            names.add(column.name());
            types.add(type(column.type()));
            numeric.add(column instanceof NumericColumn<?> && !(column instanceof BooleanColumn));
            cells.add(cells(column, rows));
        }
        Grid grid = new Grid("", names, numeric);
        for (int r = 0; r < rows; r++) {
            int row = r;
            grid.row(cells.stream().map(column -> column.get(row)).toList());
        }
        return grid.types(types).note(note(table, rows, columns));
    }

    private static String note(Table table, int rows, int columns) {
        String name = table.name() == null || table.name().isBlank() ? "" : table.name() + ": ";
        String size =
                String.format(
                        Locale.ROOT,
                        "%s%,d %s \u00d7 %,d %s",
                        name,
                        table.rowCount(),
                        table.rowCount() == 1 ? "row" : "rows",
                        table.columnCount(),
                        table.columnCount() == 1 ? "column" : "columns");
        String shown =
                rows < table.rowCount() || columns < table.columnCount()
                        ? String.format(
                                Locale.ROOT, " (the first %,d \u00d7 %,d shown)", rows, columns)
                        : "";
        return size + shown;
    }

    private static String type(ColumnType type) {
        return type.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static List<String> cells(Column<?> column, int rows) {
        if (!(column instanceof NumericColumn<?> numbers) || column instanceof BooleanColumn) {
            return IntStream.range(0, rows)
                    .mapToObj(r -> column.isMissing(r) ? Numbers.MISSING : column.getString(r))
                    .toList();
        }
        double[] values =
                IntStream.range(0, rows)
                        .mapToDouble(r -> column.isMissing(r) ? Double.NaN : numbers.getDouble(r))
                        .toArray();
        int decimals = Numbers.decimals(values);
        return IntStream.range(0, rows)
                .mapToObj(
                        r ->
                                hasOwnFormat(numbers, r, values[r])
                                        ? numbers.getString(r)
                                        : Numbers.format(values[r], decimals))
                .toList();
    }

    /**
     * Tablesaw does not tell whether a column was given a print formatter. Its own default writes
     * every digit, so that reading the text back gives the value; a percent sign or fewer digits do
     * not.
     */
    private static boolean hasOwnFormat(NumericColumn<?> column, int row, double value) {
        if (!Double.isFinite(value)) {
            return false;
        }
        try {
            double read = Double.parseDouble(column.getString(row));
            return read != value && (float) read != (float) value;
        } catch (NumberFormatException e) {
            return true;
        }
    }
}
