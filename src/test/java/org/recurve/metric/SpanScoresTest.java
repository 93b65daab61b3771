package org.recurve.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpanScoresTest {
    private static List<String> tags(String line) {
        return List.of(line.split(" "));
    }

    private static String spans(String line) {
        StringBuilder text = new StringBuilder();
        for (Span span : Spans.of(tags(line))) {
            text.append(' ')
                    .append(span.type())
                    .append(span.start())
                    .append('-')
                    .append(span.end());
        }
        return text.toString().strip();
    }

    @ParameterizedTest
    @CsvSource({
        "O O O, ''",
        // IOB2
        "B-X I-X O B-X, X0-2 X3-4",
        "B-X B-X I-X, X0-1 X1-3",
        "B-X B-Y I-Y, X0-1 Y1-3",
        // IOB1: a B only between spans of one type
        "I-X I-X O I-Y, X0-2 Y3-4",
        "I-X B-X I-X, X0-1 X1-3",
        "I-X I-Y, X0-1 Y1-2",
        // broken in IOB2: an I after O, after another type, at the beginning
        "O I-X I-X, X1-3",
        "B-X I-Y I-Y, X0-1 Y1-3",
        "I-X O I-X, X0-1 X2-3",
        "B-X I-Y I-X, X0-1 Y1-2 X2-3",
        // IOBES and BILOU
        "B-X I-X E-X S-X O S-Y, X0-3 X3-4 Y5-6",
        "B-X L-X U-X U-X, X0-2 X2-3 X3-4",
        "B-X E-X B-X E-X, X0-2 X2-4",
        // broken: no end, no beginning, inside after an end
        "B-X I-X O, X0-2",
        "E-X, X0-1",
        "O E-X I-X E-X, X1-2 X2-4",
        "S-X I-X, X0-1 X1-2",
        "B-X S-X E-X, X0-1 X1-2 X2-3",
        "B-X E-Y, X0-1 Y1-2",
        // IOE1 and IOE2
        "I-X I-X E-X I-X E-X, X0-3 X3-5",
        "E-X E-X, X0-1 X1-2",
        // without types
        "B I O I, 0-2 3-4",
        // a type with a hyphen
        "B-A-B I-A-B I-A, A-B0-2 A2-3"
    })
    void spansAreThoseOfConlleval(String line, String expected) {
        assertThat(spans(line)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X", "B-", "PER", "b-X", "BX", "O-X", "0"})
    void whatMarksNoSpanIsNamed(String tag) {
        List<String> tags = List.of("O", tag);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Spans.of(tags))
                .withMessageContaining("the tag \"" + tag + "\" marks no span");
        assertThat(Spans.markedBy(List.of("O", "B-X", tag))).isFalse();
    }

    @Test
    void tagSetsAreTold() {
        assertThat(Spans.markedBy(tags("O B-X I-X"))).isTrue();
        assertThat(Spans.markedBy(tags("B-X I-X"))).isTrue();
        assertThat(Spans.markedBy(tags("B I O"))).isTrue();
        assertThat(Spans.markedBy(tags("B I"))).isFalse();
        assertThat(Spans.markedBy(tags("O"))).isFalse();
        assertThat(Spans.markedBy(tags("NOUN VERB"))).isFalse();
        assertThat(Spans.markedBy(List.of())).isFalse();
    }

    @Test
    void scoresByHand() {
        // The second name is found with a wrong end, the third as a place, one place is made up.
        List<List<String>> expected =
                List.of(tags("B-PER I-PER O B-PER I-PER I-PER"), tags("O B-PER B-LOC O O"));
        List<List<String>> predicted =
                List.of(tags("B-PER I-PER O B-PER I-PER O"), tags("O B-LOC B-LOC O B-LOC"));
        SpanScores scores = SpanScores.of(expected, predicted);
        assertThat(scores.overall()).isEqualTo(new SpanScore(4, 5, 2));
        assertThat(scores.overall().precision()).isEqualTo(2 / 5.0);
        assertThat(scores.overall().recall()).isEqualTo(2 / 4.0);
        assertThat(scores.overall().f1()).isCloseTo(2 * 0.4 * 0.5 / 0.9, within(1e-15));
        assertThat(scores.byType())
                .containsExactly(
                        Map.entry("LOC", new SpanScore(1, 3, 1)),
                        Map.entry("PER", new SpanScore(3, 2, 1)));
        assertThat(scores.sentences())
                .containsExactly(new SpanScore(2, 2, 1), new SpanScore(2, 3, 1));
        assertThat(scores.tokens()).isEqualTo(11);
        assertThat(scores.tokenAccuracy()).isEqualTo(8 / 11.0);
        assertThat(scores.toString())
                .contains("11 tokens, accuracy 72.73 %", "4 spans, 5 predicted, 2 correct")
                .containsPattern("PER +50\\.00 +33\\.33 +40\\.00 +3")
                .containsPattern("all +40\\.00 +50\\.00 +44\\.44 +4");
    }

    @Test
    void whereThereIsNothingAFigureIsZero() {
        SpanScores none = SpanScores.of(List.of(tags("O O")), List.of(tags("O O")));
        assertThat(none.overall()).isEqualTo(SpanScore.NONE);
        assertThat(none.overall().f1()).isZero();
        assertThat(none.overall().precision()).isZero();
        assertThat(none.overall().recall()).isZero();
        assertThat(none.tokenAccuracy()).isEqualTo(1);
    }

    @Test
    void aSpanEndsWithItsSentence() {
        List<List<String>> two = List.of(tags("B-X"), tags("I-X"));
        assertThat(SpanScores.of(two, two).overall()).isEqualTo(new SpanScore(2, 2, 2));
    }

    @Test
    void whatDoesNotFitIsNamed() {
        List<List<String>> one = List.of(tags("O"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpanScores.of(one, List.of()))
                .withMessageContaining("1 sentences, but there are 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpanScores.of(one, List.of(tags("O O"))))
                .withMessageContaining("sentence 0 has 1 tags, but 2 were predicted");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpanScores.of(List.of(), List.of()))
                .withMessageContaining("no tags");
    }

    /** As the script counts: one pass over both sequences with the state of the chunks. */
    private static final class Script {
        private final Map<String, long[]> counts = new TreeMap<>();
        private long right;
        private long tokens;

        static boolean ends(char before, String typeBefore, char tag, String type) {
            return (before == 'B' && tag == 'B')
                    || (before == 'B' && tag == 'O')
                    || (before == 'I' && tag == 'B')
                    || (before == 'I' && tag == 'O')
                    || (before == 'E' && tag == 'E')
                    || (before == 'E' && tag == 'I')
                    || (before == 'E' && tag == 'O')
                    // Beyond the script, which knows no S:
                    || (before == 'E' && tag == 'B')
                    || (before != 'O' && tag == 'S')
                    || before == 'S'
                    || (before != 'O' && !typeBefore.equals(type));
        }

        static boolean starts(char before, String typeBefore, char tag, String type) {
            return (before == 'B' && tag == 'B')
                    || (before == 'I' && tag == 'B')
                    || (before == 'O' && tag == 'B')
                    || (before == 'O' && tag == 'I')
                    || (before == 'E' && tag == 'E')
                    || (before == 'E' && tag == 'I')
                    || (before == 'O' && tag == 'E')
                    // Beyond the script, which knows no S:
                    || (before == 'E' && tag == 'B')
                    || tag == 'S'
                    || (before == 'S' && tag != 'O')
                    || (tag != 'O' && !typeBefore.equals(type));
        }

        private void add(String type, int figure) {
            counts.computeIfAbsent(type, t -> new long[3])[figure]++;
        }

        void sentence(List<String> truths, List<String> guesses) {
            char truthBefore = 'O';
            char guessBefore = 'O';
            String truthTypeBefore = "";
            String guessTypeBefore = "";
            boolean inCorrect = false;
            for (int t = 0; t <= truths.size(); t++) {
                // The script reads a boundary as an O.
                String truth = t == truths.size() ? "O" : truths.get(t);
                String guess = t == truths.size() ? "O" : guesses.get(t);
                char truthTag = truth.charAt(0);
                char guessTag = guess.charAt(0);
                String truthType = truth.substring(Math.min(2, truth.length()));
                String guessType = guess.substring(Math.min(2, guess.length()));
                boolean truthEnds = ends(truthBefore, truthTypeBefore, truthTag, truthType);
                boolean guessEnds = ends(guessBefore, guessTypeBefore, guessTag, guessType);
                if (inCorrect) {
                    if (truthEnds && guessEnds && truthTypeBefore.equals(guessTypeBefore)) {
                        inCorrect = false;
                        add(truthTypeBefore, 2);
                    } else if (truthEnds != guessEnds || !truthType.equals(guessType)) {
                        inCorrect = false;
                    }
                }
                boolean truthStarts = starts(truthBefore, truthTypeBefore, truthTag, truthType);
                boolean guessStarts = starts(guessBefore, guessTypeBefore, guessTag, guessType);
                if (truthStarts && guessStarts && truthType.equals(guessType)) {
                    inCorrect = true;
                }
                if (truthStarts) {
                    add(truthType, 0);
                }
                if (guessStarts) {
                    add(guessType, 1);
                }
                if (t < truths.size()) {
                    right += truth.equals(guess) ? 1 : 0;
                    tokens++;
                }
                truthBefore = truthTag;
                guessBefore = guessTag;
                truthTypeBefore = truthType;
                guessTypeBefore = guessType;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"BI", "IE", "BIES"})
    void scoresAreThoseOfTheScriptOnRandomTags(String places) {
        Random random = new Random(7);
        long correct = 0;
        for (int trial = 0; trial < 300; trial++) {
            List<List<String>> expected = new ArrayList<>();
            List<List<String>> predicted = new ArrayList<>();
            Script script = new Script();
            for (int i = 0; i < 5; i++) {
                List<String> truth = new ArrayList<>();
                List<String> guess = new ArrayList<>();
                int length = 1 + random.nextInt(12);
                for (int t = 0; t < length; t++) {
                    truth.add(random(random, places));
                    guess.add(random.nextInt(4) == 0 ? random(random, places) : truth.get(t));
                }
                expected.add(truth);
                predicted.add(guess);
                script.sentence(truth, guess);
            }
            SpanScores scores = SpanScores.of(expected, predicted);
            Map<String, List<Long>> found = new TreeMap<>();
            scores.byType()
                    .forEach(
                            (type, s) ->
                                    found.put(
                                            type,
                                            List.of(s.expected(), s.predicted(), s.correct())));
            Map<String, List<Long>> counted = new TreeMap<>();
            script.counts.forEach((type, c) -> counted.put(type, List.of(c[0], c[1], c[2])));
            assertThat(found).isEqualTo(counted);
            assertThat(scores.tokenAccuracy()).isEqualTo((double) script.right / script.tokens);
            correct += scores.overall().correct();
        }
        assertThat(correct).isGreaterThan(500);
    }

    private static String random(Random random, String places) {
        int draw = random.nextInt(3 + places.length());
        return draw < 3 ? "O" : places.charAt(draw - 3) + (random.nextInt(3) == 0 ? "-Y" : "-X");
    }
}
