package org.recurve.data;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/**
 * Where in its text each character stands, as one number for each: signals to look for among the
 * units of a network that reads characters. Each says what is so once the character is read.
 *
 * <pre>{@code
 * var seen = model.inspect(text);
 * seen.activations(0, "cell").mostLike(TextSignals.insideQuotes(seen.tokens()), 5)
 * }</pre>
 */
public final class TextSignals {
    private static final String ENDS = "\n\r";

    private TextSignals() {}

    /**
     * Tells what stands between quotation marks. A straight mark opens where none is open and
     * closes where one is; curved marks say themselves what they do. A line end closes as well, so
     * that a mark that was forgotten spoils no more than its line.
     *
     * @param characters tokens of one character each
     * @return 1 from the opening mark on, 0 from the closing one
     * @throws IllegalArgumentException if a token is not one character
     */
    public static double[] insideQuotes(List<String> characters) {
        int[] open = {0};
        return signal(
                characters,
                c -> {
                    switch (c) {
                        case '"' -> open[0] = 1 - open[0];
                        case '\u201c' -> open[0] = 1;
                        case '\u201d', '\n' -> open[0] = 0;
                        default -> {
                            // Anything else stands where the mark before it put it.
                        }
                    }
                    return open[0];
                });
    }

    /**
     * Counts the characters of each line.
     *
     * @param characters tokens of one character each
     * @return 1 for the first of a line, 2 for the second and so on; 0 for a line end
     * @throws IllegalArgumentException if a token is not one character
     */
    public static double[] placeInLine(List<String> characters) {
        return counted(characters, c -> ENDS.indexOf(c) < 0);
    }

    /**
     * Counts the letters of each word. An apostrophe or a hyphen ends one.
     *
     * @param characters tokens of one character each
     * @return 1 for the first letter of a word, 2 for the second and so on; 0 for what is no letter
     * @throws IllegalArgumentException if a token is not one character
     */
    public static double[] placeInWord(List<String> characters) {
        return counted(characters, Character::isLetter);
    }

    private static double[] counted(List<String> characters, IntPredicate counts) {
        int[] place = {0};
        return signal(characters, c -> place[0] = counts.test(c) ? place[0] + 1 : 0);
    }

    private static double[] signal(List<String> characters, IntUnaryOperator value) {
        double[] signal = new double[characters.size()];
        for (int i = 0; i < signal.length; i++) {
            String token = characters.get(i);
            if (token.isEmpty() || token.codePointCount(0, token.length()) != 1) {
                throw new IllegalArgumentException(
                        "token "
                                + i
                                + " is \""
                                + token
                                + "\", but a signal of a text needs tokens of one character each, as"
                                + " Tokenizers.characters() makes them");
            }
            signal[i] = value.applyAsInt(token.codePointAt(0));
        }
        return signal;
    }
}
