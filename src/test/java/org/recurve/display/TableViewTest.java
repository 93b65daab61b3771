package org.recurve.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

class TableViewTest {
    private static Table history(int epochs) {
        return Table.create(
                "history", IntColumn.create("epoch", IntStream.rangeClosed(1, epochs).toArray()));
    }

    /** {@return the numbers of a table of one column} */
    private static List<Integer> numbers(Table history) {
        return TableView.epochs(history)
                .text()
                .lines()
                .map(String::strip)
                .filter(line -> line.matches("[0-9]+"))
                .map(Integer::valueOf)
                .toList();
    }

    @Test
    void aShortHistoryIsShownWhole() {
        assertThat(numbers(history(20)))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 20).boxed().toList());
        assertThat(TableView.epochs(history(20)).text()).doesNotContain("of 20 epochs");
    }

    @Test
    void aLongHistoryIsThinnedOut() {
        List<Integer> shown = numbers(history(100));
        assertThat(shown).hasSize(20).startsWith(1, 6).endsWith(95, 100).isSorted();
        assertThat(TableView.epochs(history(100)).text()).contains("20 of 100 epochs");
        assertThat(numbers(history(21))).hasSize(20).doesNotHaveDuplicates().endsWith(21);
    }
}
