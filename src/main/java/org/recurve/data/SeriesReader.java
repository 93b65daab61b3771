package org.recurve.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import tech.tablesaw.api.Table;

/**
 * Says what the columns of a table or a file are, and reads series from it.
 *
 * <p>Rows may be in any order; they are sorted by time. Without {@link #frequency} it is inferred:
 * months, quarters or years where all times are the same day of a month or the last of it, else the
 * most frequent distance between neighbouring times. Where a step is missing from the regular steps
 * or a time occurs twice, reading fails unless {@link #gaps} or {@link #duplicates} say what to do;
 * {@link #inspect(Table)} tells what there is. A missing value of a column is NaN.
 *
 * <p>Rows at the end of a series that have known covariates, but no target and no past covariate,
 * are the known future: the series ends before them.
 */
public final class SeriesReader {
    private final List<String> time;
    private String id;
    private List<String> targets = List.of();
    private List<String> past = List.of();
    private List<String> known = List.of();
    private List<String> statics = List.of();
    private Set<String> categories = Set.of();
    private Frequency frequency;
    private Fill gaps;
    private Duplicates duplicates;
    private Set<String> missing = Set.of("", "NA", "N/A", "NaN", "nan", "null", "?");

    SeriesReader(String... time) {
        if (time.length < 1 || time.length > 5) {
            throw new IllegalArgumentException(
                    "there must be a column of times, or up to 5 of year, month, day, hour and"
                            + " minute, not "
                            + time.length
                            + " columns");
        }
        this.time = List.of(time);
    }

    /**
     * Many series below each other, in the long format.
     *
     * @param column that names the series of each row
     * @return this
     */
    public SeriesReader id(String column) {
        id = column;
        return this;
    }

    /**
     * What is to be forecast.
     *
     * @param columns of numbers, at least 1
     * @return this
     */
    public SeriesReader targets(String... columns) {
        targets = List.of(columns);
        return this;
    }

    /**
     * Covariates whose future is not known.
     *
     * @param columns of numbers, or named by {@link #categories}
     * @return this
     */
    public SeriesReader past(String... columns) {
        past = List.of(columns);
        return this;
    }

    /**
     * Covariates whose future is known.
     *
     * @param columns of numbers, or named by {@link #categories}
     * @return this
     */
    public SeriesReader known(String... columns) {
        known = List.of(columns);
        return this;
    }

    /**
     * Covariates that are the same in all rows of a series: numbers where all are numbers, else
     * categories.
     *
     * @param columns of anything
     * @return this
     */
    public SeriesReader statics(String... columns) {
        statics = List.of(columns);
        return this;
    }

    /**
     * Which of the past and known covariates are categories. Each becomes a column {@code
     * name=category} for each of its categories, 1 where it is the one and else 0.
     *
     * @param columns named by {@link #past} or {@link #known}
     * @return this
     */
    public SeriesReader categories(String... columns) {
        categories = Set.of(columns);
        return this;
    }

    /**
     * How far apart the steps are; without it, this is inferred.
     *
     * @param of the steps; with one of years, whole numbers in the column of times are years
     * @return this
     */
    public SeriesReader frequency(Frequency of) {
        frequency = of;
        return this;
    }

    /**
     * Fills steps that are missing; without it, they are an error. Values that are missing from
     * rows that are there stay NaN, see {@link SeriesSet#filled}. With {@link Fill#LINEAR} a gap
     * knows what comes after it, also where the set is split later: to be strict, fill with NaN
     * here and each part with {@link SeriesSet#filled}.
     *
     * @param how to fill
     * @return this
     */
    public SeriesReader gaps(Fill how) {
        gaps = how;
        return this;
    }

    /**
     * What becomes of rows of the same time; without it, they are an error.
     *
     * @param which counts
     * @return this
     */
    public SeriesReader duplicates(Duplicates which) {
        duplicates = which;
        return this;
    }

    /**
     * Texts that stand for a missing value in place of the usual ones (nothing, NA, N/A, NaN, null,
     * a question mark).
     *
     * @param texts as they are written
     * @return this
     */
    public SeriesReader missing(String... texts) {
        missing = Set.of(texts);
        return this;
    }

    /**
     * Reads a table.
     *
     * @param table has the columns
     * @return its series, in the order in which they first occur
     * @throws RecurveException if there is no such column, something in it is no time or number, a
     *     step is missing or a time occurs twice and nothing was said about it, a time lies between
     *     the regular steps, or a series has no value at all
     */
    public SeriesSet read(Table table) {
        SeriesRows rows = rows(table);
        return new SeriesGrid(this, rows).toSet(provenance(rows.name(), List.of()));
    }

    /**
     * Reads a file of comma-separated values with a header, row by row: memory holds the numbers of
     * the columns asked for and nothing else. Progress is published.
     *
     * @param file in UTF-8, plain or gzipped
     * @return its series, in the order in which they first occur
     * @throws RecurveException as for a table, or if the file is missing or malformed
     */
    public SeriesSet read(Path file) {
        DataInput input = DataInput.of(file, null);
        return read(input.name(), List.of(input));
    }

    /** Reads a file under a name. */
    SeriesSet read(String name, List<DataInput> inputs) {
        SeriesRows rows = new SeriesRows(this, name);
        inputs.forEach(rows::csv);
        return new SeriesGrid(this, rows)
                .toSet(provenance(name, inputs.stream().map(DataInput::hash).toList()));
    }

    /**
     * Tells what is odd about the times of a table, which is no error here.
     *
     * @param table has the columns
     * @return its gaps and duplicates
     * @throws RecurveException if there is no such column, something in it is no time or number, or
     *     a time lies between the regular steps
     */
    public SeriesReport inspect(Table table) {
        return new SeriesGrid(this, rows(table)).report();
    }

    /**
     * Tells what is odd about the times of a file, which is no error here.
     *
     * @param file of comma-separated values, in UTF-8, plain or gzipped
     * @return its gaps and duplicates
     * @throws RecurveException as for a table, or if the file is missing or malformed
     */
    public SeriesReport inspect(Path file) {
        DataInput input = DataInput.of(file, null);
        SeriesRows rows = new SeriesRows(this, input.name());
        rows.csv(input);
        return new SeriesGrid(this, rows).report();
    }

    private SeriesRows rows(Table table) {
        SeriesRows rows =
                new SeriesRows(
                        this,
                        table.name() == null || table.name().isBlank() ? "table" : table.name());
        rows.table(table);
        return rows;
    }

    private DataProvenance provenance(String name, List<DataProvenance.FileHash> files) {
        List<String> preparation = new ArrayList<>();
        preparation.add("time=" + String.join(", ", time));
        if (id != null) {
            preparation.add("id=" + id);
        }
        preparation.add("targets=" + String.join(", ", targets));
        add(preparation, "past=", past);
        add(preparation, "known=", known);
        add(preparation, "static=", statics);
        if (gaps != null) {
            preparation.add("gaps=" + gaps.name().toLowerCase(Locale.ROOT));
        }
        if (duplicates != null) {
            preparation.add("duplicates=" + duplicates.name().toLowerCase(Locale.ROOT));
        }
        return new DataProvenance(name, "all", files, preparation);
    }

    private static void add(List<String> preparation, String what, List<String> columns) {
        if (!columns.isEmpty()) {
            preparation.add(what + String.join(", ", columns));
        }
    }

    /** {@return the columns with a number at each time, targets first} */
    List<String> numbers() {
        List<String> all = new ArrayList<>(targets);
        all.addAll(past);
        all.addAll(known);
        return all;
    }

    /** Checks that columns are named once and targets at least one. */
    void check() {
        if (targets.isEmpty()) {
            throw new RecurveException(
                    "name at least one target: reader(\"time\").targets(\"value\")");
        }
        Set<String> seen = new HashSet<>();
        for (String column : numbers()) {
            if (!seen.add(column)) {
                throw new RecurveException(
                        "the column \"%s\" is named twice among targets, past and known covariates"
                                .formatted(column));
            }
        }
        Set<String> others = new LinkedHashSet<>(categories);
        others.removeAll(past);
        others.removeAll(known);
        if (!others.isEmpty()) {
            throw new RecurveException(
                    "categories must be among the past or known covariates, but are not: "
                            + String.join(", ", others));
        }
    }

    List<String> time() {
        return time;
    }

    String id() {
        return id;
    }

    List<String> targets() {
        return targets;
    }

    List<String> past() {
        return past;
    }

    List<String> known() {
        return known;
    }

    List<String> statics() {
        return statics;
    }

    boolean isCategory(String column) {
        return categories.contains(column);
    }

    /** {@return what was given, or null} */
    Frequency frequency() {
        return frequency;
    }

    /** {@return what was given, or null} */
    Fill gaps() {
        return gaps;
    }

    /** {@return what was given, or null} */
    Duplicates duplicates() {
        return duplicates;
    }

    boolean isMissing(String text) {
        return missing.contains(text);
    }
}
