package org.recurve.task;

import java.util.function.Consumer;
import org.recurve.core.RecurveException;

/**
 * Hands out a growing text piece by piece. U+FFFD at its end waits: it stands for bytes of a
 * character that is not whole yet.
 */
final class TextPieces {
    private static final char INCOMPLETE = '\uFFFD';

    private final Consumer<String> sink;
    private String shown = "";

    TextPieces(Consumer<String> sink) {
        this.sink = sink;
    }

    /** Hands out what is new in the text so far and cannot change any more. */
    void show(String text) {
        int end = text.length();
        while (end > shown.length() && text.charAt(end - 1) == INCOMPLETE) {
            end--;
        }
        finish(text.substring(0, end));
    }

    /** Hands out the rest. */
    void finish(String text) {
        if (!text.startsWith(shown)) {
            throw new RecurveException(
                    "the tokenizer changed text that was shown already, \""
                            + shown
                            + "\" to \""
                            + text
                            + "\": its detokenize may only add to the text of the tokens before;"
                            + " use generate(...) in place of stream(...)");
        }
        if (text.length() > shown.length()) {
            String piece = text.substring(shown.length());
            shown = text;
            sink.accept(piece);
        }
    }
}
