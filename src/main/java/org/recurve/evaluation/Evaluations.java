package org.recurve.evaluation;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.recurve.data.TokenPredictor;
import org.recurve.data.TokenStream;
import org.tribuo.classification.evaluation.LabelEvaluation;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/** Evaluations side by side. */
public final class Evaluations {
    private static final long SEED = 1;

    private Evaluations() {}

    /**
     * Compares language models: one row each, in the given order. The column {@code vs first} is
     * the relative difference of the perplexity to the first row's, a fraction (-0.15: 15 % lower);
     * it is missing where the rows were not judged on the same tokens, since perplexities then say
     * nothing about each other. Bits per character and per byte do, on the same text.
     *
     * @param first what the others are compared to
     * @param others any number
     * @return model, data, perplexity, vs first, nats per token, bits per character, oov rate,
     *     tokens; then bits per byte, where a text has other bytes than characters, and reading,
     *     where the texts were not all read alike
     */
    public static Table compare(LanguageModelEvaluation first, LanguageModelEvaluation... others) {
        List<LanguageModelEvaluation> all = list(first, others);
        StringColumn model = StringColumn.create("model");
        StringColumn data = StringColumn.create("data");
        DoubleColumn perplexity = DoubleColumn.create("perplexity");
        DoubleColumn difference = DoubleColumn.create("vs first");
        DoubleColumn nats = DoubleColumn.create("nats per token");
        DoubleColumn bits = DoubleColumn.create("bits per character");
        DoubleColumn oov = DoubleColumn.create("oov rate");
        LongColumn tokens = LongColumn.create("tokens");
        for (LanguageModelEvaluation each : all) {
            model.append(each.model());
            data.append(each.dataset() + " " + each.split());
            perplexity.append(each.perplexity());
            difference.append(
                    SameText.is(first, each)
                            ? each.perplexity() / first.perplexity() - 1
                            : Double.NaN);
            nats.append(each.natsPerToken());
            bits.append(each.bitsPerCharacter());
            oov.append(each.oovRate());
            tokens.append(each.tokens());
        }
        difference.setPrintFormatter(percent("+0.0%;-0.0%"));
        oov.setPrintFormatter(percent("0.00%"));
        Table table =
                Table.create(
                        "Language models",
                        model,
                        data,
                        perplexity,
                        difference,
                        nats,
                        bits,
                        oov,
                        tokens);
        // For the same figures as those per character a column would only make the table wider.
        if (all.stream().anyMatch(each -> each.bytes() != 0 && each.bytes() != each.characters())) {
            DoubleColumn bytes = DoubleColumn.create("bits per byte");
            all.forEach(each -> bytes.append(each.bitsPerByte()));
            table.addColumns(bytes);
        }
        if (all.stream().anyMatch(each -> !each.reading().equals(first.reading()))) {
            StringColumn reading = StringColumn.create("reading");
            all.forEach(each -> reading.append(each.reading().toString()));
            table.addColumns(reading);
        }
        return table;
    }

    /**
     * Compares classifiers: one row each, in the given order. What is compared to the first is
     * missing where the rows were not judged on the same items in the same order, since accuracies
     * then say nothing about each other.
     *
     * @param first what the others are compared to
     * @param others any number; those of Tribuo's own models may be among them
     * @return model, data, accuracy, vs first (its difference to the first row's), from and to (the
     *     95 % interval of that, by {@link ClassifierEvaluations#accuracyDifference}), McNemar p
     *     ({@link ClassifierEvaluations#mcNemar}), macro F1, examples; fractions are 0 to 1
     */
    public static Table compare(LabelEvaluation first, LabelEvaluation... others) {
        return ClassifierComparison.table(list(first, others));
    }

    /**
     * Compares taggers: one row each, in the given order. What is compared to the first is missing
     * where the rows were not judged on the same sentences. Intervals are by resampling whole
     * sentences, since the tokens of a sentence depend on each other.
     *
     * @param first what the others are compared to
     * @param others any number
     * @return model, data, accuracy (of tokens), vs first (its difference to the first row's), from
     *     and to (the 95 % interval of that), macro F1; where tags mark spans span F1, span F1 vs
     *     first, span F1 from, span F1 to; tokens; fractions are 0 to 1
     */
    public static Table compare(TaggingEvaluation first, TaggingEvaluation... others) {
        return TaggingComparison.table(list(first, others));
    }

    /**
     * Compares translators: one row each, in the given order. What is compared to the first is
     * missing where the rows were not judged on the same sentences in the same way ({@link
     * TranslationEvaluation#compare}).
     *
     * @param first what the others are compared to
     * @param others any number
     * @return model, data, bleu, vs first (its difference to the first row's, in points), from and
     *     to (the 95 % interval of that), p; chrf, exact match (0 to 1), length ratio; perplexity,
     *     where one of them has it; segments; and signature, where they were not all judged alike
     */
    public static Table compare(TranslationEvaluation first, TranslationEvaluation... others) {
        return TranslationComparison.table(list(first, others));
    }

    /**
     * Tabulates BLEU by the length of the source, of several translators side by side.
     *
     * @param bounds rising numbers of words, as for {@link TranslationEvaluation#bleuByLength}
     * @param first a translator
     * @param others judged on the same sentences in the same way
     * @return source words, segments, and the BLEU of each model in a column of its name
     * @throws org.recurve.core.RecurveException if they were judged on other sentences or otherwise
     */
    public static Table bleuByLength(
            int[] bounds, TranslationEvaluation first, TranslationEvaluation... others) {
        return TranslationComparison.byLength(bounds, list(first, others));
    }

    /**
     * Compares forecasters: one row each, in the given order. What is compared to the first is
     * missing where the rows were not judged on the same horizons and scale, and Diebold and
     * Mariano's p also where there can be no test ({@link ForecastEvaluation#compare}).
     *
     * @param first what the others are compared to
     * @param others any number
     * @return model, data, mse, mae, vs first (the relative difference of the mse to the first
     *     row's, a fraction), Diebold-Mariano p; then smape, mase, owa, crps and coverage 95, of
     *     those what one of the rows has
     */
    public static Table compare(ForecastEvaluation first, ForecastEvaluation... others) {
        return ForecastComparison.table(list(first, others));
    }

    /**
     * Tabulates the mean absolute scaled error of each series, of several forecasters side by side:
     * for which series one that has learned from all of them is worth it, and for which one of
     * their own.
     *
     * @param first a forecaster
     * @param others judged on the same horizons and scale
     * @return series, target where there are several, steps before (what is known of it before the
     *     first horizon), the MASE of each model in a column of its name
     * @throws org.recurve.core.RecurveException if they were judged on other horizons or scales
     */
    public static Table maseBySeries(ForecastEvaluation first, ForecastEvaluation... others) {
        return ForecastComparison.bySeries(list(first, others));
    }

    private static <T> List<T> list(T first, T[] others) {
        List<T> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(others));
        return all;
    }

    /**
     * Judges a language model by what it makes of a limited context: each token is predicted from
     * so many tokens before it, and no state is carried on. Where the perplexity stops falling, the
     * model uses no more. Progress is published, but no results, which are none of the model's own.
     *
     * @param model network or baseline
     * @param text made with the model's vocabulary; the work is its length times the sum of the
     *     contexts, so {@link TokenStream#first} may do
     * @param contexts numbers of tokens, each at least 1
     * @return context, perplexity, nats per token
     * @throws org.recurve.core.RecurveException as {@link LanguageModelEvaluator#evaluate} does
     */
    public static Table byContext(TokenPredictor model, TokenStream text, int... contexts) {
        IntColumn context = IntColumn.create("context", contexts);
        DoubleColumn perplexity = DoubleColumn.create("perplexity");
        DoubleColumn nats = DoubleColumn.create("nats per token");
        for (int each : contexts) {
            LanguageModelEvaluation evaluation =
                    new LanguageModelEvaluator().slidingContext(each, 1).judge(model, text);
            perplexity.append(evaluation.perplexity());
            nats.append(evaluation.natsPerToken());
        }
        return Table.create(model.name() + " by context", context, perplexity, nats);
    }

    /**
     * Tabulates how well tokens are predicted by how often they occurred in the training text: for
     * which words counts are enough, and for which memory helps. Special tokens ({@link
     * org.recurve.data.Vocabulary#UNK} stands for many rare words at once) have rows of their own;
     * all others are in bands of powers of ten. What the judged text does not have is left out.
     *
     * @param train the training text, with the vocabulary of the judged one
     * @param evaluations at least one, all on the same text
     * @return occurrences in train, tokens (of the judged text), share (of them, 0 to 1), then
     *     perplexity and nats per token; of several evaluations these for each, after the name of
     *     its model
     * @throws org.recurve.core.RecurveException if the texts or the vocabularies differ
     */
    public static Table perplexityByFrequency(
            TokenStream train, LanguageModelEvaluation... evaluations) {
        return TokenTables.byFrequency(train, List.of(evaluations));
    }

    /**
     * Tabulates the tokens of a text that one model predicts better than another, those first that
     * make most of the difference between the two. With the models exchanged it gives the tokens
     * that are predicted worse.
     *
     * @param from a model
     * @param to what to compare to it, on the same text
     * @param rows how many tokens at most, at least 1
     * @return token, occurrences (in the judged text), its mean nats with each model, gain (nats of
     *     all its occurrences together, above 0)
     * @throws org.recurve.core.RecurveException if they were judged on different texts, or one of
     *     them holds a token for impossible
     */
    public static Table largestGains(
            LanguageModelEvaluation from, LanguageModelEvaluation to, int rows) {
        return TokenTables.gains(from, to, rows);
    }

    /**
     * Tabulates how well the characters of a text are predicted by their place in their word: its
     * beginning tells most, and what follows from it little.
     *
     * @param first a model that reads characters
     * @param others judged on the same text
     * @return letter of its word (1 for the first; "none" for what is no letter), tokens, share (of
     *     them, 0 to 1), then the mean bits per character of each, after the name of its model;
     *     places that do not occur are left out
     * @throws IllegalArgumentException if a token is not one character
     * @throws org.recurve.core.RecurveException if the texts differ
     */
    public static Table bitsByPlaceInWord(
            LanguageModelEvaluation first, LanguageModelEvaluation... others) {
        return WordPlaces.table(list(first, others));
    }

    /**
     * Tells whether one of two language models is better by more than chance, with blocks of
     * {@value PairedBootstrap#BLOCK} tokens and the seed 1.
     *
     * @param first a model
     * @param second another one, judged on the same text
     * @return the difference with its 95 % interval
     * @throws org.recurve.core.RecurveException if they were judged on different texts, on one of
     *     less than 10 blocks, or one of them holds a token for impossible
     */
    public static PairedBootstrap pairedBootstrap(
            LanguageModelEvaluation first, LanguageModelEvaluation second) {
        return pairedBootstrap(first, second, PairedBootstrap.BLOCK, SEED);
    }

    /**
     * Tells whether one of two language models is better by more than chance.
     *
     * @param first a model
     * @param second another one, judged on the same text
     * @param block tokens in a block, at least 1; longer than the errors on neighbouring tokens
     *     depend on each other
     * @param seed of the resampling; the same seed gives the same result
     * @return the difference with its 95 % interval
     * @throws org.recurve.core.RecurveException if they were judged on different texts, on one of
     *     less than 10 blocks, or one of them holds a token for impossible
     */
    public static PairedBootstrap pairedBootstrap(
            LanguageModelEvaluation first, LanguageModelEvaluation second, int block, long seed) {
        return PairedBootstrap.of(first, second, block, seed);
    }

    /**
     * Tabulates the {@linkplain #pairedBootstrap paired bootstrap} of each of several models
     * against the first.
     *
     * @param first what the others are compared to
     * @param others judged on the same text
     * @return a row for each of the others: model, perplexity ratio (to the first's; below 1 it is
     *     better than the first), from and to (the 95 % interval of that), better than first (part
     *     of the resamples, 0 to 1), p
     * @throws org.recurve.core.RecurveException as {@link #pairedBootstrap} does
     */
    public static Table significance(
            LanguageModelEvaluation first, LanguageModelEvaluation... others) {
        StringColumn model = StringColumn.create("model");
        DoubleColumn ratio = DoubleColumn.create("perplexity ratio");
        DoubleColumn lower = DoubleColumn.create("from");
        DoubleColumn upper = DoubleColumn.create("to");
        DoubleColumn better = DoubleColumn.create("better than first");
        DoubleColumn p = DoubleColumn.create("p");
        for (LanguageModelEvaluation each : others) {
            PairedBootstrap result = pairedBootstrap(first, each);
            model.append(each.model());
            ratio.append(result.perplexityRatio());
            lower.append(result.lowerRatio());
            upper.append(result.upperRatio());
            better.append(1 - result.firstBetter());
            p.append(result.pValue());
        }
        better.setPrintFormatter(percent("0.0%"));
        return Table.create(
                "Compared with " + first.model(), model, ratio, lower, upper, better, p);
    }

    /**
     * Tabulates the accuracy by an attribute of the data, for example by the distance over which
     * something had to be remembered, or by the phenomenon that a sentence shows.
     *
     * @param evaluation of a {@link ClassificationEvaluator}
     * @param attribute its name
     * @return the attribute's values in rising order, those in words by the alphabet, accuracy (0
     *     to 1), examples
     * @throws org.recurve.core.RecurveException if the data has no such attribute
     */
    public static Table accuracyBy(LabelEvaluation evaluation, String attribute) {
        return CategoryTable.isCategory(evaluation, attribute)
                ? CategoryTable.of(evaluation, attribute)
                : AttributeTable.byValue(evaluation, attribute);
    }

    /**
     * Tabulates the accuracy of several classifiers by an attribute of the data that is in words,
     * side by side.
     *
     * @param attribute its name
     * @param first of a {@link ClassificationEvaluator}
     * @param others judged on the same items
     * @return the attribute's values by the alphabet, the accuracy of each model (0 to 1) in a
     *     column of its name, examples
     * @throws org.recurve.core.RecurveException if the data has no such attribute, or they were
     *     judged on other items
     */
    public static Table accuracyBy(
            String attribute, LabelEvaluation first, LabelEvaluation... others) {
        return CategoryTable.sideBySide(attribute, list(first, others));
    }

    /**
     * Tabulates the accuracy by ranges of an attribute, all of the same width.
     *
     * @param evaluation of a {@link ClassificationEvaluator}
     * @param attribute its name
     * @param ranges how many, at least 1; those without an example are left out
     * @return the lowest and the highest value that occurs in each range, accuracy (0 to 1),
     *     examples
     * @throws org.recurve.core.RecurveException if the data has no such attribute, or it is in
     *     words
     */
    public static Table accuracyBy(LabelEvaluation evaluation, String attribute, int ranges) {
        return AttributeTable.byRange(evaluation, attribute, ranges);
    }

    /** Prints a fraction as per cent; the value in the column stays a fraction. */
    static NumberColumnFormatter percent(String pattern) {
        return new NumberColumnFormatter(
                new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)));
    }
}
