package org.recurve.evaluation;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The tokens of a judged text in groups: how many are in each, and how well they are predicted. */
final class TokenGroups {
    /** Makes a figure of the nats of some tokens and their number. */
    interface Figure {
        double of(double nats, long tokens);
    }

    private final int[] tokens;
    private final double[][] nats;
    private final int[] occurring;

    /**
     * @param evaluations on the same text
     * @param groups how many there may be
     * @param groupAt group of the token at each place in the text, from 0
     */
    TokenGroups(List<LanguageModelEvaluation> evaluations, int groups, IntUnaryOperator groupAt) {
        tokens = new int[groups];
        nats = new double[evaluations.size()][groups];
        for (int i = 0; i < evaluations.get(0).text().ids().length; i++) {
            int group = groupAt.applyAsInt(i);
            tokens[group]++;
            for (int e = 0; e < nats.length; e++) {
                nats[e][group] += evaluations.get(e).negativeLogLikelihood(i);
            }
        }
        occurring = IntStream.range(0, groups).filter(g -> tokens[g] > 0).toArray();
    }

    /**
     * {@return a row for each group that occurs: its name, how many tokens it has, and their share}
     *
     * @param title of the table
     * @param column what the groups are by
     * @param name of each group
     */
    Table table(String title, String column, IntFunction<String> name) {
        StringColumn names = StringColumn.create(column);
        IntColumn number = IntColumn.create("tokens");
        DoubleColumn share = DoubleColumn.create("share");
        int all = IntStream.of(tokens).sum();
        for (int group : occurring) {
            names.append(name.apply(group));
            number.append(tokens[group]);
            share.append((double) tokens[group] / all);
        }
        share.setPrintFormatter(Evaluations.percent("0.0%"));
        return Table.create(title, names, number, share);
    }

    /** {@return a column with a figure of each group, as predicted in one of the evaluations} */
    DoubleColumn column(String name, int evaluation, Figure figure) {
        DoubleColumn column = DoubleColumn.create(name);
        for (int group : occurring) {
            column.append(figure.of(nats[evaluation][group], tokens[group]));
        }
        return column;
    }
}
