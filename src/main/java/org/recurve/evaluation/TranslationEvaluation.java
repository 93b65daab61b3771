package org.recurve.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.recurve.core.RecurveException;
import org.recurve.data.ParallelText;
import org.recurve.metric.BleuCounts;
import org.recurve.metric.BleuScore;
import org.recurve.metric.ChrFCounts;
import org.recurve.metric.ChrFScore;
import org.recurve.metric.NGramHits;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.evaluation.Evaluation;
import org.tribuo.evaluation.metrics.MetricID;
import org.tribuo.evaluation.metrics.MetricTarget;
import org.tribuo.provenance.EvaluationProvenance;
import tech.tablesaw.api.Table;

/**
 * How well a translator does, with every translation that it made. Immutable.
 *
 * <p>It is a Tribuo {@link Evaluation}, so that {@code get(MetricID)} and Tribuo's summaries work,
 * over {@link Label} though translations are no labels; it has no Tribuo predictions.
 */
public final class TranslationEvaluation implements Evaluation<Label> {
    private final JudgedTranslations judged;
    private final TranslationScoring scoring;
    private final List<BleuCounts> bleuCounts = new ArrayList<>();
    private final List<ChrFCounts> chrFCounts = new ArrayList<>();
    private final BleuScore bleu;
    private final ChrFScore chrF;
    private final ChrFScore chrFPlus;
    private final double exactMatch;

    TranslationEvaluation(JudgedTranslations judged, TranslationScoring scoring) {
        this.judged = judged;
        this.scoring = scoring;
        List<ChrFCounts> plusCounts = new ArrayList<>();
        int exact = 0;
        for (int i = 0; i < segments(); i++) {
            List<String> reference = List.of(data().targets().get(i));
            bleuCounts.add(scoring.bleu().counts(hypothesis(i), reference));
            chrFCounts.add(scoring.chrF().counts(hypothesis(i), reference));
            plusCounts.add(scoring.chrFPlus().counts(hypothesis(i), reference));
            boolean same =
                    scoring.bleu()
                            .tokens(hypothesis(i))
                            .equals(scoring.bleu().tokens(reference.get(0)));
            exact += same ? 1 : 0;
        }
        bleu = scoring.bleu().score(BleuCounts.sum(bleuCounts));
        chrF = scoring.chrF().score(ChrFCounts.sum(chrFCounts));
        chrFPlus = scoring.chrFPlus().score(ChrFCounts.sum(plusCounts));
        exactMatch = (double) exact / segments();
    }

    /** {@return what was judged, in a few words} */
    public String model() {
        return judged.model();
    }

    /** {@return the name of the data set} */
    public String dataset() {
        return data().provenance().dataset();
    }

    /** {@return the part of the data set that was judged on} */
    public String split() {
        return data().split();
    }

    /** {@return whether a baseline was judged, not a model} */
    public boolean baseline() {
        return judged.baseline();
    }

    /** {@return the sentences that were judged on, with the references} */
    public ParallelText data() {
        return judged.data();
    }

    /** {@return how many sentences were judged} */
    public int segments() {
        return data().size();
    }

    /** {@return the translation of each sentence} */
    public List<String> hypotheses() {
        return judged.hypotheses();
    }

    /**
     * The translation of a sentence.
     *
     * @param segment its index, from 0
     * @return what the model made of it
     */
    public String hypothesis(int segment) {
        return judged.hypotheses().get(segment);
    }

    /** {@return BLEU of all sentences together, 0 to 100} */
    public double bleu() {
        return bleu.score();
    }

    /** {@return BLEU with its precisions, lengths and signature} */
    public BleuScore bleuScore() {
        return bleu;
    }

    /** {@return chrF of all sentences together, 0 to 100} */
    public double chrf() {
        return chrF.score();
    }

    /** {@return chrF++ of all sentences together, 0 to 100} */
    public double chrfPlus() {
        return chrFPlus.score();
    }

    /**
     * chrF of one sentence.
     *
     * @param segment its index, from 0
     * @return 0 to 100
     */
    public double chrf(int segment) {
        return scoring.chrF().score(chrFCounts.get(segment)).score();
    }

    /** {@return the part of the translations that have the tokens of the reference, 0 to 1} */
    public double exactMatch() {
        return exactMatch;
    }

    /** {@return tokens of the translations for each token of the references} */
    public double lengthRatio() {
        return bleu.lengthRatio();
    }

    /**
     * {@return the perplexity of the references, per token of the model; NaN where the translator
     * has no probabilities}
     */
    public double perplexity() {
        return judged.perplexity().orElse(Double.NaN);
    }

    /** {@return how BLEU was measured, to be told with it; in the form of sacreBLEU's} */
    public String signature() {
        return bleu.signature();
    }

    /** {@return the same translations compared in lower case} */
    public TranslationEvaluation lowerCased() {
        return scored(true);
    }

    /** {@return the same translations compared as they are} */
    public TranslationEvaluation cased() {
        return scored(false);
    }

    private TranslationEvaluation scored(boolean lowerCase) {
        return lowerCase == scoring.lowerCase()
                ? this
                : new TranslationEvaluation(
                        judged, new TranslationScoring(scoring.tokenizer(), lowerCase));
    }

    /**
     * Finds the words of a translation that stand in the reference.
     *
     * @param segment its index, from 0
     * @return its tokens and the longest match around each
     */
    public NGramHits hits(int segment) {
        return scoring.bleu().hits(hypothesis(segment), data().targets().get(segment));
    }

    /** {@return the figures by their standard names; perplexity only where there is one} */
    public Map<String, Double> metrics() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("bleu", bleu());
        metrics.put("chrf", chrf());
        metrics.put("chrf_plus", chrfPlus());
        metrics.put("exact_match", exactMatch());
        metrics.put("length_ratio", lengthRatio());
        OptionalDouble perplexity = judged.perplexity();
        perplexity.ifPresent(value -> metrics.put("perplexity", value));
        metrics.put("segments", (double) segments());
        return Collections.unmodifiableMap(metrics);
    }

    @Override
    public Map<MetricID<Label>, Double> asMap() {
        return MetricIds.of(metrics(), TranslationEvaluation::id);
    }

    /**
     * Names one of the {@link #metrics()} in Tribuo's way; all are of all sentences together.
     *
     * @param metric for example {@code "bleu"}
     * @return the key of {@link #asMap()}
     */
    public static MetricID<Label> id(String metric) {
        return new MetricID<>(MetricTarget.<Label>microAverageTarget(), metric);
    }

    /** {@return an empty list: a translation is no label; see {@link #hypotheses}} */
    @Override
    public List<Prediction<Label>> getPredictions() {
        return List.of();
    }

    @Override
    public EvaluationProvenance getProvenance() {
        return judged.provenance(how());
    }

    /** What the provenance tells of the judging. */
    Map<String, Object> how() {
        Map<String, Object> how = new LinkedHashMap<>();
        how.put("bleu", signature());
        how.put("chrf", chrF.signature());
        how.put("chrf_plus", chrFPlus.signature());
        return how;
    }

    /**
     * Tabulates the figures by the length of the source.
     *
     * @param bounds rising numbers of words, at white space: the last of each band, after which
     *     there is one for all that is longer; 10, 20, 30, 40 and 50 if none are given
     * @return source words, segments, bleu, chrf, length ratio; bands without a sentence are left
     *     out
     */
    public Table bleuByLength(int... bounds) {
        return TranslationTables.byLength(this, bounds);
    }

    /**
     * {@return every translation in the order of the data: segment (from 1), source, reference,
     * hypothesis, chrf (of the sentence, 0 to 100)}
     */
    public Table table() {
        return TranslationTables.all(this);
    }

    /**
     * Finds the translations furthest from their references.
     *
     * @param most how many at most, at least 1
     * @return their indices, from 0, the lowest chrF first
     */
    public List<Integer> worstSegments(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("rows must be at least 1, not " + most);
        }
        return IntStream.range(0, segments())
                .boxed()
                .sorted(Comparator.comparingDouble(this::chrf))
                .limit(most)
                .toList();
    }

    /**
     * Tabulates the translations furthest from their references.
     *
     * @param rows how many at most, at least 1
     * @return as {@link #table}, the lowest chrF first
     */
    public Table worst(int rows) {
        return TranslationTables.worst(this, rows);
    }

    /**
     * Writes {@link #table} as tab-separated values in UTF-8, with the names of the columns in the
     * first line. A text with a tab, a line end or a quote stands in double quotes, a quote inside
     * it doubled; numbers have all their digits.
     *
     * @param file to write or to replace; its folder must exist
     * @throws RecurveException if it cannot be written
     */
    public void savePredictions(Path file) {
        PredictionTables.save(table(), file);
    }

    /**
     * Tells whether another translator is better than this one by more than chance: the paired
     * bootstrap over sentences (Koehn 2004, "Statistical Significance Tests for Machine Translation
     * Evaluation"). Every resample of the sentences is judged as a corpus of its own.
     *
     * @param other judged on the same sentences in the same way
     * @return the differences, above 0 where the other one is better
     * @throws RecurveException if it was judged on other sentences or otherwise
     */
    public TranslationDifference compare(TranslationEvaluation other) {
        return TranslationDifference.of(this, other);
    }

    TranslationScoring scoring() {
        return scoring;
    }

    List<BleuCounts> bleuCounts() {
        return bleuCounts;
    }

    List<ChrFCounts> chrFCounts() {
        return chrFCounts;
    }

    /** {@return name and value of each figure, one a line, and the signature} */
    @Override
    public String toString() {
        return MetricTable.text(title(), metrics(), TranslationEvaluation::format)
                + String.format("%n  %s", bleu);
    }

    /** {@return a plain HTML table of the figures, and the signature} */
    public String toHTML() {
        return MetricTable.html(title(), metrics(), TranslationEvaluation::format)
                + "\n<p><small>"
                + MetricTable.escape(bleu.toString())
                + "</small></p>";
    }

    private String title() {
        return model() + (baseline() ? " (baseline)" : "") + " on " + dataset() + " " + split();
    }

    private static String format(String name, double value) {
        String form =
                switch (name) {
                    case "segments" -> "%,.0f";
                    case "exact_match", "length_ratio" -> "%.4f";
                    default -> "%.2f";
                };
        return String.format(Locale.ROOT, form, value);
    }
}
