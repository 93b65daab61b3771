package org.recurve.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.recurve.core.RecurveException;
import org.recurve.data.SeriesWindows;
import org.recurve.data.TimeSeries;
import org.recurve.metric.DieboldMariano;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Forecasters side by side. */
final class ForecastComparison {
    private ForecastComparison() {}

    /** See {@link ForecastEvaluation#table}. */
    static Table beside(ForecastEvaluation of) {
        return table(ForecastTables.beside(of));
    }

    /** See {@link Evaluations#compare(ForecastEvaluation, ForecastEvaluation...)}. */
    static Table table(List<ForecastEvaluation> all) {
        ForecastEvaluation first = all.get(0);
        StringColumn model = StringColumn.create("model");
        StringColumn data = StringColumn.create("data");
        DoubleColumn mse = DoubleColumn.create("mse");
        DoubleColumn rmse = DoubleColumn.create("rmse");
        DoubleColumn mae = DoubleColumn.create("mae");
        DoubleColumn difference = DoubleColumn.create("vs first");
        DoubleColumn p = DoubleColumn.create("Diebold-Mariano p");
        DoubleColumn smape = DoubleColumn.create("smape");
        DoubleColumn mase = DoubleColumn.create("mase");
        DoubleColumn owa = DoubleColumn.create("owa");
        DoubleColumn crps = DoubleColumn.create("crps");
        DoubleColumn coverage = DoubleColumn.create("coverage 95");
        for (ForecastEvaluation each : all) {
            model.append(each.model());
            data.append(each.dataset() + " " + each.split());
            mse.append(each.mse());
            rmse.append(each.rmse());
            mae.append(each.mae());
            boolean same = difference(first, each) == null && first.mse() > 0;
            difference.append(same ? each.mse() / first.mse() - 1 : Double.NaN);
            p.append(
                    each != first && problem(first, each) == null
                            ? test(first, each).pValue()
                            : Double.NaN);
            smape.append(each.smape());
            mase.append(each.mase());
            owa.append(each.owa());
            crps.append(each.crps());
            coverage.append(each.coverage95());
        }
        difference.setPrintFormatter(Evaluations.percent("+0.0%;-0.0%"));
        coverage.setPrintFormatter(Evaluations.percent("0.0%"));
        Table table = Table.create("Forecasters", model, data, mse, rmse, mae, difference, p);
        for (DoubleColumn column : List.of(smape, mase, owa, crps, coverage)) {
            ForecastTables.addKnown(table, column);
        }
        return table;
    }

    /** See {@link Evaluations#maseBySeries}. */
    static Table bySeries(List<ForecastEvaluation> all) {
        ForecastEvaluation first = all.get(0);
        SeriesWindows windows = first.windows();
        List<ForecastFigures.Judged> judged = first.figures().all();
        StringColumn series = StringColumn.create("series");
        StringColumn target = StringColumn.create("target");
        IntColumn before = IntColumn.create("steps before");
        for (ForecastFigures.Judged each : judged) {
            TimeSeries of = windows.set().series(each.series());
            series.append(of.id());
            target.append(windows.set().targets().get(each.target()));
            int window = 0;
            while (windows.series(window) != each.series()) {
                window++;
            }
            before.append(of.history() + windows.origin(window));
        }
        Table table = Table.create("MASE by series", series, before);
        if (windows.set().targets().size() > 1) {
            table.insertColumn(1, target);
        }
        for (ForecastEvaluation each : all) {
            String different = difference(first, each);
            if (different != null) {
                throw new RecurveException(
                        "%s and %s cannot stand side by side: %s"
                                .formatted(first.model(), each.model(), different));
            }
            String name = each.model();
            for (int i = 2; table.columnNames().contains(name); i++) {
                name = each.model() + " (" + i + ")";
            }
            // On the same windows all have the same series in the same order.
            double[] mase =
                    each.figures().all().stream()
                            .mapToDouble(ForecastFigures.Judged::mase)
                            .toArray();
            table.addColumns(DoubleColumn.create(name, mase));
        }
        return table;
    }

    /** See {@link ForecastEvaluation#compare}. */
    static DieboldMariano test(ForecastEvaluation first, ForecastEvaluation second) {
        String problem = problem(first, second);
        if (problem != null) {
            throw new RecurveException(
                    "%s and %s cannot be compared by the test of Diebold and Mariano: %s"
                            .formatted(first.model(), second.model(), problem));
        }
        return DieboldMariano.of(
                losses(first),
                losses(second),
                horizon(first.windows()),
                DieboldMariano.LongRunVariance.BARTLETT);
    }

    /** {@return why there can be no test, or null} */
    private static String problem(ForecastEvaluation first, ForecastEvaluation second) {
        String different = difference(first, second);
        if (different != null) {
            return different;
        }
        SeriesWindows windows = first.windows();
        if (!haveTimesInCommon(windows)) {
            return "the series have windows at different times; judge on windows at(...) the same ones";
        }
        double[] one = losses(first);
        double[] two = losses(second);
        if (one.length <= horizon(windows)) {
            return "it needs more than %d times, and there are %d; judge on more windows, or on shorter horizons"
                    .formatted(horizon(windows), one.length);
        }
        double[] differences = new double[one.length];
        Arrays.setAll(differences, t -> one[t] - two[t]);
        if (!Arrays.stream(differences).allMatch(Double::isFinite)) {
            return "in some windows no actual value is known; leave them out with withoutMissing()";
        }
        // All 0 is no difference; another constant has no variance to test with.
        return differences[0] != 0 && Arrays.stream(differences).allMatch(d -> d == differences[0])
                ? "their errors differ by the same at all times"
                : null;
    }

    /** {@return why the figures of both say nothing about each other, or null} */
    private static String difference(ForecastEvaluation first, ForecastEvaluation second) {
        SeriesWindows one = first.windows();
        SeriesWindows two = second.windows();
        if (one != two && !sameHorizons(one, two)) {
            return "the first was judged on %s, the second on %s"
                    .formatted(first.data(), second.data());
        }
        return Objects.equals(first.scaler(), second.scaler())
                ? null
                : "they were judged on different scales";
    }

    private static boolean sameHorizons(SeriesWindows one, SeriesWindows two) {
        boolean same =
                one.size() == two.size()
                        && one.horizon() == two.horizon()
                        && one.set().name().equals(two.set().name())
                        && one.set().targets().equals(two.set().targets());
        for (int w = 0; same && w < one.size(); w++) {
            String id = one.set().series(one.series(w)).id();
            same =
                    id.equals(two.set().series(two.series(w)).id())
                            && one.time(w).equals(two.time(w));
        }
        return same;
    }

    /** {@return the windows of each series that has some} */
    private static List<List<Integer>> bySeries(SeriesWindows windows) {
        List<List<Integer>> all = new ArrayList<>();
        for (int w = 0; w < windows.size(); w++) {
            if (w == 0 || windows.series(w) != windows.series(w - 1)) {
                all.add(new ArrayList<>());
            }
            all.get(all.size() - 1).add(w);
        }
        return all;
    }

    private static boolean isPanel(List<List<Integer>> series) {
        return series.size() > 1 && series.stream().anyMatch(of -> of.size() > 1);
    }

    private static boolean haveTimesInCommon(SeriesWindows windows) {
        List<List<Integer>> series = bySeries(windows);
        if (!isPanel(series)) {
            return true;
        }
        List<String> times = series.get(0).stream().map(windows::time).toList();
        return series.stream()
                .allMatch(of -> of.stream().map(windows::time).toList().equals(times));
    }

    /** Of several series at the same times their mean; otherwise of each window. */
    private static double[] losses(ForecastEvaluation of) {
        double[] errors = of.squaredErrors();
        List<List<Integer>> series = bySeries(of.windows());
        if (!isPanel(series)) {
            return errors;
        }
        double[] means = new double[series.get(0).size()];
        for (List<Integer> each : series) {
            for (int t = 0; t < means.length; t++) {
                means[t] += errors[each.get(t)] / series.size();
            }
        }
        return means;
    }

    /** How many neighbours share steps, and one; series that stand for times share none. */
    private static int horizon(SeriesWindows windows) {
        List<List<Integer>> series = bySeries(windows);
        return series.size() == windows.size() && windows.size() > 1
                ? 1
                : (windows.horizon() + windows.stride() - 1) / windows.stride();
    }
}
