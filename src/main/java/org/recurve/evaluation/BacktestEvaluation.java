package org.recurve.evaluation;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.recurve.data.Forecast;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** How a way of forecasting did at each of several origins; made by {@link Backtest#run}. */
public final class BacktestEvaluation {
    private final List<String> origins;
    private final List<ForecastEvaluation> each;
    private final ForecastEvaluation whole;
    private final List<Forecast> forecasts;

    BacktestEvaluation(
            List<String> origins,
            List<ForecastEvaluation> each,
            ForecastEvaluation whole,
            List<Forecast> forecasts) {
        this.origins = List.copyOf(origins);
        this.each = List.copyOf(each);
        this.whole = whole;
        this.forecasts = List.copyOf(forecasts);
    }

    /** {@return the times of the first steps that were forecast, in order} */
    public List<String> origins() {
        return origins;
    }

    /** {@return all forecasts, origin after origin and in the order of the series} */
    public List<Forecast> forecasts() {
        return forecasts;
    }

    /** {@return the figures over all origins together, seasonal naive beside them} */
    public ForecastEvaluation evaluation() {
        return whole;
    }

    /**
     * {@return a row for each origin: origin (time of the first step that is forecast), series (how
     * many were forecast), mse, mae, smape, mase, then those of the reference, skill; without what
     * has no value at any origin}
     */
    public Table table() {
        Table table =
                Table.create(
                        whole.model() + " by origin",
                        StringColumn.create("origin", origins),
                        IntColumn.create(
                                "series",
                                each.stream().mapToInt(e -> e.windows().size()).toArray()));
        for (String prefix : List.of("", "reference ")) {
            List<ForecastEvaluation> of =
                    prefix.isEmpty()
                            ? each
                            : each.stream().map(ForecastEvaluation::reference).toList();
            column(table, prefix + "mse", of, ForecastEvaluation::mse);
            column(table, prefix + "mae", of, ForecastEvaluation::mae);
            column(table, prefix + "smape", of, ForecastEvaluation::smape);
            column(table, prefix + "mase", of, ForecastEvaluation::mase);
        }
        DoubleColumn skill =
                DoubleColumn.create(
                        "skill", each.stream().mapToDouble(ForecastEvaluation::skill).toArray());
        skill.setPrintFormatter(Evaluations.percent("+0.0%;-0.0%"));
        return table.addColumns(skill);
    }

    private static void column(
            Table table,
            String name,
            List<ForecastEvaluation> rows,
            ToDoubleFunction<ForecastEvaluation> figure) {
        double[] values = rows.stream().mapToDouble(figure).toArray();
        ForecastTables.addKnown(table, DoubleColumn.create(name, values));
    }

    /** {@return the figures over all origins} */
    @Override
    public String toString() {
        return "%d origins, %s to %s%n%s"
                .formatted(origins.size(), origins.get(0), origins.get(origins.size() - 1), whole);
    }
}
