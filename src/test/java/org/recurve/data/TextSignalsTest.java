package org.recurve.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TextSignalsTest {
    private static List<String> cut(String text) {
        return Tokenizers.characters().tokenize(text);
    }

    /** Signals of one digit each. */
    private static String digits(double... signal) {
        return Arrays.stream(signal)
                .mapToObj(value -> Integer.toString((int) value))
                .collect(Collectors.joining());
    }

    @Test
    void aMarkOpensAndTheNextOneCloses() {
        String text = "a \"go !\" b \"c\" d";
        assertThat(digits(TextSignals.insideQuotes(cut(text)))).isEqualTo("0011111000011000");
    }

    @Test
    void aLineEndClosesAndCurvedMarksSayWhatTheyDo() {
        assertThat(digits(TextSignals.insideQuotes(cut("a \"b\nc \"d\" e"))))
                .isEqualTo("001100011000");
        assertThat(digits(TextSignals.insideQuotes(cut("\u201da\u201cb\u201cc\u201dd"))))
                .isEqualTo("00111100");
    }

    @Test
    void charactersAreCountedInTheirLine() {
        assertThat(digits(TextSignals.placeInLine(cut("ab c\n\n\ud83d\ude00d\r\ne"))))
                .isEqualTo("12340012001");
    }

    @Test
    void lettersAreCountedInTheirWord() {
        assertThat(digits(TextSignals.placeInWord(cut("The \u00e9t\u00e9, don't 1a b\nc"))))
                .isEqualTo("123012300123010010101");
    }

    @Test
    void nothingHasNoSignalAndWordsAreRefused() {
        assertThat(TextSignals.placeInWord(List.of())).isEmpty();
        for (String token : List.of("the", "")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TextSignals.placeInLine(List.of("a", token)))
                    .withMessageContaining("token 1 is \"" + token + "\"")
                    .withMessageContaining("Tokenizers.characters()");
        }
    }
}
