package org.recurve.metric;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How text is cut into tokens before BLEU counts n-grams. Figures of different tokenizers cannot be
 * compared (Post 2018, "A Call for Clarity in Reporting BLEU Scores").
 */
public enum BleuTokenizer {
    /**
     * The Western rules of NIST's {@code mteval-v13a}, those of the WMT tasks, and what most papers
     * of recent years mean: ASCII punctuation stands alone, except apostrophes, hyphens not behind
     * a digit, and points and commas between digits. {@code <skipped>} is dropped, and the entities
     * of quotation mark, ampersand, less and greater become these signs.
     */
    MTEVAL_13A("13a") {
        @Override
        String separate(String line) {
            String text =
                    line.replace("<skipped>", "")
                            .replace("-\n", "")
                            .replace("&quot;", "\"")
                            .replace("&amp;", "&")
                            .replace("&lt;", "<")
                            .replace("&gt;", ">");
            text = ASCII_MARK.matcher(" " + text + " ").replaceAll(" $0 ");
            text = NO_DIGIT_POINT.matcher(text).replaceAll("$1 $2 ");
            text = POINT_NO_DIGIT.matcher(text).replaceAll(" $1 $2");
            return DIGIT_HYPHEN.matcher(text).replaceAll("$1 - ");
        }
    },

    /**
     * The international rules of {@code mteval-v14}: every punctuation mark in the sense of Unicode
     * stands alone except between two numbers, and every symbol does. As there, a mark behind a
     * number at the very end of a line is not cut off.
     */
    INTERNATIONAL("intl") {
        @Override
        String separate(String line) {
            String text = NO_NUMBER_MARK.matcher(line).replaceAll("$1 $2 ");
            text = MARK_NO_NUMBER.matcher(text).replaceAll(" $1 $2");
            return SYMBOL.matcher(text).replaceAll(" $0 ");
        }
    },

    /** Every character that is no white space is a token. */
    CHARACTERS("char") {
        @Override
        String separate(String line) {
            StringBuilder text = new StringBuilder();
            line.codePoints().forEach(c -> text.appendCodePoint(c).append(' '));
            return text.toString();
        }
    },

    /** Cuts at white space only, for text that is tokenized already. */
    NONE("none") {
        @Override
        String separate(String line) {
            return line;
        }
    };

    private static final Pattern ASCII_MARK = Pattern.compile("[\\p{Punct}&&[^'.,-]]");
    private static final Pattern NO_DIGIT_POINT = Pattern.compile("([^0-9])([.,])");
    private static final Pattern POINT_NO_DIGIT = Pattern.compile("([.,])([^0-9])");
    private static final Pattern DIGIT_HYPHEN = Pattern.compile("([0-9])-");
    private static final Pattern NO_NUMBER_MARK = Pattern.compile("(\\P{N})(\\p{P})");
    private static final Pattern MARK_NO_NUMBER = Pattern.compile("(\\p{P})(\\P{N})");
    private static final Pattern SYMBOL = Pattern.compile("\\p{S}");

    private final String signature;

    BleuTokenizer(String signature) {
        this.signature = signature;
    }

    /** {@return its name in sacreBLEU's signatures} */
    public String signature() {
        return signature;
    }

    /** Puts white space between tokens. */
    abstract String separate(String line);

    /**
     * Cuts a line.
     *
     * @param line readable text
     * @return its tokens, none of them empty or with white space
     */
    public List<String> tokens(String line) {
        return WhiteSpace.split(separate(WhiteSpace.stripEnd(line)));
    }
}
