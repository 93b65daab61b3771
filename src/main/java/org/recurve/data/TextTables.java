package org.recurve.data;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Takes labelled text out of tables by the names of two columns. */
final class TextTables {
    private final String text;
    private final String label;
    private final TextCollector texts = new TextCollector();
    private List<String> header;

    private TextTables(String text, String label) {
        this.text = text;
        this.label = label;
    }

    static LabeledText csv(Path file, String text, String label, Charset charset) {
        TextTables table = new TextTables(text, label);
        DataInput input = DataInput.of(file, null);
        CsvRows.forEach(Transcoding.utf8(input, charset), table::row);
        return table.toData(input);
    }

    static LabeledText tsv(Path file, String text, String label, Charset charset) {
        TextTables table = new TextTables(text, label);
        DataInput input = DataInput.of(file, null);
        TextLines.forEach(
                Transcoding.utf8(input, charset),
                (line, place) -> {
                    if (!line.isBlank()) {
                        table.row(List.of(line.split("\t", -1)), place);
                    }
                });
        return table.toData(input);
    }

    static LabeledText jsonLines(Path file, String text, String label) {
        TextTables table = new TextTables(text, label);
        DataInput input = DataInput.of(file, null);
        TextLines.forEach(
                input,
                (line, place) -> {
                    if (!line.isBlank()) {
                        JsonObject object = object(line, place);
                        table.texts.add(
                                value(object, text, place), value(object, label, place), place);
                    }
                });
        return table.toData(input);
    }

    static LabeledText table(Table table, String text, String label) {
        String name = table.name() == null || table.name().isBlank() ? "table" : table.name();
        List<String> columns = table.columnNames();
        Column<?> texts = table.column(index(columns, text, name));
        Column<?> labels = table.column(index(columns, label, name));
        TextTables taken = new TextTables(text, label);
        for (int row = 0; row < table.rowCount(); row++) {
            taken.texts.add(
                    texts.isMissing(row) ? "" : texts.getString(row),
                    labels.isMissing(row) ? "" : labels.getString(row),
                    name + ", row " + (row + 1));
        }
        return taken.toData(name, List.of());
    }

    /** The first row names the columns. */
    private void row(List<String> fields, String place) {
        if (header == null) {
            header = fields.stream().map(String::strip).toList();
            index(header, text, place);
            index(header, label, place);
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
        texts.add(fields.get(header.indexOf(text)), fields.get(header.indexOf(label)), place);
    }

    private static int index(List<String> columns, String column, String place) {
        int index = columns.indexOf(column);
        if (index < 0) {
            throw new RecurveException(absent(place, "column", column, columns));
        }
        if (index != columns.lastIndexOf(column)) {
            throw new RecurveException(
                    "%s: there are several columns \"%s\"; rename one".formatted(place, column));
        }
        return index;
    }

    private static String absent(
            String place, String what, String name, Collection<String> present) {
        return "%s: there is no %s \"%s\"; there are %s"
                .formatted(place, what, name, String.join(", ", present));
    }

    private static JsonObject object(String line, String place) {
        try {
            JsonElement element = JsonParser.parseString(line);
            if (element.isJsonObject()) {
                return element.getAsJsonObject();
            }
        } catch (JsonParseException e) {
            throw new RecurveException(
                    place + ": expected a JSON object on a line of its own: " + e.getMessage(), e);
        }
        throw new RecurveException(place + ": expected a JSON object such as {\"text\": \"…\"}");
    }

    private static String value(JsonObject object, String key, String place) {
        JsonElement value = object.get(key);
        if (value == null) {
            throw new RecurveException(absent(place, "key", key, object.keySet()));
        }
        if (value.isJsonNull()) {
            return "";
        }
        if (!value.isJsonPrimitive()) {
            throw new RecurveException(
                    "%s: \"%s\" is %s, expected a text, a number or a boolean"
                            .formatted(place, key, value.isJsonArray() ? "a list" : "an object"));
        }
        return value.getAsString();
    }

    private LabeledText toData(DataInput input) {
        return toData(input.name(), List.of(input.hash()));
    }

    private LabeledText toData(String name, List<DataProvenance.FileHash> files) {
        return texts.toData(
                new DataProvenance(name, "all", files, List.of("text=" + text, "label=" + label)),
                List.of());
    }
}
