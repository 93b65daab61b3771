package org.recurve.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.task.SentencePrefixes;
import org.recurve.task.TaggedSentence;

class TagViewsTest {
    private static final List<String> LABELS = List.of("AUX", "NOUN", "VERB<");

    static final TaggedSentence BEGINNING =
            new TaggedSentence(
                    List.of("<can>"), List.of("AUX"), LABELS, new double[][] {{0.97, 0.03, 0}});
    static final TaggedSentence SENTENCE =
            new TaggedSentence(
                    List.of("<can>", "fish"),
                    List.of("VERB<", "NOUN"),
                    LABELS,
                    new double[][] {{0.02, 0, 0.98}, {0.01, 0.7512, 0.2388}});

    @Test
    void aSentenceIsAHeatMapOfItsLikelyTags() {
        HeatMap map = HeatMap.ofTags("tags", SENTENCE, 0.05);
        assertThat(map.alt())
                .isEqualTo("tags. Heat map of 2 rows and 2 columns, values from 0 to 0.98");
        assertThat(map.svg())
                .contains("&lt;can&gt; VERB&lt;", "fish NOUN", "VERB&lt;, fish NOUN: 0.24")
                .doesNotContain("AUX");
        assertThat(HeatMap.ofTags("tags", SENTENCE, 0.02).alt()).contains("3 rows");
        assertThat(Displays.text(SENTENCE)).isEqualTo("<can>/VERB< fish/NOUN");
    }

    @Test
    void prefixesAreATableThatMarksWhatChanged() {
        SentencePrefixes prefixes = new SentencePrefixes(List.of(BEGINNING, SENTENCE));
        assertThat(Displays.text(prefixes))
                .isEqualTo(
                        """
                        Tags as the words arrive
                        read up to  <can>    fish
                        <can>       AUX
                        fish        → VERB<  NOUN
                        → changed by the word that had just arrived""");
        assertThat(Displays.html(prefixes).orElseThrow())
                .contains("→ VERB&lt;</td>")
                .doesNotContain("→ NOUN");
    }
}
