package org.recurve.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What was odd about the times of series when they were read.
 *
 * @param frequency inferred or given
 * @param issues one for each series that had any
 */
public record SeriesReport(Frequency frequency, List<Issue> issues) {

    /**
     * What was odd about one series.
     *
     * @param id the series
     * @param unsorted rows with an earlier time than the row before; they were sorted
     * @param duplicates rows whose time another row had before
     * @param firstDuplicate such a time, or {@code ""}
     * @param gaps places where steps are missing
     * @param missingSteps steps missing in all of them
     * @param firstGap the first missing time, or {@code ""}
     */
    public record Issue(
            String id,
            int unsorted,
            int duplicates,
            String firstDuplicate,
            int gaps,
            int missingSteps,
            String firstGap) {}

    public SeriesReport {
        issues = List.copyOf(issues);
    }

    static SeriesReport clean(Frequency frequency) {
        return new SeriesReport(frequency, List.of());
    }

    /** {@return whether times were in order, each once, and none missing} */
    public boolean isClean() {
        return issues.isEmpty();
    }

    /** {@return a row for each series with an issue} */
    public Table toTable() {
        StringColumn id = StringColumn.create("series");
        IntColumn unsorted = IntColumn.create("unsorted");
        IntColumn duplicates = IntColumn.create("duplicates");
        StringColumn firstDuplicate = StringColumn.create("first duplicate");
        IntColumn gaps = IntColumn.create("gaps");
        IntColumn missing = IntColumn.create("missing steps");
        StringColumn firstGap = StringColumn.create("first missing");
        for (Issue issue : issues) {
            id.append(issue.id());
            unsorted.append(issue.unsorted());
            duplicates.append(issue.duplicates());
            firstDuplicate.append(issue.firstDuplicate());
            gaps.append(issue.gaps());
            missing.append(issue.missingSteps());
            firstGap.append(issue.firstGap());
        }
        return Table.create(
                "times", id, unsorted, duplicates, firstDuplicate, gaps, missing, firstGap);
    }

    /** {@return the frequency and the issues, a line each for the first ten} */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "a step of %s; %s",
                        frequency,
                        isClean()
                                ? "all times there, in order, once"
                                : issues.size() + " series with issues"));
        issues.stream().limit(10).map(SeriesReport::line).forEach(lines::add);
        return String.join("\n", lines);
    }

    private static String line(Issue issue) {
        List<String> parts = new ArrayList<>();
        if (issue.unsorted() > 0) {
            parts.add(issue.unsorted() + " rows out of order");
        }
        if (issue.duplicates() > 0) {
            parts.add(
                    "%d times twice, first %s"
                            .formatted(issue.duplicates(), issue.firstDuplicate()));
        }
        if (issue.gaps() > 0) {
            parts.add(
                    "%d steps missing in %d gaps, first %s"
                            .formatted(issue.missingSteps(), issue.gaps(), issue.firstGap()));
        }
        return issue.id() + ": " + String.join("; ", parts);
    }
}
