package org.recurve.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Tables of a set of series. */
final class SeriesTables {
    private SeriesTables() {}

    /** A row for each series and target. */
    static Table summary(SeriesSet set) {
        StringColumn id = StringColumn.create("series");
        StringColumn target = StringColumn.create("target");
        IntColumn steps = IntColumn.create("steps");
        StringColumn start = StringColumn.create("start");
        StringColumn end = StringColumn.create("end");
        IntColumn missing = IntColumn.create("missing");
        DoubleColumn mean = DoubleColumn.create("mean");
        DoubleColumn min = DoubleColumn.create("min");
        DoubleColumn max = DoubleColumn.create("max");
        for (TimeSeries series : set.series()) {
            for (int c = 0; c < set.targets().size(); c++) {
                DoubleSummaryStatistics figures =
                        Arrays.stream(series.values(c))
                                .filter(v -> !Double.isNaN(v))
                                .summaryStatistics();
                boolean any = figures.getCount() > 0;
                id.append(series.id());
                target.append(set.targets().get(c));
                steps.append(series.length());
                start.append(series.time(0));
                end.append(series.time(series.length() - 1));
                missing.append((int) (series.length() - figures.getCount()));
                mean.append(any ? figures.getAverage() : Double.NaN);
                min.append(any ? figures.getMin() : Double.NaN);
                max.append(any ? figures.getMax() : Double.NaN);
            }
        }
        return Table.create(set.name(), id, target, steps, start, end, missing, mean, min, max);
    }

    /** A row for each step. */
    static Table rows(SeriesSet set) {
        StringColumn id = StringColumn.create("series");
        List<Column<?>> columns = new ArrayList<>();
        columns.add(id);
        ColumnNames names = new ColumnNames();
        names.free("series");
        Consumer<TimeSeries> times = times(set, names, columns);
        List<String> wanted =
                Stream.of(set.targets(), set.pastCovariates(), set.knownCovariates())
                        .flatMap(List::stream)
                        .toList();
        List<DoubleColumn> numbers =
                wanted.stream().map(name -> DoubleColumn.create(names.free(name))).toList();
        columns.addAll(numbers);
        for (TimeSeries series : set.series()) {
            times.accept(series);
            for (int t = 0; t < series.length(); t++) {
                id.append(series.id());
            }
            for (int c = 0; c < numbers.size(); c++) {
                for (double value : series.values(wanted.get(c))) {
                    numbers.get(c).append(value);
                }
            }
        }
        return Table.create(set.name(), columns);
    }

    private static Consumer<TimeSeries> times(
            SeriesSet set, ColumnNames names, List<Column<?>> columns) {
        if (set.frequency().unit().isIndex()) {
            LongColumn step = LongColumn.create(names.free("step"));
            columns.add(step);
            return series -> {
                for (int t = 0; t < series.length(); t++) {
                    step.append(series.tick(t));
                }
            };
        }
        DateTimeColumn time = DateTimeColumn.create(names.free("time"));
        columns.add(time);
        return series -> {
            for (int t = 0; t < series.length(); t++) {
                time.append(series.dateTime(t));
            }
        };
    }
}
