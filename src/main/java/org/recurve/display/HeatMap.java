package org.recurve.display;

import static org.recurve.display.Svg.n;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.recurve.task.Activations;
import org.recurve.task.TaggedSentence;

/**
 * A grid of values as colours: stronger is further from zero; orange is positive, blue negative. A
 * value that is not finite leaves its cell empty. The numbers are written where there is room for
 * all of them.
 */
public final class HeatMap implements Picture {
    private static final int LIMIT = 720;
    private static final double HUNDRED = 100;

    private final String title;
    private final List<String> rows;
    private final List<String> columns;
    private final double[][] values;
    private final double cell;
    private final double left;
    private final double top;
    private final int width;
    private final int height;

    /**
     * Makes a heat map.
     *
     * @param title stands above it
     * @param rows labels from top to bottom
     * @param columns labels from left to right
     * @param values row by row
     */
    public HeatMap(String title, List<String> rows, List<String> columns, double[][] values) {
        if (values.length != rows.size()
                || Arrays.stream(values).anyMatch(row -> row.length != columns.size())) {
            throw new IllegalArgumentException(
                    "A heat map of %d rows and %d columns needs values of that shape"
                            .formatted(rows.size(), columns.size()));
        }
        this.title = title;
        this.rows = List.copyOf(rows);
        // A label of white space alone is a character that was read.
        this.columns = columns.stream().map(c -> c.isBlank() ? Svg.visible(c) : c).toList();
        this.values = Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
        left = 22 + Math.min(160, widest(rows));
        top = 44 + Math.min(110, Math.max(0, widest(columns)) * 0.72);
        cell = Math.max(8, Math.min(46, (LIMIT - left - 40) / Math.max(1, columns.size())));
        width = (int) Math.max(240, Math.max(left + cell * columns.size() + 40, labelsEnd()));
        height = (int) (top + cell * rows.size() + 16);
    }

    /**
     * Makes a heat map of what many units do over time, such as a network's gates over a sentence:
     * steps from left to right, units from top to bottom, numbered from 0.
     *
     * @param title stands above it
     * @param steps labels of the steps, such as words
     * @param values step by step, each with a value for every unit
     * @return the heat map
     */
    public static HeatMap overSteps(String title, List<String> steps, double[][] values) {
        int units = values.length == 0 ? 0 : values[0].length;
        if (values.length != steps.size()
                || Arrays.stream(values).anyMatch(step -> step.length != units)) {
            throw new IllegalArgumentException(
                    "A heat map over %d labelled steps needs as many rows of values, all of one"
                                    .formatted(steps.size())
                            + " length, but got %d".formatted(values.length));
        }
        List<String> names = IntStream.range(0, units).mapToObj(Integer::toString).toList();
        double[][] rows = new double[units][values.length];
        for (int t = 0; t < values.length; t++) {
            for (int unit = 0; unit < units; unit++) {
                rows[unit][t] = values[t][unit];
            }
        }
        return new HeatMap(title, names, steps, rows);
    }

    /**
     * Draws what units of a layer did over a text: a row for each unit, a column for each token.
     *
     * @param title stands above it
     * @param activations of a gate or a state; {@link Activations#mostVaried} keeps the picture
     *     small
     */
    public HeatMap(String title, Activations activations) {
        this(
                title,
                Arrays.stream(activations.units()).mapToObj(unit -> "unit " + unit).toList(),
                activations.tokens(),
                activations.values());
    }

    /**
     * Draws the probabilities of a sentence's tags: a row for each tag that some token has with a
     * probability of at least so much, a column for each token, headed by the token and the tag
     * that was chosen for it, in hundredths.
     *
     * @param title stands above it
     * @param sentence as a tagger read it
     * @param atLeast 0 to 1; 0.05 keeps the picture small
     * @return the heat map
     */
    public static HeatMap ofTags(String title, TaggedSentence sentence, double atLeast) {
        List<String> likely = sentence.likely(atLeast);
        int tokens = sentence.tokens().size();
        return new HeatMap(
                title,
                likely,
                IntStream.range(0, tokens)
                        .mapToObj(t -> sentence.tokens().get(t) + " " + sentence.tags().get(t))
                        .toList(),
                likely.stream()
                        .map(
                                tag ->
                                        IntStream.range(0, tokens)
                                                .mapToDouble(t -> sentence.probability(t, tag))
                                                .map(HeatMap::hundredths)
                                                .toArray())
                        .toArray(double[][]::new));
    }

    /** {@return a value so short that it can be written into a cell} */
    static double hundredths(double value) {
        return Math.rint(value * HUNDRED) / HUNDRED;
    }

    /** How far to the right the slanting labels of the columns reach. */
    private double labelsEnd() {
        return IntStream.range(0, columns.size())
                .mapToDouble(c -> labelStart(c) + 0.72 * Svg.textWidth(shown(c), 11) + 6)
                .max()
                .orElse(0);
    }

    private double labelStart(int column) {
        return left + cell * (column + 0.5) + 3;
    }

    private String shown(int column) {
        return Svg.fit(columns.get(column), 11, 150);
    }

    private static double widest(List<String> labels) {
        return labels.stream().mapToDouble(label -> Svg.textWidth(label, 11)).max().orElse(0);
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public String alt() {
        double[] all =
                Arrays.stream(values)
                        .flatMapToDouble(Arrays::stream)
                        .filter(Double::isFinite)
                        .toArray();
        String range =
                all.length == 0
                        ? "no values"
                        : "values from %s to %s"
                                .formatted(
                                        Numbers.format(Arrays.stream(all).min().getAsDouble()),
                                        Numbers.format(Arrays.stream(all).max().getAsDouble()));
        return "%s. Heat map of %d rows and %d columns, %s"
                .formatted(title, rows.size(), columns.size(), range);
    }

    /** {@return what the picture shows, in words} */
    @Override
    public String toString() {
        return alt();
    }

    @Override
    public String svg() {
        Svg svg = new Svg(width, height);
        svg.heading(14, 24, title, width - 28.0);
        for (int c = 0; c < columns.size(); c++) {
            double x = labelStart(c);
            svg.text(
                    x,
                    top - 6,
                    shown(c),
                    11,
                    "start",
                    "class=\"recurve-soft\" fill=\"#59636e\" transform=\"rotate(-45 %s %s)\""
                            .formatted(n(x), n(top - 6)));
        }
        double strongest =
                Arrays.stream(values)
                        .flatMapToDouble(Arrays::stream)
                        .filter(Double::isFinite)
                        .map(Math::abs)
                        .max()
                        .orElse(1);
        boolean numbered =
                Arrays.stream(values).flatMapToDouble(Arrays::stream).allMatch(this::fits);
        for (int r = 0; r < rows.size(); r++) {
            double y = top + cell * r;
            svg.soft(left - 6, y + cell / 2 + 4, Svg.fit(rows.get(r), 11, 160), 11, "end");
            for (int c = 0; c < columns.size(); c++) {
                draw(svg, r, c, y, strongest, numbered);
            }
        }
        return svg.document(title, alt());
    }

    private void draw(Svg svg, int r, int c, double y, double strongest, boolean numbered) {
        double value = values[r][c];
        double x = left + cell * c;
        String tip =
                Html.escape(rows.get(r) + ", " + columns.get(c) + ": " + Numbers.format(value));
        if (Double.isFinite(value)) {
            svg.raw(
                    "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" %s fill-opacity=\"%s\"><title>%s</title></rect>"
                            .formatted(
                                    n(x + 0.5),
                                    n(y + 0.5),
                                    n(cell - 1),
                                    n(cell - 1),
                                    Svg.fill(value < 0 ? 0 : 1),
                                    n(strength(Math.abs(value), strongest)),
                                    tip));
        }
        if (numbered) {
            svg.text(x + cell / 2, y + cell / 2 + 4, label(value), 10, "middle");
        }
    }

    private boolean fits(double value) {
        return Svg.textWidth(label(value), 10) < cell - 4;
    }

    private static String label(double value) {
        return Numbers.format(value, Math.min(2, Numbers.decimals(value)));
    }

    /** How opaque a colour is: faint but visible at little, with text readable on it at most. */
    static double strength(double value, double strongest) {
        return strongest == 0 ? 0.04 : 0.04 + 0.62 * Math.min(1, value / strongest);
    }
}
