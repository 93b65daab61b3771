package org.recurve.data.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleCorpusTest {
    private static final Path FOLDER = Path.of("data", "sample");

    @ParameterizedTest
    @ValueSource(strings = {"train.txt", "validation.txt", "test.txt"})
    void regeneratesTheFilesBitForBit(String file, @TempDir Path folder) throws IOException {
        SampleCorpus.write(folder);
        assertThat(folder.resolve(file)).hasSameBinaryContentAs(FOLDER.resolve(file));
    }

    @Test
    void noStoryIsToldTwice() throws IOException {
        List<String> stories = stories("train", "validation", "test");
        assertThat(stories).hasSize(1500).doesNotHaveDuplicates();
    }

    @Test
    void heldOutSplitsUseTheTrainingVocabulary() throws IOException {
        Set<String> known = new HashSet<>(words(stories("train")));
        assertThat(words(stories("validation", "test"))).isSubsetOf(known);
    }

    @Test
    void everyStoryIsWellFormed() throws IOException {
        assertThat(stories("train", "validation", "test"))
                .allSatisfy(
                        story -> {
                            List<String> words = words(List.of(story));
                            assertThat(words).doesNotContain("").last().isIn(".", "\"");
                            assertThat(words.stream().filter("\""::equals).count() % 2).isZero();
                            assertThat(story).doesNotContainPattern("[^a-z .,:?!\"]");
                            assertThat(story).doesNotContainPattern("[.,:?!] [.,:?!]");
                            assertThat(story).doesNotContainPattern("\\ba [aeiou]|\\ban [^aeiou]");
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "walk, false, false, walks",
        "walk, true, false, walk",
        "walk, true, true, walked",
        "carry, false, false, carries",
        "carry, false, true, carried",
        "play, false, false, plays",
        "watch, false, false, watches",
        "live, false, true, lived",
        "be, false, false, is",
        "be, true, false, are",
        "be, false, true, was",
        "be, true, true, were",
        "go, true, true, went"
    })
    void verbsAgree(String base, boolean plural, boolean past, String form) {
        assertThat(Grammar.ofStories().verbs().form(base, plural, past)).isEqualTo(form);
    }

    @Test
    void wordsAgreeWithTheEntity() {
        Entity nora = Entity.parse("nora she", true);
        Entity twins = Entity.parse("the_twins they", false);
        Entity barrels = Entity.parse("barrel/barrels spot behind", true);
        assertThat(List.of(nora.word(""), nora.word("him"), nora.word("self"), nora.word("my")))
                .containsExactly("nora", "her", "herself", "my");
        assertThat(List.of(twins.word(""), twins.word("call"), twins.word("his"), twins.word("i")))
                .containsExactly("the twins", "twins", "their", "we");
        assertThat(List.of(barrels.word(""), barrels.word("prep"), barrels.word("he")))
                .containsExactly("barrels", "behind", "they");
        assertThat(Entity.parse("barrel/barrels spot behind", false).word("self"))
                .isEqualTo("itself");
    }

    private static List<String> stories(String... splits) throws IOException {
        List<String> stories = new ArrayList<>();
        for (String split : splits) {
            stories.addAll(Files.readAllLines(FOLDER.resolve(split + ".txt")));
        }
        return stories;
    }

    private static List<String> words(List<String> stories) {
        return stories.stream().flatMap(story -> Arrays.stream(story.split(" ", -1))).toList();
    }
}
