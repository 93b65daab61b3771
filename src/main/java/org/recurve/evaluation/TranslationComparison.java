package org.recurve.evaluation;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.recurve.metric.ItemBootstrap;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/** Translators side by side. */
final class TranslationComparison {
    private static final DecimalFormatSymbols SYMBOLS =
            DecimalFormatSymbols.getInstance(Locale.ROOT);

    /** Columns of a figure's difference to the first row, in points. */
    private static final class Points {
        private final DoubleColumn difference = DoubleColumn.create("vs first");
        private final DoubleColumn from = DoubleColumn.create("from");
        private final DoubleColumn to = DoubleColumn.create("to");
        private final DoubleColumn p = DoubleColumn.create("p");

        void append(ItemBootstrap bootstrap) {
            difference.append(bootstrap.value());
            from.append(bootstrap.lower());
            to.append(bootstrap.upper());
            p.append(bootstrap.pValue());
        }

        void append(double value) {
            difference.append(value);
            List.of(from, to, p).forEach(DoubleColumn::appendMissing);
        }

        Column<?>[] columns() {
            for (DoubleColumn column : List.of(difference, from, to)) {
                column.setPrintFormatter(
                        new NumberColumnFormatter(new DecimalFormat("+0.00;-0.00", SYMBOLS)));
            }
            return new Column<?>[] {difference, from, to, p};
        }
    }

    private TranslationComparison() {}

    /** See {@link Evaluations#compare(TranslationEvaluation, TranslationEvaluation...)}. */
    static Table table(List<TranslationEvaluation> all) {
        StringColumn model = StringColumn.create("model");
        StringColumn data = StringColumn.create("data");
        DoubleColumn bleu = DoubleColumn.create("bleu");
        Points points = new Points();
        DoubleColumn chrF = DoubleColumn.create("chrf");
        DoubleColumn exact = DoubleColumn.create("exact match");
        DoubleColumn ratio = DoubleColumn.create("length ratio");
        DoubleColumn perplexity = DoubleColumn.create("perplexity");
        IntColumn segments = IntColumn.create("segments");
        StringColumn signature = StringColumn.create("signature");
        TranslationEvaluation first = all.get(0);
        for (TranslationEvaluation each : all) {
            model.append(each.model());
            data.append(each.dataset() + " " + each.split());
            bleu.append(each.bleu());
            chrF.append(each.chrf());
            exact.append(each.exactMatch());
            ratio.append(each.lengthRatio());
            perplexity.append(each.perplexity());
            segments.append(each.segments());
            signature.append(each.signature());
            if (each == first || TranslationDifference.reason(first, each) != null) {
                points.append(each == first ? 0 : Double.NaN);
            } else {
                points.append(TranslationDifference.bleu(first, each));
            }
        }
        exact.setPrintFormatter(Evaluations.percent("0.0%"));
        Table table =
                Table.create("Translators", model, data, bleu)
                        .addColumns(points.columns())
                        .addColumns(chrF, exact, ratio);
        if (perplexity.countMissing() < perplexity.size()) {
            table.addColumns(perplexity);
        }
        table.addColumns(segments);
        return signature.countUnique() > 1 ? table.addColumns(signature) : table;
    }

    /** See {@link Evaluations#bleuByLength}. */
    static Table byLength(int[] bounds, List<TranslationEvaluation> all) {
        List<Table> tables = new ArrayList<>();
        for (TranslationEvaluation each : all) {
            TranslationDifference.requireAlike(all.get(0), each);
            tables.add(each.bleuByLength(bounds));
        }
        Table lengths = tables.get(0);
        Table table =
                Table.create(
                        "BLEU by source length",
                        lengths.column("source words"),
                        lengths.column("segments"));
        for (int i = 0; i < tables.size(); i++) {
            table.addColumns(tables.get(i).doubleColumn("bleu").setName(all.get(i).model()));
        }
        return table;
    }
}
