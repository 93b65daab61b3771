package org.recurve.display;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.recurve.task.GeneratedText;

/** Pieces of HTML that survive GitHub's filter. */
final class Html {
    private static final String FITS = "max-width:100%";

    /**
     * Aligns a cell to the left. GitHub keeps the attribute alone; Jupyter's style sheet overrules
     * it, but not the style.
     */
    static final String LEFT = "align=\"left\" style=\"text-align:left\"";

    private Html() {}

    /** Makes text safe inside elements and double-quoted attributes, in HTML and in XML. */
    static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints()
                .forEach(
                        c -> {
                            switch (c) {
                                case '&' -> out.append("&amp;");
                                case '<' -> out.append("&lt;");
                                case '>' -> out.append("&gt;");
                                case '"' -> out.append("&quot;");
                                case '\'' -> out.append("&#39;");
                                default -> out.appendCodePoint(allowedInXml(c) ? c : 0xFFFD);
                            }
                        });
        return out.toString();
    }

    private static boolean allowedInXml(int c) {
        return c == '\n'
                || c == '\t'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }

    /** Cuts text to a number of characters, the last being an ellipsis if any were cut. */
    static String shorten(String text, int length) {
        if (text.codePointCount(0, text.length()) <= length) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, length - 1)) + "\u2026";
    }

    /** Shows the prompt in bold, then what was written; lines as they are. */
    static String written(GeneratedText generated) {
        String text = generated.text();
        String prompt = text.startsWith(generated.prompt()) ? generated.prompt() : "";
        String body =
                (prompt.isEmpty() ? "" : "<strong>" + escape(prompt) + "</strong>")
                        + escape(text.substring(prompt.length()));
        return body.replace("\n", "<br>\n");
    }

    /** Embeds a picture; as an image it is shown where inline SVG would be filtered out. */
    static String image(Picture picture) {
        return image(picture, FITS);
    }

    /**
     * Embeds a small picture in a line of text. Jupyter Notebook's style sheet gives an image lines
     * of its own; GitHub drops the style, and leaves images in their line.
     */
    static String inline(Picture picture) {
        return image(picture, FITS + ";display:inline;margin:0");
    }

    private static String image(Picture picture, String style) {
        String data =
                Base64.getEncoder().encodeToString(picture.svg().getBytes(StandardCharsets.UTF_8));
        return "<img src=\"data:image/svg+xml;base64,%s\" width=\"%d\" style=\"%s\" alt=\"%s\">"
                .formatted(data, picture.width(), style, escape(picture.alt()));
    }

    /** Folds content under a line that opens it. */
    static String folded(String summary, String content) {
        return "<details><summary>%s</summary>\n%s\n</details>".formatted(escape(summary), content);
    }

    /** Text in a small print of its own line. */
    static String note(String text) {
        return "<p><small>" + escape(text) + "</small></p>";
    }
}
