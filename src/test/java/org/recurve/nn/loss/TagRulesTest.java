package org.recurve.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TagRulesTest {

    @Test
    void insideFollowsOnlyItsOwnSpan() {
        List<String> tags = List.of("O", "B-PER", "I-PER", "B-LOC", "I-LOC");
        TagRules rules = TagRules.bio(tags);
        assertThat(rules.size()).isEqualTo(5);
        for (int to = 0; to < 5; to++) {
            boolean inside = to == 2 || to == 4;
            assertThat(rules.mayStart(to)).isEqualTo(!inside);
            assertThat(rules.mayEnd(to)).isTrue();
            for (int from = 0; from < 5; from++) {
                boolean same = from == to || from == to - 1;
                assertThat(rules.mayFollow(from, to)).isEqualTo(!inside || same);
            }
        }
    }

    @Test
    void tablesAreCopied() {
        boolean[] all = {true, true};
        boolean[][] follow = {{true, true}, {true, true}};
        TagRules rules = new TagRules(follow, all, all);
        all[0] = false;
        follow[1][1] = false;
        assertThat(rules.mayStart(0) && rules.mayEnd(0) && rules.mayFollow(1, 1)).isTrue();
    }

    @Test
    void tablesMustFit() {
        boolean[] two = {true, true};
        assertThatThrownBy(() -> new TagRules(new boolean[2][2], two, new boolean[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 at the start, 3 at the end");
        assertThatThrownBy(() -> new TagRules(new boolean[2][3], two, two))
                .hasMessageContaining("2 unequal rows");
        assertThatThrownBy(() -> TagRules.free(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LinearChainCrf(-1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
