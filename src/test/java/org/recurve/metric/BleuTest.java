package org.recurve.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BleuTest {
    private static final Offset<Double> EXACT = within(1e-10);
    private static final Bleu CUT = new Bleu().tokenizer(BleuTokenizer.NONE);

    /** Papineni and others 2002, section 2.1, example 2: "the" twice in the first reference. */
    @Test
    void matchesAreClippedAtTheReferenceThatHasMost() {
        BleuScore score =
                new Bleu()
                        .lowerCase()
                        .sentence(
                                "the the the the the the the",
                                "The cat is on the mat.",
                                "There is a cat on the mat.");
        assertThat(score.matches()).containsExactly(2L, 0L, 0L, 0L);
        assertThat(score.totals()).containsExactly(7L, 6L, 5L, 4L);
        assertThat(score.precisions().get(0)).isEqualTo(200 / 7.0, EXACT);
        // The full stops are tokens: 7 and 8 long.
        assertThat(score.referenceLength()).isEqualTo(7);
    }

    @Test
    void whatIsTooShortIsPenalized() {
        // All n-grams match, and 4 tokens stand for 5: exp(1 - 5 / 4).
        BleuScore score = CUT.corpus(List.of("a b c d"), List.of("a b c d e"));
        assertThat(score.brevityPenalty()).isEqualTo(Math.exp(-0.25), EXACT);
        assertThat(score.score()).isEqualTo(100 * Math.exp(-0.25), EXACT);
        assertThat(score.lengthRatio()).isEqualTo(0.8);
        // What is too long is not, but has n-grams without a match: (4/5 · 3/4 · 2/3 · 1/2) ^ 1/4.
        assertThat(CUT.corpus(List.of("a b c d e"), List.of("a b c d")).score())
                .isEqualTo(100 * Math.pow(0.2, 0.25), EXACT);
    }

    @Test
    void theClosestReferenceLengthCountsAndOfTwoTheShorter() {
        BleuCounts counts = CUT.counts("a b c d", List.of("x x x x x x", "x x x", "x x x x x"));
        assertThat(counts.referenceLength()).isEqualTo(3);
        assertThat(CUT.counts("a b", List.of("x x x x x", "x x x x")).referenceLength())
                .isEqualTo(4);
        assertThat(counts.references()).isEqualTo(3);
    }

    @Test
    void smoothingByHand() {
        // 3 of 4, 2 of 3, 1 of 2, 0 of 1.
        List<String> hypothesis = List.of("this is a fest");
        List<String> reference = List.of("this is a test");
        double quarter = 3 / 4.0 * 2 / 3 * 1 / 2;
        assertThat(CUT.corpus(hypothesis, reference).score())
                .isEqualTo(100 * Math.pow(quarter / 2, 0.25), EXACT);
        // sacreBLEU's test_bleu.py: 0.223606797749979.
        assertThat(CUT.smoothing(BleuSmoothing.floor(0.01)).corpus(hypothesis, reference).score())
                .isEqualTo(22.3606797749979, EXACT);
        assertThat(CUT.smoothing(BleuSmoothing.addK(1)).corpus(hypothesis, reference).score())
                .isEqualTo(100 * Math.pow(3 / 4.0 * 3 / 4 * 2 / 3 * 1 / 2, 0.25), EXACT);
        assertThat(CUT.smoothing(BleuSmoothing.none()).corpus(hypothesis, reference).score())
                .isZero();
        // Two orders without a match: a half of one, then a quarter. (1/2 · 1/2 · 1/4 ...)
        BleuScore twice = CUT.corpus(List.of("a b x c"), List.of("a b y c"));
        assertThat(twice.precisions()).containsExactly(75.0, 100 / 3.0, 25.0, 25.0);
    }

    @Test
    void whereNothingMatchesItIsZeroHoweverItIsSmoothed() {
        for (BleuSmoothing each :
                List.of(
                        BleuSmoothing.exponential(),
                        BleuSmoothing.none(),
                        BleuSmoothing.floor(0.1),
                        BleuSmoothing.addK(1))) {
            assertThat(new Bleu().smoothing(each).sentence("this is a cat", "okay thanks").score())
                    .isZero();
            assertThat(CUT.smoothing(each).corpus(List.of(""), List.of("a b")).score()).isZero();
            assertThat(CUT.smoothing(each).corpus(List.of(""), List.of("")).score()).isZero();
        }
    }

    /** Figures of sacreBLEU's test_bleu.py. */
    @Test
    void publishedFigures() {
        List<String> hypotheses =
                List.of(
                        "The dog bit the man.",
                        "It wasn't surprising.",
                        "The man had just bitten him.");
        List<String> one =
                List.of("The dog bit the man.", "It was not unexpected.", "The man bit him first.");
        List<String> two =
                List.of(
                        "The dog had bit the man.",
                        "No one was surprised.",
                        "The man had bitten the dog.");
        Bleu bleu = new Bleu();
        Offset<Double> printed = within(1e-6);
        assertThat(bleu.corpus(hypotheses, one, two).score()).isEqualTo(48.530827, printed);
        assertThat(bleu.tokenizer(BleuTokenizer.NONE).corpus(hypotheses, one, two).score())
                .isEqualTo(49.1919566, printed);
        assertThat(bleu.tokenizer(BleuTokenizer.INTERNATIONAL).corpus(hypotheses, one, two).score())
                .isEqualTo(43.91623493, printed);
        assertThat(bleu.corpus(List.of("", "", ""), one, two).score()).isZero();
        BleuCounts counts =
                CUT.counts(
                        "am I am a character sequence",
                        List.of("I am a symbol string sequence a a"));
        assertThat(counts.matches()).containsExactly(4L, 2L, 1L, 0L);
        assertThat(counts.totals()).containsExactly(6L, 5L, 4L, 3L);
        assertThat(bleu.smoothing(BleuSmoothing.floor(0.1)).score(counts).score())
                .isEqualTo(15.55722182, printed);
        long[] matches = {9, 7, 5, 3};
        assertThat(bleu.score(BleuCounts.of(11, 11, matches, new long[] {10, 8, 6, 4}, 1)).score())
                .isEqualTo(83.75922397, printed);
        Bleu floor = CUT.smoothing(BleuSmoothing.floor(0.01));
        assertThat(floor.sentence("test", "a test").score()).isEqualTo(36.78794411714425, printed);
        assertThat(floor.sentence("a test", "a test").score()).isEqualTo(100, printed);
        assertThat(floor.sentence("a little test", "a test").score())
                .isEqualTo(3.218297948685433, printed);
    }

    /** Figures of sacreBLEU's test_sentence_bleu.py, given there to 1e-3. */
    @Test
    void publishedFiguresOfASentence() {
        String reference = "producţia de zahăr brut se exprimă în zahăr alb;";
        String hypothesis =
                "Producția de zahăr primă va fi exprimată în ceea ce privește zahărul alb;";
        Bleu bleu = new Bleu();
        Bleu characters = bleu.tokenizer(BleuTokenizer.CHARACTERS);
        Offset<Double> printed = within(1e-3);
        assertThat(bleu.sentence(hypothesis, reference).score()).isEqualTo(8.493, printed);
        assertThat(sentence(BleuSmoothing.none(), hypothesis, reference)).isZero();
        assertThat(sentence(BleuSmoothing.floor(0.1), hypothesis, reference))
                .isEqualTo(4.51688, printed);
        assertThat(sentence(BleuSmoothing.floor(0.5), hypothesis, reference))
                .isEqualTo(10.10, within(5e-3));
        assertThat(sentence(BleuSmoothing.addK(1), hypothesis, reference))
                .isEqualTo(14.882, printed);
        assertThat(sentence(BleuSmoothing.addK(2), hypothesis, reference))
                .isEqualTo(21.389, printed);
        assertThat(CUT.sentence(hypothesis, reference).score()).isEqualTo(7.347, printed);
        assertThat(
                        bleu.tokenizer(BleuTokenizer.INTERNATIONAL)
                                .sentence(hypothesis, reference)
                                .score())
                .isEqualTo(8.493, printed);
        assertThat(characters.sentence(hypothesis, reference).score()).isEqualTo(40.8759, printed);
        assertThat(characters.lowerCase().sentence(hypothesis, reference).score())
                .isEqualTo(42.0267, printed);
    }

    private static double sentence(BleuSmoothing smoothing, String hypothesis, String reference) {
        return new Bleu().smoothing(smoothing).sentence(hypothesis, reference).score();
    }

    @Test
    void tokensByHand() {
        Bleu western = new Bleu();
        assertThat(western.tokens("Don't pay $1,234.50 (or 5%), e.g. on 2016-17."))
                .containsExactly(
                        "Don't",
                        "pay",
                        "$",
                        "1,234.50",
                        "(",
                        "or",
                        "5",
                        "%",
                        ")",
                        ",",
                        "e",
                        ".",
                        "g",
                        ".",
                        "on",
                        "2016",
                        "-",
                        "17",
                        ".");
        assertThat(western.tokens("well-known &quot;a&amp;b&quot; &lt;x&gt;<skipped> «là» ."))
                .containsExactly(
                        "well-known", "\"", "a", "&", "b", "\"", "<", "x", ">", "«là»", ".");
        Bleu international = western.tokenizer(BleuTokenizer.INTERNATIONAL);
        assertThat(international.tokens("Don't pay $1,234.50 — «là» in 2016."))
                .containsExactly(
                        "Don",
                        "'",
                        "t",
                        "pay",
                        "$",
                        "1,234.50",
                        "—",
                        "«",
                        "là",
                        "»",
                        "in",
                        "2016.");
        assertThat(western.tokenizer(BleuTokenizer.CHARACTERS).tokens("a 😀\u00a0b"))
                .containsExactly("a", "😀", "b");
        assertThat(CUT.tokens("  A.\u00a0b\u2009c ")).containsExactly("A.", "b", "c");
        assertThat(western.lowerCase().tokens("ΟΔΟΣ Ünder")).containsExactly("οδος", "ünder");
        assertThat(western.tokens(" \t")).isEmpty();
    }

    private static List<List<String>> random(Random random, int segments, int longest) {
        List<List<String>> all = new ArrayList<>();
        for (int s = 0; s < segments; s++) {
            List<String> words = new ArrayList<>();
            for (int t = 1 + random.nextInt(longest); t > 0; t--) {
                words.add(List.of("ba", "ko", "göß").get(random.nextInt(3)));
            }
            all.add(words);
        }
        return all;
    }

    private static List<String> lines(List<List<String>> segments) {
        return segments.stream().map(each -> String.join(" ", each)).toList();
    }

    @Test
    void figuresAreThoseOfTheSlowDefinition() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            List<List<String>> hypotheses = random(random, 12, 14);
            List<List<String>> one = random(random, 12, 14);
            List<List<String>> two = random(random, 12, 14);
            List<List<List<String>>> both = new ArrayList<>();
            for (int s = 0; s < 12; s++) {
                both.add(List.of(one.get(s), two.get(s)));
            }
            double slow = SlowBleu.bleu(hypotheses, both);
            assertThat(slow).isPositive();
            assertThat(
                            CUT.smoothing(BleuSmoothing.none())
                                    .corpus(lines(hypotheses), lines(one), lines(two))
                                    .score())
                    .isEqualTo(slow, EXACT);
            assertThat(new ChrF().corpus(lines(hypotheses), lines(one)).score())
                    .isEqualTo(SlowBleu.chrF(hypotheses, one, 0), EXACT);
            assertThat(ChrF.plusPlus().corpus(lines(hypotheses), lines(one)).score())
                    .isEqualTo(SlowBleu.chrF(hypotheses, one, 2), EXACT);
        }
    }

    @Test
    void properties() {
        Random random = new Random(3);
        List<String> hypotheses = new ArrayList<>(lines(random(random, 30, 12)));
        List<String> references = new ArrayList<>(lines(random(random, 30, 12)));
        assertThat(CUT.corpus(references, references).score()).isEqualTo(100, EXACT);
        double score = CUT.corpus(hypotheses, references).score();
        for (int i = 0; i < hypotheses.size(); i++) {
            BleuCounts alone = CUT.counts(hypotheses.get(i), List.of(references.get(i)));
            BleuCounts more =
                    CUT.counts(
                            hypotheses.get(i),
                            List.of(references.get(i), lines(random(random, 1, 12)).get(0)));
            for (int n = 1; n <= Bleu.ORDER; n++) {
                assertThat(more.matches(n)).isBetween(alone.matches(n), alone.totals(n));
            }
            assertThat(more.totals()).isEqualTo(alone.totals());
        }
        Collections.shuffle(hypotheses, new Random(4));
        Collections.shuffle(references, new Random(4));
        assertThat(CUT.corpus(hypotheses, references).score()).isEqualTo(score, EXACT);
    }

    @Test
    void hitsAreTheLongestMatchesAroundAWord() {
        Bleu bleu = new Bleu().lowerCase();
        NGramHits hits = bleu.hits("The cat is on a mat, cat!", "the cat is on the mat.");
        assertThat(hits.tokens())
                .containsExactly("The", "cat", "is", "on", "a", "mat", ",", "cat", "!");
        assertThat(hits.orders()).containsExactly(4, 4, 4, 4, 0, 1, 0, 0, 0);
        // The second a stands in a longer match, so the one a of the reference is there.
        assertThat(bleu.hits("a x a b", "a b").orders()).containsExactly(0, 0, 2, 2);
        assertThat(bleu.hits("a b", "b", "a").orders()).containsExactly(1, 1);
        assertThat(bleu.hits("", "b").orders()).isEmpty();
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            List<String> one = random(random, 1, 14).get(0);
            List<String> other = random(random, 1, 14).get(0);
            List<Integer> orders =
                    CUT.hits(String.join(" ", one), String.join(" ", other)).orders();
            int covered = 0;
            for (int t = 0; t < one.size(); t++) {
                int n = orders.get(t);
                covered += n > 0 ? 1 : 0;
                boolean found = n == 0;
                for (int i = Math.max(0, t - n + 1); i <= t && i + n <= one.size(); i++) {
                    found |= Collections.indexOfSubList(other, one.subList(i, i + n)) >= 0;
                }
                assertThat(found).isTrue();
            }
            assertThat(covered)
                    .isGreaterThanOrEqualTo(
                            SlowBleu.clipped(SlowBleu.grams(one, 1), List.of(other), 1));
        }
    }

    @Test
    void signaturesAndText() {
        BleuScore score = new Bleu().lowerCase().corpus(List.of("a b c d"), List.of("a b c e"));
        assertThat(score.signature())
                .startsWith("nrefs:1|case:lc|eff:no|tok:13a|smooth:exp|version:recurve-");
        assertThat(score.toString())
                .startsWith("BLEU|nrefs:1|")
                .endsWith(
                        " = 59.46 75.0/66.7/50.0/50.0 (BP = 1.000 ratio = 1.000 hyp_len = 4 ref_len = 4)");
        assertThat(CUT.smoothing(BleuSmoothing.floor(0.1)).sentence("a", "a", "b").signature())
                .startsWith("nrefs:2|case:mixed|eff:yes|tok:none|smooth:floor[0.10]|");
    }

    @Test
    void whatCannotBeJudgedIsRefused() {
        assertThatThrownBy(() -> CUT.corpus(List.of("a"), List.of("a", "b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 translations, but 2 references");
        assertThatThrownBy(() -> CUT.corpus(List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CUT.counts("a", List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ChrF().counts("a", List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BleuSmoothing.floor(-1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BleuCounts.of(1, 1, new long[3], new long[4], 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
