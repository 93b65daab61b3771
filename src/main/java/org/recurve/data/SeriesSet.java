package org.recurve.data;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import tech.tablesaw.api.Table;

/**
 * One or many time series to forecast, of a common frequency; they need not begin or end at the
 * same time. Each has one or many targets, a number for each at each step, NaN where it is missing,
 * and may have covariates: past ones, whose future is not known; known ones, whose future is known,
 * such as the calendar's; static ones, which do not change.
 *
 * <p>Parts of a set ({@link #before}, {@link #from}, {@link #splitFractions} and its kin) are views
 * of the same numbers; a part that begins later knows what came before as its history, which only
 * windows that ask for it look back to.
 */
public final class SeriesSet {
    private final SeriesColumns columns;
    private final Frequency frequency;
    private final List<TimeSeries> series;
    private final Map<String, Integer> indices = new HashMap<>();
    private final SeriesReport report;
    private final DataProvenance provenance;
    private final int season;

    /** Made by {@link SeriesReader}, from arrays or from files. */
    SeriesSet(
            SeriesColumns columns,
            Frequency frequency,
            List<TimeSeries> series,
            SeriesReport report,
            DataProvenance provenance) {
        this(columns, frequency, frequency.season(), series, report, provenance);
    }

    private SeriesSet(
            SeriesColumns columns,
            Frequency frequency,
            int season,
            List<TimeSeries> series,
            SeriesReport report,
            DataProvenance provenance) {
        this.columns = columns;
        this.frequency = frequency;
        this.season = season;
        this.series = List.copyOf(series);
        this.report = report;
        this.provenance = provenance;
        for (int i = 0; i < series.size(); i++) {
            if (indices.put(series.get(i).id(), i) != null) {
                throw new RecurveException(
                        "%s has two series called \"%s\"; rename one"
                                .formatted(provenance.dataset(), series.get(i).id()));
            }
        }
    }

    /**
     * Reads a catalogued set whole; {@link SeriesSplits#load} reads it in its usual parts.
     *
     * @param name {@code "airline-passengers"}, {@code "ett-h1"} or another set for forecasting;
     *     {@code ./recurve data list} has them all
     * @return all its series; those of the M4 competition with their test steps at the end
     * @throws RecurveException if there is no such set, it is made for something else, or a file
     *     cannot be had
     */
    public static SeriesSet load(String name) {
        return load(DataCatalog.standard(), name);
    }

    /**
     * Reads a set of another catalogue.
     *
     * @param catalog knows the set
     * @param name of the set
     * @return all its series
     * @throws RecurveException as for {@link #load(String)}
     */
    public static SeriesSet load(DataCatalog catalog, String name) {
        return SeriesCatalog.load(catalog, name);
    }

    /**
     * Wraps the numbers of a series with one target, which are not copied.
     *
     * @param name of the series and its target
     * @param start time of the first, as text such as {@code 1949-01}, {@code 2016-07-01 13:00} or,
     *     of an index, {@code 0}
     * @param frequency of the numbers
     * @param values one for each step, at least 1; NaN where it is missing, else finite
     * @return a set of this one series
     * @throws RecurveException if there is no number, one is infinite, or the start is no time
     */
    public static SeriesSet of(String name, String start, Frequency frequency, double... values) {
        return SeriesArrays.of(name, frequency.parse(start), frequency, values);
    }

    /**
     * Wraps the numbers of a series with one target, which are not copied.
     *
     * @param name of the series and its target
     * @param start time of the first
     * @param frequency of the numbers
     * @param values one for each step, at least 1; NaN where it is missing, else finite
     * @return a set of this one series
     * @throws RecurveException if there is no number, one is infinite, or the frequency is an index
     */
    public static SeriesSet of(
            String name, LocalDateTime start, Frequency frequency, double... values) {
        return SeriesArrays.of(name, frequency.tick(start), frequency, values);
    }

    /**
     * Puts sets of one target and the same frequency together, such as those made of arrays.
     *
     * @param name of the whole
     * @param target what the numbers of all are
     * @param sets of series whose names differ; without covariates
     * @return all their series
     * @throws RecurveException if frequencies differ, a set has covariates or several targets, or
     *     two series have the same name
     */
    public static SeriesSet join(String name, String target, List<SeriesSet> sets) {
        return SeriesArrays.join(name, target, sets);
    }

    /**
     * Reads a table with a column of times and one or many of targets. Anything more is asked of a
     * {@link #reader}.
     *
     * @param table with rows in any order
     * @param time name of the column of times: dates, dates with times, instants (in UTC), text of
     *     these, or whole numbers
     * @param targets names of the columns of numbers, at least 1
     * @return one series
     * @throws RecurveException if there is no such column, something in it is no time or number, a
     *     time is missing from the regular steps, or occurs twice
     */
    public static SeriesSet fromTable(Table table, String time, String... targets) {
        return reader(time).targets(targets).read(table);
    }

    /**
     * Reads a file of comma-separated values with a header, row by row, see {@link #fromTable}.
     *
     * @param file in UTF-8, plain or gzipped
     * @param time name of the column of times
     * @param targets names of the columns of numbers, at least 1
     * @return one series
     * @throws RecurveException as for a table, or if the file is missing or malformed
     */
    public static SeriesSet fromCsv(Path file, String time, String... targets) {
        return reader(time).targets(targets).read(file);
    }

    /**
     * Begins to say how series are read from a table or a file.
     *
     * @param time name of the column of times; or of several that are together year, month, day,
     *     hour and minute, as many of these as there are
     * @return to be told more
     */
    public static SeriesReader reader(String... time) {
        return new SeriesReader(time);
    }

    /** {@return how many series there are, at least 1} */
    public int size() {
        return series.size();
    }

    /** {@return the series} */
    public List<TimeSeries> series() {
        return series;
    }

    /**
     * A series by its place.
     *
     * @param index from 0
     * @return the series
     */
    public TimeSeries series(int index) {
        return series.get(index);
    }

    /**
     * A series by its name.
     *
     * @param id its name
     * @return the series
     * @throws RecurveException if there is none of this name
     */
    public TimeSeries series(String id) {
        return series.get(index(id));
    }

    /**
     * The place of a series.
     *
     * @param id its name
     * @return its index
     * @throws RecurveException if there is none of this name
     */
    public int index(String id) {
        Integer index = indices.get(id);
        return index == null ? SeriesColumns.index(ids(), id, "series") : index;
    }

    /** {@return the names of the series in order} */
    public List<String> ids() {
        return series.stream().map(TimeSeries::id).toList();
    }

    /** {@return how far apart the steps are} */
    public Frequency frequency() {
        return frequency;
    }

    /** {@return the names of the targets, at least 1} */
    public List<String> targets() {
        return columns.targets();
    }

    /** {@return the names of the covariates whose future is not known} */
    public List<String> pastCovariates() {
        return columns.past();
    }

    /** {@return the names of the covariates whose future is known, those of the calendar last} */
    public List<String> knownCovariates() {
        return columns.knownNames();
    }

    /** {@return the names of the known covariates that are made of the time} */
    public List<String> calendarCovariates() {
        return columns.calendar().stream().map(CalendarFeature.Column::name).toList();
    }

    /** {@return the covariates that do not change, a number for each series} */
    public List<StaticCovariate> staticCovariates() {
        List<StaticCovariate> covariates = new ArrayList<>();
        for (int c = 0; c < columns.statics().size(); c++) {
            int at = c;
            covariates.add(
                    new StaticCovariate(
                            columns.statics().get(c),
                            columns.categories().get(c),
                            series.stream().mapToDouble(s -> s.statics()[at]).toArray()));
        }
        return covariates;
    }

    /** {@return how many steps all series have together} */
    public long steps() {
        return series.stream().mapToLong(TimeSeries::length).sum();
    }

    int longest() {
        return series.stream().mapToInt(TimeSeries::length).max().orElseThrow();
    }

    /** {@return what was odd about the times when the set was read} */
    public SeriesReport report() {
        return report;
    }

    /** {@return where the data came from and what was done to it} */
    public DataProvenance provenance() {
        return provenance;
    }

    /** {@return the name of the data} */
    public String name() {
        return provenance.dataset();
    }

    /** {@return {@code "train"}, {@code "validation"}, {@code "test"}, {@code "all"} …} */
    public String split() {
        return provenance.split();
    }

    SeriesColumns columns() {
        return columns;
    }

    /**
     * What lies before a time.
     *
     * @param time as text; itself not in it
     * @return the parts of the series; those that begin later are left out
     * @throws RecurveException if the text is no time, or nothing lies before it
     */
    public SeriesSet before(String time) {
        long tick = frequency.parse(time);
        return pieces(
                s -> s.cut(0, s.stepAt(tick)), split(), "before " + time, empty("before", time));
    }

    /**
     * What lies from a time on.
     *
     * @param time as text; itself in it
     * @return the parts of the series, with what came before as their history; those that end
     *     earlier are left out
     * @throws RecurveException if the text is no time, or nothing lies after it
     */
    public SeriesSet from(String time) {
        long tick = frequency.parse(time);
        return pieces(
                s -> s.cut(s.stepAt(tick), s.length()),
                split(),
                "from " + time,
                empty("from", time));
    }

    private String empty(String side, String time) {
        return "%s %s: no series has a step %s %s; they have %s"
                .formatted(name(), split(), side, time, span());
    }

    private String span() {
        TimeSeries first = series.get(0);
        TimeSeries last = first;
        for (TimeSeries s : series) {
            first = s.tick(0) < first.tick(0) ? s : first;
            last = s.tick(s.length()) > last.tick(last.length()) ? s : last;
        }
        return first.time(0) + " to " + last.time(last.length() - 1);
    }

    /**
     * Cuts each series by fractions of its length: the first to train on, the next to validate, the
     * rest to test. Boundaries are rounded down.
     *
     * @param train more than 0
     * @param validation at least 0; together less than 1
     * @return the parts
     */
    public SeriesSplits splitFractions(double train, double validation) {
        return SeriesCuts.fractions(this, train, validation);
    }

    /**
     * Cuts each series by numbers of steps from its beginning; what comes after is left out.
     *
     * @param train at least 1
     * @param validation at least 0
     * @param test at least 1
     * @return the parts
     */
    public SeriesSplits splitSteps(int train, int validation, int test) {
        return SeriesCuts.steps(this, train, validation, test);
    }

    /**
     * Cuts steps from the end of each series; all before is to train on.
     *
     * @param validation how many before the test, at least 0
     * @param test how many at the end, at least 1
     * @return the parts
     */
    public SeriesSplits splitLast(int validation, int test) {
        return SeriesCuts.last(this, validation, test);
    }

    /**
     * Cuts all series at the same times.
     *
     * @param validationFrom the first time of the validation part, as text
     * @param testFrom the first time of the test part, as text
     * @return the parts
     * @throws RecurveException if a text is no time, or the test begins first
     */
    public SeriesSplits splitAt(String validationFrom, String testFrom) {
        return SeriesCuts.dates(this, validationFrom, testFrom);
    }

    /** {@return a set of pieces of the series; those for which there is null are left out} */
    SeriesSet pieces(UnaryOperator<TimeSeries> piece, String split, String how, String whenEmpty) {
        List<TimeSeries> pieces = new ArrayList<>();
        for (TimeSeries s : series) {
            TimeSeries cut = piece.apply(s);
            if (cut != null) {
                pieces.add(cut);
            }
        }
        if (pieces.isEmpty()) {
            throw new RecurveException(whenEmpty);
        }
        return derive(columns, pieces, split, how);
    }

    private SeriesSet derive(SeriesColumns of, List<TimeSeries> derived, String split, String how) {
        List<String> preparation = new ArrayList<>(provenance.preparation());
        preparation.add(how);
        return new SeriesSet(
                of,
                frequency,
                season,
                derived,
                report,
                new DataProvenance(name(), split, provenance.files(), preparation));
    }

    SeriesSet withProvenance(DataProvenance other) {
        return new SeriesSet(columns, frequency, season, series, report, other);
    }

    /**
     * The same series with another season, where it is not the usual one of the frequency.
     *
     * @param steps after which they repeat themselves, at least 1; 1 for no season
     * @return these series
     */
    public SeriesSet withSeason(int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException(
                    "a season has at least 1 step, not " + steps + "; say 1 for none");
        }
        return new SeriesSet(columns, frequency, steps, series, report, provenance);
    }

    /** {@return after how many steps the series repeat themselves; 1 for no season} */
    public int season() {
        return season;
    }

    /**
     * Some of the series.
     *
     * @param ids their names, in the order wanted
     * @return those
     * @throws RecurveException if there is none of a name, or no name
     */
    public SeriesSet only(String... ids) {
        if (ids.length == 0) {
            throw new RecurveException("name at least one series of " + name());
        }
        List<TimeSeries> some = Arrays.stream(ids).map(this::series).toList();
        return derive(columns, some, split(), "series " + String.join(", ", ids));
    }

    /**
     * The same series with some of the targets; the others are left out.
     *
     * @param targets their names, in the order wanted
     * @return those
     * @throws RecurveException if there is none of a name, or no name
     */
    public SeriesSet onlyTargets(String... targets) {
        if (targets.length == 0) {
            throw new RecurveException("name at least one target of " + name());
        }
        int[] picked =
                Arrays.stream(targets)
                        .mapToInt(t -> SeriesColumns.index(targets(), t, "target"))
                        .toArray();
        SeriesColumns fewer = columns.withTargets(List.of(targets));
        return derive(
                fewer,
                series.stream()
                        .map(
                                s ->
                                        s.with(
                                                fewer,
                                                all ->
                                                        Arrays.stream(picked)
                                                                .mapToObj(c -> all[c])
                                                                .toArray(double[][]::new)))
                        .toList(),
                split(),
                "targets " + String.join(", ", targets));
    }

    /**
     * The same series without past covariates, as recursive decoding needs them.
     *
     * @return with targets, known and static covariates alone
     */
    public SeriesSet withoutPastCovariates() {
        SeriesColumns fewer = columns.withoutPast();
        return derive(
                fewer,
                series.stream().map(s -> s.withoutPast(fewer)).toList(),
                split(),
                "no past covariates");
    }

    /**
     * The same series with features of the calendar as further known covariates, each as sine and
     * cosine of its angle in its period, so that the last hour of a day lies beside the first.
     *
     * @param features at least 1, none of which the set has already
     * @return with two more covariates for each
     * @throws RecurveException if the frequency has no such feature
     */
    public SeriesSet withCalendar(CalendarFeature... features) {
        return withCalendar(List.of(CalendarFeature.Form.SIN, CalendarFeature.Form.COS), features);
    }

    /**
     * The same series with features of the calendar as further known covariates, each as one number
     * from -0.5 for its first value to 0.5 for its last.
     *
     * @param features at least 1, none of which the set has already
     * @return with one more covariate for each
     * @throws RecurveException if the frequency has no such feature
     */
    public SeriesSet withScaledCalendar(CalendarFeature... features) {
        return withCalendar(List.of(CalendarFeature.Form.SCALED), features);
    }

    private SeriesSet withCalendar(List<CalendarFeature.Form> forms, CalendarFeature... features) {
        List<CalendarFeature.Column> more = new ArrayList<>();
        for (CalendarFeature feature : features) {
            feature.check(frequency);
            forms.forEach(form -> more.add(new CalendarFeature.Column(feature, form)));
        }
        SeriesColumns with = columns.withCalendar(more);
        return derive(
                with,
                series.stream().map(s -> s.with(with, UnaryOperator.identity())).toList(),
                split(),
                "calendar " + String.join(", ", more.stream().map(c -> c.name()).toList()));
    }

    /**
     * The same series with missing values of targets and past covariates filled. A set filled
     * before it is split knows, with {@link Fill#LINEAR}, values after the split: fill its parts.
     *
     * @param how to fill
     * @return a copy
     */
    public SeriesSet filled(Fill how) {
        return map(
                "missing values " + how.name().toLowerCase(Locale.ROOT),
                (s, part, column, values) -> {
                    if (part != SeriesColumns.Part.KNOWN) {
                        boolean[] missing = new boolean[values.length];
                        for (int t = 0; t < values.length; t++) {
                            missing[t] = Double.isNaN(values[t]);
                        }
                        how.fill(values, missing);
                    }
                    return values;
                });
    }

    /** Changes the numbers of a column of a series; what lies behind its end is not seen. */
    interface Change {
        double[] of(int series, SeriesColumns.Part part, int column, double[] values);
    }

    /** {@return the same series with other numbers} */
    SeriesSet map(String how, Change change) {
        return derive(
                columns,
                IntStream.range(0, size())
                        .mapToObj(i -> series.get(i).map((p, c, v) -> change.of(i, p, c, v)))
                        .toList(),
                split(),
                how);
    }

    /**
     * All windows of the series: a look-back and, right behind it, a horizon, one step apart,
     * wholly inside the series.
     *
     * @param lookback L, how many steps a forecast is made from, at least 1
     * @param horizon H, how many steps are forecast, at least 1
     * @return windows that are not made before they are read
     * @throws RecurveException if no series is long enough for one
     */
    public SeriesWindows windows(int lookback, int horizon) {
        return SeriesWindows.of(this, lookback, horizon, false);
    }

    /**
     * All windows whose horizon lies in the series, one step apart; the look-back may lie, all or
     * in part, in the {@linkplain TimeSeries#history history}. So every step of a test part is
     * forecast, as the protocol of the ETT data has it.
     *
     * @param lookback L, how many steps a forecast is made from, at least 1
     * @param horizon H, how many steps are forecast, at least 1
     * @return windows that are not made before they are read
     * @throws RecurveException if no series is long enough for one
     */
    public SeriesWindows windowsWithHistory(int lookback, int horizon) {
        return SeriesWindows.of(this, lookback, horizon, true);
    }

    /**
     * The one window of each series whose look-back is its last steps, and whose horizon lies
     * behind its end, where nothing is known but known covariates: what a forecast of the future is
     * made from. What a short series lacks of the look-back is its history or, before that, NaN.
     *
     * @param lookback L, how many steps a forecast is made from, at least 1
     * @param horizon H, how many steps are forecast, at least 1
     * @return a window for each series, in order
     */
    public SeriesWindows lastWindows(int lookback, int horizon) {
        return SeriesWindows.last(this, lookback, horizon);
    }

    /**
     * {@return a row for each series: its length, times, missing values and figures of a target}
     */
    public Table summary() {
        return SeriesTables.summary(this);
    }

    /** {@return a row for each step of each series, with its time, targets and covariates} */
    public Table toTable() {
        return SeriesTables.rows(this);
    }

    /** {@return name, sizes and times in a line} */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s %s: %,d series of %s, %,d steps of %s, %s",
                name(),
                split(),
                size(),
                targets().size() == 1 ? targets().get(0) : targets().size() + " targets",
                steps(),
                frequency,
                span());
    }
}
