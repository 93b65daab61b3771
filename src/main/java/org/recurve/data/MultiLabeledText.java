package org.recurve.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Texts with any number of labels each: articles with their topics, comments with what is wrong
 * with them. No text is blank; a text may have no label. Unchangeable.
 *
 * <p>Labels are sorted by name, by value where all are numbers. Parts of the data keep all labels;
 * {@link #withLabels} gives data of another file the labels of a model. Texts may have attributes
 * in words as those of {@link LabeledText} have.
 *
 * <p>{@link #holdOut} and {@link #folds} stratify by iteration (Sechidis, Tsoumakas and Vlahavas,
 * "On the stratification of multi-label data", 2011): every label has about the same share in all
 * parts, rare ones above all. Parts have about the size asked for, not exactly.
 */
public final class MultiLabeledText extends TextExamples<MultiLabeledText>
        implements MultiLabeledData {
    private final int[][] targets;

    /**
     * Makes data of numbered labels.
     *
     * @param texts none of them blank
     * @param targets the labels of each text, indices into the labels in any order
     * @param labels names of the labels
     * @param attributes a value for each text, by name; {@code ""} where a text has none; may be
     *     empty
     * @param provenance where the data came from
     * @throws RecurveException if there is no text, one is blank or has a label twice or one that
     *     is not there, a label has no name, there are more or fewer targets or values of an
     *     attribute than texts, or an attribute's name is blank, that of another in another case,
     *     or one that tables and evaluations use already
     */
    public MultiLabeledText(
            List<String> texts,
            int[][] targets,
            List<String> labels,
            Map<String, List<String>> attributes,
            DataProvenance provenance) {
        super(texts, targets.length, "labels, or an empty array,", labels, attributes, provenance);
        this.targets =
                Arrays.stream(targets)
                        .map(of -> Arrays.stream(of).sorted().toArray())
                        .toArray(int[][]::new);
        for (int i = 0; i < targets.length; i++) {
            check(i);
        }
    }

    private void check(int index) {
        int before = -1;
        for (int target : targets[index]) {
            SeriesChecks.label(target, labels, "text " + index);
            if (target == before) {
                throw new RecurveException(
                        "text %d of %s has the label \"%s\" twice"
                                .formatted(index, provenance().dataset(), labels.get(target)));
            }
            before = target;
        }
    }

    /**
     * Makes data of names of labels.
     *
     * @param texts none of them blank
     * @param labels those of each text by their names; a name that is there twice counts once
     * @param provenance where the data came from
     * @return the data
     * @throws RecurveException as for the constructor, or if no text has a label
     */
    public static MultiLabeledText of(
            List<String> texts,
            List<? extends Collection<String>> labels,
            DataProvenance provenance) {
        return of(texts, labels, Map.of(), provenance);
    }

    /** As above, with attributes. */
    static MultiLabeledText of(
            List<String> texts,
            List<? extends Collection<String>> labels,
            Map<String, List<String>> attributes,
            DataProvenance provenance) {
        List<String> names = Classes.sorted(labels.stream().flatMap(Collection::stream).toList());
        if (names.isEmpty()) {
            throw new RecurveException(
                    "no text of " + provenance.dataset() + " has a label; expected at least 1");
        }
        int[][] targets =
                labels.stream()
                        .map(of -> Classes.indices(of.stream().distinct().toList(), names))
                        .toArray(int[][]::new);
        return new MultiLabeledText(texts, targets, names, attributes, provenance);
    }

    /**
     * Takes two columns of a table; the others become attributes, as in {@link
     * LabeledText#fromTable}.
     *
     * @param table with a row for each text
     * @param text name of the column of texts
     * @param labels name of the column of labels; a text without a label has none there
     * @param separator between the labels of a text, such as {@code ";"}; white space around a
     *     label does not count
     * @return the data, called {@code "all"}
     * @throws RecurveException if there is no such column, a text is blank (it names the row,
     *     counted from 1), or no text has a label
     */
    public static MultiLabeledText fromTable(
            Table table, String text, String labels, String separator) {
        return MultiTextTables.table(table, text, labels, separator);
    }

    /**
     * Reads comma-separated values in UTF-8, see {@link LabeledText#fromCsv(Path, String, String,
     * Charset)}.
     *
     * @param file plain or gzipped
     * @param text name of the column of texts
     * @param labels name of the column of labels
     * @param separator between the labels of a text
     * @return the data, called {@code "all"}
     * @throws RecurveException as for {@link LabeledText#fromCsv(Path, String, String, Charset)},
     *     but a text may have no label as long as one has
     */
    public static MultiLabeledText fromCsv(
            Path file, String text, String labels, String separator) {
        return fromCsv(file, text, labels, separator, StandardCharsets.UTF_8);
    }

    /**
     * Reads comma-separated values.
     *
     * @param file plain or gzipped
     * @param text name of the column of texts
     * @param labels name of the column of labels
     * @param separator between the labels of a text
     * @param charset that the file is written in
     * @return the data, called {@code "all"}
     * @throws RecurveException as for {@link #fromCsv(Path, String, String, String)}
     */
    public static MultiLabeledText fromCsv(
            Path file, String text, String labels, String separator, Charset charset) {
        return MultiTextTables.csv(file, text, labels, separator, charset);
    }

    /**
     * Reads tab-separated values in UTF-8, see {@link LabeledText#fromTsv(Path, String, String)}.
     *
     * @param file plain or gzipped
     * @param text name of the column of texts
     * @param labels name of the column of labels
     * @param separator between the labels of a text
     * @return the data, called {@code "all"}
     * @throws RecurveException as for {@link #fromCsv(Path, String, String, String)}
     */
    public static MultiLabeledText fromTsv(
            Path file, String text, String labels, String separator) {
        return fromTsv(file, text, labels, separator, StandardCharsets.UTF_8);
    }

    /**
     * Reads tab-separated values.
     *
     * @param file plain or gzipped
     * @param text name of the column of texts
     * @param labels name of the column of labels
     * @param separator between the labels of a text
     * @param charset that the file is written in
     * @return the data, called {@code "all"}
     * @throws RecurveException as for {@link #fromCsv(Path, String, String, String)}
     */
    public static MultiLabeledText fromTsv(
            Path file, String text, String labels, String separator, Charset charset) {
        return MultiTextTables.tsv(file, text, labels, separator, charset);
    }

    /**
     * Reads JSON lines in UTF-8: every line is an object with a text and a list of labels, which
     * may be empty or null. What stands there without a list is one label.
     *
     * @param file plain or gzipped
     * @param text key of the text
     * @param labels key of the labels
     * @return the data, called {@code "all"}
     * @throws RecurveException as for {@link LabeledText#fromJsonLines}, but a text may have no
     *     label as long as one has
     */
    public static MultiLabeledText fromJsonLines(Path file, String text, String labels) {
        return MultiTextTables.jsonLines(file, text, labels);
    }

    @Override
    public int[][] targets() {
        return targets;
    }

    /**
     * The labels of a text.
     *
     * @param index of the text
     * @return their names in the order of {@link #labels()}, may be empty
     */
    public List<String> labels(int index) {
        return Arrays.stream(targets[index]).mapToObj(labels::get).toList();
    }

    /**
     * {@return the data as a table with the columns {@code text} and {@code labels}, in which
     * {@code "; "} stands between labels, then the attributes}
     */
    public Table toTable() {
        Stream<String> joined =
                IntStream.range(0, size()).mapToObj(i -> String.join("; ", labels(i)));
        return attributes.addTo(
                Table.create(
                        provenance().dataset() + " " + split(),
                        StringColumn.create("text", texts),
                        StringColumn.create("labels", joined)));
    }

    /**
     * The same texts with labels in the order of other data, such as what a model was trained on.
     *
     * @param names of the labels in their order; may have some that no text here has
     * @return a copy
     * @throws RecurveException if a text has a label that is not among them
     */
    public MultiLabeledText withLabels(List<String> names) {
        int[] flat = Arrays.stream(targets).flatMapToInt(Arrays::stream).toArray();
        int[] renumbered = Classes.renumber(flat, labels, names, provenance());
        int[][] changed = new int[size()][];
        int at = 0;
        for (int i = 0; i < changed.length; i++) {
            changed[i] = Arrays.copyOfRange(renumbered, at, at + targets[i].length);
            at += targets[i].length;
        }
        return new MultiLabeledText(texts, changed, names, attributes.values(), provenance());
    }

    @Override
    MultiLabeledText derive(int[] indices, DataProvenance derived) {
        return new MultiLabeledText(
                pick(indices),
                Arrays.stream(indices).mapToObj(i -> targets[i]).toArray(int[][]::new),
                labels,
                attributes.pick(indices),
                derived);
    }

    @Override
    boolean[] heldOut(double fraction, long seed) {
        return IterativeStrata.holdOut(targets, labels.size(), fraction, seed);
    }

    @Override
    int[] foldOfEach(int folds, long seed) {
        return IterativeStrata.folds(targets, labels.size(), folds, seed);
    }

    /** {@return data set, split, size, labels and how many a text has, in a line} */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s %s: %,d texts; %d labels%s; %.2f a text, %,d without",
                provenance().dataset(),
                split(),
                size(),
                labels.size(),
                labels.size() > 6 ? "" : ": " + String.join(", ", labels),
                Arrays.stream(targets).mapToInt(of -> of.length).average().orElseThrow(),
                Arrays.stream(targets).filter(of -> of.length == 0).count());
    }
}
