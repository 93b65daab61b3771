package org.recurve.data;

import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import it.unimi.dsi.fastutil.ints.IntArrays;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.recurve.core.Progress;
import org.recurve.core.RecurveException;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.InstantColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Collects the rows of a table or a file by series, as plain numbers. */
final class SeriesRows {

    /** The rows of one series. */
    static final class Rows {
        final LongArrayList times = new LongArrayList();
        final DoubleArrayList[] numbers;
        final String[] statics;

        private Rows(int numbers, String[] statics) {
            this.numbers = new DoubleArrayList[numbers];
            Arrays.setAll(this.numbers, i -> new DoubleArrayList());
            this.statics = statics;
        }

        /** {@return the rows in the order of their times; of equal times, as they came} */
        int[] order() {
            int[] order = IntStream.range(0, times.size()).toArray();
            IntArrays.stableSort(order, (a, b) -> Long.compare(times.getLong(a), times.getLong(b)));
            return order;
        }

        int unsorted() {
            int unsorted = 0;
            for (int i = 1; i < times.size(); i++) {
                unsorted += times.getLong(i) < times.getLong(i - 1) ? 1 : 0;
            }
            return unsorted;
        }
    }

    /** A field of a row as text, {@code ""} where it is missing. */
    private interface Field {
        String text(int column);
    }

    private final SeriesReader reader;
    private final String name;
    private final List<String> wanted;
    private final Map<String, Rows> series = new LinkedHashMap<>();

    /** The categories of each column of numbers in the order of their codes; null for numbers. */
    private final List<Map<String, Integer>> codes = new ArrayList<>();

    private List<String> header;
    private int[] timeColumns;
    private int idColumn = -1;
    private int[] numberColumns;
    private int[] staticColumns;
    private Boolean index;

    SeriesRows(SeriesReader reader, String name) {
        reader.check();
        this.reader = reader;
        this.name = name;
        this.wanted = reader.numbers();
        wanted.forEach(w -> codes.add(reader.isCategory(w) ? new LinkedHashMap<>() : null));
    }

    String name() {
        return name;
    }

    /** {@return the series by name, in the order in which they came} */
    Map<String, Rows> series() {
        if (series.isEmpty()) {
            throw new RecurveException(name + " has no rows; expected at least 1");
        }
        return series;
    }

    /** {@return whether the times are numbers} */
    boolean isIndex() {
        return index;
    }

    /** {@return the categories of a column by their codes, or null where it has numbers} */
    Map<String, Integer> codes(int column) {
        return codes.get(column);
    }

    /** Reads comma-separated values. */
    void csv(DataInput input) {
        header = null;
        try (Progress progress = new Progress("reading " + name, -1, "rows")) {
            CsvRows.forEach(
                    input,
                    (fields, place) -> {
                        if (header == null) {
                            header(fields.stream().map(String::strip).toList(), place);
                            return;
                        }
                        if (fields.size() != header.size()) {
                            throw new RecurveException(
                                    "%s: the row has %d fields, the first row names %d columns: %s"
                                            .formatted(
                                                    place,
                                                    fields.size(),
                                                    header.size(),
                                                    String.join(", ", header)));
                        }
                        Field field = i -> fields.get(i).strip();
                        add(time(field, place), field, place);
                        progress.add(1);
                    });
        }
    }

    /** Reads a table. */
    void table(Table table) {
        header(table.columnNames(), name);
        List<Column<?>> columns = table.columns();
        Column<?> times = columns.get(timeColumns[0]);
        for (int row = 0; row < table.rowCount(); row++) {
            int at = row;
            String place = name + ", row " + (row + 1);
            Field field =
                    i -> columns.get(i).isMissing(at) ? "" : columns.get(i).getString(at).strip();
            Long typed = timeColumns.length > 1 ? null : typed(times, row);
            add(typed == null ? time(field, place) : ofTime(typed, place), field, place);
        }
    }

    /** {@return the time of a column that has times, or null} */
    private static Long typed(Column<?> column, int row) {
        if (column.isMissing(row)) {
            return null;
        }
        if (column instanceof DateColumn dates) {
            return dates.get(row).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
        }
        if (column instanceof DateTimeColumn times) {
            return times.get(row).toEpochSecond(ZoneOffset.UTC);
        }
        return column instanceof InstantColumn instants ? instants.get(row).getEpochSecond() : null;
    }

    private void header(List<String> columns, String place) {
        header = columns;
        timeColumns = indices(reader.time(), place);
        idColumn = reader.id() == null ? -1 : index(reader.id(), place);
        numberColumns = indices(wanted, place);
        staticColumns = indices(reader.statics(), place);
    }

    private int[] indices(List<String> names, String place) {
        return names.stream().mapToInt(n -> index(n, place)).toArray();
    }

    private int index(String column, String place) {
        int at = header.indexOf(column);
        if (at < 0) {
            throw TextRows.absent(place, "column", column, header);
        }
        if (at != header.lastIndexOf(column)) {
            throw new RecurveException(
                    "%s: there are several columns \"%s\"; rename one".formatted(place, column));
        }
        return at;
    }

    private void add(long time, Field field, String place) {
        String id = idColumn < 0 ? name : field.text(idColumn);
        if (id.isEmpty()) {
            throw new RecurveException(
                    "%s: the column \"%s\" has no id of a series".formatted(place, reader.id()));
        }
        Rows rows = series.computeIfAbsent(id, i -> new Rows(wanted.size(), statics(field)));
        for (int c = 0; c < rows.statics.length; c++) {
            if (!rows.statics[c].equals(field.text(staticColumns[c]))) {
                throw new RecurveException(
                        ("%s: the static covariate \"%s\" of series %s is \"%s\", but \"%s\" in its"
                                        + " first row; name it a past or known covariate if it"
                                        + " changes")
                                .formatted(
                                        place,
                                        header.get(staticColumns[c]),
                                        id,
                                        field.text(staticColumns[c]),
                                        rows.statics[c]));
            }
        }
        rows.times.add(time);
        for (int c = 0; c < numberColumns.length; c++) {
            rows.numbers[c].add(number(c, field.text(numberColumns[c]), place));
        }
    }

    private String[] statics(Field field) {
        return Arrays.stream(staticColumns).mapToObj(field::text).toArray(String[]::new);
    }

    private double number(int column, String text, String place) {
        if (reader.isMissing(text)) {
            return Double.NaN;
        }
        Map<String, Integer> categories = codes.get(column);
        if (categories != null) {
            return categories.computeIfAbsent(text, t -> categories.size());
        }
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw noNumber(column, text, place, e);
        }
        throw noNumber(column, text, place, null);
    }

    private RecurveException noNumber(int column, String text, String place, Throwable cause) {
        return new RecurveException(
                ("%s: expected a finite number in \"%s\", found \"%s\"; name what stands for a"
                                + " missing value with missing(...), and covariates that are words"
                                + " with categories(...)")
                        .formatted(place, wanted.get(column), text),
                cause);
    }

    private long time(Field field, String place) {
        if (timeColumns.length > 1) {
            return ofTime(parts(field, place), place);
        }
        String text = field.text(timeColumns[0]);
        TimeText.Parsed parsed = TimeText.parse(text);
        if (parsed == null) {
            throw new RecurveException(
                    "%s: \"%s\" in \"%s\" is no time; expected %s, or a whole number"
                            .formatted(place, text, reader.time().get(0), TimeText.EXPECTED));
        }
        boolean years =
                reader.frequency() != null && reader.frequency().unit() == Frequency.Unit.YEAR;
        if (parsed.number() && years) {
            return ofTime(
                    Frequency.YEARLY.time(12 * parsed.value()).toEpochSecond(ZoneOffset.UTC),
                    place);
        }
        return parsed.number() ? of(parsed.value(), true, place) : ofTime(parsed.value(), place);
    }

    /** Year, month, day, hour and minute, as many as there are. */
    private long parts(Field field, String place) {
        int[] parts = {0, 1, 1, 0, 0};
        for (int i = 0; i < timeColumns.length; i++) {
            String text = field.text(timeColumns[i]);
            try {
                parts[i] = Integer.parseInt(text);
            } catch (NumberFormatException e) {
                throw new RecurveException(
                        "%s: expected a whole number in \"%s\", found \"%s\""
                                .formatted(place, reader.time().get(i), text),
                        e);
            }
        }
        try {
            return LocalDateTime.of(parts[0], parts[1], parts[2], parts[3], parts[4])
                    .toEpochSecond(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new RecurveException(
                    "%s: %s is no time: %s"
                            .formatted(place, Arrays.toString(parts), e.getMessage()),
                    e);
        }
    }

    private long ofTime(long seconds, String place) {
        return of(seconds, false, place);
    }

    private long of(long value, boolean number, String place) {
        if (index == null) {
            index = number;
        }
        if (index != number) {
            throw new RecurveException(
                    "%s: times must be all dates or all whole numbers, but this is %s"
                            .formatted(place, number ? "a number" : "a date"));
        }
        return value;
    }
}
