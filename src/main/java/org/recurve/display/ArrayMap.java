package org.recurve.display;

import static org.recurve.display.Svg.n;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;

/**
 * Matrices of numbers as small heat maps side by side, in one range of colours. Where signs mix,
 * orange is positive and blue negative, stronger further from zero; else a colour is stronger
 * further from the end of the range that is nearer to zero. Cells with values that are not finite
 * are crossed out.
 */
final class ArrayMap implements Picture {
    private static final int ROOM = 692;
    private static final int HIGH = 480;
    private static final int LEFT = 14;
    private static final int GAP = 16;
    private static final int TOP = 58;
    private static final double LARGEST = 22;
    private static final int LEVELS = 16;
    private static final int LEGEND = 160;

    /** A matrix under its name. */
    record Panel(String name, ArrayCells cells) {
        int rows() {
            return cells.means().length;
        }

        int columns() {
            return cells.means()[0].length;
        }
    }

    private final String title;
    private final String note;
    private final List<Panel> panels;
    private final double cell;
    private final int width;
    private final int height;
    private final double low;
    private final double high;

    /**
     * @param title stands above them
     * @param note stands below, beside the range of the colours
     * @param panels one at least, all of one shape
     */
    ArrayMap(String title, String note, List<Panel> panels) {
        this.title = title;
        this.note = note;
        this.panels = List.copyOf(panels);
        int columns = panels.get(0).columns();
        int rows = panels.get(0).rows();
        double room = (ROOM - GAP * (panels.size() - 1.0)) / panels.size();
        cell = Math.min(LARGEST, Math.min(room / columns, (double) HIGH / rows));
        double drawn = panels.size() * (cell * columns + GAP) - GAP;
        double words =
                LEGEND
                        + 30
                        + Math.max(Svg.textWidth(note, 11), Svg.textWidth(blocks(), 11) - LEGEND);
        width = (int) Math.min(ROOM + 2 * LEFT, Math.max(Math.max(drawn, words), 240) + 2 * LEFT);
        height = (int) (TOP + cell * rows + 58);
        low = means().min().orElse(0);
        high = means().max().orElse(0);
    }

    private DoubleStream means() {
        return panels.stream()
                .flatMap(panel -> Arrays.stream(panel.cells().means()))
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite);
    }

    /** 0 for the palest colour to 1 for the strongest. */
    private double strength(double value) {
        double strongest = Math.max(Math.abs(low), Math.abs(high));
        if (low < 0 && high > 0) {
            return Math.abs(value) / strongest;
        }
        double palest = Math.min(Math.abs(low), Math.abs(high));
        return strongest == palest ? 0.5 : (Math.abs(value) - palest) / (strongest - palest);
    }

    private String blocks() {
        ArrayCells cells = panels.get(0).cells();
        return cells.blockRows() * cells.blockColumns() == 1
                ? ""
                : "each cell the mean of %d \u00d7 %d values"
                        .formatted(cells.blockRows(), cells.blockColumns());
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public String alt() {
        String crossed = crossed() ? "; cells with values that are not finite are crossed out" : "";
        return "%s. %s%s%s"
                .formatted(
                        title,
                        (panels.size() == 1 ? "Heat map of " : "Heat maps of ") + names(),
                        note.isEmpty() ? "" : ", " + note,
                        (blocks().isEmpty() ? "" : "; " + blocks()) + crossed);
    }

    private String names() {
        return String.join(", ", panels.stream().map(Panel::name).toList());
    }

    private boolean crossed() {
        return panels.stream()
                .flatMap(panel -> Arrays.stream(panel.cells().unknown()))
                .flatMapToDouble(Arrays::stream)
                .anyMatch(count -> count > 0);
    }

    /** {@return what the picture shows, in words} */
    @Override
    public String toString() {
        return alt();
    }

    @Override
    public String svg() {
        Svg svg = new Svg(width, height);
        svg.heading(LEFT, 24, title, width - 2.0 * LEFT);
        double x = LEFT;
        for (Panel panel : panels) {
            svg.soft(x, TOP - 8, Svg.fit(panel.name(), 11, cell * panel.columns()), 11, "start");
            draw(svg, panel, x);
            x += cell * panel.columns() + GAP;
        }
        legend(svg, height - 34.0);
        return svg.document(title, alt());
    }

    private void draw(Svg svg, Panel panel, double x) {
        for (int level = 0; level < LEVELS; level++) {
            int shown = level;
            for (int series = 0; series < 2; series++) {
                int sign = series;
                String path =
                        path(
                                panel,
                                x,
                                (r, c) -> isLevel(panel.cells().means()[r][c], sign, shown),
                                run ->
                                        "h%sv%sh-%sz"
                                                .formatted(n(run * cell), n(cell), n(run * cell)));
                if (!path.isEmpty()) {
                    svg.raw("<path d=\"%s\" %s/>".formatted(path, color(sign, shown)));
                }
            }
        }
        String crosses =
                path(
                        panel,
                        x,
                        (r, c) -> panel.cells().unknown()[r][c] > 0,
                        run -> cross().repeat(run));
        if (!crosses.isEmpty()) {
            svg.raw(
                    "<path d=\"%s\" fill=\"none\" class=\"recurve-axis\" stroke=\"#8c959f\"/>"
                            .formatted(crosses));
        }
    }

    private String cross() {
        String side = n(cell);
        return "l%1$s %1$sm0 -%1$sl-%1$s %1$sm%1$s -%1$s".formatted(side);
    }

    private static String color(int series, int level) {
        return Svg.area(series, HeatMap.strength(level, LEVELS - 1.0));
    }

    private boolean isLevel(double value, int series, int level) {
        return Double.isFinite(value)
                && (value < 0 ? 0 : 1) == series
                && Math.round(strength(value) * (LEVELS - 1)) == level;
    }

    /** Which cells a path goes through. */
    private interface Cells {
        boolean has(int row, int column);
    }

    /** Thousands of cells of few colours: a path for each colour, neighbours in one stroke. */
    private String path(Panel panel, double x, Cells cells, IntFunction<String> stroke) {
        StringBuilder path = new StringBuilder();
        for (int r = 0; r < panel.rows(); r++) {
            int c = 0;
            while (c < panel.columns()) {
                int start = c;
                while (c < panel.columns() && cells.has(r, c)) {
                    c++;
                }
                if (c > start) {
                    path.append('M').append(n(x + start * cell)).append(' ');
                    path.append(n(TOP + r * cell)).append(stroke.apply(c - start));
                }
                c++;
            }
        }
        return path.toString();
    }

    private void legend(Svg svg, double y) {
        if (means().findAny().isPresent()) {
            double step = (double) LEGEND / LEVELS;
            for (int i = 0; i < LEVELS; i++) {
                double value = low + (high - low) * (i + 0.5) / LEVELS;
                int level = (int) Math.round(Math.min(1, strength(value)) * (LEVELS - 1));
                svg.raw(
                        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"9\" %s/>"
                                .formatted(
                                        n(LEFT + i * step),
                                        n(y - 9),
                                        n(step),
                                        color(value < 0 ? 0 : 1, level)));
            }
            svg.soft(LEFT, y + 14, Numbers.format(low), 11, "start");
            svg.soft(LEFT + LEGEND, y + 14, Numbers.format(high), 11, "end");
        }
        double x = LEFT + LEGEND + 16.0;
        svg.soft(x, y, Svg.fit(note, 11, width - x - LEFT), 11, "start");
        svg.soft(x, y + 14, Svg.fit(blocks(), 11, width - x - LEFT), 11, "start");
    }
}
