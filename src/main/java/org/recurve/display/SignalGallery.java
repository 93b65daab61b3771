package org.recurve.display;

import static org.recurve.display.Svg.n;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.recurve.data.LabeledSeries;

/**
 * Some signals of each class, a row for each class, all on one scale of time and those of a row on
 * one scale of values; features of a signal are lines of their own. What is beyond the first
 * {@value #CLASSES} classes that occur and the first {@value #FEATURES} features is left out.
 */
public final class SignalGallery implements Picture {
    static final int CLASSES = 8;
    static final int FEATURES = 4;

    private static final int WIDTH = 760;
    private static final int TOP = 40;
    private static final int PANEL = 74;
    private static final int ROW = 104;
    private static final double LEFT = 58;
    private static final double GAP = 10;

    private final LabeledSeries data;
    private final int each;

    /** The signals of each class that is shown. */
    private final List<List<Integer>> rows = new ArrayList<>();

    /**
     * Makes a gallery.
     *
     * @param data whose first signals of each class are shown
     * @param each how many of a class, 1 to 8
     * @throws IllegalArgumentException if it is another number
     */
    public SignalGallery(LabeledSeries data, int each) {
        if (each < 1 || each > 8) {
            throw new IllegalArgumentException(
                    "1 to 8 signals of a class can be shown, not " + each);
        }
        this.data = data;
        this.each = each;
        for (int k = 0; k < data.labels().size() && rows.size() < CLASSES; k++) {
            int label = k;
            List<Integer> row =
                    IntStream.range(0, data.size())
                            .filter(i -> data.targets()[i] == label)
                            .limit(each)
                            .boxed()
                            .toList();
            if (!row.isEmpty()) {
                rows.add(row);
            }
        }
    }

    @Override
    public int width() {
        return WIDTH;
    }

    private String title() {
        return "Signals of " + data.provenance().dataset() + " " + data.split();
    }

    @Override
    public String alt() {
        return title()
                + ": "
                + rows.stream()
                        .map(row -> row.size() + " of " + data.label(row.get(0)))
                        .collect(Collectors.joining(", "));
    }

    /** {@return what the picture shows, in words} */
    @Override
    public String toString() {
        return alt();
    }

    @Override
    public String svg() {
        Svg svg = new Svg(WIDTH, TOP + rows.size() * ROW + 22);
        svg.heading(14, 24, title(), WIDTH - 28);
        int features = Math.min(FEATURES, data.features());
        int longest =
                rows.stream()
                        .flatMap(List::stream)
                        .mapToInt(i -> data.sequence(i).length)
                        .max()
                        .orElse(1);
        double panel = (WIDTH - LEFT - 18 - (each - 1) * GAP) / each;
        for (int r = 0; r < rows.size(); r++) {
            double top = TOP + r * (double) ROW + 18;
            Scale y = Scale.over(values(rows.get(r), features), 0.04, top + PANEL, top, false);
            svg.text(LEFT, top - 4, data.label(rows.get(r).get(0)), 12, "start");
            Ticks ticks = y.ticks(4, false);
            for (double value : ticks.values()) {
                svg.line(LEFT, y.pixel(value), WIDTH - 18.0, y.pixel(value), "grid");
                svg.soft(LEFT - 6, y.pixel(value) + 4, ticks.label(value), 11, "end");
            }
            for (int c = 0; c < rows.get(r).size(); c++) {
                double left = LEFT + c * (panel + GAP);
                DoubleStream ends = DoubleStream.of(0, Math.max(1, longest - 1));
                Scale x = Scale.over(ends, 0, left, left + panel, false);
                draw(svg, data.sequence(rows.get(r).get(c)), features, x, y);
            }
        }
        String steps = longest + (longest == 1 ? " step" : " steps, the longest");
        svg.soft(WIDTH - 18.0, TOP + rows.size() * ROW + 10.0, "each panel: " + steps, 11, "end");
        return svg.document(title(), alt());
    }

    private DoubleStream values(List<Integer> row, int features) {
        return row.stream()
                .flatMap(i -> Arrays.stream(data.sequence(i)))
                .flatMapToDouble(step -> IntStream.range(0, features).mapToDouble(f -> step[f]));
    }

    private static void draw(Svg svg, float[][] signal, int features, Scale x, Scale y) {
        for (int f = 0; f < features; f++) {
            StringBuilder path = new StringBuilder();
            for (int t = 0; t < signal.length; t++) {
                path.append(t == 0 ? 'M' : 'L').append(n(x.pixel(t)));
                path.append(' ').append(n(y.pixel(signal[t][f])));
            }
            // A signal of a single step is seen as a short dash.
            path.append(signal.length == 1 ? "h6" : "");
            svg.raw(
                    "<path d=\"%s\" fill=\"none\" stroke-width=\"1.4\" stroke-linejoin=\"round\" %s/>"
                            .formatted(path, Svg.stroke(f)));
        }
    }
}
