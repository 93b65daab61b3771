package org.recurve.data;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
