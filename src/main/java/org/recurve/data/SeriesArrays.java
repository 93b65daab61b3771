package org.recurve.data;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;

/** Makes sets of series of plain arrays. */
final class SeriesArrays {
    private SeriesArrays() {}

    static SeriesSet of(String name, long start, Frequency frequency, double... values) {
        if (values.length == 0) {
            throw new RecurveException(name + " has no values; expected at least 1");
        }
        for (int t = 0; t < values.length; t++) {
            if (Double.isInfinite(values[t])) {
                throw new RecurveException(
                        "%s: the value of %s is %s; expected a finite number, or NaN where it is missing"
                                .formatted(
                                        name,
                                        frequency.format(start + t * frequency.step()),
                                        values[t]));
            }
        }
        SeriesColumns columns = SeriesColumns.ofTargets(List.of(name));
        TimeSeries one =
                new TimeSeries(
                        name,
                        frequency,
                        columns,
                        start,
                        new double[][][] {{values}, {}, {}},
                        new double[0],
                        0,
                        values.length);
        return new SeriesSet(
                columns,
                frequency,
                List.of(one),
                SeriesReport.clean(frequency),
                new DataProvenance(name, "all", List.of(), List.of("from an array")));
    }

    static SeriesSet join(String name, String target, List<SeriesSet> sets) {
        SeriesColumns columns = SeriesColumns.ofTargets(List.of(target));
        List<TimeSeries> all = new ArrayList<>();
        for (SeriesSet set : sets) {
            if (!set.columns().equals(SeriesColumns.ofTargets(set.targets()))
                    || set.targets().size() > 1) {
                throw new RecurveException(
                        set.name()
                                + " has several targets or covariates: only sets of a single target"
                                + " can be joined; read them from one table with a column of ids");
            }
            if (!set.frequency().equals(sets.get(0).frequency())) {
                throw new RecurveException(
                        "series of one set have a common frequency, but %s has a step of %s and %s of %s"
                                .formatted(
                                        sets.get(0).name(),
                                        sets.get(0).frequency(),
                                        set.name(),
                                        set.frequency()));
            }
            set.series().forEach(s -> all.add(s.with(columns, UnaryOperator.identity())));
        }
        if (all.isEmpty()) {
            throw new RecurveException("there are no sets to join; expected at least 1");
        }
        Frequency frequency = sets.get(0).frequency();
        return new SeriesSet(
                columns,
                frequency,
                all,
                SeriesReport.clean(frequency),
                new DataProvenance(
                        name,
                        "all",
                        sets.stream()
                                .flatMap(s -> s.provenance().files().stream())
                                .distinct()
                                .toList(),
                        List.of("joined " + sets.size() + " sets")));
    }
}
