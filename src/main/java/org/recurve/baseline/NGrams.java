package org.recurve.baseline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.recurve.data.LabeledText;
import org.recurve.data.Tokenizer;
import org.recurve.data.Tokenizers;

/**
 * The n-grams of a text: which runs of 1 to n neighbouring words or characters occur in it. How
 * often they occur does not count, which serves as well or better for short texts (S. Wang and C.
 * Manning, <i>Baselines and Bigrams: Simple, Good Sentiment and Topic Classification</i>, ACL
 * 2012).
 */
public final class NGrams implements ItemFeatures<LabeledText> {
    /** Stands for white space, and before the first and after the last word. */
    private static final String SPACE = "\u2423";

    private static final List<String> NAMES = List.of("bigrams", "trigrams");

    private final int longest;
    // Null for characters, which are not cut by a tokenizer but by their own rules for spaces.
    private final Tokenizer tokenizer;

    private NGrams(int longest, Tokenizer tokenizer) {
        if (longest < 1) {
            throw new IllegalArgumentException(
                    "the longest n-grams must have at least 1 word or character, not " + longest);
        }
        this.longest = longest;
        this.tokenizer = tokenizer;
    }

    /**
     * N-grams of lower-case words, numbers and punctuation marks.
     *
     * @param longest how many words the longest have, at least 1: with 2 there are words and
     *     bigrams
     * @return takes texts apart
     */
    public static NGrams words(int longest) {
        return words(longest, Tokenizers.lowerCased(Tokenizers.words()));
    }

    /**
     * N-grams of tokens. They may run over line ends.
     *
     * @param longest how many tokens the longest have, at least 1
     * @param tokenizer cuts a text
     * @return takes texts apart
     */
    public static NGrams words(int longest, Tokenizer tokenizer) {
        return new NGrams(longest, Objects.requireNonNull(tokenizer, "tokenizer"));
    }

    /**
     * N-grams of characters (Unicode code points), with {@code ␣} for white space of any length and
     * at the start and the end of the text, so that beginnings and ends of words are told from
     * their middles. Case is kept.
     *
     * @param longest how many characters the longest have, at least 1
     * @return takes texts apart
     */
    public static NGrams characters(int longest) {
        return new NGrams(longest, null);
    }

    /**
     * Takes a text apart.
     *
     * @param text of any length
     * @return its n-grams, each once, in the order of their first occurrence and then of their
     *     length; words are parted by a space. Empty where the tokenizer finds no token
     */
    public Set<String> of(String text) {
        List<String> units = tokenizer == null ? characters(text) : tokens(text);
        Set<String> ngrams = new LinkedHashSet<>();
        StringBuilder ngram = new StringBuilder();
        for (int start = 0; start < units.size(); start++) {
            ngram.setLength(0);
            for (int i = start; i < Math.min(start + longest, units.size()); i++) {
                if (tokenizer != null && i > start) {
                    ngram.append(' ');
                }
                ngram.append(units.get(i));
                // That there is a space says nothing: every text has one by construction.
                if (tokenizer != null || i > start || !units.get(i).equals(SPACE)) {
                    ngrams.add(ngram.toString());
                }
            }
        }
        return ngrams;
    }

    private List<String> tokens(String text) {
        return tokenizer.keepsLineEnds()
                ? tokenizer.tokenize(text)
                : text.lines().flatMap(line -> tokenizer.tokenize(line).stream()).toList();
    }

    private static List<String> characters(String text) {
        List<String> units = new ArrayList<>();
        units.add(SPACE);
        text.codePoints()
                .forEach(
                        c -> {
                            if (!Character.isWhitespace(c) && !Character.isSpaceChar(c)) {
                                units.add(Character.toString(c));
                            } else if (!units.get(units.size() - 1).equals(SPACE)) {
                                units.add(SPACE);
                            }
                        });
        if (!units.get(units.size() - 1).equals(SPACE)) {
            units.add(SPACE);
        }
        return units;
    }

    /** {@return 1 for each n-gram of the text} */
    @Override
    public Map<String, Double> of(LabeledText data, int item) {
        Map<String, Double> features = new LinkedHashMap<>();
        of(data.text(item)).forEach(ngram -> features.put(ngram, 1.0));
        return features;
    }

    /**
     * {@return such as {@code "bigrams"}, which includes the words, or {@code "character 4-grams"}}
     */
    @Override
    public String name() {
        if (longest == 1) {
            return tokenizer == null ? "characters" : "words";
        }
        String name = longest - 2 < NAMES.size() ? NAMES.get(longest - 2) : longest + "-grams";
        return tokenizer == null ? "character " + name : name;
    }

    /** {@return name and, for words, how they are cut} */
    @Override
    public String toString() {
        return tokenizer == null ? name() : name() + " of " + tokenizer.name();
    }
}
