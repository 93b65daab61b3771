package org.recurve.display;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.recurve.core.RecurveException;
import org.recurve.data.SeriesSet;
import org.recurve.data.SeriesSplits;
import org.recurve.data.TimeSeries;

/**
 * Series as lines over time, each target of each series in a panel with scales of its own; parts to
 * train on, to validate and to test have their colours, with a vertical line where one begins. Of
 * more than {@value #PANELS} panels the first are shown.
 *
 * <pre>{@code
 * new SeriesChart(SeriesSplits.load("m4-hourly")).series("H1", "H2")
 * }</pre>
 */
public final class SeriesChart implements Picture {
    static final int PANELS = 12;

    private static final int WIDTH = 760;
    private static final double LEFT = 14;
    private static final double GAP = 14;
    private static final double TITLE = 20;
    private static final double AXIS = 28;

    /** Colours of training, validation and test. */
    private static final int[] COLORS = {0, 2, 1};

    private static final List<String> PARTS = List.of("train", "validation", "test");

    /** The numbers of a part of a series, counted from the first step of the whole. */
    // Nothing compares the array.
    @SuppressWarnings("ArrayRecordComponent")
    private record Piece(int part, int first, double[] values) {
        int end() {
            return first + values.length;
        }
    }

    private record Panel(String name, TimeSeries series, List<Piece> pieces) {}

    private final List<SeriesSet> sets;
    private final boolean split;
    private List<String> ids;
    private List<String> targets;

    /**
     * A chart of all series and targets.
     *
     * @param set the series
     */
    public SeriesChart(SeriesSet set) {
        this(List.of(set), false);
    }

    /**
     * A chart of all series and targets in their parts.
     *
     * @param splits the parts
     * @throws RecurveException if nothing is left to train on or to test
     */
    public SeriesChart(SeriesSplits splits) {
        this(List.of(splits.train(), splits.development(), splits.test()), true);
    }

    private SeriesChart(List<SeriesSet> sets, boolean split) {
        this.sets = sets;
        this.split = split;
        Set<String> all = new LinkedHashSet<>();
        sets.forEach(set -> all.addAll(set.ids()));
        ids = List.copyOf(all);
        targets = sets.get(0).targets();
    }

    /**
     * Chooses series.
     *
     * @param names of the series, at least one, in the order of the panels
     * @return this
     * @throws RecurveException if there is none of a name
     */
    public SeriesChart series(String... names) {
        for (String name : names) {
            if (!ids.contains(name)) {
                // Its error names those there are.
                sets.get(0).series(name);
            }
        }
        ids = List.of(names);
        return this;
    }

    /**
     * Chooses targets.
     *
     * @param names of the targets, at least one
     * @return this
     * @throws RecurveException if there is none of a name
     */
    public SeriesChart targets(String... names) {
        List<String> known = sets.get(0).targets();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new RecurveException(
                        "%s has no target \"%s\": it has %s"
                                .formatted(sets.get(0).name(), name, String.join(", ", known)));
            }
        }
        targets = List.of(names);
        return this;
    }

    private List<Panel> panels() {
        return ids.stream()
                .flatMap(id -> targets.stream().map(target -> List.of(id, target)))
                .limit(PANELS)
                .map(of -> panel(of.get(0), of.get(1)))
                .toList();
    }

    private Panel panel(String id, String target) {
        List<TimeSeries> parts =
                sets.stream().map(set -> set.ids().contains(id) ? set.series(id) : null).toList();
        TimeSeries whole = parts.stream().filter(s -> s != null).findFirst().orElseThrow();
        int column = sets.get(0).targets().indexOf(target);
        List<Piece> pieces = new ArrayList<>();
        int known = 0;
        for (int p = 0; p < parts.size(); p++) {
            if (parts.get(p) != null) {
                double[] values = parts.get(p).values(column);
                int first = whole.step(parts.get(p).time(0));
                // The second set has both training and validation.
                int skipped = Math.max(0, Math.min(values.length, known - first));
                if (skipped < values.length) {
                    double[] rest = Arrays.copyOfRange(values, skipped, values.length);
                    pieces.add(new Piece(p, first + skipped, rest));
                    known = first + values.length;
                }
            }
        }
        String name = targets.size() == 1 ? id : ids.size() == 1 ? target : id + ", " + target;
        return new Panel(name, whole, pieces);
    }

    @Override
    public int width() {
        return WIDTH;
    }

    private String title() {
        int all = ids.size() * targets.size();
        String name = sets.get(0).name();
        if (all == 1) {
            String id = ids.get(0);
            String target = targets.get(0);
            String of = id.equals(target) ? "" : target + " of ";
            return id.equals(name) ? of + name : name + ", " + of + id;
        }
        String what =
                targets.size() == 1 ? "series" : ids.size() == 1 ? "targets" : "targets of series";
        return all <= PANELS
                ? "%s: %d %s".formatted(name, all, what)
                : "%s: the first %d of %,d %s".formatted(name, PANELS, all, what);
    }

    @Override
    public String alt() {
        return title()
                + ". "
                + panels().stream().map(this::words).collect(Collectors.joining("; "));
    }

    private String words(Panel panel) {
        List<Piece> pieces = panel.pieces;
        String from =
                "%s: %s to %s"
                        .formatted(
                                panel.name,
                                panel.series.time(pieces.get(0).first),
                                panel.series.time(pieces.get(pieces.size() - 1).end() - 1));
        return !split
                ? from
                : from
                        + pieces.stream()
                                .map(
                                        p ->
                                                ", %s from %s"
                                                        .formatted(
                                                                PARTS.get(p.part),
                                                                panel.series.time(p.first)))
                                .collect(Collectors.joining());
    }

    /** {@return what the picture shows, in words} */
    @Override
    public String toString() {
        return alt();
    }

    @Override
    public String svg() {
        List<Panel> panels = panels();
        int columns = panels.size() == 1 ? 1 : panels.size() <= 4 ? 2 : 3;
        double high = columns == 1 ? 210 : columns == 2 ? 130 : 92;
        Keys keys = keys(panels);
        double top = 32 + keys.height(WIDTH - 28.0);
        double row = TITLE + high + AXIS;
        int rows = (panels.size() + columns - 1) / columns;
        Svg svg = new Svg(WIDTH, (int) (top + rows * row) + 24);
        svg.heading(LEFT, 22, title(), WIDTH - 28);
        keys.draw(svg, LEFT, 42, WIDTH - 28.0);
        double wide = (WIDTH - LEFT - 18 - (columns - 1) * GAP) / columns;
        for (int i = 0; i < panels.size(); i++) {
            int across = i % columns;
            int down = i / columns;
            double left = LEFT + across * (wide + GAP);
            double above = top + down * row;
            if (columns > 1) {
                svg.text(left, above + 13, Svg.fit(panels.get(i).name, 12, wide), 12, "start");
            }
            draw(svg, panels.get(i), left, left + wide, above + TITLE, high);
        }
        List<Piece> pieces = panels.get(0).pieces;
        String note =
                columns > 1
                        ? "each panel has its own scale"
                        : TimeAxis.span(
                                panels.get(0).series,
                                pieces.get(0).first,
                                pieces.get(pieces.size() - 1).end() - 1);
        svg.soft(WIDTH / 2.0, top + rows * row + 12, Svg.fit(note, 11, WIDTH - 28), 11, "middle");
        return svg.document(title(), alt());
    }

    private Keys keys(List<Panel> panels) {
        Keys keys = new Keys();
        for (int p = 0; p < PARTS.size() && split; p++) {
            int part = p;
            if (panels.stream()
                    .flatMap(panel -> panel.pieces.stream())
                    .anyMatch(x -> x.part == part)) {
                keys.line(Svg.stroke(COLORS[p], 2, ""), PARTS.get(p));
            }
        }
        return keys;
    }

    private static void draw(
            Svg svg, Panel panel, double left, double right, double top, double high) {
        List<Piece> pieces = panel.pieces;
        Scale y =
                Scale.over(
                        pieces.stream().flatMapToDouble(p -> Arrays.stream(p.values)),
                        0.06,
                        top + high,
                        top,
                        false);
        int first = pieces.get(0).first;
        int last = pieces.get(pieces.size() - 1).end() - 1;
        Plot plot = Plot.over(svg, left, right, y, first, last);
        plot.times(panel.series, first, last);
        for (Piece piece : pieces) {
            if (piece.first > first) {
                plot.mark(piece.first - 0.5);
            }
            plot.line(piece.first, piece.values, Svg.stroke(COLORS[piece.part], 1.4, ""));
        }
    }
}
