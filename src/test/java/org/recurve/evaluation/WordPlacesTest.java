package org.recurve.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import org.recurve.data.TokenStream;
import org.recurve.data.Tokenizers;
import org.recurve.data.Vocabulary;
import tech.tablesaw.api.Table;

class WordPlacesTest {
    private static final double BIT = Math.log(2);
    private static final Vocabulary LETTERS =
            Vocabulary.builder()
                    .specials("<unk>")
                    .addAll(Tokenizers.characters().tokenize("abcdefghijklmnop '\n"))
                    .build();

    private static TokenStream stream(Vocabulary vocabulary, String text) {
        return new TokenStream(
                vocabulary.encode(Tokenizers.characters().tokenize(text)),
                vocabulary,
                0,
                new DataProvenance("letters", "validation", List.of(), List.of()));
    }

    private static LanguageModelEvaluation judged(
            String name, TokenStream text, IntToDoubleFunction bits) {
        return new LanguageModelEvaluator()
                .evaluate(
                        new FixedPredictor(
                                name,
                                text.vocabulary(),
                                false,
                                10,
                                i -> bits.applyAsDouble(i) * BIT),
                        text);
    }

    @Test
    void eachCharacterCountsAtItsPlaceInItsWord() {
        // z is unknown and no letter: it ends a word, as the space and the apostrophe do.
        TokenStream text = stream(LETTERS, "ab cd'ezf\nabcdefghijkl");
        LanguageModelEvaluation model = judged("counts", text, i -> i);
        LanguageModelEvaluation other = judged("LSTM", text, i -> 2);

        Table table = Evaluations.bitsByPlaceInWord(model, other);

        assertThat(table.columnNames())
                .containsExactly(
                        "letter of its word", "tokens", "share", "counts bits", "LSTM bits");
        assertThat(table.stringColumn(0).asList())
                .containsExactly(
                        "1", "2", "3", "4", "5", "6", "7", "8", "9", "10 or later", "none");
        assertThat(table.intColumn("tokens").asList())
                .containsExactly(5, 3, 1, 1, 1, 1, 1, 1, 1, 3, 4);
        assertThat(table.doubleColumn("share").get(0)).isEqualTo(5 / 22.0);
        double[] expected = {
            (0 + 3 + 6 + 8 + 10) / 5.0,
            (1 + 4 + 11) / 3.0,
            12,
            13,
            14,
            15,
            16,
            17,
            18,
            (19 + 20 + 21) / 3.0,
            (2 + 5 + 7 + 9) / 4.0
        };
        assertThat(table.doubleColumn("counts bits").asDoubleArray())
                .containsExactly(expected, within(1e-5));
        assertThat(table.doubleColumn("LSTM bits").asList())
                .allSatisfy(bits -> assertThat(bits).isCloseTo(2, within(1e-6)));
    }

    @Test
    void placesWithoutACharacterAreLeftOut() {
        Table table = Evaluations.bitsByPlaceInWord(judged("m", stream(LETTERS, "a' b"), i -> 1));
        assertThat(table.stringColumn(0).asList()).containsExactly("1", "none");
        assertThat(table.intColumn("tokens").asList()).containsExactly(2, 2);
    }

    @Test
    void thePlacesTogetherAreTheWholeText() {
        Random random = new Random(8);
        List<String> drawn = new ArrayList<>();
        random.ints(2000, 0, LETTERS.size()).forEach(id -> drawn.add(LETTERS.token(id)));
        TokenStream text = stream(LETTERS, String.join("", drawn).replace("<unk>", "z"));
        double[] bits = random.doubles(2000, 0, 12).toArray();
        LanguageModelEvaluation model = judged("m", text, i -> bits[i]);
        Table table = Evaluations.bitsByPlaceInWord(model);
        double mean = 0;
        for (int row = 0; row < table.rowCount(); row++) {
            mean += table.doubleColumn("share").get(row) * table.doubleColumn("m bits").get(row);
        }
        assertThat(mean).isCloseTo(model.bitsPerToken(), within(1e-6));
        assertThat(table.intColumn("tokens").sum()).isEqualTo(2000);
    }

    @Test
    void wordsAndOtherTextsAreRefused() {
        Vocabulary words = Vocabulary.builder().addAll(List.of("the", "cat")).build();
        TokenStream cut =
                new TokenStream(
                        words.encode(List.of("cat", "the")),
                        words,
                        0,
                        new DataProvenance("words", "test", List.of(), List.of()));
        LanguageModelEvaluation model = judged("m", cut, i -> 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Evaluations.bitsByPlaceInWord(model))
                .withMessageContaining("token 0 is \"cat\"");
        LanguageModelEvaluation letters = judged("n", stream(LETTERS, "ab"), i -> 1);
        assertThatThrownBy(() -> Evaluations.bitsByPlaceInWord(letters, model))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("m was judged on words test (2 tokens");
    }
}
