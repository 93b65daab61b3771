package org.recurve.data;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.recurve.core.RecurveException;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Reads rows of texts from tables in files and of Tablesaw by the names of two columns. All other
 * columns are attributes of the text; where one has a name that is taken, such as {@code text}, it
 * gets a number ({@code text_2}).
 */
final class TextRows {
    private final String text;
    private final String label;
    private final Consumer<Row> sink;
    private final List<String> names = new ArrayList<>();
    private List<String> header;
    private int textIndex;
    private int labelIndex;

    /**
     * One row.
     *
     * @param text as it stands there, {@code ""} where it is missing
     * @param label what stands in the column of labels
     * @param attributes the other columns by name
     * @param place where the row stands, for messages
     */
    record Row(String text, Labels label, Map<String, String> attributes, String place) {}

    /** What stands in the column of labels. */
    interface Labels {
        /** {@return it as one label, {@code ""} where it is missing} */
        String one();

        /**
         * Takes it for several labels.
         *
         * @param separator between them, where they are written in one text
         * @return each, as it stands there
         */
        List<String> several(String separator);

        /** {@return a text as labels} */
        static Labels of(String value) {
            return new Labels() {
                @Override
                public String one() {
                    return value;
                }

                @Override
                public List<String> several(String separator) {
                    return List.of(value.split(Pattern.quote(separator), -1));
                }
            };
        }
    }

    TextRows(String text, String label, Consumer<Row> sink) {
        this.text = text;
        this.label = label;
        this.sink = sink;
    }

    /** Reads comma-separated values; {@return the file} */
    DataInput csv(Path file, Charset charset) {
        DataInput input = DataInput.of(file, null);
        CsvRows.forEach(Transcoding.utf8(input, charset), this::row);
        return input;
    }

    /** Reads tab-separated values; {@return the file} */
    DataInput tsv(Path file, Charset charset) {
        DataInput input = DataInput.of(file, null);
        TextLines.forEach(
                Transcoding.utf8(input, charset),
                (line, place) -> {
                    if (!line.isBlank()) {
                        row(List.of(line.split("\t", -1)), place);
                    }
                });
        return input;
    }

    /** Reads a JSON object a line; {@return the file} */
    DataInput jsonLines(Path file) {
        DataInput input = DataInput.of(file, null);
        ColumnNames free = new ColumnNames();
        Map<String, String> renamed = new LinkedHashMap<>();
        TextLines.forEach(
                input,
                (line, place) -> {
                    if (!line.isBlank()) {
                        JsonRow row = JsonRow.of(line, place);
                        Map<String, String> attributes = new LinkedHashMap<>();
                        row.others(Set.of(text, label))
                                .forEach(
                                        (key, value) ->
                                                attributes.put(
                                                        renamed.computeIfAbsent(key, free::free),
                                                        value));
                        sink.accept(new Row(row.value(text), row.labels(label), attributes, place));
                    }
                });
        return input;
    }

    /** Takes the rows of a table; {@return its name} */
    String table(Table table) {
        String name = table.name() == null || table.name().isBlank() ? "table" : table.name();
        header(table.columnNames(), name);
        List<Column<?>> columns = table.columns();
        for (int row = 0; row < table.rowCount(); row++) {
            int at = row;
            take(
                    i -> columns.get(i).isMissing(at) ? "" : columns.get(i).getString(at),
                    name + ", row " + (row + 1));
        }
        return name;
    }

    /** The first row names the columns. */
    private void row(List<String> fields, String place) {
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
        take(fields::get, place);
    }

    private void header(List<String> columns, String place) {
        textIndex = index(columns, text, place);
        labelIndex = index(columns, label, place);
        header = columns;
        ColumnNames free = new ColumnNames();
        for (int i = 0; i < columns.size(); i++) {
            boolean taken = i == textIndex || i == labelIndex;
            names.add(taken ? columns.get(i) : free.free(columns.get(i)));
        }
    }

    private void take(IntFunction<String> field, String place) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            if (i != textIndex && i != labelIndex) {
                attributes.put(names.get(i), field.apply(i));
            }
        }
        sink.accept(
                new Row(
                        field.apply(textIndex),
                        Labels.of(field.apply(labelIndex)),
                        attributes,
                        place));
    }

    private static int index(List<String> columns, String column, String place) {
        int index = columns.indexOf(column);
        if (index < 0) {
            throw absent(place, "column", column, columns);
        }
        if (index != columns.lastIndexOf(column)) {
            throw new RecurveException(
                    "%s: there are several columns \"%s\"; rename one".formatted(place, column));
        }
        return index;
    }

    static RecurveException absent(
            String place, String what, String name, Collection<String> present) {
        return new RecurveException(
                "%s: there is no %s \"%s\"; there are %s"
                        .formatted(place, what, name, String.join(", ", present)));
    }
}
