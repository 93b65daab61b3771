package org.recurve.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;

class TaggedTextTest {
    private static final DataProvenance MADE =
            new DataProvenance("made up", "all", List.of(), List.of());

    private static final String CONLLU =
            "# text = I can't .\n"
                    + word("1", "I", "PRON")
                    + word("2-3", "can't", "_")
                    + word("2", "ca", "AUX")
                    + word("3", "n't", "PART")
                    + word("3.1", "go", "VERB")
                    + word("4", ".", "PUNCT")
                    + "\n# two in a row\n\n"
                    + word("1", "10 000", "NUM");

    @TempDir Path folder;

    private static String word(String id, String form, String tag) {
        return id + "\t" + form + "\tlemma\t" + tag + "\t_\t_\t0\troot\t_\t_\n";
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static void assertWrong(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(RecurveException.class).hasMessageContaining(message);
    }

    @Test
    void conlluHasRangesEmptyNodesAndComments() throws IOException {
        TaggedText data = TaggedText.fromConllu(write("a.conllu", CONLLU));
        assertThat(data.sentences())
                .containsExactly(List.of("I", "ca", "n't", "."), List.of("10 000"));
        assertThat(data.tags(0)).containsExactly("PRON", "AUX", "PART", "PUNCT");
        assertThat(data.labels()).containsExactly("AUX", "NUM", "PART", "PRON", "PUNCT");
        assertThat(data.tagIds(0)).containsExactly(3, 0, 2, 4);
        assertThat(data.targets()).containsExactly(3, 0, 2, 4, 1);
        assertThat(data.targetAttributes().get("position")).containsExactly(0, 1, 2, 3, 0);
        assertThat(data.targetAttributes().get("length")).containsExactly(4, 4, 4, 4, 1);
        assertThat(data).hasToString("a.conllu all: 2 sentences, 5 tokens; 5 tags");
        assertThat(data.balance().intColumn("items").sum()).isEqualTo(5);
        Path untagged = write("b.conllu", CONLLU + word("2", "x", "_"));
        assertWrong(
                () -> TaggedText.fromConllu(untagged),
                "b.conllu, line 12: there is no tag in column 4");
        Path narrow = write("c.conllu", "1\tx\tX\n");
        assertWrong(
                () -> TaggedText.fromConllu(narrow),
                "c.conllu, line 1: expected 10 columns, found 3");
        Path empty = write("d.conllu", "# nothing\n\n");
        assertWrong(() -> TaggedText.fromConllu(empty), "d.conllu has no sentences");
    }

    @Test
    void theCatalogueGivesValidationTheTagsOfTraining() throws IOException {
        Files.createDirectories(folder.resolve("ud-english-ewt"));
        write("ud-english-ewt/en_ewt-ud-train.conllu", CONLLU);
        write("ud-english-ewt/en_ewt-ud-dev.conllu", word("1", "we", "PRON"));
        DataSplits<TaggedText> splits =
                TaggedText.load(CatalogTextsTest.offline(folder), "ud-english-ewt");
        assertThat(splits.train().size()).isEqualTo(2);
        assertThat(splits.validation().labels()).isEqualTo(splits.train().labels());
        assertThat(splits.validation().tagIds(0)).containsExactly(3);
        assertWrong(splits::test, "split \"test\" of ud-english-ewt needs en_ewt-ud-test.conllu");
        write("ud-english-ewt/en_ewt-ud-dev.conllu", word("1", "oh", "INTJ"));
        assertWrong(
                () ->
                        TaggedText.load(CatalogTextsTest.offline(folder), "ud-english-ewt")
                                .validation(),
                "ud-english-ewt validation has the class \"INTJ\"");
    }

    @Test
    void columnsOfTheSharedTasks() throws IOException {
        Path file =
                write(
                        "ner.txt",
                        """
                        -DOCSTART- -X- -X- O

                        EU NNP B-NP B-ORG
                        # # I-NP O


                        Peter  NNP B-NP B-PER
                        """
                                .replace("\n", "\r\n"));
        TaggedText data = TaggedText.fromColumns(file, 1, 4);
        assertThat(data.sentences()).containsExactly(List.of("EU", "#"), List.of("Peter"));
        assertThat(data.tags(0)).containsExactly("B-ORG", "O");
        assertThat(TaggedText.fromColumns(file, 1, 2).tags(0)).containsExactly("NNP", "#");
        assertWrong(
                () -> TaggedText.fromColumns(file, 1, 5),
                "ner.txt, line 3: column 5 is to have the tag, but there are 4");
        assertThatThrownBy(() -> TaggedText.fromColumns(file, 0, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("columns are counted from 1");
        Path ragged = write("ragged.txt", "a\tX\nb\tY\tZ\n");
        assertWrong(
                () -> TaggedText.fromColumns(ragged, 1, 2),
                "ragged.txt, line 2: expected 2 columns, found 3");
        Path blank = write("blank.txt", "a\tX\n\tY\n");
        assertWrong(
                () -> TaggedText.fromColumns(blank, 1, 2),
                "blank.txt, line 2: there is no token in column 1");
        Path latin =
                Files.write(
                        folder.resolve("latin.txt"),
                        "caf\u00e9 N\n".getBytes(StandardCharsets.ISO_8859_1));
        assertWrong(() -> TaggedText.fromColumns(latin, 1, 2), "at byte offset 3");
        assertThat(TaggedText.fromColumns(latin, 1, 2, StandardCharsets.ISO_8859_1).tokens(0))
                .containsExactly("caf\u00e9");
    }

    @Test
    void splitsKeepSentencesWhole() {
        TaggedText data =
                TaggedText.of(
                        List.of(
                                List.of("a", "b"),
                                List.of("c"),
                                List.of("d", "e", "f"),
                                List.of("g")),
                        List.of(
                                List.of("X", "Y"),
                                List.of("X"),
                                List.of("Y", "Y", "X"),
                                List.of("Z")),
                        MADE);
        HoldOut<TaggedText> parts = data.holdOut(0.5, 1);
        assertThat(parts.train().size()).isEqualTo(2);
        assertThat(parts.train().labels()).containsExactly("X", "Y", "Z");
        for (TaggedText part : List.of(parts.train(), parts.validation())) {
            for (int i = 0; i < part.size(); i++) {
                int before = data.sentences().indexOf(part.tokens(i));
                assertThat(part.tags(i)).isEqualTo(data.tags(before));
            }
        }
        assertThat(data.folds(4, 0)).allSatisfy(f -> assertThat(f.validation().size()).isOne());
        assertThat(data.first(1).targets()).containsExactly(0, 1);
        assertThat(data.withLabels(List.of("Z", "Y", "X")).tagIds(2)).containsExactly(1, 1, 2);
    }

    @Test
    void aTokenIsDescribedInItsSentence() {
        List<String> words = Stream.iterate(0, i -> i + 1).limit(30).map(i -> "w" + i).toList();
        TaggedText data =
                TaggedText.of(
                        List.of(List.of("We", "can", "fish"), List.of("Yes"), words),
                        List.of(List.of("X", "X", "X"), List.of("X"), Collections.nCopies(30, "X")),
                        MADE);
        assertThat(data.describe(0)).isEqualTo("[We] can fish");
        assertThat(data.describe(2)).isEqualTo("We can [fish]");
        assertThat(data.describe(3)).isEqualTo("[Yes]");
        assertThat(data.describe(4 + 15))
                .isEqualTo(
                        "\u2026 "
                                + String.join(" ", words.subList(5, 15))
                                + " [w15] "
                                + String.join(" ", words.subList(16, 26))
                                + " \u2026");
        assertThat(data.describe(33)).endsWith("w28 [w29]");
        assertThatThrownBy(() -> data.describe(34)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> data.describe(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void whatDoesNotFitIsNamed() {
        List<String> xy = List.of("x", "y");
        assertWrong(
                () -> new TaggedText(List.of(), new int[0][], xy, MADE),
                "made up has no sentences");
        assertWrong(
                () -> new TaggedText(List.of(List.of()), new int[1][0], xy, MADE),
                "sentence 0 of made up has no tokens");
        assertWrong(
                () -> new TaggedText(List.of(List.of("")), new int[1][1], xy, MADE),
                "sentence 0 of made up has an empty token");
        assertWrong(
                () -> new TaggedText(List.of(List.of("a")), new int[1][2], xy, MADE),
                "sentence 0 has 1 tokens, but 2 tags");
        assertWrong(
                () -> new TaggedText(List.of(List.of("a")), new int[][] {{2}}, xy, MADE),
                "the class of token 0 of sentence 0 is 2, expected 0 to 1");
        assertWrong(
                () -> new TaggedText(List.of(List.of("a")), new int[2][1], xy, MADE),
                "tags for each of 1 sentences, but there are 2");
    }
}
