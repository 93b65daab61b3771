package org.recurve.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.core.RecurveException;

class VocabularyTest {
    private static final List<String> WORDS = List.of("b a c a d c a e <unk>".split(" "));

    private static Vocabulary.Builder counted() {
        return Vocabulary.builder().specials("<unk>", "<eos>").addAll(WORDS);
    }

    @Test
    void ordersByCountThenByText() {
        Vocabulary vocabulary = counted().build();
        assertThat(vocabulary.decode(0, 1, 2, 3, 4, 5, 6))
                .containsExactly("<unk>", "<eos>", "a", "c", "b", "d", "e");
        assertThat(vocabulary.size()).isEqualTo(7);
        assertThat(vocabulary.specials()).containsExactly("<unk>", "<eos>");
        assertThat(vocabulary.count(vocabulary.id("a"))).isEqualTo(3);
        assertThat(vocabulary.count(vocabulary.id("<eos>"))).isZero();
        assertThat(vocabulary.count(0)).isEqualTo(1);
    }

    @Test
    void orderDoesNotDependOnTheOrderOfTheText() {
        List<String> other = List.of("e <unk> a d c c b a a".split(" "));
        Vocabulary vocabulary =
                Vocabulary.builder().specials("<unk>", "<eos>").addAll(other).build();
        assertThat(vocabulary).isEqualTo(counted().build());
    }

    @Test
    void minCountMovesRareTokensToUnknown() {
        Vocabulary vocabulary = counted().minCount(2).build();
        assertThat(vocabulary.size()).isEqualTo(4);
        assertThat(vocabulary.encode(List.of("a", "b", "zebra"))).containsExactly(2, 0, 0);
        assertThat(vocabulary.count(0)).isEqualTo(4);
    }

    @Test
    void maxSizeCountsTheSpecialTokens() {
        Vocabulary vocabulary = counted().maxSize(4).build();
        assertThat(vocabulary.decode(2, 3)).containsExactly("a", "c");
        assertThat(vocabulary.size()).isEqualTo(4);
        assertThatIllegalArgumentException().isThrownBy(() -> counted().maxSize(1).build());
    }

    @Test
    void tokenOutsideWithoutUnknownIsNamed() {
        Vocabulary vocabulary = Vocabulary.builder().add("a").build();
        assertThat(vocabulary.unknownId()).isEmpty();
        assertThatThrownBy(() -> vocabulary.id("zebra\n"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining(
                        "token \"zebra\\u000a\" is outside the vocabulary of 1 tokens")
                .hasMessageContaining("no <unk>");
    }

    @Test
    void emptyVocabularyIsRefused() {
        assertThatThrownBy(() -> Vocabulary.builder().add("a").minCount(2).build())
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("would be empty");
    }

    @Test
    void savesAndLoads(@TempDir Path folder) {
        Vocabulary vocabulary =
                counted().add("Senj\u014d").add("\ud83d\ude00").add("\"<&>'").build();
        Path file = folder.resolve("vocabulary.json");
        vocabulary.save(file);
        Vocabulary loaded = Vocabulary.load(file);
        assertThat(loaded).isEqualTo(vocabulary);
        assertThat(loaded.toJson()).isEqualTo(vocabulary.toJson());
        assertThat(loaded.specials()).isEqualTo(vocabulary.specials());
        assertThat(loaded.count(2)).isEqualTo(3);
    }

    @Test
    void refusesWhatIsNoVocabulary(@TempDir Path folder) throws Exception {
        JsonObject newer = counted().build().toJson();
        newer.addProperty("format", 2);
        assertThatThrownBy(() -> Vocabulary.fromJson(newer))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("format version 2")
                .hasMessageContaining("reads version 1");

        JsonObject torn = counted().build().toJson();
        torn.getAsJsonArray("counts").remove(0);
        assertThatThrownBy(() -> Vocabulary.fromJson(torn))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("7 tokens of which 7 differ, 6 counts");

        Path file = folder.resolve("vocabulary.json");
        for (String text : List.of("", "[]", "{}", "{\"format\": 1", "not JSON")) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> Vocabulary.load(file))
                    .as(text)
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining(file.toString());
        }
        assertThatThrownBy(() -> Vocabulary.load(folder.resolve("none.json")))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("none.json");
    }
}
