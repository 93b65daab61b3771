package org.recurve.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;

/** Puts the rows of series on regular steps. */
final class SeriesGrid {
    private static final int MOST_STEPS = 1 << 28;

    /** The rows of a series in the order of their times. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared; a copy would cost the memory twice.
    private record Sorted(String id, SeriesRows.Rows rows, int[] order, long[] ticks) {}

    private final SeriesReader reader;
    private final SeriesRows rows;
    private final Frequency frequency;
    private final List<Sorted> series = new ArrayList<>();
    private final SeriesReport report;

    SeriesGrid(SeriesReader reader, SeriesRows rows) {
        this.reader = reader;
        this.rows = rows;
        rows.series()
                .forEach(
                        (id, of) -> {
                            int[] order = of.order();
                            long[] sorted = new long[order.length];
                            Arrays.setAll(sorted, i -> of.times.getLong(order[i]));
                            series.add(new Sorted(id, of, order, sorted));
                        });
        frequency = frequency(series.stream().map(Sorted::ticks).toList());
        for (Sorted one : series) {
            for (int i = 0; i < one.ticks.length; i++) {
                one.ticks[i] = frequency.fromRaw(one.ticks[i]);
            }
        }
        report = new SeriesReport(frequency, issues());
    }

    private Frequency frequency(List<long[]> times) {
        Frequency given = reader.frequency();
        if (given == null) {
            return FrequencyInference.infer(rows.name(), times, rows.isIndex());
        }
        if (given.unit().isIndex() != rows.isIndex()) {
            throw new RecurveException(
                    "%s: the frequency was given as %s, but the times are %s"
                            .formatted(
                                    rows.name(),
                                    given,
                                    rows.isIndex() ? "whole numbers" : "dates"));
        }
        return given;
    }

    SeriesReport report() {
        return report;
    }

    private List<SeriesReport.Issue> issues() {
        List<SeriesReport.Issue> issues = new ArrayList<>();
        for (Sorted one : series) {
            SeriesReport.Issue issue = issue(one);
            if (issue.unsorted() > 0 || issue.duplicates() > 0 || issue.gaps() > 0) {
                issues.add(issue);
            }
        }
        return issues;
    }

    private SeriesReport.Issue issue(Sorted one) {
        int duplicates = 0;
        String firstDuplicate = "";
        int gaps = 0;
        long missing = 0;
        String firstGap = "";
        for (int i = 1; i < one.ticks.length; i++) {
            long distance = one.ticks[i] - one.ticks[i - 1];
            if (distance % frequency.step() != 0) {
                throw between(one, one.ticks[i - 1], one.ticks[i]);
            }
            if (distance == 0) {
                firstDuplicate =
                        duplicates++ == 0 ? frequency.format(one.ticks[i]) : firstDuplicate;
            } else if (distance > frequency.step()) {
                firstGap =
                        gaps++ == 0
                                ? frequency.format(one.ticks[i - 1] + frequency.step())
                                : firstGap;
                missing += distance / frequency.step() - 1;
            }
        }
        if (missing + one.ticks.length > MOST_STEPS) {
            throw new RecurveException(
                    "%s: series %s would have %,d steps of %s, most of them missing; is a time wrong, %s or %s?"
                            .formatted(
                                    rows.name(),
                                    one.id,
                                    missing + one.ticks.length,
                                    frequency,
                                    frequency.format(one.ticks[0]),
                                    frequency.format(one.ticks[one.ticks.length - 1])));
        }
        return new SeriesReport.Issue(
                one.id,
                one.rows.unsorted(),
                duplicates,
                firstDuplicate,
                gaps,
                (int) missing,
                firstGap);
    }

    private RecurveException between(Sorted one, long before, long tick) {
        return new RecurveException(
                ("%s: in series %s, %s follows %s, which is no multiple of the step of %s; round the"
                                + " times, or give the frequency if it was not inferred rightly")
                        .formatted(
                                rows.name(),
                                one.id,
                                frequency.format(tick),
                                frequency.format(before),
                                frequency));
    }

    SeriesSet toSet(DataProvenance provenance) {
        refuse();
        Statics statics = new Statics();
        SeriesColumns columns =
                new SeriesColumns(
                        reader.targets(),
                        names(reader.past(), reader.targets().size()),
                        names(reader.known(), reader.targets().size() + reader.past().size()),
                        List.of(),
                        reader.statics(),
                        statics.categories);
        List<TimeSeries> all = new ArrayList<>();
        for (Sorted one : series) {
            all.add(toSeries(one, columns, statics.values(one.rows)));
            one.rows.times.clear();
        }
        return new SeriesSet(columns, frequency, all, report, provenance);
    }

    private void refuse() {
        boolean gaps =
                reader.gaps() == null && report.issues().stream().anyMatch(i -> i.gaps() > 0);
        boolean twice =
                reader.duplicates() == null
                        && report.issues().stream().anyMatch(i -> i.duplicates() > 0);
        if (gaps || twice) {
            throw new RecurveException(
                    "%s: the times are not regular: %s%s%s"
                            .formatted(
                                    rows.name(),
                                    report,
                                    gaps
                                            ? "\nTo fill missing steps say gaps(Fill.NAN), or another"
                                            : "",
                                    twice
                                            ? "\nTo keep one row of each time say"
                                                    + " duplicates(Duplicates.FIRST), or another"
                                            : ""));
        }
    }

    /** The columns that the covariates become: one each, or one for each category. */
    private List<String> names(List<String> covariates, int first) {
        List<String> names = new ArrayList<>();
        for (int c = 0; c < covariates.size(); c++) {
            Map<String, Integer> codes = rows.codes(first + c);
            if (codes == null) {
                names.add(covariates.get(c));
            } else {
                String column = covariates.get(c);
                new TreeSet<>(codes.keySet()).forEach(word -> names.add(column + "=" + word));
            }
        }
        return names;
    }

    private TimeSeries toSeries(Sorted one, SeriesColumns columns, double[] statics) {
        long start = one.ticks[0];
        long last = one.ticks[one.ticks.length - 1];
        int length = Math.toIntExact((last - start) / frequency.step() + 1);
        boolean[] missing = new boolean[length];
        Arrays.fill(missing, true);
        for (long tick : one.ticks) {
            missing[(int) ((tick - start) / frequency.step())] = false;
        }
        List<double[]> numbers = new ArrayList<>();
        for (int c = 0; c < one.rows.numbers.length; c++) {
            double[] values = regular(one, c, length);
            Map<String, Integer> codes = rows.codes(c);
            if (codes == null) {
                numbers.add(filled(values, missing));
            } else {
                new TreeSet<>(codes.keySet())
                        .forEach(word -> numbers.add(filled(is(values, codes.get(word)), missing)));
            }
            // What has been copied is let go, so that memory holds the data little more than once.
            one.rows.numbers[c] = null;
        }
        int targets = columns.targets().size();
        int past = targets + columns.past().size();
        double[][][] data = {
            numbers.subList(0, targets).toArray(double[][]::new),
            numbers.subList(targets, past).toArray(double[][]::new),
            numbers.subList(past, numbers.size()).toArray(double[][]::new)
        };
        int end = data[2].length == 0 ? length : end(numbers.subList(0, past), length);
        if (end(numbers.subList(0, targets), length) == 0) {
            throw new RecurveException(
                    "%s: series %s has no value of %s at any time; leave it out"
                            .formatted(
                                    rows.name(), one.id, String.join(" or ", columns.targets())));
        }
        return new TimeSeries(one.id, frequency, columns, start, data, statics, 0, end);
    }

    private double[] filled(double[] values, boolean[] missing) {
        if (reader.gaps() != null) {
            reader.gaps().fill(values, missing);
        }
        return values;
    }

    private static double[] is(double[] codes, int code) {
        return Arrays.stream(codes)
                .map(c -> Double.isNaN(c) ? Double.NaN : c == code ? 1 : 0)
                .toArray();
    }

    /** {@return the index behind the last step with any value} */
    private static int end(List<double[]> columns, int length) {
        for (int t = length; t > 0; t--) {
            for (double[] column : columns) {
                if (!Double.isNaN(column[t - 1])) {
                    return t;
                }
            }
        }
        return 0;
    }

    /** The values of a column at regular steps, NaN where there is none. */
    private double[] regular(Sorted one, int column, int length) {
        double[] values = new double[length];
        Arrays.fill(values, Double.NaN);
        int i = 0;
        while (i < one.ticks.length) {
            int next = i + 1;
            while (next < one.ticks.length && one.ticks[next] == one.ticks[i]) {
                next++;
            }
            int step = (int) ((one.ticks[i] - one.ticks[0]) / frequency.step());
            values[step] = one(one, column, i, next);
            i = next;
        }
        return values;
    }

    /** The value of rows of the same time. */
    private double one(Sorted one, int column, int from, int to) {
        if (to - from == 1 || reader.duplicates() == Duplicates.FIRST) {
            return one.rows.numbers[column].getDouble(one.order[from]);
        }
        if (reader.duplicates() == Duplicates.LAST || rows.codes(column) != null) {
            return one.rows.numbers[column].getDouble(one.order[to - 1]);
        }
        return Arrays.stream(one.order, from, to)
                .mapToDouble(one.rows.numbers[column]::getDouble)
                .filter(v -> !Double.isNaN(v))
                .average()
                .orElse(Double.NaN);
    }

    /** What does not change: numbers, or codes of categories. */
    private final class Statics {
        private final List<List<String>> categories = new ArrayList<>();

        private Statics() {
            for (int c = 0; c < reader.statics().size(); c++) {
                TreeSet<String> words = new TreeSet<>();
                boolean number = true;
                for (Sorted one : series) {
                    words.add(one.rows.statics[c]);
                    number &= isNumber(one.rows.statics[c]);
                }
                categories.add(number ? List.of() : List.copyOf(words));
            }
        }

        private boolean isNumber(String text) {
            if (reader.isMissing(text)) {
                return true;
            }
            try {
                return Double.isFinite(Double.parseDouble(text));
            } catch (NumberFormatException e) {
                // Then it is a word, which is as good.
                return false;
            }
        }

        private double[] values(SeriesRows.Rows of) {
            double[] values = new double[of.statics.length];
            for (int c = 0; c < values.length; c++) {
                List<String> words = categories.get(c);
                String text = of.statics[c];
                if (!words.isEmpty()) {
                    values[c] = words.indexOf(text);
                } else {
                    values[c] = reader.isMissing(text) ? Double.NaN : Double.parseDouble(text);
                }
            }
            return values;
        }
    }
}
