package org.recurve.data;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import org.recurve.core.DataProvenance;
import tech.tablesaw.api.Table;

/** Takes labelled text out of tables by the names of two columns. */
final class TextTables {
    private final String text;
    private final String label;
    private final TextCollector texts = new TextCollector();
    private final TextRows rows;

    private TextTables(String text, String label) {
        this.text = text;
        this.label = label;
        this.rows =
                new TextRows(
                        text,
                        label,
                        row ->
                                texts.add(
                                        row.text(),
                                        row.label().one(),
                                        row.attributes(),
                                        row.place()));
    }

    static LabeledText csv(Path file, String text, String label, Charset charset) {
        TextTables table = new TextTables(text, label);
        return table.toData(table.rows.csv(file, charset));
    }

    static LabeledText tsv(Path file, String text, String label, Charset charset) {
        TextTables table = new TextTables(text, label);
        return table.toData(table.rows.tsv(file, charset));
    }

    static LabeledText jsonLines(Path file, String text, String label) {
        TextTables table = new TextTables(text, label);
        return table.toData(table.rows.jsonLines(file));
    }

    static LabeledText table(Table of, String text, String label) {
        TextTables table = new TextTables(text, label);
        return table.toData(table.rows.table(of), List.of());
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
