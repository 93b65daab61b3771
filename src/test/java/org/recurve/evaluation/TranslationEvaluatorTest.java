package org.recurve.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.core.DataProvenance;
import org.recurve.core.EvaluationEvent;
import org.recurve.core.Events;
import org.recurve.core.RecurveException;
import org.recurve.data.ParallelText;
import org.recurve.metric.Bleu;
import org.recurve.metric.BleuTokenizer;
import org.recurve.metric.ChrF;
import tech.tablesaw.api.Table;

class TranslationEvaluatorTest {
    private static final Offset<Double> EXACT = within(1e-10);
    private static final DataProvenance MADE =
            new DataProvenance("made", "validation", List.of(), List.of());

    private static final ParallelText DATA =
            new ParallelText(
                    List.of(
                            "ein Hund läuft schnell.",
                            "zwei Katzen",
                            "das ist ein rotes Haus hier"),
                    List.of("A dog runs fast.", "two cats", "this is a red house here"),
                    MADE);
    private static final TableTranslator MODEL =
            new TableTranslator(
                    "GRU",
                    List.of("a dog runs fast.", "two cats", "this is the red house"),
                    OptionalDouble.of(4.5));

    private static TranslationEvaluation evaluation() {
        return new TranslationEvaluator().lowerCase().evaluate(MODEL, DATA);
    }

    @Test
    void figuresByHand() {
        TranslationEvaluation evaluation = evaluation();
        // In lower case: 5 of 5 tokens, 2 of 2, 4 of 5 (all but "the"), for 5 + 2 + 6 tokens.
        // Pairs 4 of 4, 1 of 1, 2 of 4; triples 3 of 3, none, 0 of 3; fours 2 of 2, none, 0 of 2.
        double bleu =
                100 * Math.exp(1 - 13 / 12.0) * Math.pow(11 / 12.0 * 7 / 9 * 3 / 6 * 2 / 4, 0.25);
        assertThat(evaluation.bleu()).isEqualTo(bleu, EXACT);
        assertThat(evaluation.bleuScore().matches()).containsExactly(11L, 7L, 3L, 2L);
        assertThat(evaluation.exactMatch()).isEqualTo(2 / 3.0);
        assertThat(evaluation.lengthRatio()).isEqualTo(12 / 13.0);
        assertThat(evaluation.perplexity()).isEqualTo(4.5);
        assertThat(evaluation.chrf())
                .isEqualTo(
                        new ChrF()
                                .lowerCase()
                                .corpus(MODEL.translations(), DATA.targets())
                                .score());
        assertThat(evaluation.chrfPlus())
                .isEqualTo(
                        ChrF.plusPlus()
                                .lowerCase()
                                .corpus(MODEL.translations(), DATA.targets())
                                .score());
        assertThat(evaluation.metrics())
                .containsOnlyKeys(
                        "bleu",
                        "chrf",
                        "chrf_plus",
                        "exact_match",
                        "length_ratio",
                        "perplexity",
                        "segments")
                .containsEntry("segments", 3.0);
        assertThat(evaluation.get(TranslationEvaluation.id("bleu"))).isEqualTo(bleu, EXACT);
        assertThat(evaluation.asMap()).hasSameSizeAs(evaluation.metrics());
        assertThat(evaluation.getPredictions()).isEmpty();
        assertThat(evaluation.signature()).contains("case:lc", "tok:13a");
        assertThat(evaluation.toString())
                .contains(
                        "GRU on made validation", "exact_match", "0.6667", "BLEU|nrefs:1|case:lc");
        assertThat(evaluation.toHTML()).contains("exact match", "0.6667", "BLEU|nrefs:1|case:lc");
        assertThat(evaluation.getProvenance().toString()).contains("made", "gru", "tok:13a");
        assertThat(evaluation.hits(2).orders()).containsExactly(2, 2, 0, 2, 2);
        assertThat(evaluation.hits(0).tokens()).containsExactly("a", "dog", "runs", "fast", ".");
    }

    @Test
    void casedAndLowerCasedFiguresCanBothBeHad() {
        TranslationEvaluation cased = new TranslationEvaluator().evaluate(MODEL, DATA);
        assertThat(cased.bleu())
                .isEqualTo(new Bleu().corpus(MODEL.translations(), DATA.targets()).score())
                .isLessThan(evaluation().bleu());
        assertThat(cased.exactMatch()).isEqualTo(1 / 3.0);
        assertThat(cased.lowerCased().metrics()).isEqualTo(evaluation().metrics());
        assertThat(cased.lowerCased().cased().metrics()).isEqualTo(cased.metrics());
        assertThat(cased.cased()).isSameAs(cased);
        assertThat(cased.lowerCased().getProvenance().toString()).contains("case:lc");
        assertThat(
                        new TranslationEvaluator()
                                .tokenizer(BleuTokenizer.CHARACTERS)
                                .lowerCase()
                                .evaluate(MODEL, DATA)
                                .signature())
                .contains("tok:char", "case:lc");
    }

    @Test
    void whatCannotSayProbabilitiesHasNoPerplexity() {
        TranslationEvaluation evaluation =
                new TranslationEvaluator().evaluate(TableTranslator.of("t", "a", "b", ""), DATA);
        assertThat(evaluation.perplexity()).isNaN();
        assertThat(evaluation.metrics()).doesNotContainKey("perplexity");
        assertThat(evaluation.bleu()).isZero();
    }

    @Test
    void resultsArePublished() {
        List<EvaluationEvent> events = new ArrayList<>();
        try (Events.Subscription subscription =
                Events.subscribe(event -> events.add((EvaluationEvent) event))) {
            assertThat(subscription).isNotNull();
            new TranslationEvaluator().primary().lowerCase().evaluate(MODEL, DATA);
        }
        assertThat(events).hasSize(1);
        EvaluationEvent event = events.get(0);
        assertThat(event.task()).isEqualTo("translation");
        assertThat(event.primary()).isTrue();
        assertThat(event.role()).isEqualTo(EvaluationEvent.Role.MODEL);
        assertThat(event.metrics()).isEqualTo(evaluation().metrics());
        assertThat(event.metrics()).containsKeys("bleu", "chrf");
        assertThat(event.provenance())
                .containsEntry("bleu", evaluation().signature())
                .containsKeys("model", "data", "chrf");
    }

    @Test
    void figuresByLengthAreThoseOfTheSentencesAlone() {
        Table table = evaluation().bleuByLength(2, 4, 5);
        assertThat(table.columnNames())
                .containsExactly("source words", "segments", "bleu", "chrf", "length ratio");
        assertThat(table.stringColumn("source words").asList())
                .containsExactly("up to 2", "3 to 4", "above 5");
        assertThat(table.intColumn("segments").asList()).containsExactly(1, 1, 1);
        assertThat(table.doubleColumn("bleu").get(1)).isEqualTo(100, EXACT);
        assertThat(table.doubleColumn("bleu").get(2))
                .isEqualTo(
                        new Bleu()
                                .corpus(
                                        List.of("this is the red house"),
                                        List.of("this is a red house here"))
                                .score(),
                        EXACT);
        assertThat(table.doubleColumn("length ratio").get(2)).isEqualTo(5 / 6.0);
        assertThat(evaluation().bleuByLength().rowCount()).isEqualTo(1);
        assertThatThrownBy(() -> evaluation().bleuByLength(5, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5 stands behind 5");
    }

    @Test
    void tablesOfTranslations(@TempDir Path folder) throws IOException {
        Table all = evaluation().table();
        assertThat(all.columnNames())
                .containsExactly("segment", "source", "reference", "hypothesis", "chrf");
        assertThat(all.intColumn("segment").asList()).containsExactly(1, 2, 3);
        Table worst = evaluation().worst(2);
        assertThat(worst.intColumn("segment").asList()).containsExactly(3, 1);
        assertThat(worst.doubleColumn("chrf").get(0)).isEqualTo(evaluation().chrf(2));
        Path file = folder.resolve("predictions.tsv");
        evaluation().savePredictions(file);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).isEqualTo("segment\tsource\treference\thypothesis\tchrf");
        assertThat(lines.get(2)).startsWith("2\tzwei Katzen\ttwo cats\ttwo cats\t100");
        assertThatThrownBy(() -> evaluation().savePredictions(folder.resolve("no/such")))
                .isInstanceOf(RecurveException.class);
        assertThatThrownBy(() -> evaluation().worst(0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Translations of which a part of the words is wrong. */
    private static TableTranslator noisy(String name, ParallelText data, double wrong, int seed) {
        Random random = new Random(seed);
        List<String> translations = new ArrayList<>();
        for (String target : data.targets()) {
            List<String> words = new ArrayList<>();
            for (String word : target.split(" ", -1)) {
                words.add(random.nextDouble() < wrong ? "x" : word);
            }
            translations.add(String.join(" ", words));
        }
        return new TableTranslator(name, translations, OptionalDouble.empty());
    }

    private static ParallelText random(int segments) {
        Random random = new Random(1);
        List<String> lines = new ArrayList<>();
        for (int s = 0; s < segments; s++) {
            StringBuilder line = new StringBuilder();
            for (int t = 0; t < 5 + s % 7; t++) {
                line.append(line.length() == 0 ? "" : " ").append("w").append(random.nextInt(50));
            }
            lines.add(line.toString());
        }
        return new ParallelText(lines, lines, MADE);
    }

    @Test
    void thePairedBootstrapTellsChanceFromDifference() {
        ParallelText data = random(100);
        TranslationEvaluator evaluator = new TranslationEvaluator();
        TranslationEvaluation poor = evaluator.evaluate(noisy("poor", data, 0.3, 2), data);
        TranslationEvaluation alike = evaluator.evaluate(noisy("alike", data, 0.3, 3), data);
        TranslationEvaluation good = evaluator.evaluate(noisy("good", data, 0.15, 4), data);
        TranslationDifference difference = poor.compare(good);
        assertThat(difference.bleu().value()).isEqualTo(good.bleu() - poor.bleu(), EXACT);
        assertThat(difference.chrf().value()).isEqualTo(good.chrf() - poor.chrf(), EXACT);
        assertThat(difference.bleu().lower()).isPositive();
        assertThat(difference.bleu().pValue()).isLessThan(0.01);
        assertThat(difference.chrf().pValue()).isLessThan(0.01);
        assertThat(difference.toString()).startsWith("good less poor").contains("BLEU +", "chrF +");
        // The same the other way round: the same sentences are drawn.
        assertThat(good.compare(poor).bleu().lower())
                .isEqualTo(-difference.bleu().upper(), within(1e-9));
        TranslationDifference chance = poor.compare(alike);
        assertThat(chance.bleu().lower()).isNegative();
        assertThat(chance.bleu().upper()).isPositive();
        assertThat(chance.bleu().pValue()).isGreaterThan(0.05);
        TranslationDifference none = poor.compare(poor);
        assertThat(none.bleu().value()).isZero();
        assertThat(none.bleu().pValue()).isEqualTo(1);

        Table table = Evaluations.compare(poor, alike, good, good.lowerCased());
        assertThat(table.columnNames())
                .containsExactly(
                        "model",
                        "data",
                        "bleu",
                        "vs first",
                        "from",
                        "to",
                        "p",
                        "chrf",
                        "exact match",
                        "length ratio",
                        "segments",
                        "signature");
        assertThat(table.doubleColumn("vs first").get(2))
                .isEqualTo(difference.bleu().value(), EXACT);
        assertThat(table.doubleColumn("p").get(2)).isEqualTo(difference.bleu().pValue(), EXACT);
        assertThat(table.doubleColumn("vs first").get(0)).isZero();
        assertThat(table.doubleColumn("p").isMissing(0)).isTrue();
        assertThat(table.doubleColumn("vs first").isMissing(3)).isTrue();
        assertThat(Evaluations.compare(evaluation()).columnNames())
                .contains("perplexity")
                .doesNotContain("signature");
    }

    @Test
    void lengthsOfSeveralTranslatorsStandSideBySide() {
        ParallelText data = random(60);
        TranslationEvaluation poor =
                new TranslationEvaluator().evaluate(noisy("poor", data, 0.5, 1), data);
        TranslationEvaluation good =
                new TranslationEvaluator().evaluate(noisy("good", data, 0.1, 2), data);
        Table table = Evaluations.bleuByLength(new int[] {6, 9}, poor, good);
        assertThat(table.columnNames()).containsExactly("source words", "segments", "poor", "good");
        assertThat(table.doubleColumn("good").asDoubleArray())
                .containsExactly(good.bleuByLength(6, 9).doubleColumn("bleu").asDoubleArray());
        assertThat(table.intColumn("segments").sum()).isEqualTo(60);
        assertThatThrownBy(() -> Evaluations.bleuByLength(new int[] {6}, poor, good.lowerCased()))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("cannot be compared");
    }

    @Test
    void whatCannotBeComparedIsRefused() {
        ParallelText data = random(4);
        TranslationEvaluation one =
                new TranslationEvaluator().evaluate(noisy("one", data, 0.1, 1), data);
        TranslationEvaluation other =
                new TranslationEvaluator()
                        .evaluate(noisy("other", data.first(3), 0.1, 1), data.first(3));
        assertThatThrownBy(() -> one.compare(other))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("one and other cannot be compared")
                .hasMessageContaining("other sentences");
        assertThatThrownBy(() -> one.compare(one.lowerCased()))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("case:lc");
    }

    @Test
    void brokenTranslatorsAreTold() {
        assertThatThrownBy(
                        () ->
                                new TranslationEvaluator()
                                        .evaluate(TableTranslator.of("few", "a"), DATA))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("few gave 1 translations of 3 sentences");
        TableTranslator nan =
                new TableTranslator("nan", List.of("a", "b", "c"), OptionalDouble.of(Double.NaN));
        assertThatThrownBy(() -> new TranslationEvaluator().evaluate(nan, DATA))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("nan gave the perplexity NaN on made validation");
    }
}
