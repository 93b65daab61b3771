package org.recurve.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Texts with one label each: reviews with their sentiment, questions with their topic, names with
 * their language. No text is blank, and every one has a label. Unchangeable.
 *
 * <p>Texts may have attributes in words, which no model sees: the other columns of the table that
 * they stood in, or the {@code phenomenon} that each of the embedded {@code "opinions"} shows. An
 * evaluation is tabulated by them.
 *
 * <p>The classes of a catalogued set stand in the order that its own numbers have (negative before
 * positive), those of other data are sorted by name, by value where all are numbers. Parts of the
 * data keep all classes; {@link #withLabels} gives data of another file the classes of a model.
 */
public final class LabeledText extends TextExamples<LabeledText> implements LabeledData {
    private final int[] targets;

    /**
     * Makes data of numbered classes.
     *
     * @param texts none of them blank
     * @param targets the class of each text, an index into the labels
     * @param labels names of the classes
     * @param provenance where the data came from
     * @throws RecurveException if there is no text, one is blank, a class has no name, or there are
     *     more or fewer targets than texts
     */
    public LabeledText(
            List<String> texts, int[] targets, List<String> labels, DataProvenance provenance) {
        this(texts, targets, labels, Map.of(), provenance);
    }

    /**
     * Makes data of numbered classes with attributes in words, which no model sees, but which
     * results can be tabulated by.
     *
     * @param texts none of them blank
     * @param targets the class of each text, an index into the labels
     * @param labels names of the classes
     * @param attributes a value for each text, by name; {@code ""} where a text has none
     * @param provenance where the data came from
     * @throws RecurveException if there is no text, one is blank, a class has no name, there are
     *     more or fewer targets or values of an attribute than texts, or an attribute's name is
     *     blank, that of another in another case, or one that tables and evaluations use already
     */
    public LabeledText(
            List<String> texts,
            int[] targets,
            List<String> labels,
            Map<String, List<String>> attributes,
            DataProvenance provenance) {
        super(texts, targets.length, "a class", labels, attributes, provenance);
        this.targets = targets.clone();
        for (int i = 0; i < targets.length; i++) {
            SeriesChecks.label(targets[i], labels, "text " + i);
        }
    }

    /**
     * Makes data of names of classes.
     *
     * @param texts none of them blank
     * @param labels the class of each text by its name
     * @param provenance where the data came from
     * @return the data
     * @throws RecurveException as for the constructor
     */
    public static LabeledText of(
            List<String> texts, List<String> labels, DataProvenance provenance) {
        List<String> classes = Classes.sorted(labels);
        return new LabeledText(texts, Classes.indices(labels, classes), classes, provenance);
    }

    /**
     * Reads a catalogued set. These are, with their classes in order:
     *
     * <ul>
     *   <li>{@code "sst-2"}: sentences of film reviews, negative or positive; {@code "sst-5"}: the
     *       same and neutral ones, very negative to very positive
     *   <li>{@code "sst-2-phrases"}, {@code "sst-5-phrases"}: every labelled phrase of the training
     *       trees in place of the sentences alone, in lower case as the sentences are, repeated
     *       ones as often as they occur (98,794 and 318,582, as published); neutral phrases are
     *       left out of the first. Validation and test are the sentences
     *   <li>{@code "imdb"}: whole film reviews, negative or positive; besides its one review a
     *       line, the official archive {@code aclImdb_v1.tar.gz} and its unpacked folder {@code
     *       aclImdb} are read where they lie in the set's folder
     *   <li>{@code "trec"}: questions by the kind of answer, 6 classes; {@code "trec-fine"}: 50
     *   <li>{@code "names"}: surnames of 18 languages. Many occur several times, some in several
     *       languages: {@code load("names").map(LabeledText::deduplicated)} has each once a
     *       language
     * </ul>
     *
     * @param name of the set
     * @return its splits, read when they are asked for
     * @throws RecurveException if there is no such set, or it is made for something else
     */
    public static DataSplits<LabeledText> load(String name) {
        return load(DataCatalog.standard(), name);
    }

    /**
     * Reads a set of another catalogue.
     *
     * @param catalog knows the set
     * @param name of the set
     * @return its splits, read when they are asked for
     * @throws RecurveException if there is no such set, or it is made for something else
     */
    public static DataSplits<LabeledText> load(DataCatalog catalog, String name) {
        return DataSplits.of(
                catalog,
                name,
                "labelled text",
                CatalogTexts.FORMATS,
                CatalogTexts::read,
                (train, other) -> other.withLabels(train.labels()));
    }

    /**
     * Takes two columns of a table; the others become attributes. An attribute with the name of
     * another one but for the case, or a name that {@link #toTable} or evaluations use, gets a
     * number, as {@code text_2}. It is the same for all that is read from files.
     *
     * @param table with a row for each text
     * @param text name of the column of texts
     * @param label name of the column of labels, of any type
     * @return the data, called {@code "all"}
     * @throws RecurveException if there is no such column, a text is blank or a label missing; it
     *     names the row, counted from 1
     */
    public static LabeledText fromTable(Table table, String text, String label) {
        return TextTables.table(table, text, label);
    }

    /**
     * Reads comma-separated values in UTF-8.
     *
     * @param file as for {@link #fromCsv(Path, String, String, Charset)}
     * @param text name of the column of texts
     * @param label name of the column of labels
     * @return the data, called {@code "all"}
     * @throws RecurveException as for {@link #fromCsv(Path, String, String, Charset)}
     */
    public static LabeledText fromCsv(Path file, String text, String label) {
        return fromCsv(file, text, label, StandardCharsets.UTF_8);
    }

    /**
     * Reads comma-separated values (RFC 4180): the first row names the columns; a field with a
     * comma, a quote or a line end stands in double quotes, a quote inside it doubled.
     *
     * @param file plain or gzipped
     * @param text name of the column of texts
     * @param label name of the column of labels; white space around a label does not count
     * @param charset that the file is written in
     * @return the data, called {@code "all"}
     * @throws RecurveException if the file is missing, not of the charset (it names the byte), or
     *     has no such column, or a row has more or fewer fields than the first, a blank text or no
     *     label (it names the line)
     */
    public static LabeledText fromCsv(Path file, String text, String label, Charset charset) {
        return TextTables.csv(file, text, label, charset);
    }

    /**
     * Reads tab-separated values in UTF-8: the first line names the columns, a tab ends a field and
     * a line end a row, and quotes are text like any other.
     *
     * @param file plain or gzipped
     * @param text name of the column of texts
     * @param label name of the column of labels
     * @return the data, called {@code "all"}
     * @throws RecurveException as for {@link #fromCsv(Path, String, String, Charset)}
     */
    public static LabeledText fromTsv(Path file, String text, String label) {
        return fromTsv(file, text, label, StandardCharsets.UTF_8);
    }

    /**
     * Reads tab-separated values, see {@link #fromTsv(Path, String, String)}.
     *
     * @param file plain or gzipped
     * @param text name of the column of texts
     * @param label name of the column of labels
     * @param charset that the file is written in
     * @return the data, called {@code "all"}
     * @throws RecurveException as for {@link #fromCsv(Path, String, String, Charset)}
     */
    public static LabeledText fromTsv(Path file, String text, String label, Charset charset) {
        return TextTables.tsv(file, text, label, charset);
    }

    /**
     * Reads JSON lines in UTF-8: every line is an object with a text and a label, which may be a
     * number or a boolean. Of the other keys, lists and objects are left out.
     *
     * @param file plain or gzipped
     * @param text key of the text
     * @param label key of the label
     * @return the data, called {@code "all"}
     * @throws RecurveException if the file is missing or not UTF-8, or a line is no object, has no
     *     such key, a blank text or no label; it names the line
     */
    public static LabeledText fromJsonLines(Path file, String text, String label) {
        return TextTables.jsonLines(file, text, label);
    }

    /**
     * Reads a folder that has a folder for each class, and in it a {@code .txt} file in UTF-8 for
     * each text. White space around a text does not count. Files are taken in the order of the
     * number that their names begin with, then of their names.
     *
     * @param folder such as {@code aclImdb/train}
     * @param classes which of the folders to take, in the order that the classes are to have; all,
     *     sorted, if none is given
     * @return the data, called {@code "all"}
     * @throws RecurveException if there is no such folder, or a text is blank or not UTF-8
     */
    public static LabeledText fromFolders(Path folder, String... classes) {
        return ClassFolders.of(folder, List.of(classes)).toData(folder.getFileName().toString());
    }

    @Override
    public int[] targets() {
        return targets;
    }

    /**
     * The class of a text.
     *
     * @param index of the text
     * @return its name
     */
    public String label(int index) {
        return labels.get(targets[index]);
    }

    /** {@return the text} */
    @Override
    public String describe(int item) {
        return text(item);
    }

    /**
     * {@return the data as a table with the columns {@code text} and {@code label}, then the
     * attributes}
     */
    public Table toTable() {
        return attributes.addTo(
                Table.create(
                        provenance().dataset() + " " + split(),
                        StringColumn.create("text", texts),
                        StringColumn.create(
                                "label", IntStream.range(0, size()).mapToObj(this::label))));
    }

    /**
     * Leaves out what is there already: an example with the text and the label of an earlier one,
     * whose attributes stay. A text that occurs with several labels stays once with each.
     *
     * @return the others in their order
     */
    public LabeledText deduplicated() {
        Set<List<String>> seen = new HashSet<>();
        int[] fresh =
                IntStream.range(0, size())
                        .filter(i -> seen.add(List.of(text(i), label(i))))
                        .toArray();
        return derive(fresh, derived(split(), "deduplicated, left out=" + (size() - fresh.length)));
    }

    /**
     * The same texts with the words of each, cut at white space, in a random order. What a model
     * loses by it is what order is worth.
     *
     * @param seed of the orders
     * @return a copy
     */
    public LabeledText shuffledWords(long seed) {
        Random random = new Random(seed);
        List<String> shuffled = new ArrayList<>();
        for (String text : texts) {
            List<String> words = new ArrayList<>(Tokenizers.whitespace().tokenize(text));
            Collections.shuffle(words, random);
            shuffled.add(String.join(" ", words));
        }
        return new LabeledText(
                shuffled,
                targets,
                labels,
                attributes.values(),
                derived(split(), "words shuffled, seed=" + seed));
    }

    /**
     * The same texts with classes in the order of other data, such as what a model was trained on.
     *
     * @param classes in their order; may have some that no text here is of
     * @return a copy
     * @throws RecurveException if a text is of a class that is not among them
     */
    public LabeledText withLabels(List<String> classes) {
        return new LabeledText(
                texts,
                Classes.renumber(targets, labels, classes, provenance()),
                classes,
                attributes.values(),
                provenance());
    }

    @Override
    LabeledText derive(int[] indices, DataProvenance derived) {
        return new LabeledText(
                pick(indices),
                Arrays.stream(indices).map(i -> targets[i]).toArray(),
                labels,
                attributes.pick(indices),
                derived);
    }

    @Override
    int[] groups() {
        return targets;
    }

    /** {@return data set, split, size and classes in a line} */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s %s: %,d texts; %s",
                provenance().dataset(),
                split(),
                size(),
                Classes.summary(labels));
    }
}
