package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.recurve.core.RecurveException;
import org.recurve.data.BytePairEncoding;
import org.recurve.data.Tokenizer;
import org.recurve.data.Tokenizers;

class TextPiecesTest {
    private static final BytePairEncoding SUBWORDS =
            BytePairEncoding.learn(List.of("the cat sat on the mat\n"), 280);

    /** The pieces of a text that grows by a token at a time. */
    private static List<String> pieces(Tokenizer tokenizer, List<String> tokens) {
        List<String> pieces = new ArrayList<>();
        TextPieces text = new TextPieces(pieces::add);
        for (int length = 1; length <= tokens.size(); length++) {
            text.show(tokenizer.detokenize(tokens.subList(0, length)));
        }
        text.finish(tokenizer.detokenize(tokens));
        assertThat(String.join("", pieces)).isEqualTo(tokenizer.detokenize(tokens));
        assertThat(pieces).doesNotContain("");
        return pieces;
    }

    @Test
    void wordsBringTheirSpaces() {
        assertThat(pieces(Tokenizers.words(), List.of("the", "cat", ",", "(", "a", ")", "sat")))
                .containsExactly("the", " cat", ",", " (", "a", ")", " sat");
        assertThat(pieces(Tokenizers.whitespace(), List.of("a", "<eos>", "b")))
                .containsExactly("a", "\n", "b");
    }

    @Test
    void charactersOfTwoCharsAreWhole() {
        String text = "a\ud83d\ude00\u00e9\n";
        assertThat(pieces(Tokenizers.characters(), Tokenizers.characters().tokenize(text)))
                .containsExactly("a", "\ud83d\ude00", "\u00e9", "\n");
    }

    @Test
    void bytesWaitUntilTheirCharacterIsWhole() {
        List<String> tokens = SUBWORDS.tokenize("the \ud83d\ude00\u6f22 cat");
        List<String> pieces = pieces(SUBWORDS, tokens);
        assertThat(tokens).contains("<0xF0>", "<0x9F>", "<0x98>", "<0x80>");
        assertThat(pieces).containsSubsequence("\ud83d\ude00", "\u6f22");
        assertThat(pieces).noneMatch(piece -> piece.contains("\ufffd"));
    }

    @Test
    void bytesThatNeverBecomeACharacterComeInTheEnd() {
        assertThat(pieces(SUBWORDS, List.of("a", "<0xF0>", "<0x9F>", "t", "<0xE6>")))
                .containsExactly("a", "\ufffdt", "\ufffd");
    }

    @Test
    void anyMixOfBytesGivesTheWholeText() {
        Random random = new Random(4);
        byte[] bytes = {(byte) 0xF0, (byte) 0x9F, (byte) 0x98, (byte) 0x80, (byte) 0xE6, 0x41};
        int joined = 0;
        for (int trial = 0; trial < 3000; trial++) {
            List<String> tokens = new ArrayList<>();
            int length = 1 + random.nextInt(12);
            for (int i = 0; i < length; i++) {
                byte one = bytes[random.nextInt(bytes.length)];
                boolean letter = random.nextInt(8) == 0;
                tokens.add(letter ? "t" : String.format("<0x%02X>", one & 0xff));
            }
            String text = String.join("", pieces(SUBWORDS, tokens));
            joined += text.contains("\ud83d\ude00") ? 1 : 0;
        }
        assertThat(joined).isPositive();
    }

    @Test
    void aTokenizerThatRewritesWhatWasShownIsNamed() {
        TextPieces text = new TextPieces(piece -> {});
        text.show("the cat");
        assertThatThrownBy(() -> text.show("The cat"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("\"the cat\" to \"The cat\"")
                .hasMessageContaining("generate(...)");
    }
}
