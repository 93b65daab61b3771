package org.recurve.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.recurve.baseline.BagOfNGrams;
import org.recurve.baseline.MajorityClass;
import org.recurve.baseline.NGrams;
import org.recurve.core.DataProvenance;
import org.recurve.core.EvaluationEvent;
import org.recurve.core.Event;
import org.recurve.core.Events;
import org.recurve.core.ProgressEvent;
import org.recurve.core.RecurveException;
import org.recurve.data.HoldOut;
import org.recurve.data.LabelPredictor;
import org.recurve.data.LabeledText;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluation;
import tech.tablesaw.api.Table;

class CrossValidationTest {
    private static final List<String> LABELS = List.of("a", "b", "c");

    private static LabeledText data(int... targets) {
        Random random = new Random(1);
        List<String> texts =
                Arrays.stream(targets)
                        .mapToObj(t -> (char) ('a' + t) + " " + random.nextInt(4))
                        .toList();
        return new LabeledText(
                texts,
                targets,
                LABELS,
                new DataProvenance("letters", "train", List.of(), List.of("made up")));
    }

    private static LabeledText random(int size) {
        return data(new Random(2).ints(size, 0, 3).toArray());
    }

    /** Guesses by the number in the text, more or less at random: the same for the same text. */
    private static final class Guesser implements LabelPredictor<LabeledText>, AutoCloseable {
        private final long seed;
        private int closed;

        Guesser(long seed) {
            this.seed = seed;
        }

        int guess(String text) {
            boolean right = Math.floorMod((text + seed).hashCode(), 3) > 0;
            return right ? text.charAt(0) - 'a' : (text.charAt(0) - 'a' + 1) % 3;
        }

        @Override
        public List<String> labels() {
            return LABELS;
        }

        @Override
        public double[][] probabilities(LabeledText data) {
            assertThat(closed).isZero();
            double[][] rows = new double[data.size()][3];
            for (int i = 0; i < rows.length; i++) {
                rows[i][guess(data.text(i))] = 1;
            }
            return rows;
        }

        @Override
        public String name() {
            return "guesser";
        }

        @Override
        public long seed() {
            return seed;
        }

        @Override
        public Map<String, Object> provenanceMap() {
            return Map.of("settings", Map.of("guess", seed));
        }

        @Override
        public void close() {
            closed++;
        }
    }

    private static double plainAccuracy(LabeledText judged, Guesser guesser) {
        double right = 0;
        for (int i = 0; i < judged.size(); i++) {
            right += guesser.guess(judged.text(i)) == judged.targets()[i] ? 1 : 0;
        }
        return right / judged.size();
    }

    private static double plainF1(LabeledText judged, Guesser guesser) {
        double sum = 0;
        for (int k = 0; k < 3; k++) {
            double hits = 0;
            double either = 0;
            for (int i = 0; i < judged.size(); i++) {
                boolean is = judged.targets()[i] == k;
                boolean said = guesser.guess(judged.text(i)) == k;
                hits += is && said ? 1 : 0;
                either += (is ? 1 : 0) + (said ? 1 : 0);
            }
            sum += either == 0 ? 0 : 2 * hits / either;
        }
        return sum / 3;
    }

    private static double sd(double[] values) {
        double mean = DoubleStream.of(values).average().orElseThrow();
        return Math.sqrt(
                DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).sum()
                        / (values.length - 1));
    }

    @Test
    void figuresAreThoseOfPlainCountsOverTheFolds() {
        LabeledText data = random(97);
        List<HoldOut<LabeledText>> folds = data.folds(4, 7);
        double[] accuracy = new double[4];
        double[] f1 = new double[4];
        for (int f = 0; f < 4; f++) {
            accuracy[f] = plainAccuracy(folds.get(f).validation(), new Guesser(7 + f));
            f1[f] = plainF1(folds.get(f).validation(), new Guesser(7 + f));
        }
        RepeatedEvaluation<LabeledText> result =
                CrossValidation.of(data, 4, 7)
                        .add("majority", MajorityClass::fit)
                        .add("guesser", (train, seed) -> new Guesser(seed))
                        .run();
        assertThat(sd(accuracy)).isGreaterThan(0.001);

        Table runs = result.byRun();
        assertThat(runs.columnNames())
                .containsExactly("model", "fold", "accuracy", "f1 macro", "examples", "seconds");
        Table guesser = runs.where(runs.stringColumn("model").isEqualTo("guesser"));
        assertThat(guesser.longColumn("fold").asList()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(guesser.doubleColumn("accuracy").asDoubleArray())
                .containsExactly(accuracy, within(1e-12));
        assertThat(guesser.doubleColumn("f1 macro").asDoubleArray())
                .containsExactly(f1, within(1e-12));
        assertThat(guesser.intColumn("examples").sum()).isEqualTo(97);

        Table table = result.table();
        assertThat(table.stringColumn("model").asList()).containsExactly("majority", "guesser");
        assertThat(table.doubleColumn("accuracy").getDouble(1))
                .isCloseTo(DoubleStream.of(accuracy).average().orElseThrow(), within(1e-12));
        assertThat(table.doubleColumn("accuracy sd").getDouble(1))
                .isCloseTo(sd(accuracy), within(1e-12));
        assertThat(table.doubleColumn("f1 macro").getDouble(1))
                .isCloseTo(DoubleStream.of(f1).average().orElseThrow(), within(1e-12));
        assertThat(table.doubleColumn("f1 macro sd").getDouble(1)).isCloseTo(sd(f1), within(1e-12));
        assertThat(result.accuracy("guesser").sd()).isCloseTo(sd(accuracy), within(1e-12));
        assertThat(result)
                .asString()
                .startsWith("4 folds of letters train")
                .contains("guesser: accuracy " + result.accuracy("guesser"));
    }

    @Test
    void pooledPredictionsAreEveryItemOnce() {
        LabeledText data = random(50);
        RepeatedEvaluation<LabeledText> result =
                CrossValidation.of(data, 3, 1)
                        .add("guesser", (train, seed) -> new Guesser(seed))
                        .run();
        List<String> predicted = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        double right = 0;
        for (int run = 0; run < result.runs(); run++) {
            LabeledText judged = result.judged(run);
            for (int i = 0; i < judged.size(); i++) {
                int guess = new Guesser(1 + run).guess(judged.text(i));
                right += guess == judged.targets()[i] ? 1 : 0;
                predicted.add(LABELS.get(guess));
                texts.add(judged.text(i));
            }
        }
        LabelEvaluation pooled = result.pooled("guesser");
        assertThat(pooled.getPredictions().stream().map(Prediction::getOutput).map(Label::getLabel))
                .containsExactlyElementsOf(predicted);
        assertThat(pooled.accuracy()).isCloseTo(right / 50, within(1e-12));
        assertThat(texts).containsExactlyInAnyOrderElementsOf(data.texts());
        assertThat(result.evaluations("guesser")).hasSize(3);
        assertThat(pooled.getProvenance().toString()).contains("guess", "seed");
    }

    @Test
    void oneResultForEachModelIsPublished() {
        List<Event> events = new ArrayList<>();
        RepeatedEvaluation<LabeledText> result;
        try (Events.Subscription subscription = Events.subscribe(events::add)) {
            assertThat(subscription).isNotNull();
            result =
                    CrossValidation.of(random(40), 5, 3)
                            .add("majority", MajorityClass::fit)
                            .add("guesser", (train, seed) -> new Guesser(seed))
                            .primary("guesser")
                            .run();
        }
        List<EvaluationEvent> results =
                events.stream()
                        .filter(EvaluationEvent.class::isInstance)
                        .map(EvaluationEvent.class::cast)
                        .toList();
        assertThat(results)
                .extracting(EvaluationEvent::model)
                .containsExactly("majority", "guesser");
        assertThat(results)
                .extracting(EvaluationEvent::role)
                .containsExactly(EvaluationEvent.Role.BASELINE, EvaluationEvent.Role.MODEL);
        assertThat(results).extracting(EvaluationEvent::primary).containsExactly(false, true);
        EvaluationEvent guesser = results.get(1);
        assertThat(guesser.dataset()).isEqualTo("letters");
        assertThat(guesser.split()).isEqualTo("train, 5 folds");
        assertThat(guesser.seed()).isEqualTo(3);
        assertThat(guesser.metrics())
                .containsExactly(
                        Map.entry("accuracy", result.accuracy("guesser").mean()),
                        Map.entry("accuracy_sd", result.accuracy("guesser").sd()),
                        Map.entry("f1_macro", result.macroF1("guesser").mean()),
                        Map.entry("f1_macro_sd", result.macroF1("guesser").sd()),
                        Map.entry("runs", 5.0),
                        Map.entry("examples", 40.0));
        assertThat(guesser.provenance().toString()).contains("guess=3", "guess=7", "made up");

        List<ProgressEvent> progress =
                events.stream()
                        .filter(ProgressEvent.class::isInstance)
                        .map(ProgressEvent.class::cast)
                        .toList();
        assertThat(progress).extracting(ProgressEvent::total).containsOnly(10L);
        assertThat(progress)
                .extracting(ProgressEvent::done)
                .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        assertThat(progress.get(10).finished()).isTrue();
        assertThat(progress.get(10).figures())
                .containsEntry("guesser", result.accuracy("guesser").mean());
    }

    @Test
    void modelsAreClosedAfterUse() {
        List<Guesser> made = new ArrayList<>();
        CrossValidation.of(random(20), 2, 1)
                .add(
                        "guesser",
                        train -> {
                            assertThat(made).allMatch(g -> g.closed == 1);
                            made.add(new Guesser(1));
                            return made.get(made.size() - 1);
                        })
                .run();
        assertThat(made).hasSize(2).allMatch(g -> g.closed == 1);
    }

    @Test
    void aModelThatFailsEndsEverything() {
        List<Event> events = new ArrayList<>();
        RepeatedRuns<LabeledText> runs =
                CrossValidation.of(random(20), 2, 1)
                        .add(
                                "broken",
                                train -> {
                                    throw new RecurveException("diverged");
                                });
        try (Events.Subscription subscription = Events.subscribe(events::add)) {
            assertThat(subscription).isNotNull();
            assertThatThrownBy(runs::run).hasMessage("diverged");
        }
        assertThat(events).noneMatch(EvaluationEvent.class::isInstance);
        assertThat((ProgressEvent) events.get(events.size() - 1)).matches(ProgressEvent::finished);
        Thread.currentThread().interrupt();
        assertThatThrownBy(runs::run).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void theOnlyExampleOfAClassIsJudgedByWhoNeverSawIt() {
        LabeledText data = data(0, 1, 0, 1, 0, 1, 0, 1, 2);
        RepeatedEvaluation<LabeledText> result =
                CrossValidation.of(data, 3, 1)
                        .add("words", train -> BagOfNGrams.of(NGrams.words(1)).fit(train))
                        .run();
        LabelEvaluation pooled = result.pooled("words");
        assertThat(pooled.getPredictions()).hasSize(9);
        assertThat(pooled.tp(new Label("c"))).isZero();
        assertThat(pooled.fn(new Label("c"))).isEqualTo(1);
        // The model that was to predict it knows the class by name and gives it no probability.
        List<Double> probabilities =
                pooled.getPredictions().stream()
                        .filter(p -> p.getExample().getOutput().getLabel().equals("c"))
                        .map(p -> p.getOutputScores().get("c").getScore())
                        .toList();
        assertThat(probabilities).containsExactly(0.0);
        // In the parts without it its F1 is 0.
        List<Double> f1 =
                result.evaluations("words").stream().map(e -> e.f1(new Label("c"))).toList();
        assertThat(f1).containsExactly(0.0, 0.0, 0.0);
    }

    @Test
    void fewerExamplesOfAClassThanFolds() {
        LabeledText data = data(0, 1, 0, 1, 0, 1, 0, 1, 2, 2);
        RepeatedEvaluation<LabeledText> result =
                CrossValidation.of(data, 4, 1)
                        .add("words", train -> BagOfNGrams.of(NGrams.words(1)).l2(0.01).fit(train))
                        .run();
        long without =
                IntStream.range(0, 4)
                        .filter(
                                r ->
                                        Arrays.stream(result.judged(r).targets())
                                                .noneMatch(t -> t == 2))
                        .count();
        assertThat(without).isEqualTo(2);
        // Each of the two is recognised by what was learned from the other.
        assertThat(result.pooled("words").accuracy()).isEqualTo(1);
        assertThat(result.accuracy("words").mean()).isEqualTo(1);
        assertThat(result.macroF1("words").mean()).isCloseTo((2 + 2 * 2 / 3.0) / 4, within(1e-12));
    }

    @Test
    void severalSeedsOnTheSameData() {
        LabeledText train = random(30);
        LabeledText judged = random(25);
        List<Event> events = new ArrayList<>();
        RepeatedEvaluation<LabeledText> result;
        try (Events.Subscription subscription = Events.subscribe(events::add)) {
            assertThat(subscription).isNotNull();
            result =
                    RepeatedRuns.seeds(train, judged, 3, 10)
                            .add("guesser", (part, seed) -> new Guesser(seed))
                            .run();
        }
        double[] accuracy =
                IntStream.of(10, 11, 12)
                        .mapToDouble(s -> plainAccuracy(judged, new Guesser(s)))
                        .toArray();
        assertThat(result.byRun().longColumn("seed").asList()).containsExactly(10L, 11L, 12L);
        assertThat(result.byRun().doubleColumn("accuracy").asDoubleArray())
                .containsExactly(accuracy, within(1e-12));
        assertThat(result.accuracy("guesser").sd()).isCloseTo(sd(accuracy), within(1e-12));
        assertThat(result.pooled("guesser").getPredictions()).hasSize(75);
        EvaluationEvent event = (EvaluationEvent) events.get(events.size() - 1);
        assertThat(event.split()).isEqualTo("train, 3 seeds");
        assertThat(event.seed()).isEqualTo(10);
    }

    @Test
    void aSingleRunHasNoDeviation() {
        LabeledText data = random(20);
        List<Event> events = new ArrayList<>();
        RepeatedEvaluation<LabeledText> result;
        try (Events.Subscription subscription = Events.subscribe(events::add)) {
            assertThat(subscription).isNotNull();
            result = RepeatedRuns.seeds(data, data, 1, 1).add("m", MajorityClass::fit).run();
        }
        assertThat(result.table().doubleColumn("accuracy sd").isMissing(0)).isTrue();
        EvaluationEvent event = (EvaluationEvent) events.get(events.size() - 1);
        assertThat(event.split()).isEqualTo("train, 1 seed");
        assertThat(event.metrics()).containsOnlyKeys("accuracy", "f1_macro", "runs", "examples");
    }

    @Test
    void wrongPlans() {
        LabeledText data = random(9);
        RepeatedRuns<LabeledText> runs = CrossValidation.of(data, 3, 1);
        assertThatThrownBy(runs::run).hasMessageContaining("add(name, fit) comes first");
        runs.add("m", MajorityClass::fit);
        assertThatThrownBy(() -> runs.add("m", MajorityClass::fit))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"m\" is blank or there already");
        assertThatThrownBy(() -> runs.primary("other"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no model \"other\", only [m]");
        RepeatedEvaluation<LabeledText> result = runs.run();
        assertThatThrownBy(() -> result.pooled("other"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("only [m]");
        assertThatThrownBy(() -> CrossValidation.of(data, 10, 1))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("too few for 10 folds");
        assertThatThrownBy(() -> RepeatedRuns.seeds(data, data, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1 run, not 0");
    }
}
