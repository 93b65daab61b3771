package org.recurve.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.core.DataProvenance;
import org.recurve.data.LabeledText;
import org.recurve.data.Tokenizers;

class NGramsTest {

    @Test
    void wordsAndBigramsEachOnce() {
        assertThat(NGrams.words(2).of("Not good, not GOOD"))
                .containsExactly("not", "not good", "good", "good ,", ",", ", not");
    }

    @Test
    void aTextShorterThanTheLongest() {
        assertThat(NGrams.words(5).of("so so")).containsExactly("so", "so so");
    }

    @Test
    void tokensOfAnotherTokenizerKeepTheirCase() {
        assertThat(NGrams.words(1, Tokenizers.whitespace()).of("It's  it's\nIt's"))
                .containsExactly("It's", "it's");
    }

    @Test
    void charactersKnowWhereWordsBegin() {
        assertThat(NGrams.characters(2).of("ab  a"))
                .containsExactly("␣a", "a", "ab", "b", "b␣", "a␣");
    }

    @Test
    void aCharacterIsACodePoint() {
        assertThat(NGrams.characters(1).of("a\ud83d\ude00")).containsExactly("a", "\ud83d\ude00");
    }

    @Test
    void everyNGramIsAFeatureOfValueOne() {
        LabeledText data =
                LabeledText.of(
                        List.of("x", "y y"),
                        List.of("a", "b"),
                        new DataProvenance("made up", "train", List.of(), List.of()));
        assertThat(NGrams.words(2).of(data, 1))
                .containsOnlyKeys("y", "y y")
                .containsValues(1.0, 1.0);
    }

    @Test
    void names() {
        assertThat(NGrams.words(1).name()).isEqualTo("words");
        assertThat(NGrams.words(2)).hasToString("bigrams of lower-case words");
        assertThat(NGrams.words(3).name()).isEqualTo("trigrams");
        assertThat(NGrams.characters(4)).hasToString("character 4-grams");
    }

    @Test
    void noNGramsWithoutAUnit() {
        assertThatThrownBy(() -> NGrams.characters(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1 word or character, not 0");
    }
}
