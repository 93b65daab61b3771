package org.recurve.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.recurve.data.SeriesSet;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The tables of a {@link ForecastEvaluation}. */
final class ForecastTables {
    private ForecastTables() {}

    static Table byHorizon(ForecastEvaluation of) {
        List<ForecastErrors> mine = List.of(of.tally().byHorizon());
        List<ForecastErrors> floor = List.of(of.reference().tally().byHorizon());
        Table table =
                Table.create(
                        of.model() + " by step ahead",
                        IntColumn.create("step", IntStream.rangeClosed(1, mine.size()).toArray()));
        add(table, "mse", mine, e -> e.points().mse());
        add(table, "mae", mine, e -> e.points().mae());
        if (of.scaler() == null) {
            add(table, "smape", mine, e -> e.points().smape());
        }
        add(table, "crps", mine, ForecastErrors::crps);
        add(table, "coverage 80", mine, ForecastErrors::coverage80);
        add(table, "coverage 95", mine, ForecastErrors::coverage95);
        add(table, "reference mse", floor, e -> e.points().mse());
        add(table, "reference mae", floor, e -> e.points().mae());
        return skill(table);
    }

    static Table bySeries(ForecastEvaluation of) {
        SeriesSet set = of.windows().set();
        List<ForecastFigures.Judged> all = of.figures().all();
        Table table =
                Table.create(
                        of.model() + " by series",
                        StringColumn.create(
                                "series", all.stream().map(j -> set.series(j.series()).id())));
        if (set.targets().size() > 1) {
            table.addColumns(
                    StringColumn.create(
                            "target", all.stream().map(j -> set.targets().get(j.target()))));
        }
        // Judged on the same windows, the reference has the same series in the same order.
        return rows(table, of.figures().each(), of.reference().figures().each());
    }

    static Table byTarget(ForecastEvaluation of) {
        List<String> targets = of.windows().set().targets();
        Table table =
                Table.create(of.model() + " by target", StringColumn.create("target", targets));
        return rows(
                table,
                of.figures().byTarget(targets.size()),
                of.reference().figures().byTarget(targets.size()));
    }

    private static Table rows(
            Table table, List<ForecastFigures> mine, List<ForecastFigures> floor) {
        add(table, "mse", mine, f -> f.total().points().mse());
        add(table, "mae", mine, f -> f.total().points().mae());
        add(table, "smape", mine, ForecastFigures::smape);
        add(table, "mase", mine, ForecastFigures::mase);
        add(table, "coverage 95", mine, f -> f.total().coverage95());
        add(table, "reference mse", floor, f -> f.total().points().mse());
        add(table, "reference mae", floor, f -> f.total().points().mae());
        add(table, "reference smape", floor, ForecastFigures::smape);
        add(table, "reference mase", floor, ForecastFigures::mase);
        return skill(table);
    }

    /** Adds a column; one of NaN alone is left out. */
    private static <T> void add(
            Table table, String name, List<T> rows, ToDoubleFunction<T> figure) {
        double[] values = rows.stream().mapToDouble(figure).toArray();
        addKnown(table, DoubleColumn.create(name, values));
    }

    /** Adds a column, unless nothing in it is known. */
    static void addKnown(Table table, DoubleColumn column) {
        if (column.countMissing() < column.size()) {
            table.addColumns(column);
        }
    }

    private static Table skill(Table table) {
        DoubleColumn skill = DoubleColumn.create("skill");
        for (int row = 0; row < table.rowCount(); row++) {
            double floor = table.doubleColumn("reference mae").getDouble(row);
            double mine = table.doubleColumn("mae").getDouble(row);
            skill.append(floor > 0 ? 1 - mine / floor : Double.NaN);
        }
        skill.setPrintFormatter(Evaluations.percent("+0.0%;-0.0%"));
        return table.addColumns(skill);
    }

    /** {@return the model, its reference and the others, each once} */
    static List<ForecastEvaluation> beside(ForecastEvaluation of) {
        List<ForecastEvaluation> all = new ArrayList<>(List.of(of));
        if (of.reference() != of) {
            all.add(of.reference());
        }
        all.addAll(of.others());
        return all;
    }

    private static Set<String> names(List<ForecastEvaluation> all) {
        Set<String> names = new LinkedHashSet<>();
        all.forEach(each -> names.addAll(each.metrics().keySet()));
        // What only some have comes before what the first closes with.
        for (String last : List.of("skill", "windows")) {
            if (names.remove(last)) {
                names.add(last);
            }
        }
        return names;
    }

    static String text(ForecastEvaluation of) {
        List<ForecastEvaluation> all = beside(of);
        StringBuilder text = new StringBuilder(title(of)).append(String.format("%n  %-12s", ""));
        for (int i = 0; i < all.size(); i++) {
            text.append(String.format(" %14s", "[" + (i + 1) + "]"));
        }
        for (String name : names(all)) {
            text.append(String.format("%n  %-12s", name));
            all.forEach(each -> text.append(String.format(" %14s", cell(each, name))));
        }
        for (int i = 0; i < all.size(); i++) {
            text.append(String.format("%n  [%d] %s", i + 1, all.get(i).model()));
        }
        return text.toString();
    }

    static String html(ForecastEvaluation of) {
        List<ForecastEvaluation> all = beside(of);
        StringBuilder html =
                new StringBuilder("<table>\n<thead><tr><th " + MetricTable.LEFT + ">")
                        .append(MetricTable.escape(of.data()))
                        .append("</th>");
        all.forEach(
                each ->
                        html.append("<th align=\"right\">")
                                .append(MetricTable.escape(each.model()))
                                .append("</th>"));
        html.append("</tr></thead>\n<tbody>\n");
        for (String name : names(all)) {
            html.append("<tr><td " + MetricTable.LEFT + ">")
                    .append(MetricTable.escape(name.replace('_', ' ')))
                    .append("</td>");
            all.forEach(
                    each ->
                            html.append("<td align=\"right\">")
                                    .append(cell(each, name))
                                    .append("</td>"));
            html.append("</tr>\n");
        }
        return html.append("</tbody>\n</table>").toString();
    }

    private static String title(ForecastEvaluation of) {
        return of.model() + (of.baseline() ? " (baseline)" : "") + " on " + of.data();
    }

    private static String cell(ForecastEvaluation evaluation, String name) {
        Double value = evaluation.metrics().get(name);
        return value == null ? "" : format(name, value);
    }

    private static String format(String name, double value) {
        String pattern =
                switch (name) {
                    case "windows" -> "%,.0f";
                    case "mape", "smape" -> "%.2f %%";
                    case "coverage_80", "coverage_95" -> "%.1f %%";
                    case "skill" -> "%+.1f %%";
                    default ->
                            Math.abs(value) >= 1000
                                    ? "%,.1f"
                                    : Math.abs(value) >= 0.01 || value == 0 ? "%.4f" : "%.3e";
                };
        boolean fraction = name.startsWith("coverage") || name.equals("skill");
        return String.format(Locale.ROOT, pattern, fraction ? 100 * value : value);
    }
}
