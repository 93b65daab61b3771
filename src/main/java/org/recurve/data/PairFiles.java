package org.recurve.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.recurve.core.RecurveException;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Reads sentences with their translations from files and tables. */
final class PairFiles {
    private static final String LINES = "parallel-lines";
    private static final String TSV = "parallel-tsv";
    private static final String ZIP = "parallel-zip";

    /**
     * Two files with a sentence on each line, source first; a file of tab-separated columns, source
     * first; such a file in a zip archive, as the pairs of Tatoeba come for the program Anki.
     */
    static final Set<String> FORMATS = Set.of(LINES, TSV, ZIP);

    private PairFiles() {}

    /** Reads a split of a catalogued set. */
    static ParallelText read(DataSet set, String split, List<DataInput> files) {
        PairCollector pairs = new PairCollector();
        switch (set.format()) {
            case LINES -> lines(files.get(0), files.get(1), pairs);
            case TSV -> tsv(files.get(0), 0, 1, pairs);
            case ZIP -> tsv(unzipped(files.get(0)), 0, 1, pairs);
            default -> throw new IllegalArgumentException("no format " + set.format());
        }
        return pairs.toData(set.name(), split, files);
    }

    static ParallelText files(Path source, Path target) {
        DataInput sources = DataInput.of(source, null);
        DataInput targets = DataInput.of(target, null);
        PairCollector pairs = new PairCollector();
        lines(sources, targets, pairs);
        return pairs.toData(
                sources.name() + " + " + targets.name(), "all", List.of(sources, targets));
    }

    static ParallelText tsv(Path file, int source, int target) {
        if (source < 1 || target < 1 || source == target) {
            throw new IllegalArgumentException(
                    "two different columns, counted from 1, are needed, but %d and %d were asked for"
                            .formatted(source, target));
        }
        DataInput input = DataInput.of(file, null);
        PairCollector pairs = new PairCollector();
        tsv(input, source - 1, target - 1, pairs);
        return pairs.toData(input.name(), "all", List.of(input));
    }

    static ParallelText table(Table table, String source, String target) {
        String name = table.name() == null || table.name().isBlank() ? "table" : table.name();
        Column<?> sources = column(table, name, source);
        Column<?> targets = column(table, name, target);
        PairCollector pairs = new PairCollector();
        for (int row = 0; row < table.rowCount(); row++) {
            pairs.add(
                    sources.isMissing(row) ? "" : sources.getString(row),
                    targets.isMissing(row) ? "" : targets.getString(row));
        }
        return pairs.toData(name, "all", List.of());
    }

    private static Column<?> column(Table table, String name, String column) {
        if (!table.columnNames().contains(column)) {
            throw TextRows.absent(name, "column", column, table.columnNames());
        }
        return table.column(column);
    }

    private static void tsv(DataInput input, int source, int target, PairCollector pairs) {
        TextLines.forEach(
                input,
                (line, place) -> {
                    if (line.isBlank()) {
                        return;
                    }
                    String[] fields = line.split("\t", -1);
                    int last = Math.max(source, target);
                    if (fields.length <= last) {
                        throw new RecurveException(
                                "%s: expected at least %d columns separated by tabs, found %d"
                                        .formatted(place, last + 1, fields.length));
                    }
                    pairs.add(fields[source], fields[target]);
                });
    }

    private static void lines(DataInput source, DataInput target, PairCollector pairs) {
        List<String> sources = lines(source);
        List<String> targets = lines(target);
        if (sources.size() != targets.size()) {
            throw new RecurveException(
                    String.format(
                            Locale.ROOT,
                            "%s has %,d lines but %s has %,d: line n of one must be the translation of"
                                    + " line n of the other. By the lengths of the lines they part at"
                                    + " line %,d: look there",
                            source.where(),
                            sources.size(),
                            target.where(),
                            targets.size(),
                            parting(sources, targets) + 1));
        }
        for (int i = 0; i < sources.size(); i++) {
            pairs.add(sources.get(i), targets.get(i));
        }
    }

    private static List<String> lines(DataInput input) {
        List<String> lines = new ArrayList<>();
        TextLines.forEach(input, (line, place) -> lines.add(line));
        return lines;
    }

    /**
     * Where lines without a partner most likely begin, if they stand together: the place for which
     * the lengths of the lines before it, and after it of those that are then opposite, differ
     * least.
     */
    static int parting(List<String> some, List<String> others) {
        List<String> shorter = some.size() < others.size() ? some : others;
        List<String> longer = some.size() < others.size() ? others : some;
        int surplus = longer.size() - shorter.size();
        double difference = 0;
        double least = 0;
        int best = 0;
        for (int i = 0; i < shorter.size(); i++) {
            difference += distance(shorter.get(i), longer.get(i));
            difference -= distance(shorter.get(i), longer.get(i + surplus));
            if (difference < least) {
                least = difference;
                best = i + 1;
            }
        }
        return best;
    }

    private static double distance(String one, String other) {
        return Math.abs(Math.log1p(one.strip().length()) - Math.log1p(other.strip().length()));
    }

    /** {@return the one text of an archive, beside which there may be one about it (_about.txt)} */
    private static DataInput unzipped(DataInput archive) {
        try (ZipInputStream zip = new ZipInputStream(archive.open())) {
            for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
                String name = e.getName();
                if (name.endsWith(".txt") && !name.startsWith("_")) {
                    byte[] text = zip.readAllBytes();
                    return new DataInput(
                            name,
                            archive.where() + ", " + name,
                            () -> new ByteArrayInputStream(text),
                            null);
                }
            }
        } catch (IOException e) {
            throw new RecurveException("cannot read " + archive.where() + ": " + e, e);
        }
        throw new RecurveException(
                archive.where() + " has no text with pairs of sentences (a .txt): replace it");
    }
}
