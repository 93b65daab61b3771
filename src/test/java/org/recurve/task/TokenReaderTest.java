package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonParser;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.recurve.batch.TokenSequences;
import org.recurve.data.Vocabulary;

class TokenReaderTest {
    private static final String CLEF = "\ud834\udd1e"; // one character outside the basic plane

    private static TokenReader reader(boolean lowerCase, boolean characters, int longest) {
        List<List<String>> texts =
                List.of(List.of("The", "cat", "sat"), List.of("the", "cat", CLEF + "a"));
        return TokenReader.of(texts, 2, lowerCase, characters, longest, word -> false);
    }

    @Test
    void rareWordsAreUnknownOnes() {
        TokenReader reader = reader(false, false, 100);
        assertThat(reader.words().size()).isEqualTo(2);
        TokenSequences read = reader.read(List.of(List.of("cat", "the", "cat"), List.of("Cat")));
        int cat = reader.words().id("cat");
        assertThat(read.ids().get(0)).containsExactly(cat, 0, cat);
        assertThat(read.ids().get(1)).containsExactly(0);
        assertThat(read.spelled()).isNull();
        assertThat(read.spellings()).isNull();
    }

    @Test
    void capitalsMayNotCountForWordsWhileTheyDoInSpelling() {
        TokenReader reader = reader(true, true, 100);
        assertThat(reader.words().contains("the")).isTrue();
        TokenSequences read = reader.read(List.of(List.of("THE", "the", "The")));
        int the = reader.words().id("the");
        assertThat(read.ids().get(0)).containsExactly(the, the, the).doesNotContain(0);
        assertThat(read.spelled().get(0)).containsExactly(0, 1, 2);
        assertThat(read.spellings().get(1)).isNotEqualTo(read.spellings().get(2));
        assertThat(read.spellings().get(1)).doesNotContain(0);
    }

    @Test
    void aSpellingIsThatOfCharactersNotOfHalvesOfThem() {
        TokenReader reader = reader(false, true, 100);
        // Characters count however rare they are; the special one for unknown ones comes first.
        assertThat(reader.letters().decode(IntStream.range(0, 9).toArray()))
                .containsExactlyInAnyOrder(Vocabulary.UNK, "T", "h", "e", "c", "a", "t", "s", CLEF);
        TokenSequences read =
                reader.read(List.of(List.of(CLEF + "a", "a\ud83d\ude00", CLEF + "a")));
        int clef = reader.letters().id(CLEF);
        int a = reader.letters().id("a");
        assertThat(read.spelled().get(0)).containsExactly(0, 1, 0);
        assertThat(read.spellings()).hasSize(2);
        assertThat(read.spellings().get(0)).containsExactly(clef, a);
        assertThat(read.spellings().get(1)).containsExactly(a, 0);
        assertThat(clef).isPositive();
    }

    @Test
    void ofALongTokenTheMiddleIsLeftOut() {
        List<List<String>> alphabet = List.of(List.of("abcdefghijklmnopqrstuvwxyz0123456789"));
        TokenReader reader = TokenReader.of(alphabet, 1, false, true, 100, word -> false);
        for (int length : new int[] {31, 32, 33, 36, 500}) {
            String token = "abcdefghijklmnop" + "-".repeat(length - 31) + "vwxyz0123456789";
            List<String> all = token.codePoints().mapToObj(c -> Character.toString(c)).toList();
            assertThat(all).hasSize(length);
            List<String> kept =
                    length <= 32
                            ? all
                            : IntStream.concat(
                                            IntStream.range(0, 16),
                                            IntStream.range(length - 16, length))
                                    .mapToObj(all::get)
                                    .toList();
            int[] expected = kept.stream().mapToInt(reader.letters()::id).toArray();
            assertThat(reader.read(List.of(List.of(token))).spellings().get(0))
                    .as("%d characters", length)
                    .containsExactly(expected);
        }
    }

    @Test
    void ofALongTextTheFirstQuarterAndTheEndAreRead() {
        List<String> text = IntStream.range(0, 500).mapToObj(Integer::toString).toList();
        assertThat(reader(false, false, 8).cut(text))
                .containsExactly("0", "1", "494", "495", "496", "497", "498", "499");
        assertThat(reader(false, false, 500).cut(text)).isEqualTo(text);
        assertThat(reader(false, false, 499).cut(text))
                .hasSize(499)
                .startsWith("0", "1")
                .endsWith("499")
                .doesNotContain("124");
        assertThat(reader(false, false, 3).cut(text)).containsExactly("497", "498", "499");
        assertThat(reader(false, false, 1).cut(text)).containsExactly("499");
        assertThat(reader(false, false, 8).read(List.of(text)).ids().get(0)).hasSize(8);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader(false, false, 0))
                .withMessageContaining("maxLength must be at least 1, not 0");
    }

    @Test
    void aTextWithoutTokensIsReadAsOneUnknownWord() {
        TokenSequences read = reader(false, true, 100).read(List.of(List.of(), List.of("cat")));
        assertThat(read.ids().get(0)).containsExactly(0);
        assertThat(read.lengths()).containsExactly(1, 1);
        assertThat(read.spellings().get(read.spelled().get(0)[0])).isNotEmpty();
        assertThat(reader(false, true, 100).read(List.of()).ids()).isEmpty();
    }

    @Test
    void itIsWrittenAndReadAgain() {
        List<List<String>> texts = List.of(List.of("THE", "cat", CLEF, "dog"));
        for (boolean on : new boolean[] {true, false}) {
            TokenReader reader = reader(on, on, on ? 3 : Integer.MAX_VALUE);
            var json = JsonParser.parseString(reader.toJson().toString()).getAsJsonObject();
            TokenReader again = TokenReader.fromJson(json);
            assertThat(again).isEqualTo(reader);
            assertThat(flat(again.read(texts).ids())).isEqualTo(flat(reader.read(texts).ids()));
        }
    }

    private static List<Integer> flat(List<int[]> rows) {
        return rows.stream().flatMapToInt(Arrays::stream).boxed().toList();
    }
}
