package org.recurve.display;

import static org.recurve.display.Svg.n;

import java.util.Arrays;
import java.util.List;

/**
 * Tokens of a text, each on a background that is stronger the higher its value: the surprise of a
 * language model, an attention weight.
 */
public final class ColoredText implements Picture {
    private static final int WIDTH = 720;
    private static final double SIZE = 14;
    private static final double LINE = 26;
    private static final double SPACE = 3;

    private final String title;
    private final List<String> tokens;
    private final double[] values;

    /**
     * Makes a coloured text.
     *
     * @param title says what the colour means, with its unit
     * @param tokens in reading order
     * @param values one for each token, at least 0; one that is not finite gets no colour
     */
    public ColoredText(String title, List<String> tokens, double... values) {
        if (tokens.size() != values.length) {
            throw new IllegalArgumentException(
                    tokens.size() + " tokens need as many values, got " + values.length);
        }
        this.title = title;
        this.tokens = List.copyOf(tokens);
        this.values = values.clone();
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public String alt() {
        return title + ". " + String.join(" ", tokens);
    }

    /** {@return what the picture shows, in words} */
    @Override
    public String toString() {
        return alt();
    }

    @Override
    public String svg() {
        double strongest = Arrays.stream(values).filter(Double::isFinite).max().orElse(1);
        StringBuilder marks = new StringBuilder();
        double x = 14;
        double y = 42;
        for (int i = 0; i < values.length; i++) {
            String token = visible(Html.shorten(tokens.get(i), 60));
            double size = Svg.textWidth(token, SIZE) + 8;
            if (x + size > WIDTH - 14 && x > 14) {
                x = 14;
                y += LINE;
            }
            marks.append(mark(token, values[i], strongest, x, y, size));
            x += size + SPACE;
        }
        Svg svg = new Svg(WIDTH, (int) (y + LINE + 10));
        svg.heading(14, 24, title, WIDTH - 28);
        return svg.raw(marks.toString()).document(title, alt());
    }

    private static String visible(String token) {
        return token.replace("\n", "\u21b5").replace("\t", "\u21e5").replace(" ", "\u00b7");
    }

    private static String mark(
            String token, double value, double strongest, double x, double y, double size) {
        double strength =
                Double.isFinite(value) ? HeatMap.strength(Math.max(0, value), strongest) : 0;
        return """
                <g><title>%s</title><rect x="%s" y="%s" width="%s" height="21" rx="3" %s fill-opacity="%s"/>\
                <text x="%s" y="%s" font-size="14" text-anchor="middle" class="recurve-ink" fill="#1f2328">%s</text></g>
                """
                .formatted(
                        Html.escape(token + ": " + Numbers.format(value)),
                        n(x),
                        n(y),
                        n(size),
                        Svg.fill(1),
                        n(strength),
                        n(x + size / 2),
                        n(y + 15.5),
                        Html.escape(token));
    }
}
