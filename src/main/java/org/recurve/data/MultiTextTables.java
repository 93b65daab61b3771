package org.recurve.data;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import tech.tablesaw.api.Table;

/** Takes texts with any number of labels out of tables by the names of two columns. */
final class MultiTextTables {
    private final TextRows rows;
    private final List<String> preparation = new ArrayList<>();
    private final String separator;
    private final List<String> texts = new ArrayList<>();
    private final List<List<String>> labels = new ArrayList<>();
    private final TextAttributes.Collector attributes = new TextAttributes.Collector();

    private MultiTextTables(String text, String label, String separator) {
        this.separator = separator;
        this.rows = new TextRows(text, label, this::add);
        preparation.add("text=" + text);
        preparation.add("labels=" + label);
    }

    private static MultiTextTables of(String text, String label, String separator) {
        if (separator.isEmpty()) {
            throw new IllegalArgumentException(
                    "the separator between labels must not be empty; it is such as \";\"");
        }
        MultiTextTables tables = new MultiTextTables(text, label, separator);
        tables.preparation.add("separator=" + separator);
        return tables;
    }

    static MultiLabeledText csv(
            Path file, String text, String label, String separator, Charset charset) {
        MultiTextTables tables = of(text, label, separator);
        return tables.toData(tables.rows.csv(file, charset));
    }

    static MultiLabeledText tsv(
            Path file, String text, String label, String separator, Charset charset) {
        MultiTextTables tables = of(text, label, separator);
        return tables.toData(tables.rows.tsv(file, charset));
    }

    static MultiLabeledText jsonLines(Path file, String text, String label) {
        MultiTextTables tables = new MultiTextTables(text, label, "");
        return tables.toData(tables.rows.jsonLines(file));
    }

    static MultiLabeledText table(Table table, String text, String label, String separator) {
        MultiTextTables tables = of(text, label, separator);
        return tables.toData(tables.rows.table(table), List.of());
    }

    private void add(TextRows.Row row) {
        if (row.text().isBlank()) {
            throw new RecurveException(row.place() + ": the text is empty; leave the example out");
        }
        texts.add(row.text());
        labels.add(
                row.label().several(separator).stream()
                        .map(String::strip)
                        .filter(label -> !label.isEmpty())
                        .toList());
        attributes.add(row.attributes());
    }

    private MultiLabeledText toData(DataInput input) {
        return toData(input.name(), List.of(input.hash()));
    }

    private MultiLabeledText toData(String name, List<DataProvenance.FileHash> files) {
        return MultiLabeledText.of(
                texts,
                labels,
                attributes.values(),
                new DataProvenance(name, "all", files, preparation));
    }
}
