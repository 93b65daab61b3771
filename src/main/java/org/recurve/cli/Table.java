package org.recurve.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of text with their columns aligned. */
final class Table {
    private Table() {}

    /**
     * Lays out rows.
     *
     * @param rows of the same number of cells each
     * @return a line for each, with two spaces between columns and none at the end
     */
    static List<String> lines(List<List<String>> rows) {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                int c = column;
                int width = rows.stream().mapToInt(r -> r.get(c).length()).max().orElse(0);
                line.append(row.get(column))
                        .append(" ".repeat(width - row.get(column).length() + 2));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
