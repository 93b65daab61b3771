package org.recurve.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts raw text into words as a language writes them; see {@link Tokenizers#words(String)}.
 *
 * @param language its ISO 639 code; English, German and French have rules of their own
 */
record LanguageWords(String language) implements Tokenizer {
    static final String NAME = "words ";

    /**
     * A word may have marks inside it, and a hyphen at its end (Vor- und Nachteile); letters each
     * with a point belong together (z.B., U.S.), and so do runs of points and of exclamation marks.
     */
    private static final Pattern PIECE =
            Pattern.compile(
                    (Pattern.quote(Vocabulary.UNK)
                                    + "|&(?:amp|quot|apos|lt|gt|#\\d+);"
                                    + "|\\p{L}\\p{M}*\\.(?:\\p{L}\\p{M}*\\.)+(?!W)"
                                    + "|(?:(?<![^\\s\"\u201c\u201d])-)?W(?:(?:&amp;|['\u2019/&@+.\u2010\u2011\u2013-])W|(?<=\\d)[,:](?=\\d)W)*-?"
                                    + "|\\.{2,}|[!?]{2,}|[^\\s\\p{Z}]")
                            .replace("W", "[\\p{L}\\p{N}\\p{M}\u00ad\u200b_]+"));

    private static final Pattern ENGLISH_ENDING =
            Pattern.compile("(?i)(?<=\\p{L})(?:n['\u2019]t|['\u2019](?:s|re|ve|ll|d|m))$");
    private static final Pattern FRENCH_BEGINNING =
            Pattern.compile(
                    "(?i)^(?:[ldjmtsnc]|qu|jusqu|lorsqu|puisqu|quoiqu)['\u2019](?=[\\p{L}\\p{N}])");
    private static final Pattern FRENCH_ENDING =
            Pattern.compile(
                    "(?i)(?<=\\p{L})-(?:t-(?:ils?|elles?|on)|je|tu|ils?|elles?|on|nous|vous|ce"
                            + "|moi|toi|la|les?|lui|leur|y|en|l\u00e0|ci)$");

    /** Words that are written with a point, within a sentence. */
    private static final Set<String> ABBREVIATIONS =
            Set.of(
                    "mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr", "vs", "nr", "ca", "bzw",
                    "usw", "mme", "mlle");

    private static final Set<String> WHOLE = Set.of("rendez-vous");

    @Override
    public List<String> tokenize(String line) {
        return new Cut(line).tokens();
    }

    /** A line being cut. */
    private final class Cut {
        private final String line;
        private final List<String> tokens = new ArrayList<>();
        private boolean quoted;

        /** Where the last token ends in the line. */
        private int end = -1;

        Cut(String line) {
            this.line = line;
        }

        List<String> tokens() {
            Matcher matcher = PIECE.matcher(line);
            int apostrophe = -1;
            while (matcher.find()) {
                int start = matcher.start();
                String piece = matcher.group();
                if (isApostrophe(piece)) {
                    if (belongsToNext(start)) {
                        apostrophe = start;
                        continue;
                    }
                    apostrophe(piece, start);
                } else if (piece.equals(".") && start == end && isAbbreviated()) {
                    join(piece);
                } else if (apostrophe == start - 1 && apostrophe >= 0) {
                    word(line.charAt(apostrophe) + piece);
                } else {
                    word(piece);
                }
                end = matcher.end();
            }
            return tokens;
        }

        /**
         * Whether it stands for letters left out in front of a word, as in 'em, and quotes none.
         */
        private boolean belongsToNext(int at) {
            return !quoted
                    && isWord(at + 1)
                    && !isWord(at - 1)
                    && line.charAt(at) != '\u2018'
                    && !isClosedAfter(at);
        }

        private boolean isClosedAfter(int at) {
            for (int i = at + 1; i < line.length(); i++) {
                if (isApostrophe(line.substring(i, i + 1)) && !isWord(i + 1)) {
                    return true;
                }
            }
            return false;
        }

        /** One that ends a plural's genitive is a part of the word: {@code the dogs' ball}. */
        private void apostrophe(String piece, int at) {
            if (!quoted && at == end && isWord(at - 1)) {
                join(piece);
            } else {
                tokens.add(piece);
                quoted = !quoted;
            }
        }

        private void join(String mark) {
            tokens.set(tokens.size() - 1, tokens.get(tokens.size() - 1) + mark);
        }

        private boolean isAbbreviated() {
            String word = tokens.get(tokens.size() - 1);
            boolean goesOn = line.substring(end + 1).chars().anyMatch(Character::isLetterOrDigit);
            boolean initial = word.length() == 1 && Character.isUpperCase(word.charAt(0));
            return goesOn && (initial || ABBREVIATIONS.contains(word.toLowerCase(Locale.ROOT)));
        }

        private boolean isWord(int at) {
            return at >= 0 && at < line.length() && Character.isLetterOrDigit(line.charAt(at));
        }

        private void word(String piece) {
            switch (language) {
                case "en" -> withEndings(piece, ENGLISH_ENDING);
                case "fr" -> {
                    Matcher beginning = FRENCH_BEGINNING.matcher(piece);
                    int cut = beginning.find() ? beginning.end() : 0;
                    if (cut > 0) {
                        tokens.add(piece.substring(0, cut));
                    }
                    withEndings(piece.substring(cut), FRENCH_ENDING);
                }
                default -> tokens.add(piece);
            }
        }

        private void withEndings(String word, Pattern endings) {
            Matcher matcher = endings.matcher(word);
            if (WHOLE.contains(word.toLowerCase(Locale.ROOT)) || !matcher.find()) {
                tokens.add(word);
            } else {
                withEndings(word.substring(0, matcher.start()), endings);
                tokens.add(matcher.group());
            }
        }
    }

    private static boolean isApostrophe(String token) {
        return token.equals("'") || token.equals("\u2019") || token.equals("\u2018");
    }

    @Override
    public String detokenize(List<String> tokens) {
        Joined text = new Joined();
        tokens.forEach(text::add);
        return text.text.toString();
    }

    /** A text being put together. Nothing depends on what is still to come. */
    private final class Joined {
        private static final String LEFT = ",.)]}\u2026\u201d";
        private static final String RIGHT = "([{#\u201e\u00bf\u00a1";
        private static final String SPACED_IN_FRENCH = ";:!?%";

        private static final Set<String> QUOTES = Set.of("\"", "\u201c", "\u201d");

        private final StringBuilder text = new StringBuilder();
        private String before = "";
        private boolean attached = true;
        private boolean doubleQuoted;
        private boolean singleQuoted;
        private boolean lowQuoted;

        void add(String token) {
            if (token.equals(Vocabulary.EOS)) {
                text.append('\n');
                attached = true;
                doubleQuoted = false;
                singleQuoted = false;
                lowQuoted = false;
                before = "";
                return;
            }
            if (!attached && !joinsLeft(token)) {
                text.append(' ');
            }
            text.append(token);
            attached = joinsRight(token);
            before = token;
        }

        private boolean joinsLeft(String token) {
            char first = token.charAt(0);
            if (token.equals("\"")) {
                return doubleQuoted;
            }
            if (isApostrophe(token)) {
                return singleQuoted;
            }
            if (isEnding(token)) {
                return true;
            }
            if (first == '-' && token.length() > 1) {
                return QUOTES.contains(before);
            }
            if (first == '$') {
                return followsNumber();
            }
            if (token.chars().allMatch(c -> SPACED_IN_FRENCH.indexOf(c) >= 0)) {
                return !language.equals("fr") && !(first == '%' && language.equals("de"));
            }
            boolean points = token.chars().allMatch(c -> c == '.');
            return points
                    || (token.length() == 1 && LEFT.indexOf(first) >= 0)
                    || (first == '\u201c' && lowQuoted)
                    || (first == '\u00bb' && !language.equals("fr"));
        }

        /** Whether it is what {@link Cut} took off a word. */
        private boolean isEnding(String token) {
            Matcher ending =
                    (language.equals("fr") ? FRENCH_ENDING : ENGLISH_ENDING).matcher("x" + token);
            return (language.equals("en") || language.equals("fr"))
                    && ending.find()
                    && ending.start() == 1;
        }

        private boolean followsNumber() {
            return !before.isEmpty() && Character.isDigit(before.charAt(before.length() - 1));
        }

        /** Whether the next token follows without a space; takes note of what this one opens. */
        private boolean joinsRight(String token) {
            char last = token.charAt(token.length() - 1);
            if (token.length() > 1) {
                Matcher beginning = FRENCH_BEGINNING.matcher(token + "x");
                return language.equals("fr")
                        && beginning.find()
                        && beginning.end() == token.length();
            }
            if (isApostrophe(token)) {
                singleQuoted = !singleQuoted;
                return singleQuoted;
            }
            switch (last) {
                case '"' -> {
                    doubleQuoted = !doubleQuoted;
                    return doubleQuoted;
                }
                case '\u201c' -> {
                    // It closes a German quotation and opens an English one.
                    boolean opens = !lowQuoted;
                    lowQuoted = false;
                    return opens;
                }
                case '\u201e' -> lowQuoted = true;
                default -> {}
            }
            return RIGHT.indexOf(last) >= 0
                    || (last == '$' && !followsNumber())
                    || (last == '\u00ab' && !language.equals("fr"));
        }
    }

    @Override
    public String name() {
        return NAME + language;
    }
}
