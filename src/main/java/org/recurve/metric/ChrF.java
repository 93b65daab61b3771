package org.recurve.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * chrF, the F-score of character n-grams for n = 1 to 6, in which recall counts twice as much as
 * precision (Popović 2015, "chrF: character n-gram F-score for automatic MT evaluation"; beta = 2),
 * and chrF++, to which words and pairs of words are added (Popović 2017, "chrF++: words helping
 * character n-grams"), with the definition of sacreBLEU 2 in every detail.
 *
 * <p>Unlike BLEU it sees that a word with another ending is nearly right. White space does not
 * count. Counts are added over all segments; precision and recall are then averaged over those
 * orders that hypotheses and references have n-grams of, and one F-score is made of the means. Of
 * several references of a segment the one is taken that gives the best score.
 *
 * <p>Immutable: each setting gives another one.
 */
public final class ChrF {
    private static final int CHARACTERS = 6;
    private static final int WORDS = 2;
    private static final int BETA = 2;
    private static final double PERCENT = 100;

    /** ASCII punctuation, as Python's {@code string.punctuation}. */
    private static final String MARKS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    private final int words;
    private final boolean lowerCase;

    /** chrF, cased. */
    public ChrF() {
        this(0, false);
    }

    private ChrF(int words, boolean lowerCase) {
        this.words = words;
        this.lowerCase = lowerCase;
    }

    /** {@return chrF++, cased} */
    public static ChrF plusPlus() {
        return new ChrF(WORDS, false);
    }

    /** {@return one that compares in lower case} */
    public ChrF lowerCase() {
        return new ChrF(words, true);
    }

    /**
     * Judges translations.
     *
     * @param hypotheses a line for each segment, at least one; an empty one counts as such
     * @param references one or more translations of everything, each with a line for each segment
     * @return the figure with its parts
     * @throws IllegalArgumentException if there is nothing to judge, or the numbers of lines differ
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // The array is read only.
    public final ChrFScore corpus(List<String> hypotheses, List<String>... references) {
        List<ChrFCounts> segments = new ArrayList<>();
        List<List<String>> bySegment = Bleu.bySegment(hypotheses, List.of(references));
        for (int i = 0; i < hypotheses.size(); i++) {
            segments.add(counts(hypotheses.get(i), bySegment.get(i)));
        }
        return score(ChrFCounts.sum(segments));
    }

    /**
     * Judges a single sentence.
     *
     * @param hypothesis a line
     * @param references at least one
     * @return the figure with its parts
     */
    public ChrFScore sentence(String hypothesis, String... references) {
        return score(counts(hypothesis, List.of(references)));
    }

    /**
     * Counts for one segment what {@link #score} needs, with the reference that fits best.
     *
     * @param hypothesis a line
     * @param references at least one
     * @return the counts
     */
    public ChrFCounts counts(String hypothesis, List<String> references) {
        if (references.isEmpty()) {
            throw new IllegalArgumentException("a segment needs at least one reference");
        }
        ChrFCounts best = null;
        double highest = -1;
        for (String reference : references) {
            ChrFCounts counts = counts(hypothesis, reference, references.size());
            double score = score(counts).score();
            if (score > highest) {
                best = counts;
                highest = score;
            }
        }
        return best;
    }

    private ChrFCounts counts(String hypothesis, String reference, int references) {
        ChrFCounts counts = new ChrFCounts(CHARACTERS + words, references);
        String one = cased(hypothesis);
        String two = cased(reference);
        int[] characters = WhiteSpace.remove(one).codePoints().toArray();
        int[] others = WhiteSpace.remove(two).codePoints().toArray();
        for (int n = 1; n <= CHARACTERS; n++) {
            counts.set(
                    n - 1, NGramBag.ofCharacters(characters, n), NGramBag.ofCharacters(others, n));
        }
        for (int n = 1; n <= words; n++) {
            counts.set(
                    CHARACTERS + n - 1,
                    NGramBag.ofTokens(words(one), n),
                    NGramBag.ofTokens(words(two), n));
        }
        return counts;
    }

    private String cased(String line) {
        return lowerCase ? line.toLowerCase(Locale.ROOT) : line;
    }

    /** Words at white space, with one mark cut off: the last character, or else the first. */
    static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        for (String word : WhiteSpace.split(line)) {
            int last = word.length() - 1;
            if (last > 0 && MARKS.indexOf(word.charAt(last)) >= 0) {
                words.add(word.substring(0, last));
                words.add(word.substring(last));
            } else if (last > 0 && MARKS.indexOf(word.charAt(0)) >= 0) {
                words.add(word.substring(0, 1));
                words.add(word.substring(1));
            } else {
                words.add(word);
            }
        }
        return words;
    }

    /**
     * Makes the figure of counts.
     *
     * @param counts of one or many segments, counted with these settings
     * @return the figure with its parts
     */
    public ChrFScore score(ChrFCounts counts) {
        double precision = 0;
        double recall = 0;
        int orders = 0;
        for (int i = 0; i < counts.orders(); i++) {
            if (counts.hypothesis(i) > 0 && counts.reference(i) > 0) {
                precision += (double) counts.matches(i) / counts.hypothesis(i);
                recall += (double) counts.matches(i) / counts.reference(i);
                orders++;
            }
        }
        precision /= Math.max(1, orders);
        recall /= Math.max(1, orders);
        int weight = BETA * BETA;
        double score =
                precision + recall == 0
                        ? 0
                        : (1 + weight) * precision * recall / (weight * precision + recall);
        return new ChrFScore(
                "chrF" + BETA + "+".repeat(words),
                PERCENT * score,
                PERCENT * precision,
                PERCENT * recall,
                signature(counts.references()));
    }

    /**
     * Tells how a figure is measured, in the form of sacreBLEU's.
     *
     * @param references how many each segment has
     * @return such as {@code nrefs:1|case:lc|eff:yes|nc:6|nw:0|space:no|version:recurve-1.0.0}
     */
    public String signature(int references) {
        return "nrefs:%d|case:%s|eff:yes|nc:%d|nw:%d|space:no|version:%s"
                .formatted(
                        references, lowerCase ? "lc" : "mixed", CHARACTERS, words, Bleu.version());
    }
}
