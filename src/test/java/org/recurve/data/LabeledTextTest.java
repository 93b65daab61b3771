package org.recurve.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import tech.tablesaw.api.Table;

class LabeledTextTest {
    private static final DataProvenance MADE =
            new DataProvenance("made up", "all", List.of(), List.of("by hand"));

    /** Text i is "text i"; of 20 texts 14 are common, 5 rare and 1 is single. */
    private static LabeledText data(int size) {
        List<String> texts = IntStream.range(0, size).mapToObj(i -> "text " + i).toList();
        List<String> labels =
                IntStream.range(0, size)
                        .mapToObj(i -> i == 7 ? "single" : i % 4 == 1 ? "rare" : "common")
                        .toList();
        return LabeledText.of(texts, labels, MADE);
    }

    private static long count(LabeledText data, String label) {
        return IntStream.range(0, data.size()).filter(i -> data.label(i).equals(label)).count();
    }

    @Test
    void namesOfClassesAreSortedAndNumbersByValue() {
        LabeledText data = data(20);
        assertThat(data.labels()).containsExactly("common", "rare", "single");
        assertThat(data.label(1)).isEqualTo("rare");
        assertThat(data.targets()[1]).isEqualTo(1);
        assertThat(data.text(1)).isEqualTo("text 1");
        assertThat(LabeledText.of(List.of("a", "b", "c"), List.of("10", "9", "-1"), MADE).labels())
                .containsExactly("-1", "9", "10");
        assertThat(data.toString())
                .isEqualTo("made up all: 20 texts; 3 classes: common, rare, single");
        assertThat(data.targetAttributes().get("characters")[10]).isEqualTo(7);
        assertThat(data.describe(10)).isEqualTo(data.text(10));
    }

    @Test
    void aHoldOutKeepsSharesAndNeverTakesAWholeClass() {
        LabeledText data = data(200);
        for (long seed = 0; seed < 20; seed++) {
            HoldOut<LabeledText> parts = data.holdOut(0.2, seed);
            assertThat(parts.validation().size()).isBetween(39, 40);
            assertThat(count(parts.validation(), "rare")).isEqualTo(10);
            assertThat(count(parts.validation(), "single")).isZero();
            assertThat(count(parts.train(), "single")).isEqualTo(1);
            Set<String> all = new TreeSet<>(parts.train().texts());
            all.addAll(parts.validation().texts());
            assertThat(all).hasSize(200);
            assertThat(parts.validation().labels()).isEqualTo(data.labels());
        }
        LabeledText validation = data.holdOut(0.2, 5).validation();
        assertThat(validation.split()).isEqualTo("validation");
        assertThat(validation.provenance().preparation())
                .containsExactly("by hand", "held out 0.2, seed=5");
        assertThat(data.holdOut(0.2, 5).validation().texts()).isEqualTo(validation.texts());
        assertThat(data.holdOut(0.2, 6).validation().texts()).isNotEqualTo(validation.texts());
        for (int i = 0; i < validation.size(); i++) {
            int number = Integer.parseInt(validation.text(i).substring(5));
            assertThat(validation.label(i)).isEqualTo(data.label(number));
        }
    }

    @Test
    void everyExampleIsHeldOutInOneFoldAndClassesAreDealtEvenly() {
        LabeledText data = data(203);
        List<HoldOut<LabeledText>> folds = data.folds(5, 3);
        List<String> held = new ArrayList<>();
        for (HoldOut<LabeledText> fold : folds) {
            assertThat(fold.validation().size()).isBetween(40, 41);
            assertThat(count(fold.validation(), "rare")).isBetween(10L, 11L);
            assertThat(fold.train().size() + fold.validation().size()).isEqualTo(203);
            assertThat(fold.train().texts()).doesNotContainAnyElementsOf(fold.validation().texts());
            held.addAll(fold.validation().texts());
        }
        assertThat(held).hasSize(203).doesNotHaveDuplicates();
        assertThat(folds.get(1).train().provenance().preparation()).contains("fold 2 of 5, seed=3");
        // The only example of a class is judged once, by who has not seen it.
        assertThat(folds.stream().filter(f -> count(f.train(), "single") == 0)).hasSize(1);
        assertThat(data.folds(5, 4).get(0).validation().texts())
                .isNotEqualTo(folds.get(0).validation().texts());
        assertThatThrownBy(() -> data(4).folds(5, 1))
                .isInstanceOf(RecurveException.class)
                .hasMessage("made up has 4 texts, too few for 5 folds: ask for 4 at most");
        assertThatThrownBy(() -> data.folds(1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void balanceCountsEveryClass() {
        Table balance =
                new LabeledText(
                                List.of("a", "b", "c", "d"),
                                new int[] {2, 0, 2, 2},
                                List.of("x", "none", "y"),
                                MADE)
                        .balance();
        assertThat(balance.columnNames()).containsExactly("class", "items", "share");
        assertThat(balance.stringColumn("class").asList()).containsExactly("x", "none", "y");
        assertThat(balance.intColumn("items").asList()).containsExactly(1, 0, 3);
        assertThat(balance.doubleColumn("share").get(2)).isCloseTo(0.75, within(1e-12));
    }

    @Test
    void duplicatesAreSameTextAndSameLabel() {
        LabeledText data =
                LabeledText.of(
                        List.of("Abel", "Abel", "Abel", "Ng"),
                        List.of("English", "Russian", "English", "Chinese"),
                        MADE);
        LabeledText unique = data.deduplicated();
        assertThat(unique.texts()).containsExactly("Abel", "Abel", "Ng");
        assertThat(unique.targets()).containsExactly(1, 2, 0);
        assertThat(unique.provenance().preparation()).contains("deduplicated, left out=1");
    }

    @Test
    void otherDataTakesTheClassesOfTraining() {
        LabeledText data = LabeledText.of(List.of("a", "b"), List.of("yes", "no"), MADE);
        LabeledText aligned = data.withLabels(List.of("yes", "perhaps", "no"));
        assertThat(aligned.targets()).containsExactly(0, 2);
        assertThat(aligned.label(1)).isEqualTo("no");
        assertThatThrownBy(() -> data.withLabels(List.of("perhaps", "no")))
                .isInstanceOf(RecurveException.class)
                .hasMessageStartingWith(
                        "made up all has the class \"yes\" (1 times), which is none of the 2"
                                + " expected: perhaps, no");
    }

    @Test
    void theFirstKeepTheirOrder() {
        LabeledText first = data(20).first(3);
        assertThat(first.texts()).containsExactly("text 0", "text 1", "text 2");
        assertThat(first.labels()).hasSize(3);
        assertThat(first.provenance().preparation()).contains("first=3 texts");
        assertThatThrownBy(() -> data(20).first(21))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the first 21 texts of made up all were asked for, which has 20");
        Table table = first.toTable();
        assertThat(table.stringColumn("text").get(2)).isEqualTo("text 2");
        assertThat(table.stringColumn("label").get(1)).isEqualTo("rare");
    }

    @Test
    void nothingChangesTheData() {
        List<String> texts = new ArrayList<>(List.of("a", "b"));
        int[] targets = {0, 1};
        LabeledText data = new LabeledText(texts, targets, List.of("x", "y"), MADE);
        texts.set(0, "changed");
        targets[0] = 1;
        assertThat(data.text(0)).isEqualTo("a");
        assertThat(data.targets()).containsExactly(0, 1);
    }

    @Test
    void whatDoesNotFitIsNamed() {
        List<String> xy = List.of("x", "y");
        assertWrong(List.of(), new int[0], xy, "made up has no texts");
        assertWrong(List.of("a", " "), new int[] {0, 1}, xy, "text 1 of made up is empty");
        assertWrong(List.of("a"), new int[] {0, 1}, xy, "a class for each of 1 texts");
        assertWrong(List.of("a"), new int[] {2}, xy, "the class of text 0 is 2, expected 0 to 1");
        assertWrong(List.of("a"), new int[] {0}, List.of("x", "x"), "no name twice");
    }

    private static void assertWrong(
            List<String> texts, int[] targets, List<String> labels, String message) {
        assertThatThrownBy(() -> new LabeledText(texts, targets, labels, MADE))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining(message);
    }

    @Test
    void wordsAreShuffledWithinTheirText() {
        LabeledText data = LabeledText.load("opinions").train().first(50);
        LabeledText shuffled = data.shuffledWords(1);
        assertThat(shuffled.texts()).isNotEqualTo(data.texts());
        assertThat(shuffled.texts()).isEqualTo(data.shuffledWords(1).texts());
        assertThat(shuffled.texts()).isNotEqualTo(data.shuffledWords(2).texts());
        assertThat(shuffled.targets()).isEqualTo(data.targets());
        assertThat(shuffled.attribute("phenomenon")).isEqualTo(data.attribute("phenomenon"));
        assertThat(shuffled.provenance().preparation()).contains("words shuffled, seed=1");
        for (int i = 0; i < data.size(); i++) {
            assertThat(shuffled.text(i).split(" "))
                    .containsExactlyInAnyOrder(data.text(i).split(" "));
        }
    }
}
