package org.recurve.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.recurve.metric.NGramHits;

/**
 * A translation in which stand out the words that the reference has: the longer the n-gram, the
 * darker, and since colours are not for everybody, and some pages drop them, also by the kind of
 * letters.
 */
final class HitMarks {
    /** By the length of the n-gram; translucent, for light and dark pages. */
    private static final double[] OPACITY = {0, 0.12, 0.24, 0.38, 0.52};

    private static final String[] OPEN = {"", "<em>", "<u>", "<strong>", "<strong><u>"};
    private static final String[] CLOSE = {"", "</em>", "</u>", "</strong>", "</u></strong>"};

    /** A piece of the text: tokens of one kind and what stands between them. */
    private record Piece(String text, int order) {}

    private final List<Piece> pieces = new ArrayList<>();

    HitMarks(String translation, NGramHits hits) {
        // A tokenizer makes signs of entities; what was written then has none of its tokens.
        String text =
                holds(translation, hits.tokens()) ? translation : String.join(" ", hits.tokens());
        int done = 0;
        for (int t = 0; t < hits.tokens().size(); t++) {
            String token = hits.tokens().get(t);
            int order = hits.orders().get(t);
            int start = text.indexOf(token, done);
            String before = text.substring(done, start);
            int last = pieces.size() - 1;
            if (last >= 0 && pieces.get(last).order() == order) {
                pieces.set(last, new Piece(pieces.get(last).text() + before + token, order));
            } else {
                pieces.add(new Piece(before, 0));
                pieces.add(new Piece(token, order));
            }
            done = start + token.length();
        }
        pieces.add(new Piece(text.substring(done), 0));
    }

    private static boolean holds(String text, List<String> tokens) {
        int done = 0;
        for (String token : tokens) {
            int start = text.indexOf(token, done);
            if (start < 0) {
                return false;
            }
            done = start + token.length();
        }
        return true;
    }

    String html() {
        StringBuilder html = new StringBuilder();
        for (Piece piece : pieces) {
            html.append(mark(Html.escape(piece.text()), piece.order()));
        }
        return html.toString();
    }

    private static String mark(String escaped, int order) {
        return order == 0
                ? escaped
                : String.format(
                        Locale.ROOT,
                        "<span title=\"%s\" style=\"background-color:rgba(0,158,115,%.2f)\">%s%s%s</span>",
                        name(order),
                        OPACITY[order],
                        OPEN[order],
                        escaped,
                        CLOSE[order]);
    }

    private static String name(int order) {
        return order == 1 ? "a word of the reference" : "in " + order + " words of the reference";
    }

    /** {@return what the marks mean, in HTML} */
    static String legend() {
        return "<p><small>Words that stand in the reference: %s, %s, %s, %s</small></p>"
                .formatted(
                        mark("alone", 1),
                        mark("in two together", 2),
                        mark("in three", 3),
                        mark("in four or more", 4));
    }

    /** {@return the text with the words of each kind in brackets, followed by their number} */
    String text() {
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            text.append(
                    piece.order() == 0 ? piece.text() : "[" + piece.text() + "]" + piece.order());
        }
        return text.toString();
    }
}
