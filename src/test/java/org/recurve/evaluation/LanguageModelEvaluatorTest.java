package org.recurve.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import com.oracle.labs.mlrg.olcut.provenance.io.XMLProvenanceSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.recurve.core.EvaluationEvent;
import org.recurve.core.Event;
import org.recurve.core.Events;
import org.recurve.core.ProgressEvent;
import org.recurve.core.RecurveException;
import org.recurve.data.TokenStream;
import org.recurve.data.Vocabulary;
import org.tribuo.classification.Label;
import org.tribuo.evaluation.DescriptiveStats;
import org.tribuo.evaluation.EvaluationAggregator;
import org.tribuo.evaluation.metrics.MetricID;
import org.tribuo.provenance.EvaluationProvenance;
import tech.tablesaw.api.Table;

class LanguageModelEvaluatorTest {
    private static final TokenStream TEXT = FixedPredictor.stream(16, 1, 2, 3, 0, 1, 2, 3, 1);

    @Test
    void uniformGuessesGiveTheFiguresOfTheBook() {
        LanguageModelEvaluation e =
                new LanguageModelEvaluator().evaluate(FixedPredictor.uniform(4), TEXT);
        assertThat(e.perplexity()).isCloseTo(4, within(1e-12));
        assertThat(e.bitsPerToken()).isCloseTo(2, within(1e-12));
        assertThat(e.bitsPerCharacter()).isCloseTo(1, within(1e-12));
        assertThat(e.natsPerToken()).isCloseTo(Math.log(4), within(1e-12));
        assertThat(e.natsPerCharacter()).isCloseTo(Math.log(4) / 2, within(1e-12));
        assertThat(e.negativeLogLikelihood()).isCloseTo(8 * Math.log(4), within(1e-12));
        assertThat(e.oovRate()).isEqualTo(1.0 / 8);
        assertThat(e.tokens()).isEqualTo(8);
        assertThat(e.metrics())
                .containsOnlyKeys(
                        "perplexity",
                        "nats_per_token",
                        "bits_per_token",
                        "nats_per_character",
                        "bits_per_character",
                        "oov_rate",
                        "tokens");
    }

    @Test
    void howTheTextIsCutChangesNothing() {
        LanguageModelEvaluator evaluator = new LanguageModelEvaluator();
        List<Double> totals = new ArrayList<>();
        for (int chunk : new int[] {1, 3, 8, 100}) {
            FixedPredictor model =
                    new FixedPredictor("m", FixedPredictor.VOCABULARY, false, chunk, i -> 0.1 * i);
            totals.add(evaluator.evaluate(model, TEXT).negativeLogLikelihood());
        }
        assertThat(totals).containsOnly(totals.get(0));
        assertThat(totals.get(0)).isCloseTo(2.8, within(1e-15));
    }

    @Test
    void theResultIsPublishedOnceWithItsRole() {
        List<Event> events = new ArrayList<>();
        FixedPredictor model =
                new FixedPredictor("LSTM", FixedPredictor.VOCABULARY, false, 3, i -> 0.5);
        try (Events.Subscription subscription = Events.subscribe(events::add)) {
            assertThat(subscription).isNotNull();
            new LanguageModelEvaluator().evaluate(FixedPredictor.uniform(2), TEXT);
            new LanguageModelEvaluator().primary().evaluate(model, TEXT);
        }
        List<EvaluationEvent> results =
                events.stream()
                        .filter(EvaluationEvent.class::isInstance)
                        .map(EvaluationEvent.class::cast)
                        .toList();
        assertThat(results).hasSize(2);
        EvaluationEvent baseline = results.get(0);
        EvaluationEvent main = results.get(1);
        assertThat(baseline.role()).isEqualTo(EvaluationEvent.Role.BASELINE);
        assertThat(baseline.primary()).isFalse();
        assertThat(main.role()).isEqualTo(EvaluationEvent.Role.MODEL);
        assertThat(main.primary()).isTrue();
        assertThat(main.task()).isEqualTo("language-model");
        assertThat(main.model()).isEqualTo("LSTM");
        assertThat(main.dataset()).isEqualTo("letters");
        assertThat(main.split()).isEqualTo("validation");
        assertThat(main.seed()).isEqualTo(7);
        assertThat(main.metrics().get("perplexity")).isCloseTo(Math.exp(0.5), within(1e-12));
        assertThat(main.provenance()).containsOnlyKeys("model", "data", "reading");
        assertThat(((Map<?, ?>) main.provenance().get("data")).get("dataset")).isEqualTo("letters");
        List<ProgressEvent> progress =
                events.stream()
                        .filter(ProgressEvent.class::isInstance)
                        .map(ProgressEvent.class::cast)
                        .toList();
        assertThat(progress.stream().filter(ProgressEvent::finished)).hasSize(2);
        assertThat(progress.get(progress.size() - 1).done()).isEqualTo(8);
    }

    @Test
    void anEmptyTextIsRefused() {
        assertThatThrownBy(
                        () ->
                                new LanguageModelEvaluator()
                                        .evaluate(
                                                FixedPredictor.uniform(2),
                                                FixedPredictor.stream(0)))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("letters validation has no tokens")
                .hasMessageContaining("uniform");
    }

    @Test
    void anotherVocabularyIsRefusedWithTheFirstDifference() {
        Vocabulary other = Vocabulary.builder().specials("<unk>").addAll(List.of("a", "z")).build();
        FixedPredictor model = new FixedPredictor("LSTM", other, false, 3, i -> 1);
        assertThatThrownBy(() -> new LanguageModelEvaluator().evaluate(model, TEXT))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("the model's has 3 tokens, the text's 4")
                .hasMessageContaining("token 2 is \"z\" there and \"b\" here")
                .hasMessageContaining("letters validation");
    }

    @Test
    void anEqualVocabularyReadFromAFileWillDo() {
        Vocabulary copy = Vocabulary.fromJson(FixedPredictor.VOCABULARY.toJson());
        FixedPredictor model = new FixedPredictor("LSTM", copy, false, 3, i -> 1);
        assertThat(new LanguageModelEvaluator().evaluate(model, TEXT).natsPerToken()).isEqualTo(1);
    }

    @Test
    void aScoreThatIsNoneNamesTheToken() {
        FixedPredictor broken =
                new FixedPredictor(
                        "LSTM", FixedPredictor.VOCABULARY, false, 3, i -> i == 4 ? Double.NaN : 1);
        assertThatThrownBy(() -> new LanguageModelEvaluator().evaluate(broken, TEXT))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("token 4 of validation (\"a\")")
                .hasMessageContaining("NaN");
    }

    @Test
    void anImpossibleTokenGivesInfinitePerplexity() {
        FixedPredictor zero =
                new FixedPredictor(
                        "count",
                        FixedPredictor.VOCABULARY,
                        true,
                        3,
                        i -> i == 4 ? Double.POSITIVE_INFINITY : 1);
        assertThat(new LanguageModelEvaluator().evaluate(zero, TEXT).perplexity())
                .isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void anInterruptEndsTheWorkAndItsProgress() {
        List<Event> events = new ArrayList<>();
        FixedPredictor model =
                new FixedPredictor(
                        "LSTM",
                        FixedPredictor.VOCABULARY,
                        false,
                        2,
                        i -> {
                            if (i == 4) {
                                Thread.currentThread().interrupt();
                            }
                            return 1;
                        });
        try (Events.Subscription subscription = Events.subscribe(events::add)) {
            assertThat(subscription).isNotNull();
            assertThatThrownBy(() -> new LanguageModelEvaluator().evaluate(model, TEXT))
                    .isInstanceOf(CancellationException.class);
        }
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(events).noneMatch(EvaluationEvent.class::isInstance);
        assertThat(((ProgressEvent) events.get(events.size() - 1)).finished()).isTrue();
    }

    @Test
    void tribuoAggregatesEvaluationsOfSeveralRuns() {
        LanguageModelEvaluator evaluator = new LanguageModelEvaluator();
        Map<MetricID<Label>, DescriptiveStats> summary =
                EvaluationAggregator.summarize(
                        List.of(
                                evaluator.evaluate(FixedPredictor.uniform(2), TEXT),
                                evaluator.evaluate(FixedPredictor.uniform(4), TEXT)));
        DescriptiveStats perplexity = summary.get(LanguageModelEvaluation.id("perplexity"));
        assertThat(perplexity.getMean()).isCloseTo(3, within(1e-12));
        assertThat(perplexity.getMax()).isCloseTo(4, within(1e-12));
    }

    @Test
    void provenanceSurvivesOlcutsOwnSerialization() throws Exception {
        EvaluationProvenance provenance =
                new LanguageModelEvaluator()
                        .evaluate(FixedPredictor.uniform(2), TEXT)
                        .getProvenance();
        XMLProvenanceSerialization xml = new XMLProvenanceSerialization(true);
        String text = xml.serializeToString(ProvenanceUtil.marshalProvenance(provenance));
        ObjectProvenance back = ProvenanceUtil.unmarshalProvenance(xml.deserializeFromString(text));
        assertThat(back).isEqualTo(provenance);
        assertThat(text).contains("00ff", "aa11", "tokenizer=characters", "lstm", "batchSize");
        assertThat(provenance.getModelProvenance().getTrainingTime().getYear()).isEqualTo(2026);
        assertThat(provenance.getModelProvenance().getTrainerProvenance().getConfiguredParameters())
                .containsKeys("cell", "layers", "seed");
        assertThat(provenance.getModelProvenance().getDatasetProvenance().getNumOutputs())
                .isEqualTo(4);
        assertThat(ProvenanceUtil.formattedProvenanceString(provenance)).contains("letters.txt");
    }

    @Test
    void htmlIsEscapedAndTextHasEveryFigure() {
        FixedPredictor model =
                new FixedPredictor("<script>", FixedPredictor.VOCABULARY, false, 3, i -> 1);
        LanguageModelEvaluation e = new LanguageModelEvaluator().evaluate(model, TEXT);
        assertThat(e.toHTML()).contains("&lt;script&gt;").doesNotContain("<script>");
        assertThat(e.toString())
                .contains("perplexity", "2.72", "bits_per_character", "oov_rate", "12.50 %");
    }

    @Test
    void comparisonGivesTheRelativeDifferenceToTheFirst() {
        LanguageModelEvaluator evaluator = new LanguageModelEvaluator();
        LanguageModelEvaluation four = evaluator.evaluate(FixedPredictor.uniform(4), TEXT);
        LanguageModelEvaluation three = evaluator.evaluate(FixedPredictor.uniform(3), TEXT);
        LanguageModelEvaluation elsewhere =
                evaluator.evaluate(FixedPredictor.uniform(3), FixedPredictor.stream(2, 1));
        Table table = Evaluations.compare(four, three, elsewhere);
        assertThat(table.rowCount()).isEqualTo(3);
        assertThat(table.doubleColumn("vs first").get(0)).isZero();
        assertThat(table.doubleColumn("vs first").get(1)).isCloseTo(-0.25, within(1e-12));
        assertThat(table.doubleColumn("vs first").isMissing(2)).isTrue();
        assertThat(table.stringColumn("data").get(0)).isEqualTo("letters validation");
    }
}
