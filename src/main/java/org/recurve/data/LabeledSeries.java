package org.recurve.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;

/** Numeric sequences with one class each; see {@link SeriesExamples} for their form. */
public final class LabeledSeries extends SeriesExamples<LabeledSeries> implements LabeledData {
    private final int[] targets;
    private final List<String> labels;

    /**
     * Wraps arrays, which are not copied.
     *
     * @param sequences {@code float[T][F]} each
     * @param targets the class of each sequence, an index into the labels
     * @param labels names of the classes
     * @param attributes numbers that describe the sequences, by name; may be empty
     * @param provenance where the data came from
     * @throws RecurveException if there is no sequence, one is empty, features differ in number or
     *     are not finite, a class has no name, or there are more or fewer targets than sequences
     */
    public LabeledSeries(
            List<float[][]> sequences,
            int[] targets,
            List<String> labels,
            Map<String, double[]> attributes,
            DataProvenance provenance) {
        super(sequences, attributes, provenance);
        this.targets = targets;
        this.labels = List.copyOf(labels);
        SeriesChecks.each("the class", targets.length, size());
        SeriesChecks.distinct("labels", labels);
        for (int i = 0; i < targets.length; i++) {
            SeriesChecks.label(targets[i], labels, "sequence " + i);
        }
    }

    /**
     * Makes data of names of classes; the classes are sorted by name.
     *
     * @param sequences {@code float[T][F]} each
     * @param labels the class of each sequence by its name
     * @param provenance where the data came from
     * @return the data
     * @throws RecurveException as for the constructor
     */
    public static LabeledSeries of(
            List<float[][]> sequences, List<String> labels, DataProvenance provenance) {
        List<String> names = labels.stream().distinct().sorted().toList();
        int[] targets = labels.stream().mapToInt(names::indexOf).toArray();
        return new LabeledSeries(sequences, targets, names, Map.of(), provenance);
    }

    /**
     * Reads a catalogued set.
     *
     * @param name {@code "ucr-ecg200"} and others of the UCR archive, or {@code "indoor-movement"};
     *     {@code ./recurve data list} has them all
     * @return its splits, read when they are asked for
     * @throws RecurveException if there is no such set, or it is made for something else
     */
    public static DataSplits<LabeledSeries> load(String name) {
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
    public static DataSplits<LabeledSeries> load(DataCatalog catalog, String name) {
        return DataSplits.of(
                catalog,
                name,
                "labelled sequences",
                SeriesFiles.FORMATS,
                SeriesFiles::read,
                (train, other) -> other.withLabels(train.labels()));
    }

    /**
     * Reads a file of the UCR and UEA archives. In a {@code .tsv} or {@code .txt} file a line is a
     * sequence of one feature: its class and its numbers, between tabs; the classes are sorted, by
     * value where all are numbers. In a {@code .ts} file, described at
     * https://www.aeon-toolkit.org, features stand between colons and the class last; its header
     * has the order of the classes. Missing values at the end of a sequence, which stand for a
     * shorter one, are left out; others are refused.
     *
     * @param file UTF-8 text, plain or gzipped
     * @return its sequences, called {@code "all"}
     * @throws RecurveException if the file is missing, is no such file, or has no class for a
     *     sequence, a gap, or features that differ in number or length; it names the line
     */
    public static LabeledSeries fromFile(Path file) {
        DataInput input = DataInput.of(file, null);
        return SeriesFiles.archive(
                input,
                new DataProvenance(
                        file.getFileName().toString(), "all", List.of(input.hash()), List.of()));
    }

    /**
     * The same sequences with classes in the order of other data, such as what a model was trained
     * on.
     *
     * @param classes in their order; may have some that no sequence here is of
     * @return a copy
     * @throws RecurveException if a sequence is of a class that is not among them
     */
    public LabeledSeries withLabels(List<String> classes) {
        return new LabeledSeries(
                sequences(),
                Classes.renumber(targets, labels, classes, provenance()),
                classes,
                attributes(),
                provenance());
    }

    @Override
    public List<String> labels() {
        return labels;
    }

    @Override
    public int[] targets() {
        return targets;
    }

    /** {@return the {@link #attributes()}: an item is a sequence} */
    @Override
    public Map<String, double[]> targetAttributes() {
        return attributes();
    }

    /**
     * The class of a sequence.
     *
     * @param index of the sequence
     * @return its name
     */
    public String label(int index) {
        return labels.get(targets[index]);
    }

    /**
     * The sequences of one class, to look at.
     *
     * @param label its name
     * @return those, with the names of all classes
     * @throws RecurveException if there is no such class, or no sequence of it
     */
    public LabeledSeries ofClass(String label) {
        int target = labels.indexOf(label);
        int[] indices = IntStream.range(0, size()).filter(i -> targets[i] == target).toArray();
        if (indices.length == 0) {
            throw new RecurveException(
                    "%s %s has no sequence of the class \"%s\"; its classes are %s"
                            .formatted(provenance().dataset(), split(), label, labels));
        }
        return derive(indices, derived(split(), "class=" + label));
    }

    @Override
    LabeledSeries derive(int[] indices, int[][] order, DataProvenance derived) {
        return new LabeledSeries(
                pick(indices, order),
                Arrays.stream(indices).map(i -> targets[i]).toArray(),
                labels,
                pickAttributes(indices),
                derived);
    }

    @Override
    int[] groups() {
        return targets;
    }

    @Override
    String target() {
        return labels.size() + " classes";
    }
}
