package org.recurve.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import org.recurve.data.TaggedText;
import tech.tablesaw.api.Table;

class TaggerEvaluationsTest {
    private static final List<String> LABELS = List.of("AUX", "DET", "NOUN", "VERB");

    /** Can and saw are ambiguous, saw once and can twice in the capitals of a beginning. */
    private static final TaggedText TRAIN =
            data(
                    List.of(
                            List.of("Can", "men", "fish"),
                            List.of("the", "can"),
                            List.of("the", "saw"),
                            List.of("men", "saw", "the", "can")),
                    List.of(
                            List.of("AUX", "NOUN", "VERB"),
                            List.of("DET", "NOUN"),
                            List.of("DET", "NOUN"),
                            List.of("NOUN", "VERB", "DET", "NOUN")));

    private static final TaggedText JUDGED =
            data(
                    List.of(
                            List.of("The", "can", "can", "leak"),
                            List.of("Men", "saw", "the", "saw")),
                    List.of(
                            List.of("DET", "NOUN", "AUX", "VERB"),
                            List.of("NOUN", "VERB", "DET", "NOUN")));

    private static TaggedText data(List<List<String>> tokens, List<List<String>> tags) {
        return TaggedText.of(
                        tokens, tags, new DataProvenance("made up", "train", List.of(), List.of()))
                .withLabels(LABELS);
    }

    private static TaggingEvaluation judged(String name, TaggedText data, String... tags) {
        List<List<String>> all =
                Arrays.stream(tags).map(line -> List.of(line.split(" ", -1))).toList();
        return new TaggingEvaluator().evaluate(TableTagger.of(name, LABELS, all), data);
    }

    private final TaggingEvaluation first =
            judged("a", JUDGED, "DET NOUN NOUN NOUN", "NOUN NOUN DET NOUN");
    private final TaggingEvaluation second =
            judged("a", JUDGED, "NOUN NOUN AUX VERB", "NOUN VERB DET VERB");

    @Test
    void accuracyByWhatTheTrainingDataSayOfTheWord() {
        Table table = TaggerEvaluations.accuracyByAmbiguity(TRAIN, first, second);
        assertThat(table.columnNames()).containsExactly("words", "tokens", "a", "a (2)");
        assertThat(table.stringColumn("words").asList())
                .containsExactly("one tag", "several tags", "unseen", "all");
        assertThat(table.intColumn("tokens").asList()).containsExactly(3, 4, 1, 8);
        assertThat(table.doubleColumn("a").asList()).containsExactly(1.0, 0.5, 0.0, 5 / 8.0);
        assertThat(table.doubleColumn("a (2)").asList())
                .containsExactly(2 / 3.0, 0.75, 1.0, 6 / 8.0);
        Table known = TaggerEvaluations.accuracyByAmbiguity(JUDGED, first);
        assertThat(known.doubleColumn("a").isMissing(2)).isTrue();
    }

    @Test
    void wordsThatTheSecondKnowsBetterComeFirst() {
        Table table = TaggerEvaluations.largestGains(TRAIN, first, second, 5);
        assertThat(table.stringColumn("word").asList()).containsExactly("can", "saw");
        assertThat(table.stringColumn("tags").asList()).containsExactly("AUX, NOUN", "NOUN, VERB");
        assertThat(table.intColumn("tokens").asList()).containsExactly(2, 2);
        assertThat(table.doubleColumn("a").asList()).containsExactly(0.5, 0.5);
        assertThat(table.doubleColumn("a (2)").asList()).containsExactly(1.0, 0.5);
        assertThat(
                        TaggerEvaluations.largestGains(TRAIN, second, first, 1)
                                .stringColumn("word")
                                .asList())
                .containsExactly("saw");
    }

    @Test
    void otherSentencesAreRefused() {
        TaggingEvaluation other =
                judged("b", TRAIN, "AUX NOUN VERB", "DET NOUN", "DET NOUN", "NOUN VERB DET NOUN");
        assertThatThrownBy(() -> TaggerEvaluations.accuracyByAmbiguity(TRAIN, first, other))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("not of the same sentences");
        assertThatThrownBy(() -> TaggerEvaluations.largestGains(TRAIN, other, first, 3))
                .isInstanceOf(RecurveException.class);
    }
}
