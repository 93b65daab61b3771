package org.recurve.data;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.recurve.core.RecurveException;

/** The tokenizers that come along. */
public final class Tokenizers {
    private static final String LOWER_CASED = "lower-case ";
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");
    private static final Tokenizer WHITESPACE = new Whitespace();
    private static final Tokenizer WORDS = new Words();
    private static final Tokenizer CHARACTERS = new Characters();

    private Tokenizers() {}

    /**
     * {@return cuts at white space only, for text that was tokenized before, such as WikiText and
     * the Penn Treebank} White space is every Unicode separator and control space, as in Python's
     * {@code split()}, which the published token counts are made with.
     */
    public static Tokenizer whitespace() {
        return WHITESPACE;
    }

    /**
     * {@return cuts raw text into words, numbers and single punctuation marks} A word keeps
     * apostrophes and hyphens inside it ({@code don't}, {@code well-known}); a number keeps its
     * inner points and commas ({@code 1,234.5}); {@code <unk>} stays whole. Case is kept, as in
     * WikiText; see {@link #lowerCased}. Putting words together again is a good guess, not exact.
     */
    public static Tokenizer words() {
        return WORDS;
    }

    /**
     * Cuts raw text into words as a language writes them, for translation: nearly every line comes
     * back exactly, but for white space, when its tokens are put together again.
     *
     * <ul>
     *   <li>In all languages a word keeps hyphens, apostrophes and slashes inside it, a number its
     *       points, commas and colons, an abbreviation its points ({@code Mr.}, {@code U.S.});
     *       other marks are tokens. Straight quotation marks open and close by turns.
     *   <li>English ({@code "en"}) endings are tokens: {@code do n't}, {@code Tom 's}, {@code I
     *       'll}.
     *   <li>French ({@code "fr"}) words that lost a vowel are tokens, and so are pronouns behind a
     *       verb: {@code l' homme}, {@code qu' il}, {@code donne -moi}. A space is put before
     *       {@code ; : ! ?}.
     *   <li>Any other language has the common rules; German ({@code "de"}) quotation marks are
     *       known.
     * </ul>
     *
     * @param language its ISO 639 code, two or three small letters
     * @return the tokenizer, named {@code "words en"} and so on
     * @throws IllegalArgumentException if that is no such code
     */
    public static Tokenizer words(String language) {
        if (!LANGUAGE.matcher(language).matches()) {
            throw new IllegalArgumentException(
                    "a language is named by its ISO 639 code such as en, de or fr, not \""
                            + language
                            + "\"");
        }
        return new LanguageWords(language);
    }

    /**
     * {@return makes every Unicode code point, white space and line ends included, a token} Tokens
     * put together give exactly the text they came from.
     */
    public static Tokenizer characters() {
        return CHARACTERS;
    }

    /**
     * Turns text to lower case, by the rules of no particular language, before it is cut.
     *
     * @param tokenizer cuts the lower-case text
     * @return the tokenizer, named {@code "lower-case "} and the name of the given one
     */
    public static Tokenizer lowerCased(Tokenizer tokenizer) {
        return new LowerCased(tokenizer);
    }

    /**
     * Finds a tokenizer by its name, as saved models name it.
     *
     * @param name {@code "whitespace"}, {@code "words"}, {@code "words fr"} for a language, {@code
     *     "characters"}, each also after {@code "lower-case "}
     * @return the tokenizer
     * @throws RecurveException if there is none of this name
     */
    public static Tokenizer byName(String name) {
        if (name.startsWith(LOWER_CASED)) {
            return lowerCased(byName(name.substring(LOWER_CASED.length())));
        }
        for (Tokenizer tokenizer : List.of(WHITESPACE, WORDS, CHARACTERS)) {
            if (tokenizer.name().equals(name)) {
                return tokenizer;
            }
        }
        if (name.startsWith(LanguageWords.NAME)
                && LANGUAGE.matcher(name.substring(LanguageWords.NAME.length())).matches()) {
            return words(name.substring(LanguageWords.NAME.length()));
        }
        throw new RecurveException(
                "unknown tokenizer \""
                        + name
                        + "\": expected whitespace, words or characters, or a language as in \"words fr\", each also with \"lower-case \""
                        + " before it; pass your own Tokenizer object where it is none of these");
    }

    /**
     * Writes a tokenizer, with what it has learned, for {@link #fromJson}.
     *
     * @param tokenizer one of these, a {@link BytePairEncoding}, or one that {@link #byName} finds
     * @return its name, or an object where there is more to it
     */
    public static JsonElement toJson(Tokenizer tokenizer) {
        if (tokenizer instanceof BytePairEncoding subwords) {
            return subwords.toJson();
        }
        if (tokenizer instanceof LowerCased lower) {
            JsonElement inner = toJson(lower.tokenizer());
            if (inner.isJsonObject()) {
                JsonObject json = new JsonObject();
                json.add(LOWER_CASED.strip(), inner);
                return json;
            }
        }
        return new JsonPrimitive(tokenizer.name());
    }

    /**
     * Reads what {@link #toJson} made.
     *
     * @param json a name or an object
     * @return an equal tokenizer
     * @throws RecurveException if there is no such tokenizer, or what it has learned is damaged
     */
    public static Tokenizer fromJson(JsonElement json) {
        try {
            if (!json.isJsonObject()) {
                return byName(json.getAsString());
            }
            JsonObject object = json.getAsJsonObject();
            return object.has(LOWER_CASED.strip())
                    ? lowerCased(fromJson(object.get(LOWER_CASED.strip())))
                    : BytePairEncoding.fromJson(object);
        } catch (ClassCastException
                | IllegalStateException
                | IndexOutOfBoundsException
                | NullPointerException
                | UnsupportedOperationException e) {
            throw new RecurveException(
                    "this is no tokenizer: expected a name, or an alphabet with merges in pairs ("
                            + e.getMessage()
                            + ")",
                    e);
        }
    }

    private static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
    }

    private record Whitespace() implements Tokenizer {
        @Override
        public List<String> tokenize(String line) {
            List<String> tokens = new ArrayList<>();
            int start = -1;
            // All white space lies in the basic plane, so chars do for code points.
            for (int i = 0; i < line.length(); i++) {
                if (isSpace(line.charAt(i))) {
                    if (start >= 0) {
                        tokens.add(line.substring(start, i));
                    }
                    start = -1;
                } else if (start < 0) {
                    start = i;
                }
            }
            if (start >= 0) {
                tokens.add(line.substring(start));
            }
            return tokens;
        }

        @Override
        public String detokenize(List<String> tokens) {
            StringBuilder text = new StringBuilder();
            for (String token : tokens) {
                if (token.equals(Vocabulary.EOS)) {
                    text.append('\n');
                } else {
                    appendSpace(text);
                    text.append(token);
                }
            }
            return text.toString();
        }

        @Override
        public String name() {
            return "whitespace";
        }
    }

    private record Words() implements Tokenizer {
        private static final Pattern TOKEN =
                Pattern.compile(
                        Pattern.quote(Vocabulary.UNK)
                                + "|\\p{N}+(?:[.,]\\p{N}+)+"
                                + "|[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}_]*(?:['\u2019-][\\p{L}\\p{N}\\p{M}]+)*"
                                + "|[^\\s\\p{Z}]");
        private static final String NO_SPACE_BEFORE = ".,;:!?)]}%\u2019\u201d\u2026";
        private static final String NO_SPACE_AFTER = "([{\u2018\u201c";

        @Override
        public List<String> tokenize(String line) {
            List<String> tokens = new ArrayList<>();
            Matcher matcher = TOKEN.matcher(line);
            while (matcher.find()) {
                tokens.add(matcher.group());
            }
            return tokens;
        }

        @Override
        public String detokenize(List<String> tokens) {
            StringBuilder text = new StringBuilder();
            for (String token : tokens) {
                if (token.equals(Vocabulary.EOS)) {
                    text.append('\n');
                    continue;
                }
                boolean attached =
                        (token.length() == 1 && NO_SPACE_BEFORE.contains(token))
                                || (!text.isEmpty()
                                        && NO_SPACE_AFTER.indexOf(text.charAt(text.length() - 1))
                                                >= 0);
                if (!attached) {
                    appendSpace(text);
                }
                text.append(token);
            }
            return text.toString();
        }

        @Override
        public String name() {
            return "words";
        }
    }

    private record Characters() implements Tokenizer {
        @Override
        public List<String> tokenize(String line) {
            List<String> tokens = new ArrayList<>(line.length());
            line.codePoints().forEach(c -> tokens.add(Character.toString(c)));
            return tokens;
        }

        @Override
        public String detokenize(List<String> tokens) {
            return String.join("", tokens);
        }

        @Override
        public String name() {
            return "characters";
        }

        @Override
        public boolean keepsLineEnds() {
            return true;
        }
    }

    private record LowerCased(Tokenizer tokenizer) implements Tokenizer {
        @Override
        public List<String> tokenize(String line) {
            return tokenizer.tokenize(line.toLowerCase(Locale.ROOT));
        }

        @Override
        public String detokenize(List<String> tokens) {
            return tokenizer.detokenize(tokens);
        }

        @Override
        public String name() {
            return LOWER_CASED + tokenizer.name();
        }

        @Override
        public boolean keepsLineEnds() {
            return tokenizer.keepsLineEnds();
        }

        @Override
        public List<String> inventory() {
            return tokenizer.inventory();
        }
    }

    private static void appendSpace(StringBuilder text) {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
            text.append(' ');
        }
    }
}
