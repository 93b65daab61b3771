package org.recurve.data;

import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;

/**
 * Reads series of the M4 competition: a row is the name of a series and its values, of which there
 * are as many as the series is long. The test file goes on where the training file ends. The files
 * have no times: steps are numbered from 0.
 */
final class M4Files {
    private static final String TARGET = "value";

    private M4Files() {}

    /**
     * Reads one or both files.
     *
     * @param test goes on behind the training file; null to leave it out
     */
    static SeriesSet read(DataSet set, DataInput train, DataInput test) {
        Map<String, DoubleArrayList> values = new LinkedHashMap<>();
        rows(
                train,
                (id, place) -> {
                    if (values.put(id, new DoubleArrayList()) != null) {
                        throw new RecurveException(
                                place + ": the series " + id + " is there twice");
                    }
                    return values.get(id);
                });
        List<DataProvenance.FileHash> files = new ArrayList<>(List.of(train.hash()));
        if (test != null) {
            rows(
                    test,
                    (id, place) -> {
                        if (!values.containsKey(id)) {
                            throw new RecurveException(
                                    place + ": there is no series " + id + " in " + train.where());
                        }
                        return values.get(id);
                    });
            files.add(test.hash());
        }
        SeriesColumns columns = SeriesColumns.ofTargets(List.of(TARGET));
        List<TimeSeries> series = new ArrayList<>();
        values.forEach(
                (id, of) ->
                        series.add(
                                new TimeSeries(
                                        id,
                                        Frequency.INDEX,
                                        columns,
                                        0,
                                        new double[][][] {{of.toDoubleArray()}, {}, {}},
                                        new double[0],
                                        0,
                                        of.size())));
        return new SeriesSet(
                columns,
                Frequency.INDEX,
                series,
                SeriesReport.clean(Frequency.INDEX),
                new DataProvenance(set.name(), "all", files, List.of("steps numbered from 0")));
    }

    private interface Taker {
        DoubleArrayList series(String id, String place);
    }

    private static void rows(DataInput input, Taker taker) {
        boolean[] header = {true};
        CsvRows.forEach(
                input,
                (fields, place) -> {
                    if (header[0]) {
                        header[0] = false;
                        return;
                    }
                    DoubleArrayList of = taker.series(fields.get(0).strip(), place);
                    for (int i = 1; i < fields.size() && !fields.get(i).isBlank(); i++) {
                        try {
                            of.add(Double.parseDouble(fields.get(i)));
                        } catch (NumberFormatException e) {
                            throw new RecurveException(
                                    "%s: expected a number for value %d, found \"%s\""
                                            .formatted(place, i, fields.get(i)),
                                    e);
                        }
                    }
                });
    }
}
