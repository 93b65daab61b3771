package org.recurve.display;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table of cells that are text already, as HTML and as aligned plain text. */
final class Grid {
    private static final int LONGEST = 80;
    private static final String BOX =
            "<div style=\"overflow:auto;max-height:26em;white-space:nowrap\">\n";

    private final String caption;
    private final List<String> names;
    private final List<Boolean> numeric;
    private final List<List<String>> rows = new ArrayList<>();
    private List<String> types = List.of();
    private List<String> tips = List.of();
    private String note = "";
    private boolean total;
    private boolean boxed;

    /**
     * Starts a table.
     *
     * @param caption stands above it; may be empty
     * @param names of the columns
     * @param numeric which columns are aligned to the right
     */
    Grid(String caption, List<String> names, List<Boolean> numeric) {
        this.caption = caption;
        this.names = List.copyOf(names);
        this.numeric = List.copyOf(numeric);
    }

    Grid row(String... cells) {
        return row(List.of(cells));
    }

    Grid row(List<String> cells) {
        if (cells.size() != names.size()) {
            throw new IllegalArgumentException(
                    cells.size() + " cells in a table of " + names.size() + " columns");
        }
        rows.add(List.copyOf(cells));
        return this;
    }

    /** Sets the last row in bold. */
    Grid total(String... cells) {
        total = true;
        return row(cells);
    }

    /** What the columns hold, in small print below their names; an empty list for nothing. */
    Grid types(List<String> names) {
        types = List.copyOf(names);
        return this;
    }

    /** What hovering over a column's name tells; an empty list for nothing. */
    Grid tips(List<String> texts) {
        tips = List.copyOf(texts);
        return this;
    }

    /** In HTML a table that is too wide or too long is scrolled in a box of limited height. */
    Grid boxed() {
        boxed = true;
        return this;
    }

    /** Small print below the table. */
    Grid note(String text) {
        note = text;
        return this;
    }

    String html() {
        StringBuilder html = new StringBuilder();
        if (!caption.isEmpty()) {
            html.append("<p><strong>").append(Html.escape(caption)).append("</strong></p>\n");
        }
        html.append(boxed ? BOX : "").append("<table>\n<thead>\n<tr>");
        for (int c = 0; c < names.size(); c++) {
            html.append("<th ").append(align(c)).append(tip(c)).append('>');
            html.append(Html.escape(Html.shorten(names.get(c), LONGEST)));
            if (!types.isEmpty()) {
                html.append("<br><small>").append(Html.escape(types.get(c))).append("</small>");
            }
            html.append("</th>");
        }
        html.append("</tr>\n</thead>\n<tbody>\n");
        for (int r = 0; r < rows.size(); r++) {
            html.append("<tr>");
            for (int c = 0; c < names.size(); c++) {
                html.append(cell(rows.get(r).get(c), c, total && r == rows.size() - 1));
            }
            html.append("</tr>\n");
        }
        html.append("</tbody>\n</table>").append(boxed ? "\n</div>" : "");
        return note.isEmpty() ? html.toString() : html + "\n" + Html.note(note);
    }

    private String cell(String text, int column, boolean bold) {
        String shown = Html.escape(Html.shorten(text, LONGEST));
        String whole = text.length() > LONGEST ? " title=\"" + Html.escape(text) + "\"" : "";
        return "<td %s%s>%s</td>"
                .formatted(align(column), whole, bold ? "<strong>" + shown + "</strong>" : shown);
    }

    private String tip(int column) {
        return tips.isEmpty() ? "" : " title=\"" + Html.escape(tips.get(column)) + "\"";
    }

    private String align(int column) {
        return numeric.get(column) ? "align=\"right\"" : Html.LEFT;
    }

    String text() {
        List<List<String>> all = new ArrayList<>(List.of(names));
        if (!types.isEmpty()) {
            all.add(types);
        }
        all.addAll(rows);
        int[] widths =
                IntStream.range(0, names.size())
                        .map(
                                c ->
                                        all.stream()
                                                .mapToInt(row -> plain(row.get(c)).length())
                                                .max()
                                                .orElse(0))
                        .toArray();
        String table =
                all.stream()
                        .map(
                                row ->
                                        IntStream.range(0, row.size())
                                                .mapToObj(c -> pad(plain(row.get(c)), widths[c], c))
                                                .collect(Collectors.joining("  "))
                                                .stripTrailing())
                        .collect(Collectors.joining("\n"));
        return (caption.isEmpty() ? "" : caption + "\n")
                + table
                + (note.isEmpty() ? "" : "\n" + note);
    }

    private static String plain(String cell) {
        return Html.shorten(cell.replaceAll("\\p{Cntrl}", " "), LONGEST);
    }

    private String pad(String cell, int width, int column) {
        String space = " ".repeat(width - cell.length());
        return numeric.get(column) ? space + cell : cell + space;
    }
}
