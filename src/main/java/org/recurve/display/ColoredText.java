package org.recurve.display;

import static org.recurve.display.Svg.n;

import java.util.Arrays;
import java.util.List;

/**
 * Tokens of a text, each on a background that is stronger the further its value is from zero,
 * orange above and blue below: the surprise of a language model, an attention weight, the state of
 * a unit. A token whose value is NaN, such as one that was not read, stands in paler letters.
 * Tokens of one character each are set close together, so that they can be read as a text.
 */
public final class ColoredText implements Picture {
    private static final int WIDTH = 720;
    private static final double SIZE = 14;
    private static final double LINE = 26;
    private static final double SPACE = 3;
    private static final double LEFT = 14;
    private static final double TOP = 42;
    private static final String INK = "class=\"recurve-ink\" fill=\"#1f2328\"";
    private static final String PALE = "class=\"recurve-soft\" fill=\"#59636e\"";

    /** Of a character in a font whose characters are all as wide. */
    private static final double PITCH = 8.6;

    private static final int COLUMNS = (int) ((WIDTH - 2 * LEFT) / PITCH);

    private final String title;
    private final List<String> tokens;
    private final double[] values;
    private final double strongest;

    /**
     * Makes a coloured text.
     *
     * @param title says what the colour means, with its unit
     * @param tokens in reading order
     * @param values one for each token; one that is not finite gets no colour
     */
    public ColoredText(String title, List<String> tokens, double... values) {
        if (tokens.size() != values.length) {
            throw new IllegalArgumentException(
                    tokens.size() + " tokens need as many values, got " + values.length);
        }
        this.title = title;
        this.tokens = List.copyOf(tokens);
        this.values = values.clone();
        strongest = Arrays.stream(values).filter(Double::isFinite).map(Math::abs).max().orElse(1);
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public String alt() {
        return title + ". " + String.join(characters() ? "" : " ", tokens);
    }

    /** {@return what the picture shows, in words} */
    @Override
    public String toString() {
        return alt();
    }

    private boolean characters() {
        return tokens.stream().allMatch(token -> token.codePointCount(0, token.length()) == 1);
    }

    @Override
    public String svg() {
        return characters() ? closeTogether() : apart();
    }

    private String apart() {
        StringBuilder marks = new StringBuilder();
        double x = LEFT;
        double y = TOP;
        for (int i = 0; i < values.length; i++) {
            String token = Svg.visible(Html.shorten(tokens.get(i), 60));
            double size = Svg.textWidth(token, SIZE) + 8;
            if (x + size > WIDTH - LEFT && x > LEFT) {
                x = LEFT;
                y += LINE;
            }
            marks.append("<g><title>").append(tip(i, token)).append("</title>");
            marks.append(background(i, x, y, size, 3)).append("/>");
            marks.append(
                    """
                    <text x="%s" y="%s" font-size="14" text-anchor="middle" %s>%s</text></g>
                    """
                            .formatted(
                                    n(x + size / 2),
                                    n(y + 15.5),
                                    Double.isNaN(values[i]) ? PALE : INK,
                                    Html.escape(token)));
            x += size + SPACE;
        }
        return document(marks, y);
    }

    /** Each line is one element, since a text has many characters. */
    private String closeTogether() {
        StringBuilder marks = new StringBuilder();
        double y = TOP;
        int next = 0;
        while (next < values.length) {
            int end = lineEnd(next);
            StringBuilder line = new StringBuilder();
            for (int i = next; i < end; i++) {
                marks.append(background(i, LEFT + PITCH * (i - next), y, PITCH, 0))
                        .append("><title>");
                marks.append(tip(i, Svg.visible(tokens.get(i)))).append("</title></rect>\n");
                String shown =
                        Html.escape(
                                tokens.get(i).equals(" ") ? "\u00a0" : Svg.visible(tokens.get(i)));
                line.append(
                        Double.isNaN(values[i])
                                ? "<tspan " + PALE + ">" + shown + "</tspan>"
                                : shown);
            }
            marks.append(
                    """
                    <text x="%s" y="%s" font-size="14" font-family="ui-monospace,Menlo,Consolas,monospace" \
                    textLength="%s" %s>%s</text>
                    """
                            .formatted(n(LEFT), n(y + 15.5), n(PITCH * (end - next)), INK, line));
            next = end;
            y += next < values.length ? LINE : 0;
        }
        return document(marks, y);
    }

    /** Where the line that begins here ends: after a line end, else after the last space in it. */
    private int lineEnd(int start) {
        int most = Math.min(values.length, start + COLUMNS);
        int lineEnd = tokens.subList(start, most).indexOf("\n");
        if (lineEnd >= 0) {
            return start + lineEnd + 1;
        }
        int space = tokens.subList(start, most).lastIndexOf(" ");
        return most == values.length || space < 0 ? most : start + space + 1;
    }

    private String document(StringBuilder marks, double y) {
        Svg svg = new Svg(WIDTH, (int) (y + LINE + 10));
        svg.heading(LEFT, 24, title, WIDTH - 2 * LEFT);
        return svg.raw(marks.toString()).document(title, alt());
    }

    private String tip(int i, String token) {
        return Html.escape(token + ": " + Numbers.format(values[i]));
    }

    /** An element that is left open. */
    private String background(int i, double x, double y, double size, int round) {
        double value = values[i];
        double strength = Double.isFinite(value) ? HeatMap.strength(Math.abs(value), strongest) : 0;
        return "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"21\" %s%s fill-opacity=\"%s\""
                .formatted(
                        n(x),
                        n(y),
                        n(size),
                        round == 0 ? "" : "rx=\"" + round + "\" ",
                        Svg.fill(value < 0 ? 0 : 1),
                        n(strength));
    }
}
