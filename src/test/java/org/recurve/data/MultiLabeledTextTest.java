package org.recurve.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class MultiLabeledTextTest {
    private static final DataProvenance MADE =
            new DataProvenance("made up", "all", List.of(), List.of("by hand"));

    @TempDir Path folder;

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    /** Label k of 6 is on about a share of 0.6 / 2^k of the texts; many texts have none. */
    private static MultiLabeledText random(int size) {
        Random random = new Random(7);
        List<String> texts = IntStream.range(0, size).mapToObj(i -> "text " + i).toList();
        List<List<String>> labels = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            List<String> of = new ArrayList<>();
            for (int k = 0; k < 6; k++) {
                if (random.nextDouble() < 0.6 / (1 << k)) {
                    of.add("label " + k);
                }
            }
            labels.add(of);
        }
        labels.set(3, List.of("single"));
        return MultiLabeledText.of(texts, labels, MADE);
    }

    private static int[] counts(MultiLabeledText data) {
        int[] counts = new int[data.labels().size()];
        for (int i = 0; i < data.size(); i++) {
            for (String label : data.labels(i)) {
                counts[data.labels().indexOf(label)]++;
            }
        }
        return counts;
    }

    @Test
    void aTextHasAnyNumberOfLabels() {
        MultiLabeledText data =
                MultiLabeledText.of(
                        List.of("a", "b", "c", "d"),
                        List.of(List.of("y", "x", "y"), List.of(), Set.of("x"), List.of("z", "x")),
                        MADE);
        assertThat(data.labels()).containsExactly("x", "y", "z");
        assertThat(data.targets()).isDeepEqualTo(new int[][] {{0, 1}, {}, {0}, {0, 2}});
        assertThat(data.labels(0)).containsExactly("x", "y");
        assertThat(data.labels(1)).isEmpty();
        assertThat(data.targetAttributes().get("characters")).containsExactly(1, 1, 1, 1);
        assertThat(data)
                .hasToString("made up all: 4 texts; 3 labels: x, y, z; 1.25 a text, 1 without");
        Table balance = data.balance();
        assertThat(balance.columnNames()).containsExactly("label", "items", "share");
        assertThat(balance.stringColumn("label").asList()).containsExactly("x", "y", "z");
        assertThat(balance.intColumn("items").asList()).containsExactly(3, 1, 1);
        assertThat(balance.doubleColumn("share").asList()).containsExactly(0.75, 0.25, 0.25);
        Table table = data.toTable();
        assertThat(table.stringColumn("labels").asList()).containsExactly("x; y", "", "x", "x; z");
        assertThat(MultiLabeledText.fromTable(table, "text", "labels", ";").targets())
                .isDeepEqualTo(data.targets());
    }

    @Test
    void aHoldOutKeepsTheShareOfEveryLabel() {
        MultiLabeledText data = random(1000);
        int[] all = counts(data);
        for (long seed = 0; seed < 10; seed++) {
            HoldOut<MultiLabeledText> parts = data.holdOut(0.2, seed);
            int[] held = counts(parts.validation());
            for (int k = 0; k < all.length - 1; k++) {
                // Of a random choice the rarest would be 4 ± 2; here it is as near as can be.
                assertThat((double) held[k]).isCloseTo(0.2 * all[k], within(2.0));
            }
            assertThat(parts.validation().size()).isBetween(190, 210);
            assertThat(held[all.length - 1]).as("single").isZero();
            Set<String> union = new TreeSet<>(parts.train().texts());
            union.addAll(parts.validation().texts());
            assertThat(union).hasSize(1000);
            assertThat(parts.train().size() + parts.validation().size()).isEqualTo(1000);
        }
        MultiLabeledText validation = data.holdOut(0.2, 3).validation();
        assertThat(validation.texts()).isEqualTo(data.holdOut(0.2, 3).validation().texts());
        assertThat(validation.texts()).isNotEqualTo(data.holdOut(0.2, 4).validation().texts());
        assertThat(validation.labels()).isEqualTo(data.labels());
        assertThat(validation.provenance().preparation())
                .containsExactly("by hand", "held out 0.2, seed=3");
        for (int i = 0; i < validation.size(); i++) {
            int number = Integer.parseInt(validation.text(i).substring(5));
            assertThat(validation.labels(i)).isEqualTo(data.labels(number));
        }
    }

    @Test
    void aLabelIsNeverHeldOutAsAWhole() {
        List<String> texts = IntStream.range(0, 40).mapToObj(i -> "text " + i).toList();
        List<List<String>> labels =
                IntStream.range(0, 40).mapToObj(i -> List.of("l" + i / 2, "all")).toList();
        MultiLabeledText data = MultiLabeledText.of(texts, labels, MADE);
        for (double fraction : new double[] {0.1, 0.5, 0.9}) {
            HoldOut<MultiLabeledText> parts = data.holdOut(fraction, 1);
            for (int count : counts(parts.train())) {
                assertThat(count).isPositive();
            }
        }
    }

    @Test
    void everyTextIsHeldOutInOneFoldAndLabelsAreDealtEvenly() {
        MultiLabeledText data = random(503);
        int[] all = counts(data);
        List<String> held = new ArrayList<>();
        for (HoldOut<MultiLabeledText> fold : data.folds(5, 2)) {
            int[] counts = counts(fold.validation());
            for (int k = 0; k < all.length - 1; k++) {
                assertThat((double) counts[k]).isCloseTo(all[k] / 5.0, within(2.0));
            }
            assertThat(fold.validation().size()).isBetween(96, 106);
            assertThat(fold.train().texts()).doesNotContainAnyElementsOf(fold.validation().texts());
            held.addAll(fold.validation().texts());
        }
        assertThat(held).hasSize(503).doesNotHaveDuplicates();
        // As many folds as texts: one text each.
        assertThat(random(12).folds(12, 1))
                .allSatisfy(fold -> assertThat(fold.validation().size()).isEqualTo(1));
    }

    @Test
    void theRarestLabelIsDealtFirst() {
        // Dealt by "a" first, both texts with "b" could come into the same fold.
        MultiLabeledText data =
                MultiLabeledText.of(
                        List.of("1", "2", "3", "4"),
                        List.of(List.of("a", "b"), List.of("a", "b"), List.of("a"), List.of("a")),
                        MADE);
        for (long seed = 0; seed < 20; seed++) {
            for (HoldOut<MultiLabeledText> fold : data.folds(2, seed)) {
                assertThat(counts(fold.validation())).containsExactly(2, 1);
            }
        }
    }

    @Test
    void tablesHaveASeparatorBetweenLabels() throws IOException {
        Path csv =
                write(
                        "a.csv",
                        """
                        text,topics,source
                        first,"sport, politics,,sport",web
                        second,,
                        third, politics ,paper
                        """);
        MultiLabeledText data = MultiLabeledText.fromCsv(csv, "text", "topics", ",");
        assertThat(data.labels()).containsExactly("politics", "sport");
        assertThat(data.targets()).isDeepEqualTo(new int[][] {{0, 1}, {}, {0}});
        assertThat(data.attribute("source")).containsExactly("web", "", "paper");
        assertThat(data.provenance().preparation())
                .containsExactly("text=text", "labels=topics", "separator=,");
        assertThat(data.provenance().files().get(0).bytes()).isEqualTo(Files.size(csv));
        Path tsv =
                Files.write(
                        folder.resolve("a.tsv"),
                        "l\tt\nb|a.c\tcaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        // The separator is no pattern.
        assertThat(
                        MultiLabeledText.fromTsv(tsv, "t", "l", "|", StandardCharsets.ISO_8859_1)
                                .labels())
                .containsExactly("a.c", "b");
        Table table =
                Table.create(
                        "t",
                        StringColumn.create("body", "x", "y"),
                        StringColumn.create("tags", "1;10", "9"));
        assertThat(MultiLabeledText.fromTable(table, "body", "tags", ";").labels())
                .containsExactly("1", "9", "10");
        assertThatThrownBy(() -> MultiLabeledText.fromTable(table, "body", "tags", ""))
                .isInstanceOf(IllegalArgumentException.class);
        Path empty = write("b.csv", "text,topics\na,x\n ,x\n");
        assertThatThrownBy(() -> MultiLabeledText.fromCsv(empty, "text", "topics", ","))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("b.csv, line 3: the text is empty");
        Path none = write("c.csv", "text,topics\na,\nb,\n");
        assertThatThrownBy(() -> MultiLabeledText.fromCsv(none, "text", "topics", ","))
                .isInstanceOf(RecurveException.class)
                .hasMessage("no text of c.csv has a label; expected at least 1");
        assertThatThrownBy(() -> MultiLabeledText.fromCsv(none, "text", "labels", ","))
                .hasMessageContaining("there is no column \"labels\"; there are text, topics");
    }

    @Test
    void jsonLinesHaveLists() throws IOException {
        Path file =
                write(
                        "a.jsonl",
                        """
                        {"t": "one", "l": ["b, c", " a ", 1], "n": 1}
                        {"t": "two", "l": []}
                        {"t": "three", "l": null}
                        {"t": "four", "l": "b, c"}
                        """);
        MultiLabeledText data = MultiLabeledText.fromJsonLines(file, "t", "l");
        assertThat(data.labels()).containsExactly("1", "a", "b, c");
        assertThat(data.targets()).isDeepEqualTo(new int[][] {{0, 1, 2}, {}, {}, {2}});
        assertThat(data.attribute("n")).containsExactly("1", "", "", "");
        Path nested = write("b.jsonl", "{\"t\": \"one\", \"l\": [[\"a\"]]}\n");
        assertThatThrownBy(() -> MultiLabeledText.fromJsonLines(nested, "t", "l"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("b.jsonl, line 1: an entry of \"l\" is a list");
        Path absent = write("c.jsonl", "{\"t\": \"one\"}\n");
        assertThatThrownBy(() -> MultiLabeledText.fromJsonLines(absent, "t", "l"))
                .hasMessageContaining("there is no key \"l\"");
    }

    @Test
    void otherDataTakesTheLabelsOfTraining() {
        MultiLabeledText data =
                new MultiLabeledText(
                        List.of("a", "b", "c"),
                        new int[][] {{1, 0}, {}, {1}},
                        List.of("yes", "no"),
                        Map.of("kind", List.of("1", "2", "3")),
                        MADE);
        MultiLabeledText aligned = data.withLabels(List.of("no", "perhaps", "yes"));
        assertThat(aligned.targets()).isDeepEqualTo(new int[][] {{0, 2}, {}, {0}});
        assertThat(aligned.attribute("kind")).containsExactly("1", "2", "3");
        assertThatThrownBy(() -> data.withLabels(List.of("no")))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("\"yes\" (1 times)");
        assertThat(data.first(2).attribute("kind")).containsExactly("1", "2");
    }

    @Test
    void whatDoesNotFitIsNamed() {
        List<String> xy = List.of("x", "y");
        assertWrong(List.of(), new int[0][], xy, "made up has no texts");
        assertWrong(List.of("a", " "), new int[2][0], xy, "text 1 of made up is empty");
        assertWrong(List.of("a"), new int[2][0], xy, "for each of 1 texts, but there are 2");
        assertWrong(List.of("a"), new int[][] {{0, 2}}, xy, "the class of text 0 is 2");
        assertWrong(List.of("a"), new int[][] {{1, 0, 1}}, xy, "has the label \"y\" twice");
        assertWrong(List.of("a"), new int[][] {{0}}, List.of("x", "x"), "no name twice");
    }

    private static void assertWrong(
            List<String> texts, int[][] targets, List<String> labels, String message) {
        assertThatThrownBy(() -> new MultiLabeledText(texts, targets, labels, Map.of(), MADE))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining(message);
    }
}
