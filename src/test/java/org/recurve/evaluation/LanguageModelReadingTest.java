package org.recurve.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.recurve.core.EvaluationEvent;
import org.recurve.core.Event;
import org.recurve.core.Events;
import org.recurve.core.RecurveException;
import org.recurve.data.NllConsumer;
import org.recurve.data.Reading;
import org.recurve.data.TokenPredictor;
import org.recurve.data.TokenStream;
import tech.tablesaw.api.Table;

class LanguageModelReadingTest {
    private static final TokenStream TEXT = FixedPredictor.stream(16, 1, 2, 3, 0, 1, 2, 3, 1);
    private static final TokenPredictor COUNTER = new ContextCounter();

    private static List<Double> scores(LanguageModelEvaluation evaluation) {
        List<Double> scores = new ArrayList<>();
        for (int i = 0; i < evaluation.tokens(); i++) {
            scores.add(evaluation.negativeLogLikelihood(i));
        }
        return scores;
    }

    @Test
    void eachTokenIsPredictedFromWhatTheReadingSays() {
        LanguageModelEvaluator evaluator = new LanguageModelEvaluator();
        assertThat(scores(evaluator.evaluate(COUNTER, TEXT)))
                .containsExactly(1., 2., 3., 4., 5., 6., 7., 8.);
        assertThat(scores(evaluator.batchSize(3).segment(35).evaluate(COUNTER, TEXT)))
                .containsExactly(1., 2., 3., 1., 2., 3., 1., 2.);
        assertThat(scores(evaluator.slidingContext(3, 1).evaluate(COUNTER, TEXT)))
                .containsExactly(1., 2., 3., 3., 3., 3., 3., 3.);
        assertThat(scores(evaluator.slidingContext(4, 2).evaluate(COUNTER, TEXT)))
                .containsExactly(1., 2., 3., 4., 3., 4., 3., 4.);
        assertThat(evaluator.batchSize(3).evaluate(COUNTER, TEXT).natsPerToken())
                .isEqualTo(15.0 / 8);
    }

    @Test
    void theRecordTellsHowTheTextWasRead() {
        List<Event> events = new ArrayList<>();
        LanguageModelEvaluator evaluator = new LanguageModelEvaluator().primary();
        LanguageModelEvaluation strands;
        LanguageModelEvaluation windows;
        try (Events.Subscription subscription = Events.subscribe(events::add)) {
            assertThat(subscription).isNotNull();
            strands = evaluator.batchSize(4).segment(35).evaluate(COUNTER, TEXT);
            windows = evaluator.slidingContext(5, 2).evaluate(COUNTER, TEXT);
        }
        assertThat(strands.reading()).isEqualTo(new Reading.Carried(4, 35));
        assertThat(windows.reading()).isEqualTo(new Reading.Windows(5, 2));
        assertThat(events)
                .filteredOn(EvaluationEvent.class::isInstance)
                .extracting(event -> ((EvaluationEvent) event).provenance().get("reading"))
                .containsExactly(
                        Map.of("batchSize", 4, "segment", 35), Map.of("context", 5, "stride", 2));
        assertThat(events)
                .filteredOn(EvaluationEvent.class::isInstance)
                .allMatch(event -> ((EvaluationEvent) event).primary());
        assertThat(ProvenanceUtil.formattedProvenanceString(strands.getProvenance()))
                .contains("batchSize", "segment");
        assertThat(ProvenanceUtil.formattedProvenanceString(windows.getProvenance()))
                .contains("context", "stride")
                .doesNotContain("batchSize");
    }

    @Test
    void theComparisonTellsTheReadingsWhereTheyDiffer() {
        LanguageModelEvaluator evaluator = new LanguageModelEvaluator();
        LanguageModelEvaluation whole = evaluator.evaluate(COUNTER, TEXT);
        LanguageModelEvaluation strands = evaluator.batchSize(4).evaluate(COUNTER, TEXT);
        LanguageModelEvaluation windows = evaluator.slidingContext(3, 1).evaluate(COUNTER, TEXT);

        assertThat(Evaluations.compare(whole, whole).columnNames())
                .containsExactly(
                        "model",
                        "data",
                        "perplexity",
                        "vs first",
                        "nats per token",
                        "bits per character",
                        "oov rate",
                        "tokens");
        Table table = Evaluations.compare(whole, strands, windows);
        assertThat(table.stringColumn("reading").asList())
                .containsExactly(
                        "batch size 1, segments of 128",
                        "batch size 4, segments of 128",
                        "windows of 3, stride 1");
        assertThat(table.doubleColumn("vs first").get(1))
                .as("of the same tokens")
                .isCloseTo(Math.exp(12.0 / 8 - 36.0 / 8) - 1, within(1e-12));
    }

    @Test
    void perplexityByContextIsThatOfSlidingWindows() {
        List<Event> events = new ArrayList<>();
        Table table;
        try (Events.Subscription subscription = Events.subscribe(events::add)) {
            assertThat(subscription).isNotNull();
            table = Evaluations.byContext(COUNTER, TEXT, 1, 2, 5, 50);
        }
        assertThat(table.intColumn("context").asList()).containsExactly(1, 2, 5, 50);
        assertThat(table.doubleColumn("nats per token").asList())
                .containsExactly(1.0, 15.0 / 8, 30.0 / 8, 36.0 / 8);
        assertThat(table.doubleColumn("perplexity").get(1))
                .isCloseTo(Math.exp(15.0 / 8), within(1e-12));
        assertThat(events).isNotEmpty().noneMatch(EvaluationEvent.class::isInstance);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Evaluations.byContext(COUNTER, TEXT, 1, 0))
                .withMessageContaining("at least 1 token, not 0");
    }

    @Test
    void settingsThatExcludeEachOtherAreRefused() {
        LanguageModelEvaluator evaluator = new LanguageModelEvaluator();
        assertThatIllegalStateException()
                .isThrownBy(() -> evaluator.batchSize(10).slidingContext(5, 1))
                .withMessageContaining("batch size 10, segments of 128");
        assertThatIllegalStateException()
                .isThrownBy(() -> evaluator.slidingContext(5, 1).batchSize(10))
                .withMessageContaining("windows of 5, stride 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluator.batchSize(0))
                .withMessageContaining("at least 1 strand, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluator.segment(-1))
                .withMessageContaining("at least 1 token long, not -1");
        assertThatThrownBy(() -> evaluator.batchSize(9).evaluate(COUNTER, TEXT))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("8 tokens cannot be read in 9 strands");
    }

    @Test
    void aModelThatReadsInOneWayOnlySaysSo() {
        FixedPredictor model = FixedPredictor.uniform(4);
        LanguageModelEvaluator evaluator = new LanguageModelEvaluator();
        assertThatThrownBy(() -> evaluator.batchSize(2).evaluate(model, TEXT))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("uniform reads a text from its start to its end only")
                .hasMessageContaining("batch size 2");
        assertThat(evaluator.slidingContext(8, 1).evaluate(model, TEXT).perplexity())
                .as("one window is the whole text")
                .isCloseTo(4, within(1e-12));
    }

    /** Scores the given tokens, one at a time. */
    private record Careless(List<Integer> order) implements LetterPredictor {
        @Override
        public String name() {
            return "careless";
        }

        @Override
        public void score(TokenStream stream, NllConsumer sink) {
            for (int i : order) {
                sink.accept(i, new double[] {i}, 1);
            }
        }
    }

    @Test
    void aTokenThatIsForgottenOrScoredTwiceIsSeen() {
        LanguageModelEvaluator evaluator = new LanguageModelEvaluator();
        TokenStream text = FixedPredictor.stream(0, 1, 2, 3);
        assertThat(scores(evaluator.evaluate(new Careless(List.of(2, 0, 1)), text)))
                .containsExactly(0., 1., 2.);
        assertThatIllegalStateException()
                .isThrownBy(() -> evaluator.evaluate(new Careless(List.of(2, 0)), text))
                .withMessage("careless scored 2 of 3 tokens");
        assertThatIllegalStateException()
                .isThrownBy(() -> evaluator.evaluate(new Careless(List.of(2, 0, 2, 1)), text))
                .withMessage("careless scored token 2 of 3 twice");
        for (int outside : new int[] {-1, 3}) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> evaluator.evaluate(new Careless(List.of(0, outside)), text))
                    .withMessageContaining("careless scored tokens " + outside);
        }
    }

    @Test
    void bitsPerByteAreThereWhereTheBytesAreKnown() {
        TokenStream umlauts =
                new TokenStream(
                        new int[] {1, 2, 3, 1},
                        FixedPredictor.VOCABULARY,
                        8,
                        16,
                        TEXT.provenance());
        LanguageModelEvaluator evaluator = new LanguageModelEvaluator();
        LanguageModelEvaluation known = evaluator.evaluate(FixedPredictor.uniform(4), umlauts);
        LanguageModelEvaluation unknown = evaluator.evaluate(FixedPredictor.uniform(4), TEXT);
        assertThat(known.bitsPerByte()).isCloseTo(8.0 / 16, within(1e-12));
        assertThat(known.bitsPerCharacter()).isCloseTo(8.0 / 8, within(1e-12));
        assertThat(known.bytes()).isEqualTo(16);
        assertThat(known.metrics()).containsEntry("bits_per_byte", known.bitsPerByte());
        assertThat(unknown.bitsPerByte()).isNaN();
        assertThat(unknown.metrics()).doesNotContainKey("bits_per_byte");
        Table table = Evaluations.compare(known, unknown);
        assertThat(table.doubleColumn("bits per byte").get(0)).isEqualTo(known.bitsPerByte());
        assertThat(table.doubleColumn("bits per byte").isMissing(1)).isTrue();
    }
}
