package org.recurve.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.recurve.baseline.MostFrequentTag;
import org.recurve.core.DataProvenance;
import org.recurve.core.EvaluationEvent;
import org.recurve.core.Events;
import org.recurve.core.RecurveException;
import org.recurve.data.TagPrediction;
import org.recurve.data.TaggedText;
import org.recurve.metric.SpanScore;
import org.tribuo.classification.Label;
import org.tribuo.evaluation.metrics.MetricID;
import org.tribuo.evaluation.metrics.MetricTarget;
import tech.tablesaw.api.Table;

class TaggingEvaluatorTest {
    private static final List<String> IOB = List.of("O", "B-PER", "I-PER", "B-LOC", "I-LOC");
    private static final List<String> WORDS = List.of("Ann", "Lee", "saw", "New", "York", ".");

    private static TaggedText data(List<List<String>> tags) {
        List<List<String>> sentences = tags.stream().map(s -> WORDS.subList(0, s.size())).toList();
        return TaggedText.of(
                sentences, tags, new DataProvenance("made", "validation", List.of(), List.of()));
    }

    private static List<String> tags(String line) {
        return List.of(line.split(" "));
    }

    private static final List<List<String>> TRUTHS =
            List.of(tags("B-PER I-PER O B-LOC I-LOC O"), tags("B-PER O"));
    private static final List<List<String>> GUESSES =
            List.of(tags("B-PER I-PER O B-LOC O O"), tags("I-PER I-PER"));

    @Test
    void figuresByHand() {
        TaggingEvaluation evaluation =
                new TaggingEvaluator()
                        .evaluate(TableTagger.of("BiGRU", IOB, GUESSES), data(TRUTHS));
        assertThat(evaluation.accuracy()).isEqualTo(5 / 8.0);
        // Only Ann Lee has its end: New is cut, and the second sentence has one of two tokens.
        assertThat(evaluation.spans().orElseThrow().overall()).isEqualTo(new SpanScore(3, 3, 1));
        assertThat(evaluation.spanF1()).isEqualTo(1 / 3.0);
        assertThat(evaluation.spanPrecision()).isEqualTo(1 / 3.0);
        assertThat(evaluation.spanRecall()).isEqualTo(1 / 3.0);
        // B-PER 1 of 2 and 1, I-PER 1 of 1 and 3, O 2 of 3 and 3, B-LOC 1 of 1 and 1, I-LOC none.
        double f1 = (2 / 3.0 + 2 / 4.0 + 4 / 6.0 + 1 + 0) / 5;
        assertThat(evaluation.macroAveragedF1()).isCloseTo(f1, within(1e-12));
        assertThat(evaluation.metrics())
                .containsOnlyKeys(
                        "accuracy",
                        "f1_macro",
                        "span_f1",
                        "span_precision",
                        "span_recall",
                        "tokens")
                .containsEntry("tokens", 8.0);
        assertThat(evaluation.get(TaggingEvaluation.id("span_f1"))).isEqualTo(1 / 3.0);
        assertThat(evaluation.asMap().keySet()).containsAll(evaluation.tokens().asMap().keySet());
        MetricTarget<Label> person = new MetricTarget<>(new Label("PER"));
        assertThat(evaluation.asMap())
                .containsEntry(new MetricID<>(person, "span_recall"), 0.5)
                .containsEntry(new MetricID<>(person, "span_precision"), 0.5)
                .containsEntry(new MetricID<>(person, "span_f1"), 0.5);
        assertThat(evaluation.tags(1)).containsExactly("I-PER", "I-PER");
        assertThat(evaluation.getPredictions()).hasSize(8);
        assertThat(evaluation.toString())
                .contains("BiGRU on made validation", "span_f1", "0.3333", "LOC", "I-PER");
        assertThat(evaluation.toHTML())
                .contains("span f1", "<td align=\"right\">0.3333</td>", ">LOC</td>", "I-PER");
        assertThat(ClassifierEvaluations.predictions(evaluation.tokens()).row(4).getString("text"))
                .isEqualTo("Ann Lee saw New [York] .");
        assertThat(Evaluations.accuracyBy(evaluation.tokens(), "position").rowCount()).isEqualTo(6);
    }

    @Test
    void figuresAreThoseOfPlainCounts() {
        Random random = new Random(9);
        List<List<String>> truths = new ArrayList<>();
        List<List<String>> guesses = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            List<String> truth = new ArrayList<>();
            List<String> guess = new ArrayList<>();
            for (int t = 0; t <= i % 6; t++) {
                truth.add(IOB.get(random.nextInt(5)));
                guess.add(random.nextBoolean() ? truth.get(t) : IOB.get(random.nextInt(5)));
            }
            truths.add(truth);
            guesses.add(guess);
        }
        TaggingEvaluation evaluation =
                new TaggingEvaluator().evaluate(TableTagger.of("m", IOB, guesses), data(truths));
        double right = 0;
        double tokens = 0;
        Map<String, int[]> counts = new HashMap<>();
        for (int i = 0; i < truths.size(); i++) {
            for (int t = 0; t < truths.get(i).size(); t++) {
                String truth = truths.get(i).get(t);
                String guess = guesses.get(i).get(t);
                tokens++;
                right += truth.equals(guess) ? 1 : 0;
                counts.computeIfAbsent(truth, k -> new int[3])[0]++;
                counts.computeIfAbsent(guess, k -> new int[3])[1]++;
                counts.get(truth)[2] += truth.equals(guess) ? 1 : 0;
            }
        }
        double f1 = 0;
        for (String tag : IOB) {
            int[] c = counts.get(tag);
            f1 += 2.0 * c[2] / (c[0] + c[1]) / 5;
            // Tribuo's evaluation of whole sequences would give the recall here.
            assertThat(evaluation.tokens().f1(new Label(tag)))
                    .isCloseTo(2.0 * c[2] / (c[0] + c[1]), within(1e-12));
        }
        assertThat(evaluation.accuracy()).isCloseTo(right / tokens, within(1e-12));
        assertThat(evaluation.macroAveragedF1()).isCloseTo(f1, within(1e-12));
        assertThat(evaluation.spans().orElseThrow().tokenAccuracy())
                .isCloseTo(evaluation.accuracy(), within(1e-12));
    }

    @Test
    void tagsThatMarkNoSpansHaveNone() {
        List<List<String>> parts = List.of(tags("NOUN VERB"));
        TaggingEvaluation evaluation =
                new TaggingEvaluator()
                        .evaluate(TableTagger.of("m", List.of("VERB", "NOUN"), parts), data(parts));
        assertThat(evaluation.spans()).isEmpty();
        assertThat(evaluation.spanF1()).isNaN();
        assertThat(evaluation.spanPrecision()).isNaN();
        assertThat(evaluation.spanRecall()).isNaN();
        assertThat(evaluation.metrics()).containsOnlyKeys("accuracy", "f1_macro", "tokens");
        assertThat(evaluation.accuracy()).isEqualTo(1);
        assertThat(evaluation.asMap()).doesNotContainKey(TaggingEvaluation.id("span_f1"));
        assertThat(evaluation.toString()).doesNotContain("span");
        assertThat(evaluation.toHTML()).doesNotContain("span f1", ">span<");
    }

    @Test
    void theChosenTagNeedNotBeTheMostProbable() {
        List<String> labels = List.of("X", "Y");
        List<TagPrediction> path =
                List.of(
                        new TagPrediction(
                                tags("X Y"),
                                List.of(new double[] {0.6, 0.4}, new double[] {0.55, 0.45})));
        TaggedText data = data(List.of(tags("X X")));
        TaggingEvaluation evaluation =
                new TaggingEvaluator().evaluate(new TableTagger("CRF", labels, path), data);
        assertThat(evaluation.accuracy()).isEqualTo(0.5);
        Table errors = ClassifierEvaluations.hardestErrors(evaluation.tokens(), 5);
        assertThat(errors.doubleColumn("confidence").asDoubleArray()).containsExactly(0.45);
        assertThat(errors.doubleColumn("P(truth)").asDoubleArray()).containsExactly(0.55);
        assertThat(errors.stringColumn("text").asList()).containsExactly("Ann [Lee]");
        TaggingEvaluation plain =
                new TaggingEvaluator()
                        .evaluate(TableTagger.of("m", labels, List.of(tags("X Y"))), data);
        assertThatThrownBy(() -> ClassifierEvaluations.hardestErrors(plain.tokens(), 5))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("m gives no probabilities");
    }

    @Test
    void theResultIsPublishedWithItsProvenance() {
        List<EvaluationEvent> events = new ArrayList<>();
        TaggedText data = data(TRUTHS);
        TaggingEvaluation evaluation;
        try (Events.Subscription subscription =
                Events.subscribe(event -> events.add((EvaluationEvent) event))) {
            assertThat(subscription).isNotNull();
            new TaggingEvaluator().primary().evaluate(TableTagger.of("m", IOB, GUESSES), data);
            evaluation = new TaggingEvaluator().evaluate(MostFrequentTag.fit(data), data);
        }
        EvaluationEvent event = events.get(0);
        assertThat(event.task()).isEqualTo("tagging");
        assertThat(event.model() + ", " + event.dataset() + " " + event.split())
                .isEqualTo("m, made validation");
        assertThat(event.primary()).isTrue();
        assertThat(event.seed()).isEqualTo(5);
        assertThat(event.role()).isEqualTo(EvaluationEvent.Role.MODEL);
        assertThat(event.metrics()).containsEntry("span_recall", 1 / 3.0);
        assertThat(events.get(1).role()).isEqualTo(EvaluationEvent.Role.BASELINE);
        assertThat(events.get(1).primary()).isFalse();
        assertThat(evaluation.getProvenance().toString())
                .contains("most frequent tag", "made", "validation");
        assertThat(evaluation.toString()).contains("most frequent tag (baseline)");
    }

    @Test
    void aTagThatTheModelDoesNotKnowIsNamed() {
        List<String> few = List.of("O", "B-PER", "I-PER");
        TaggedText data = data(TRUTHS);
        assertThatThrownBy(
                        () ->
                                new TaggingEvaluator()
                                        .evaluate(TableTagger.of("m", few, GUESSES), data))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("made validation has the class \"B-LOC\", which m does not");
        // With all tags given to the training data it counts as an error.
        TaggedText train = data(List.of(tags("B-PER I-PER O"))).withLabels(data.labels());
        assertThat(new TaggingEvaluator().evaluate(MostFrequentTag.fit(train), data).accuracy())
                .isBetween(0.1, 0.9);
    }

    @Test
    void whatIsNoTaggingIsNamed() {
        TaggedText data = data(TRUTHS);
        assertNamed(data, List.of(TagPrediction.of(TRUTHS.get(0))), "m tagged 1 sentences of 2");
        assertNamed(
                data,
                List.of(TagPrediction.of(TRUTHS.get(0)), TagPrediction.of(tags("O O O"))),
                "m gave 3 tags to the 2 tokens of sentence 1");
        assertNamed(
                data,
                List.of(TagPrediction.of(TRUTHS.get(0)), TagPrediction.of(tags("O B-ORG"))),
                "m chose the tag \"B-ORG\" in sentence 1");
        List<double[]> rows = List.of(new double[5], new double[5]);
        assertNamed(
                data,
                List.of(TagPrediction.of(TRUTHS.get(0)), new TagPrediction(tags("O O"), rows)),
                "probabilities for sentence 1, but not for all");
        double[] broken = {Double.NaN, 0, 0, 0, 1};
        TaggedText one = data(List.of(tags("B-PER I-PER"), tags("B-LOC I-LOC O")));
        List<double[]> all = new ArrayList<>(Arrays.asList(new double[5], broken));
        List<double[]> more = List.of(new double[5], new double[5], new double[5]);
        assertNamed(
                one,
                List.of(
                        new TagPrediction(tags("O O"), all),
                        new TagPrediction(tags("O O O"), more)),
                "m predicted NaN for item 1");
        assertThatThrownBy(() -> new TagPrediction(tags("O"), rows))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("each of 1 tokens or for none, but there are 2");
    }

    private static void assertNamed(
            TaggedText data, List<TagPrediction> predictions, String message) {
        TableTagger model = new TableTagger("m", IOB, predictions);
        assertThatThrownBy(() -> new TaggingEvaluator().evaluate(model, data))
                .hasMessageContaining(message);
    }

    @Test
    void taggersAreComparedBySentences() {
        List<List<String>> truths = new ArrayList<>();
        List<List<String>> worse = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            truths.add(TRUTHS.get(0));
            worse.add(i % 5 == 0 ? tags("O O O O O O") : TRUTHS.get(0));
        }
        TaggedText data = data(truths);
        TaggingEvaluator evaluator = new TaggingEvaluator();
        TaggingEvaluation first = evaluator.evaluate(TableTagger.of("worse", IOB, worse), data);
        TaggingEvaluation second = evaluator.evaluate(TableTagger.of("good", IOB, truths), data);
        TaggingEvaluation other =
                evaluator.evaluate(TableTagger.of("other", IOB, GUESSES), data(TRUTHS));
        Table table = Evaluations.compare(first, second, other);
        assertThat(table.columnNames())
                .containsExactly(
                        "model",
                        "data",
                        "accuracy",
                        "vs first",
                        "from",
                        "to",
                        "macro F1",
                        "span F1",
                        "span F1 vs first",
                        "span F1 from",
                        "span F1 to",
                        "tokens");
        assertThat(table.stringColumn("model").asList()).containsExactly("worse", "good", "other");
        // 10 of 50 sentences have 4 of 6 tokens wrong and both of their spans.
        double difference = 10 * 4 / 300.0;
        assertThat(table.doubleColumn("vs first").getDouble(0)).isZero();
        assertThat(table.doubleColumn("vs first").getDouble(1))
                .isCloseTo(difference, within(1e-12));
        assertThat(table.doubleColumn("vs first").isMissing(2)).isTrue();
        // The number of wrong sentences is binomial (50, 0.2), whose quantiles are 5 and 16.
        assertThat(table.doubleColumn("from").getDouble(1)).isCloseTo(5 * 4 / 300.0, within(1e-12));
        assertThat(table.doubleColumn("to").getDouble(1)).isCloseTo(16 * 4 / 300.0, within(1e-12));
        double f1 = 2 * 80.0 / (80 + 100);
        assertThat(table.doubleColumn("span F1").getDouble(0)).isCloseTo(f1, within(1e-12));
        assertThat(table.doubleColumn("span F1 vs first").getDouble(1))
                .isCloseTo(1 - f1, within(1e-12));
        // With k wrong ones 2 (50 - k) of 2 (50 - k) predicted and of 100 spans are correct.
        assertThat(table.doubleColumn("span F1 from").getDouble(1))
                .isCloseTo(5 / 95.0, within(1e-12));
        assertThat(table.doubleColumn("span F1 to").getDouble(1))
                .isCloseTo(16 / 84.0, within(1e-12));
        assertThat(table.intColumn("tokens").asList()).containsExactly(300, 300, 8);
    }
}
