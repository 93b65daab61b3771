package org.recurve.data;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;

/**
 * Numeric sequences with a class at every step, or at some; see {@link SeriesExamples} for the form
 * of the sequences. The items of its {@link LabeledData} are the steps that count, sequence after
 * sequence.
 */
public final class StepLabeledSeries extends SeriesExamples<StepLabeledSeries>
        implements LabeledData {
    /** Stands in place of a class at a step that does not count. */
    public static final int NOT_COUNTED = -1;

    private final int[][] stepTargets;
    private final int[] targets;
    private final List<String> labels;

    /**
     * Wraps arrays, which are not copied.
     *
     * @param sequences {@code float[T][F]} each
     * @param stepTargets the class of each step of each sequence, an index into the labels or
     *     {@link #NOT_COUNTED}; at least one step of each sequence counts
     * @param labels names of the classes
     * @param attributes numbers that describe the sequences, by name; may be empty
     * @param provenance where the data came from
     * @throws RecurveException if there is no sequence, one is empty, features differ in number or
     *     are not finite, a class has no name, no step of a sequence counts, or classes and steps
     *     differ in number
     */
    public StepLabeledSeries(
            List<float[][]> sequences,
            int[][] stepTargets,
            List<String> labels,
            Map<String, double[]> attributes,
            DataProvenance provenance) {
        super(sequences, attributes, provenance);
        this.stepTargets = stepTargets;
        this.labels = List.copyOf(labels);
        SeriesChecks.each("the classes", stepTargets.length, size());
        SeriesChecks.distinct("labels", labels);
        for (int i = 0; i < stepTargets.length; i++) {
            check(stepTargets[i], i);
        }
        this.targets =
                Arrays.stream(stepTargets)
                        .flatMapToInt(Arrays::stream)
                        .filter(StepLabeledSeries::counts)
                        .toArray();
    }

    private void check(int[] classes, int index) {
        int steps = sequence(index).length;
        if (classes.length != steps) {
            throw new RecurveException(
                    "sequence %d has %d steps, but classes for %d"
                            .formatted(index, steps, classes.length));
        }
        if (Arrays.stream(classes).noneMatch(StepLabeledSeries::counts)) {
            throw new RecurveException(
                    "no step of sequence %d counts; leave the sequence out".formatted(index));
        }
        for (int t = 0; t < steps; t++) {
            if (counts(classes[t])) {
                SeriesChecks.label(classes[t], labels, "step " + t + " of sequence " + index);
            }
        }
    }

    private static boolean counts(int target) {
        return target != NOT_COUNTED;
    }

    @Override
    public List<String> labels() {
        return labels;
    }

    /** {@return the class of each step that counts, sequence after sequence} */
    @Override
    public int[] targets() {
        return targets;
    }

    /**
     * The classes of a sequence.
     *
     * @param index of the sequence
     * @return the class of each step, or {@link #NOT_COUNTED}; not a copy
     */
    public int[] stepTargets(int index) {
        return stepTargets[index];
    }

    /** {@return for each step that counts its sequence's attributes, and {@code step} from 0} */
    @Override
    public Map<String, double[]> targetAttributes() {
        Map<String, double[]> all = new LinkedHashMap<>();
        attributes().forEach((name, values) -> all.put(name, ofSteps((i, t) -> values[i])));
        all.put("step", ofSteps((i, t) -> t));
        return all;
    }

    private interface OfStep {
        double value(int sequence, int step);
    }

    private double[] ofSteps(OfStep value) {
        return IntStream.range(0, size())
                .boxed()
                .flatMapToDouble(
                        i ->
                                IntStream.range(0, stepTargets[i].length)
                                        .filter(t -> counts(stepTargets[i][t]))
                                        .mapToDouble(t -> value.value(i, t)))
                .toArray();
    }

    @Override
    StepLabeledSeries derive(int[] indices, int[][] order, DataProvenance derived) {
        int[][] picked = new int[indices.length][];
        for (int i = 0; i < indices.length; i++) {
            int[] classes = stepTargets[indices[i]];
            picked[i] =
                    order == null
                            ? classes
                            : Arrays.stream(order[indices[i]]).map(t -> classes[t]).toArray();
        }
        return new StepLabeledSeries(
                pick(indices, order), picked, labels, pickAttributes(indices), derived);
    }

    @Override
    String target() {
        return String.format("%d classes at %d steps", labels.size(), targets.length);
    }
}
