package org.recurve.data;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;

/**
 * Numeric sequences with a vector of values each; see {@link SeriesExamples} for the form of the
 * sequences.
 */
public final class ValuedSeries extends SeriesExamples<ValuedSeries> implements ValuedData {
    private final float[][] targets;
    private final List<String> targetNames;

    /**
     * Wraps arrays, which are not copied.
     *
     * @param sequences {@code float[T][F]} each
     * @param targets the values of each sequence, finite, as many as there are names
     * @param targetNames names of the values
     * @param attributes numbers that describe the sequences, by name; may be empty
     * @param provenance where the data came from
     * @throws RecurveException if there is no sequence, one is empty, features differ in number, a
     *     feature or value is not finite, or values, names and sequences differ in number
     */
    public ValuedSeries(
            List<float[][]> sequences,
            float[][] targets,
            List<String> targetNames,
            Map<String, double[]> attributes,
            DataProvenance provenance) {
        super(sequences, attributes, provenance);
        this.targets = targets;
        this.targetNames = List.copyOf(targetNames);
        SeriesChecks.each("the target", targets.length, size());
        SeriesChecks.distinct("names of values", targetNames);
        for (int i = 0; i < targets.length; i++) {
            check(targets[i], i);
        }
    }

    private void check(float[] values, int index) {
        if (values.length != targetNames.size()) {
            throw new RecurveException(
                    "sequence %d has %d values to predict, expected %d: %s"
                            .formatted(index, values.length, targetNames.size(), targetNames));
        }
        for (int k = 0; k < values.length; k++) {
            if (!Float.isFinite(values[k])) {
                throw new RecurveException(
                        "%s of sequence %d is %s, expected a finite number; leave the sequence out"
                                .formatted(targetNames.get(k), index, values[k]));
            }
        }
    }

    @Override
    public List<String> targetNames() {
        return targetNames;
    }

    @Override
    public float[][] targets() {
        return targets;
    }

    /** {@return the {@link #attributes()}: an item is a sequence} */
    @Override
    public Map<String, double[]> targetAttributes() {
        return attributes();
    }

    @Override
    ValuedSeries derive(int[] indices, int[][] order, DataProvenance derived) {
        return new ValuedSeries(
                pick(indices, order),
                Arrays.stream(indices).mapToObj(i -> targets[i]).toArray(float[][]::new),
                targetNames,
                pickAttributes(indices),
                derived);
    }

    @Override
    String target() {
        return "values " + String.join(", ", targetNames);
    }
}
