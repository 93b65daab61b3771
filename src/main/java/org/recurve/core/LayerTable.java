package org.recurve.core;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The layers of a network with shapes and parameter counts.
 *
 * @param name of the network ({@code "LSTM 2x200"})
 * @param rows the layers from input to output
 * @param total parameters of the whole network, each array counted once even where two layers share
 *     it (tied weights), so it may be less than the sum of the rows
 */
public record LayerTable(String name, List<Row> rows, long total) {

    /**
     * One layer.
     *
     * @param path where it sits in the network ({@code "decoder/linear"})
     * @param kind of layer ({@code "Embedding"})
     * @param shape of its output, with letters for what varies ({@code "(B, T, 200)"}), or of its
     *     parameters
     * @param parameters how many numbers it learns; 0 for a layer without any
     */
    public record Row(String path, String kind, String shape, long parameters) {
        public Row {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(shape, "shape");
        }
    }

    public LayerTable {
        Objects.requireNonNull(name, "name");
        rows = List.copyOf(rows);
    }

    /** {@return the table in plain text, columns aligned, with the total below} */
    @Override
    public String toString() {
        int path = width("layer", rows.stream().map(Row::path).toList());
        int kind = width("kind", rows.stream().map(Row::kind).toList());
        int shape = width("shape", rows.stream().map(Row::shape).toList());
        String format = "%-" + path + "s  %-" + kind + "s  %-" + shape + "s  %15s%n";
        StringBuilder text = new StringBuilder(name).append(System.lineSeparator());
        text.append(String.format(format, "layer", "kind", "shape", "parameters"));
        for (Row row : rows) {
            text.append(
                    String.format(format, row.path, row.kind, row.shape, number(row.parameters)));
        }
        text.append(String.format(format, "total", "", "", number(total)));
        return text.toString().stripTrailing();
    }

    private static int width(String header, List<String> cells) {
        return cells.stream().mapToInt(String::length).reduce(header.length(), Math::max);
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
