package org.recurve.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What the end of a piece of Java lies in, code or comment or literal, and which brackets are open
 * there. The piece may be anything: unfinished, or not Java at all.
 */
final class CodeScan {
    /** What a character belongs to. */
    enum Place {
        CODE(""),
        LINE_COMMENT("\n"),
        COMMENT("*/"),
        STRING("\""),
        TEXT_BLOCK("\"\"\""),
        CHARACTER("'");

        private final String end;

        Place(String end) {
            this.end = end;
        }

        boolean isComment() {
            return this == LINE_COMMENT || this == COMMENT;
        }

        boolean isLiteral() {
            return this != CODE && !isComment();
        }
    }

    private final String code;
    private final StringBuilder masked;
    private final Deque<Integer> open = new ArrayDeque<>();
    private Place place = Place.CODE;
    private int start;

    CodeScan(String code) {
        this.code = code;
        masked = new StringBuilder(code);
        int i = 0;
        while (i < code.length()) {
            i = place == Place.CODE ? code(i) : other(i);
        }
    }

    private int code(int i) {
        if (code.startsWith("//", i)) {
            return enter(Place.LINE_COMMENT, i, 2);
        } else if (code.startsWith("/*", i)) {
            return enter(Place.COMMENT, i, 2);
        } else if (code.startsWith("\"\"\"", i)) {
            return enter(Place.TEXT_BLOCK, i, 3);
        }
        char c = code.charAt(i);
        switch (c) {
            case '"' -> enter(Place.STRING, i, 1);
            case '\'' -> enter(Place.CHARACTER, i, 1);
            case '(', '[', '{' -> open.push(i);
            case ')', ']', '}' -> open.poll();
            default -> {
                // Nothing opens or ends here.
            }
        }
        return i + 1;
    }

    private int enter(Place entered, int i, int length) {
        place = entered;
        start = i;
        if (entered.isComment()) {
            mask(i, length);
        }
        return i + length;
    }

    private int other(int i) {
        char c = code.charAt(i);
        if (c == '\\' && place.isLiteral()) {
            mask(i, 2);
            return i + 2;
        }
        if (code.startsWith(place.end, i)) {
            int length = place.end.length();
            if (place == Place.COMMENT) {
                mask(i, length);
            }
            place = Place.CODE;
            return i + length;
        }
        if (c == '\n' && (place == Place.STRING || place == Place.CHARACTER)) {
            place = Place.CODE;
        }
        mask(i, 1);
        return i + 1;
    }

    private void mask(int from, int length) {
        for (int i = from; i < Math.min(from + length, code.length()); i++) {
            if (code.charAt(i) != '\n') {
                masked.setCharAt(i, ' ');
            }
        }
    }

    /** {@return what the end lies in} */
    Place place() {
        return place;
    }

    /** {@return where the comment or literal starts that the end lies in} */
    int start() {
        return start;
    }

    /** {@return where brackets are open, the innermost first} */
    List<Integer> open() {
        return new ArrayList<>(open);
    }

    /**
     * {@return the code with blanks for comments and for what literals hold; of the same length}
     */
    String masked() {
        return masked.toString();
    }

    /** {@return what closes all that is open} */
    String closing() {
        StringBuilder closing = new StringBuilder(place.end);
        for (int bracket : open) {
            closing.append(
                    switch (code.charAt(bracket)) {
                        case '(' -> ")";
                        case '[' -> "]";
                        default -> ";}";
                    });
        }
        return closing.toString();
    }
}
