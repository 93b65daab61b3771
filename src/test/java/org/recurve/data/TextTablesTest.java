package org.recurve.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.core.RecurveException;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TextTablesTest {
    @TempDir Path folder;

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static void assertWrong(ThrowingCallable call, String... parts) {
        assertThatThrownBy(call)
                .isInstanceOf(RecurveException.class)
                .hasMessageContainingAll(parts);
    }

    @Test
    void csvHasQuotesCommasAndLineEndsInFields() throws IOException {
        Path file =
                write(
                        "reviews.csv",
                        "\uFEFFid, stars ,review\r\n"
                                + "1,good,\"well, \"\"fine\"\"\"\r\n"
                                + "\r\n"
                                + "2,bad,\"two\r\nlines\"\r\n"
                                + "3, good ,NA\r\n"
                                + "4,\"bad\",the 5\" screen");
        LabeledText data = LabeledText.fromCsv(file, "review", "stars");
        assertThat(data.texts())
                .containsExactly("well, \"fine\"", "two\nlines", "NA", "the 5\" screen");
        assertThat(data.labels()).containsExactly("bad", "good");
        assertThat(data.targets()).containsExactly(1, 0, 1, 0);
        assertThat(data.split()).isEqualTo("all");
        assertThat(data.provenance().dataset()).isEqualTo("reviews.csv");
        assertThat(data.provenance().files().get(0).bytes()).isEqualTo(Files.size(file));
        assertThat(data.provenance().preparation()).containsExactly("text=review", "label=stars");
    }

    @Test
    void csvMayBeGzippedAndHaveVeryLongFields() throws IOException {
        String text = "word, ".repeat(60_000).strip();
        Path file = folder.resolve("long.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(("t,l\n\"" + text + "\",a\nb,c\n").getBytes(StandardCharsets.UTF_8));
        }
        LabeledText data = LabeledText.fromCsv(file, "t", "l");
        assertThat(data.text(0)).isEqualTo(text);
        assertThat(data.text(1)).isEqualTo("b");
    }

    @Test
    void whatIsWrongInACsvIsNamedByLine() throws IOException {
        String head = "text,label\n\"a\nb\",x\n";
        Path missing = write("missing.csv", head);
        assertWrong(
                () -> LabeledText.fromCsv(missing, "review", "label"),
                "missing.csv, line 1: there is no column \"review\"; there are text, label");
        Path empty = write("empty.csv", head + "  ,x\n");
        assertWrong(
                () -> LabeledText.fromCsv(empty, "text", "label"),
                "empty.csv, line 4: the text is empty");
        Path unlabeled = write("unlabeled.csv", head + "c,\n");
        assertWrong(
                () -> LabeledText.fromCsv(unlabeled, "text", "label"),
                "unlabeled.csv, line 4: there is no label");
        Path commas = write("commas.csv", head + "c, d,x\n");
        assertWrong(
                () -> LabeledText.fromCsv(commas, "text", "label"),
                "commas.csv, line 4: the row has 3 fields, the first row names 2 columns");
        Path open = write("open.csv", head + "\"c,x\nd,y\n");
        assertWrong(
                () -> LabeledText.fromCsv(open, "text", "label"),
                "open.csv, line 4: the double quote opened here is never closed");
        Path after = write("after.csv", head + "\"c\" d,x\n");
        assertWrong(
                () -> LabeledText.fromCsv(after, "text", "label"),
                "after.csv, line 4: \" \" follows a closing double quote");
        Path twice = write("twice.csv", "text,text,label\na,b,c\n");
        assertWrong(
                () -> LabeledText.fromCsv(twice, "text", "label"),
                "there are several columns \"text\"");
        Path bare = write("bare.csv", "text,label\n");
        assertWrong(() -> LabeledText.fromCsv(bare, "text", "label"), "bare.csv has no texts");
        assertWrong(
                () -> LabeledText.fromCsv(folder.resolve("none.csv"), "text", "label"),
                "there is no file");
    }

    @Test
    void anotherEncodingIsNamedByByteOrRead() throws IOException {
        byte[] latin = "text,label\nda,x\ncaf\u00e9,y\n".getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.write(folder.resolve("latin.csv"), latin);
        assertWrong(
                () -> LabeledText.fromCsv(file, "text", "label"),
                "latin.csv is not UTF-8: malformed byte 0xe9 at byte offset 19, in line 3",
                "charset");
        LabeledText data = LabeledText.fromCsv(file, "text", "label", StandardCharsets.ISO_8859_1);
        assertThat(data.text(1)).isEqualTo("caf\u00e9");
        assertThat(data.provenance().files().get(0).bytes()).isEqualTo(latin.length);
        assertWrong(
                () -> LabeledText.fromCsv(file, "text", "label", StandardCharsets.US_ASCII),
                "latin.csv is not US-ASCII: malformed byte 0xe9 at byte offset 19");
        Path wide =
                Files.write(
                        folder.resolve("wide.csv"),
                        "text,label\n\u4f60\u597d,z\n".getBytes(StandardCharsets.UTF_16));
        assertThat(LabeledText.fromCsv(wide, "text", "label", StandardCharsets.UTF_16).text(0))
                .isEqualTo("\u4f60\u597d");
    }

    @Test
    void quotesInTsvAreText() throws IOException {
        Path file = write("a.tsv", "label\ttext\nx\t\"so, \"he said\ny\tno\r\n");
        LabeledText data = LabeledText.fromTsv(file, "text", "label");
        assertThat(data.texts()).containsExactly("\"so, \"he said", "no");
        Path latin =
                Files.write(
                        folder.resolve("latin.tsv"),
                        "label\ttext\nx\tcaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(LabeledText.fromTsv(latin, "text", "label", StandardCharsets.ISO_8859_1).text(0))
                .isEqualTo("caf\u00e9");
        Path tabs = write("b.tsv", "label\ttext\nx\ta\tb\n");
        assertWrong(
                () -> LabeledText.fromTsv(tabs, "text", "label"),
                "b.tsv, line 2: the row has 3 fields");
    }

    @Test
    void jsonLinesMayHaveNumbersForLabels() throws IOException {
        Path file =
                write(
                        "a.jsonl",
                        """
                        {"t": "one\\ntwo", "l": 10, "more": [1]}

                        {"t": "three", "l": 9}
                        """);
        LabeledText data = LabeledText.fromJsonLines(file, "t", "l");
        assertThat(data.texts()).containsExactly("one\ntwo", "three");
        assertThat(data.labels()).containsExactly("9", "10");
        String first = "{\"t\": \"one\", \"l\": true}\n";
        Path absent = write("b.jsonl", first + "{\"t\": \"two\"}");
        assertWrong(
                () -> LabeledText.fromJsonLines(absent, "t", "l"),
                "b.jsonl, line 2: there is no key \"l\"; there are t");
        Path none = write("c.jsonl", first + "{\"t\": \"two\", \"l\": null}");
        assertWrong(
                () -> LabeledText.fromJsonLines(none, "t", "l"),
                "c.jsonl, line 2: there is no label");
        Path broken = write("d.jsonl", first + "{\"t\": ");
        assertWrong(
                () -> LabeledText.fromJsonLines(broken, "t", "l"),
                "d.jsonl, line 2: expected a JSON object");
        Path list = write("e.jsonl", first + "[1, 2]");
        assertWrong(
                () -> LabeledText.fromJsonLines(list, "t", "l"),
                "e.jsonl, line 2: expected a JSON object");
        Path nested = write("f.jsonl", "{\"t\": [\"a\"], \"l\": 1}");
        assertWrong(
                () -> LabeledText.fromJsonLines(nested, "t", "l"),
                "f.jsonl, line 1: \"t\" is a list, expected a text");
    }

    @Test
    void aTableGivesTwoOfItsColumns() {
        Table table =
                Table.create(
                        "mail",
                        StringColumn.create("body", "hello", "buy now"),
                        BooleanColumn.create("spam", false, true));
        LabeledText data = LabeledText.fromTable(table, "body", "spam");
        assertThat(data.labels()).containsExactly("false", "true");
        assertThat(data.targets()).containsExactly(0, 1);
        assertThat(data.provenance().dataset()).isEqualTo("mail");
        assertWrong(
                () -> LabeledText.fromTable(table, "text", "spam"),
                "mail: there is no column \"text\"; there are body, spam");
        IntColumn stars = IntColumn.create("stars", 5, 1);
        stars.setMissing(1);
        assertWrong(
                () -> LabeledText.fromTable(table.addColumns(stars), "body", "stars"),
                "mail, row 2: there is no label");
    }

    @Test
    void aFolderForEachClass() throws IOException {
        for (String name : new String[] {"b/2.txt", "b/10.txt", "a/x.txt", "a/note.md"}) {
            Path file = folder.resolve("data").resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name + "\n");
        }
        LabeledText data = LabeledText.fromFolders(folder.resolve("data"));
        assertThat(data.labels()).containsExactly("a", "b");
        assertThat(data.texts()).containsExactly("a/x.txt", "b/2.txt", "b/10.txt");
        assertThat(data.targets()).containsExactly(0, 1, 1);
        assertThat(data.provenance().files().get(0).bytes()).isEqualTo(8 + 8 + 9);
        assertThat(LabeledText.fromFolders(folder.resolve("data"), "b", "a").targets())
                .containsExactly(0, 0, 1);
        assertWrong(() -> LabeledText.fromFolders(folder.resolve("data"), "c"), "has no folder c");
        Files.writeString(folder.resolve("data/a/y.txt"), " \n");
        assertWrong(
                () -> LabeledText.fromFolders(folder.resolve("data")),
                "a/y.txt: the text is empty");
    }
}
