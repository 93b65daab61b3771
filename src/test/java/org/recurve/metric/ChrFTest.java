package org.recurve.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ChrFTest {
    private static final Offset<Double> EXACT = within(1e-10);

    @Test
    void byHand() {
        // "abc" against "abd": 2 of 3 letters, 1 of 2 pairs, 0 of 1 triples; no longer ones.
        double mean = (2 / 3.0 + 1 / 2.0 + 0) / 3;
        ChrFScore score = new ChrF().sentence("a bc", "ab d");
        assertThat(score.precision()).isEqualTo(100 * mean, EXACT);
        assertThat(score.score()).isEqualTo(100 * mean, EXACT);
        // "ab" against "abcd": precision 1 in both orders; recall 2 of 4 and 1 of 3. The orders
        // that only the reference has do not count.
        ChrFScore cut = new ChrF().sentence("ab", "abcd");
        double recall = (2 / 4.0 + 1 / 3.0) / 2;
        assertThat(cut.precision()).isEqualTo(100, EXACT);
        assertThat(cut.recall()).isEqualTo(100 * recall, EXACT);
        assertThat(cut.score()).isEqualTo(100 * 5 * recall / (4 + recall), EXACT);
        // With words: "ab" is no word of "abcd", and there are no pairs.
        ChrFScore words = ChrF.plusPlus().sentence("ab", "abcd");
        assertThat(words.precision()).isEqualTo(100 * 2 / 3.0, EXACT);
        assertThat(words.recall()).isEqualTo(100 * (2 / 4.0 + 1 / 3.0) / 3, EXACT);
    }

    @Test
    void wordsLoseOneMark() {
        assertThat(ChrF.words("(hi) \"x\" - ... don't «là» a!?"))
                .containsExactly(
                        "(hi", ")", "\"x", "\"", "-", "..", ".", "don't", "«là»", "a!", "?");
        assertThat(ChrF.words("(hi 'tis")).containsExactly("(", "hi", "'", "tis");
    }

    /** Figures of sacreBLEU's test_chrf.py in which precision and recall are the same. */
    @Test
    void publishedFiguresOfTinyTexts() {
        ChrF chrF = new ChrF();
        assertThat(chrF.sentence("a", "a").score()).isEqualTo(100, EXACT);
        assertThat(chrF.sentence("", "reference").score()).isZero();
        assertThat(chrF.sentence("", "").score()).isZero();
        assertThat(chrF.sentence("a b c", "abc").score()).isEqualTo(100, EXACT);
        assertThat(chrF.corpus(List.of("a", "b"), List.of("a", "c")).score()).isEqualTo(50, EXACT);
        assertThat(chrF.sentence("aa", "ab").score()).isEqualTo(25, EXACT);
    }

    /** Figures of the chrF metric card of Hugging Face, which are sacreBLEU's. */
    @Test
    void publishedFigures() {
        List<String> hypotheses =
                List.of(
                        "The relationship between cats and dogs is not exactly friendly.",
                        "a good bookshop is just a genteel black hole that knows how to read.");
        List<String> references =
                List.of(
                        "The relationship between dogs and cats is not exactly friendly.",
                        "A good bookshop is just a genteel Black Hole that knows how to read.");
        assertThat(new ChrF().corpus(hypotheses, references).score())
                .isEqualTo(84.64214891738334, EXACT);
        assertThat(ChrF.plusPlus().corpus(hypotheses, references).score())
                .isEqualTo(82.87263732906315, EXACT);
        assertThat(ChrF.plusPlus().lowerCase().corpus(hypotheses, references).score())
                .isEqualTo(92.12853119829202, EXACT);
    }

    @Test
    void ofSeveralReferencesTheBestCounts() {
        ChrF chrF = new ChrF();
        double best = chrF.sentence("the cat", "a cat").score();
        assertThat(chrF.sentence("the cat", "dogs", "a cat", "house").score()).isEqualTo(best);
    }

    @Test
    void signaturesAndText() {
        ChrFScore score = ChrF.plusPlus().lowerCase().sentence("A b", "a b");
        assertThat(score.signature())
                .startsWith("nrefs:1|case:lc|eff:yes|nc:6|nw:2|space:no|version:recurve-");
        assertThat(score.toString()).startsWith("chrF2++|nrefs:1|").endsWith(" = 100.00");
        assertThat(new ChrF().signature(2)).startsWith("nrefs:2|case:mixed|eff:yes|nc:6|nw:0|");
    }
}
