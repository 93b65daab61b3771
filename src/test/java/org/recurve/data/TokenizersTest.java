package org.recurve.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.recurve.core.RecurveException;

class TokenizersTest {

    @Test
    void whitespaceCutsAtEverySpaceAndOnlyThere() {
        assertThat(Tokenizers.whitespace().tokenize(" = Valkyria\u00a0III , \u2003 @-@\t<unk> "))
                .containsExactly("=", "Valkyria", "III", ",", "@-@", "<unk>");
        assertThat(Tokenizers.whitespace().tokenize(" \t ")).isEmpty();
        assertThat(Tokenizers.whitespace().tokenize("a \ud83d\ude00b"))
                .containsExactly("a", "\ud83d\ude00b");
        assertThat(Tokenizers.whitespace().detokenize(List.of("a", "b", "<eos>", "c")))
                .isEqualTo("a b\nc");
    }

    @Test
    void wordsKeepInnerMarksAndSeparatePunctuation() {
        assertThat(
                        Tokenizers.words()
                                .tokenize(
                                        "\"Don't,\" said the well-known M\u00fcller (aged 1,234.5): <unk>\u2026"))
                .containsExactly(
                        "\"",
                        "Don't",
                        ",",
                        "\"",
                        "said",
                        "the",
                        "well-known",
                        "M\u00fcller",
                        "(",
                        "aged",
                        "1,234.5",
                        ")",
                        ":",
                        "<unk>",
                        "\u2026");
        assertThat(Tokenizers.words().tokenize("e\u0301tude 42, \u6587\u5b57 \ud83d\ude00!"))
                .containsExactly("e\u0301tude", "42", ",", "\u6587\u5b57", "\ud83d\ude00", "!");
    }

    @Test
    void wordsReadWellPutTogether() {
        Tokenizer words = Tokenizers.words();
        String text = "He came (late), saw it; and left!";
        assertThat(words.detokenize(words.tokenize(text))).isEqualTo(text);
        assertThat(words.detokenize(List.of("one", ".", "<eos>", "two", ".")))
                .isEqualTo("one.\ntwo.");
    }

    @Test
    void charactersRoundTripAnyText() {
        Tokenizer characters = Tokenizers.characters();
        Random random = new Random(7);
        for (int n = 0; n < 200; n++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < n; i++) {
                int c = random.nextInt(Character.MAX_CODE_POINT + 1);
                text.appendCodePoint(c >= 0xD800 && c < 0xE000 ? '\n' : c);
            }
            List<String> tokens = characters.tokenize(text.toString());
            assertThat(tokens).hasSize(n);
            assertThat(characters.detokenize(tokens)).isEqualTo(text.toString());
        }
    }

    @Test
    void findsEveryTokenizerByItsName() {
        for (Tokenizer tokenizer :
                List.of(
                        Tokenizers.whitespace(),
                        Tokenizers.words(),
                        Tokenizers.characters(),
                        Tokenizers.lowerCased(Tokenizers.words()))) {
            assertThat(Tokenizers.byName(tokenizer.name())).isEqualTo(tokenizer);
        }
        assertThat(Tokenizers.byName("lower-case words").tokenize("The END."))
                .containsExactly("the", "end", ".");
        assertThat(Tokenizers.byName("lower-case characters").keepsLineEnds()).isTrue();
        assertThatThrownBy(() -> Tokenizers.byName("bpe"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining(
                        "unknown tokenizer \"bpe\": expected whitespace, words or characters");
    }
}
