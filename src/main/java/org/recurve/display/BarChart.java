package org.recurve.display;

import static org.recurve.display.Svg.n;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;

/**
 * Horizontal bars from zero, one below the other, each with its value.
 *
 * <pre>{@code
 * new BarChart("Perplexity").bar("Kneser-Ney 5", 141.2).bar("LSTM 2x200", 98.4)
 * }</pre>
 */
public final class BarChart implements Picture {
    private static final int WIDTH = 560;
    private static final int ROW = 28;
    private static final int TOP = 40;

    private record Entry(String label, double value) {}

    private final String title;
    private final List<Entry> bars = new ArrayList<>();

    /**
     * A chart without bars yet.
     *
     * @param title says what is shown, with its unit
     */
    public BarChart(String title) {
        this.title = title;
    }

    /**
     * Adds a bar below the others.
     *
     * @param label stands to its left
     * @param value its length; a value that is not finite is named, without a bar
     * @return this
     */
    public BarChart bar(String label, double value) {
        bars.add(new Entry(label, value));
        return this;
    }

    /**
     * Adds a bar for each row of a table.
     *
     * @param table the rows
     * @param label column of what stands to the left
     * @param value column of numbers; a missing one is named, without a bar
     * @return this
     */
    public BarChart bars(Table table, String label, String value) {
        NumericColumn<?> values = table.numberColumn(value);
        for (int row = 0; row < table.rowCount(); row++) {
            bar(
                    table.column(label).getString(row),
                    values.isMissing(row) ? Double.NaN : values.getDouble(row));
        }
        return this;
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public String alt() {
        return title
                + ". "
                + bars.stream()
                        .map(bar -> bar.label + ": " + Numbers.format(bar.value))
                        .collect(Collectors.joining("; "));
    }

    /** {@return what the picture shows, in words} */
    @Override
    public String toString() {
        return alt();
    }

    @Override
    public String svg() {
        int height = TOP + Math.max(1, bars.size()) * ROW + 12;
        Svg svg = new Svg(WIDTH, height);
        svg.heading(14, 24, title, WIDTH - 28);
        int decimals = Numbers.decimals(bars.stream().mapToDouble(Entry::value).toArray());
        double labels = Math.min(200, widest(bars.stream().map(Entry::label).toList()));
        double values = widest(bars.stream().map(b -> Numbers.format(b.value, decimals)).toList());
        double low = finite(Double.POSITIVE_INFINITY);
        double high = finite(Double.NEGATIVE_INFINITY);
        double negative = low < 0 ? values + 8 : 0;
        Scale x =
                new Scale(
                        low,
                        high > low ? high : low + 1,
                        24 + labels + negative,
                        WIDTH - 26 - values,
                        false);
        for (int i = 0; i < bars.size(); i++) {
            draw(svg, bars.get(i), TOP + i * (double) ROW, x, labels, decimals);
        }
        svg.line(x.pixel(0), TOP - 4, x.pixel(0), height - 12, "axis");
        return svg.document(title, alt());
    }

    private void draw(Svg svg, Entry bar, double y, Scale x, double labels, int decimals) {
        svg.raw("<g><title>" + Html.escape(bar.label) + "</title>");
        svg.text(14 + labels, y + 16, Svg.fit(bar.label, 12, labels + 7), 12, "end");
        boolean left = bar.value < 0;
        double end = Double.isFinite(bar.value) ? x.pixel(bar.value) : x.pixel(0);
        svg.raw(
                "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%d\" %s/>"
                        .formatted(
                                n(Math.min(end, x.pixel(0))),
                                n(y + 3),
                                n(Math.abs(end - x.pixel(0))),
                                ROW - 10,
                                Svg.fill(0)));
        svg.text(
                left ? end - 6 : end + 6,
                y + 16,
                Numbers.format(bar.value, decimals),
                12,
                left ? "end" : "start");
        svg.raw("</g>");
    }

    private static double widest(List<String> texts) {
        return texts.stream().mapToDouble(t -> Svg.textWidth(t, 12)).max().orElse(0);
    }

    /** The smallest (or largest) finite value, zero included. */
    private double finite(double start) {
        double best = 0;
        for (Entry bar : bars) {
            if (Double.isFinite(bar.value)) {
                best = start > 0 ? Math.min(best, bar.value) : Math.max(best, bar.value);
            }
        }
        return best;
    }
}
