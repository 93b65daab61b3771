package org.recurve.evaluation;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tribuo.classification.evaluation.LabelEvaluation;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/** Evaluations side by side. */
public final class Evaluations {
    private Evaluations() {}

    /**
     * Compares language models: one row each, in the given order. The column {@code vs first} is
     * the relative difference of the perplexity to the first row's, a fraction (-0.15: 15 % lower);
     * it is missing where the rows were not judged on the same tokens, since perplexities then say
     * nothing about each other. Bits per character do, on the same text.
     *
     * @param first what the others are compared to
     * @param others any number
     * @return model, data, perplexity, vs first, nats per token, bits per character, oov rate,
     *     tokens
     */
    public static Table compare(LanguageModelEvaluation first, LanguageModelEvaluation... others) {
        List<LanguageModelEvaluation> all = new ArrayList<>();
        all.add(first);
        all.addAll(List.of(others));
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
                    sameTokens(first, each)
                            ? each.perplexity() / first.perplexity() - 1
                            : Double.NaN);
            nats.append(each.natsPerToken());
            bits.append(each.bitsPerCharacter());
            oov.append(each.oovRate());
            tokens.append(each.tokens());
        }
        difference.setPrintFormatter(percent("+0.0%;-0.0%"));
        oov.setPrintFormatter(percent("0.00%"));
        return Table.create(
                "Language models", model, data, perplexity, difference, nats, bits, oov, tokens);
    }

    /**
     * Tabulates the accuracy by an attribute of the data, for example by the distance over which
     * something had to be remembered.
     *
     * @param evaluation of a {@link ClassificationEvaluator}
     * @param attribute its name
     * @return the attribute's values in rising order, accuracy (0 to 1), examples
     * @throws org.recurve.core.RecurveException if the data has no such attribute
     */
    public static Table accuracyBy(LabelEvaluation evaluation, String attribute) {
        return AttributeTable.byValue(evaluation, attribute);
    }

    /**
     * Tabulates the accuracy by ranges of an attribute, all of the same width.
     *
     * @param evaluation of a {@link ClassificationEvaluator}
     * @param attribute its name
     * @param ranges how many, at least 1; those without an example are left out
     * @return the lowest and the highest value that occurs in each range, accuracy (0 to 1),
     *     examples
     * @throws org.recurve.core.RecurveException if the data has no such attribute
     */
    public static Table accuracyBy(LabelEvaluation evaluation, String attribute, int ranges) {
        return AttributeTable.byRange(evaluation, attribute, ranges);
    }

    /** Prints a fraction as per cent; the value in the column stays a fraction. */
    private static NumberColumnFormatter percent(String pattern) {
        return new NumberColumnFormatter(
                new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)));
    }

    private static boolean sameTokens(LanguageModelEvaluation a, LanguageModelEvaluation b) {
        return a.getProvenance()
                        .getTestDatasetProvenance()
                        .equals(b.getProvenance().getTestDatasetProvenance())
                && a.tokens() == b.tokens()
                && a.unknowns() == b.unknowns();
    }
}
