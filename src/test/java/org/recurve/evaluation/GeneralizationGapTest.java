package org.recurve.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.core.DataProvenance;
import org.recurve.core.EvaluationEvent;
import org.recurve.core.Event;
import org.recurve.core.Events;
import org.recurve.data.NllConsumer;
import org.recurve.data.TokenStream;
import tech.tablesaw.api.Table;

class GeneralizationGapTest {
    private static final TokenStream KNOWN = text("train", 1, 2, 3, 1);
    private static final TokenStream UNSEEN = text("validation", 2, 2, 1);

    private static TokenStream text(String split, int... ids) {
        return new TokenStream(
                ids,
                FixedPredictor.VOCABULARY,
                0,
                new DataProvenance("letters", split, List.of(), List.of()));
    }

    /** Knows its text by heart and guesses elsewhere. */
    private record Parrot(double byHeart, double elsewhere) implements LetterPredictor {
        @Override
        public String name() {
            return "parrot";
        }

        @Override
        public void score(TokenStream stream, NllConsumer sink) {
            double nats = stream.split().equals("train") ? byHeart : elsewhere;
            for (int i = 0; i < stream.size(); i++) {
                sink.accept(i, new double[] {nats}, 1);
            }
        }
    }

    @Test
    void theGapIsTheLossOnUnseenTextLessThatOnTheKnown() {
        GeneralizationGap gap = new GeneralizationGap(KNOWN, UNSEEN);
        gap.add("by heart", new Parrot(0.25, 2));
        gap.add("cured", new Parrot(1.5, 1.25));

        Table table = gap.table();

        assertThat(table.columnNames())
                .containsExactly("model", "train loss", "validation loss", "gap", "perplexity");
        assertThat(table.stringColumn("model").asList()).containsExactly("by heart", "cured");
        assertThat(table.doubleColumn("train loss").asList()).containsExactly(0.25, 1.5);
        assertThat(table.doubleColumn("validation loss").asList()).containsExactly(2.0, 1.25);
        assertThat(table.doubleColumn("gap").asList()).containsExactly(1.75, -0.25);
        assertThat(table.doubleColumn("perplexity").get(0)).isCloseTo(Math.exp(2), within(1e-12));
    }

    @Test
    void bothEvaluationsOfEachModelArePublished() {
        List<Event> events = new ArrayList<>();
        try (Events.Subscription subscription = Events.subscribe(events::add)) {
            assertThat(subscription).isNotNull();
            new GeneralizationGap(KNOWN, UNSEEN).add("one", new Parrot(1, 2));
        }
        assertThat(events)
                .filteredOn(EvaluationEvent.class::isInstance)
                .extracting(event -> ((EvaluationEvent) event).split())
                .containsExactly("train", "validation");
    }

    @Test
    void textsOfOneSplitAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GeneralizationGap(KNOWN, KNOWN))
                .withMessageContaining("\"train\"");
    }
}
