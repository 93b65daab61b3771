package org.recurve.display;

import java.util.Locale;

/**
 * A picture in the making: a small writer of SVG with the colours of Recurve.
 *
 * <p>Each colour is given twice: as an attribute for light pages, which every viewer understands,
 * and in a style sheet for dark ones. The picture brings its own background, so that it can be read
 * even where the viewer's idea of dark and the page's differ. Class names begin with {@code
 * recurve-} and mean the same in every picture, since inline SVG shares its styles with the page.
 */
final class Svg {
    /** Okabe and Ito's palette, told apart by colour-blind readers; light page, then dark page. */
    private static final String[][] SERIES = {
        {"#0072B2", "#56B4E9"},
        {"#D55E00", "#FF9E4A"},
        {"#009E73", "#33C9A0"},
        {"#AA4499", "#E29BC4"},
        {"#B8860B", "#F0E442"},
        {"#5B6770", "#A9B4BE"},
    };

    private static final String STYLE = style();

    private final StringBuilder body = new StringBuilder();
    private final int width;
    private final int height;

    Svg(int width, int height) {
        this.width = width;
        this.height = height;
    }

    private static String style() {
        StringBuilder dark = new StringBuilder();
        dark.append(".recurve-paper{fill:#161b22;stroke:#30363d}");
        dark.append(
                ".recurve-ink{fill:#e6edf3}.recurve-pen{stroke:#e6edf3}.recurve-soft{fill:#9da7b3}");
        dark.append(".recurve-grid{stroke:#30363d}.recurve-axis{stroke:#6e7681}");
        for (int i = 0; i < SERIES.length; i++) {
            dark.append(
                    ".recurve-line%1$d{stroke:%2$s}.recurve-fill%1$d{fill:%2$s}"
                            .formatted(i, SERIES[i][1]));
        }
        return "<style>@media (prefers-color-scheme:dark){" + dark + "}</style>";
    }

    static int colors() {
        return SERIES.length;
    }

    /** Class and colour of a line of a series. */
    static String stroke(int series) {
        int i = Math.floorMod(series, SERIES.length);
        return "class=\"recurve-line%d\" stroke=\"%s\"".formatted(i, SERIES[i][0]);
    }

    /** How a line of a series is drawn. */
    static String stroke(int series, double width, String dash) {
        return "%s stroke-width=\"%s\"%s"
                .formatted(
                        stroke(series),
                        n(width),
                        dash.isEmpty() ? "" : " stroke-dasharray=\"" + dash + "\"");
    }

    /** How a translucent area of a series is drawn. */
    static String area(int series, double opacity) {
        return "%s fill-opacity=\"%s\"".formatted(fill(series), n(opacity));
    }

    /** Class and colour of an area of a series. */
    static String fill(int series) {
        int i = Math.floorMod(series, SERIES.length);
        return "class=\"recurve-fill%d\" fill=\"%s\"".formatted(i, SERIES[i][0]);
    }

    /** Estimated width of text in pixels, in a rather wide sans-serif font. */
    static double textWidth(String text, double size) {
        return size * text.codePoints().mapToDouble(Svg::characterWidth).sum();
    }

    private static double characterWidth(int c) {
        if (c > 0x2E80 || "MWmw%@".indexOf(c) >= 0) {
            return 0.95;
        }
        if ("iljI.,:;'|!()[]frt ".indexOf(c) >= 0) {
            return 0.36;
        }
        return c >= 'A' && c <= 'Z' ? 0.7 : 0.62;
    }

    /** Cuts text so that it is no wider than some pixels, but leaves one character at least. */
    static String fit(String text, double size, double pixels) {
        int length = text.codePointCount(0, text.length());
        String cut = text;
        while (length > 1 && textWidth(cut, size) > pixels) {
            length--;
            cut = Html.shorten(text, length);
        }
        return cut;
    }

    /** White space as signs that can be seen. */
    static String visible(String text) {
        return text.replace("\n", "\u21b5").replace("\t", "\u21e5").replace(" ", "\u00b7");
    }

    /** A coordinate with at most two decimals. */
    static String n(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.replaceAll("\\.?0+$", "");
    }

    Svg line(double x1, double y1, double x2, double y2, String kind) {
        String color = kind.equals("grid") ? "#d0d7de" : "#8c959f";
        body.append(
                "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" class=\"recurve-%s\" stroke=\"%s\"/>\n"
                        .formatted(n(x1), n(y1), n(x2), n(y2), kind, color));
        return this;
    }

    /** Text; anchor is start, middle or end. */
    Svg text(double x, double y, String text, double size, String anchor) {
        return text(x, y, text, size, anchor, "class=\"recurve-ink\" fill=\"#1f2328\"");
    }

    /** Text of lesser weight: ticks, notes. */
    Svg soft(double x, double y, String text, double size, String anchor) {
        return text(x, y, text, size, anchor, "class=\"recurve-soft\" fill=\"#59636e\"");
    }

    Svg text(double x, double y, String text, double size, String anchor, String attributes) {
        body.append(
                "<text x=\"%s\" y=\"%s\" font-size=\"%s\" text-anchor=\"%s\" %s>%s</text>\n"
                        .formatted(n(x), n(y), n(size), anchor, attributes, Html.escape(text)));
        return this;
    }

    /** The title of a picture or of a part of it, cut to a width. */
    Svg heading(double x, double y, String title, double room) {
        return text(
                x,
                y,
                fit(title, 14, room),
                14,
                "start",
                "class=\"recurve-ink\" fill=\"#1f2328\" font-weight=\"600\"");
    }

    Svg raw(String element) {
        body.append(element).append('\n');
        return this;
    }

    /** The document, with the title and description that screen readers and hovering show. */
    String document(String title, String description) {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" \
                role="img" style="max-width:100%%;height:auto" \
                font-family="system-ui,-apple-system,'Segoe UI',Helvetica,Arial,sans-serif">
                <title>%3$s</title>
                <desc>%4$s</desc>
                %5$s
                <rect x="0.5" y="0.5" width="%6$d" height="%7$d" rx="6" class="recurve-paper" \
                fill="#ffffff" stroke="#d0d7de"/>
                %8$s</svg>
                """
                .formatted(
                        width,
                        height,
                        Html.escape(title),
                        Html.escape(description),
                        STYLE,
                        width - 1,
                        height - 1,
                        body);
    }
}
