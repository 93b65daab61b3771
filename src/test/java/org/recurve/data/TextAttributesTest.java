package org.recurve.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What texts are like in words, besides their label. */
class TextAttributesTest {
    private static final DataProvenance MADE =
            new DataProvenance("made up", "all", List.of(), List.of());

    @TempDir Path folder;

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    /** Text i has the kind "kind i". */
    private static LabeledText numbered(int size) {
        return new LabeledText(
                IntStream.range(0, size).mapToObj(i -> "text " + i).toList(),
                IntStream.range(0, size).map(i -> i % 2).toArray(),
                List.of("x", "y"),
                Map.of("kind", IntStream.range(0, size).mapToObj(i -> "kind " + i).toList()),
                MADE);
    }

    private static void assertKindsFit(LabeledText data) {
        for (int i = 0; i < data.size(); i++) {
            assertThat(data.attribute("kind").get(i))
                    .isEqualTo("kind " + data.text(i).substring(5));
        }
        assertThat(data.attribute("kind")).hasSize(data.size());
    }

    @Test
    void stayWithTheirTexts() {
        LabeledText data = numbered(50);
        assertKindsFit(data);
        assertKindsFit(data.first(3));
        HoldOut<LabeledText> parts = data.holdOut(0.3, 4);
        assertKindsFit(parts.train());
        assertKindsFit(parts.validation());
        for (HoldOut<LabeledText> fold : data.folds(4, 2)) {
            assertKindsFit(fold.train());
            assertKindsFit(fold.validation());
        }
        assertKindsFit(data.withLabels(List.of("y", "z", "x")));
        assertThat(data.categories()).containsOnlyKeys("kind");
        Table table = data.toTable();
        assertThat(table.columnNames()).containsExactly("text", "label", "kind");
        assertThat(table.stringColumn("kind").get(7)).isEqualTo("kind 7");
        assertThat(LabeledText.of(List.of("a"), List.of("x"), MADE).categories()).isEmpty();
    }

    @Test
    void ofDuplicatesTheFirstStays() {
        LabeledText data =
                new LabeledText(
                        List.of("a", "b", "a"),
                        new int[] {0, 1, 0},
                        List.of("x", "y"),
                        Map.of("source", List.of("one", "two", "three")),
                        MADE);
        assertThat(data.deduplicated().attribute("source")).containsExactly("one", "two");
    }

    @Test
    void areTheOtherColumnsOfATable() throws IOException {
        Path csv =
                write(
                        "a.csv",
                        """
                        id,stars,review,Text, source ,Source,,
                        1,good,fine, T ,web,W,u,v
                        2,bad,dull,,,W,u,v
                        """);
        LabeledText data = LabeledText.fromCsv(csv, "review", "stars");
        // Tablesaw does not tell "source" from "Source", and "text" is the text itself.
        assertThat(data.toTable().columnNames())
                .containsExactly(
                        "text",
                        "label",
                        "id",
                        "Text_2",
                        "source",
                        "Source_2",
                        "column",
                        "column_2");
        assertThat(data.attribute("id")).containsExactly("1", "2");
        assertThat(data.attribute("Text_2")).containsExactly("T", "");
        assertThat(data.attribute("source")).containsExactly("web", "");
        assertThat(data.attribute("column_2")).containsExactly("v", "v");
        Path tsv = write("a.tsv", "label\tphenomenon\ttext\nx\tplain\tyes\ny\tirony\tsure\n");
        assertThat(LabeledText.fromTsv(tsv, "text", "label").attribute("phenomenon"))
                .containsExactly("plain", "irony");
        IntColumn year = IntColumn.create("year", 1999, 2001);
        year.setMissing(1);
        Table table =
                Table.create(
                        "mail",
                        year,
                        StringColumn.create("body", "hello", "buy"),
                        StringColumn.create("kind", "ham", "spam"));
        assertThat(LabeledText.fromTable(table, "body", "kind").categories())
                .isEqualTo(Map.of("year", List.of("1999", "")));
        // What was written out comes back.
        LabeledText again = LabeledText.fromTable(data.toTable(), "text", "label");
        assertThat(again.categories()).isEqualTo(data.categories());
    }

    @Test
    void areTheOtherKeysOfJsonLines() throws IOException {
        Path file =
                write(
                        "a.jsonl",
                        """
                        {"t": "one", "l": "x", "n": 1, "list": [1], "object": {}}
                        {"t": "two", "l": "y", "text": "other"}
                        {"t": "three", "l": "y", "n": null, "text": true}
                        """);
        assertThat(LabeledText.fromJsonLines(file, "t", "l").categories())
                .isEqualTo(
                        Map.of(
                                "n", List.of("1", "", ""),
                                "text_2", List.of("", "other", "true")));
    }

    @Test
    void theEmbeddedOpinionsTellWhatTheyShow() {
        LabeledText test = LabeledText.load("opinions").test();
        int first = test.texts().indexOf("nice pictures on the box , tedious game inside .");
        assertThat(test.attribute("phenomenon").get(first)).isEqualTo("contrast");
        assertThat(test.attribute("phenomenon")).hasSize(300).contains("plain");
    }

    @Test
    void whatDoesNotFitIsNamed() {
        LabeledText data = numbered(2);
        assertThatThrownBy(() -> data.attribute("sort"))
                .isInstanceOf(RecurveException.class)
                .hasMessage("there is no attribute \"sort\"; there are kind");
        assertThatThrownBy(() -> LabeledText.of(List.of("a"), List.of("x"), MADE).attribute("k"))
                .hasMessage("there is no attribute \"k\"; the data has none");
        assertWrong(Map.of("kind", List.of("a")), "\"kind\" for each of 2 texts, but there are 1");
        assertWrong(Map.of("Text", List.of("a", "b")), "cannot be called \"Text\"");
        assertWrong(
                Map.of("kind", List.of("a", "b"), "Kind", List.of("a", "b")),
                "another attribute in another case");
    }

    private static void assertWrong(Map<String, List<String>> attributes, String message) {
        assertThatThrownBy(
                        () ->
                                new LabeledText(
                                        List.of("a", "b"),
                                        new int[2],
                                        List.of("x"),
                                        attributes,
                                        MADE))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining(message);
    }

    @Test
    void nothingChangesThem() {
        List<String> kinds = new ArrayList<>(List.of("a", "b"));
        LabeledText data =
                new LabeledText(
                        List.of("1", "2"), new int[2], List.of("x"), Map.of("kind", kinds), MADE);
        kinds.set(0, "changed");
        assertThat(data.attribute("kind")).containsExactly("a", "b");
        assertThatThrownBy(() -> data.categories().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
