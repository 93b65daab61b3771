package org.recurve.baseline;

import java.util.LinkedHashMap;
import java.util.Map;
import org.recurve.core.RecurveException;
import org.recurve.data.LabeledSeries;

/** What a model without memory sees of a numeric sequence. */
public final class SeriesFeatures implements ItemFeatures<LabeledSeries> {
    private static final int ANY = 0;

    // How many steps every sequence has, or ANY.
    private final int steps;

    private SeriesFeatures(int steps) {
        this.steps = steps;
    }

    /**
     * What fits the data.
     *
     * @param train the data to learn from
     * @return {@link #flattened} where all its sequences have the same length, else {@link
     *     #summary}
     */
    public static SeriesFeatures of(LabeledSeries train) {
        int[] lengths = train.lengths();
        for (int length : lengths) {
            if (length != lengths[0]) {
                return summary();
            }
        }
        return flattened(lengths[0]);
    }

    /**
     * Every number at its place: a feature for each of F numbers of each of T steps.
     *
     * @param steps T, at least 1, the length that all sequences have
     * @return the features
     */
    public static SeriesFeatures flattened(int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("there must be at least 1 step, not " + steps);
        }
        return new SeriesFeatures(steps);
    }

    /**
     * Summary figures for sequences of any length, of each of the F numbers of a step: mean,
     * standard deviation (n in the denominator), minimum, maximum, first and last value, and slope
     * (of the least-squares line, per step; 0 for a single step); and the number of steps.
     *
     * @return the features
     */
    public static SeriesFeatures summary() {
        return new SeriesFeatures(ANY);
    }

    /**
     * {@inheritDoc}
     *
     * @throws RecurveException if features are flattened and the sequence has another length
     */
    @Override
    public Map<String, Double> of(LabeledSeries data, int item) {
        float[][] sequence = data.sequence(item);
        Map<String, Double> features = new LinkedHashMap<>();
        if (steps == ANY) {
            features.put("steps", (double) sequence.length);
            for (int f = 0; f < data.features(); f++) {
                summarize(sequence, f, features);
            }
            return features;
        }
        if (sequence.length != steps) {
            throw new RecurveException(
                    "sequence %d of %s %s has %d steps, expected %d: sequences of different lengths cannot be flattened; use SeriesFeatures.summary()"
                            .formatted(
                                    item,
                                    data.provenance().dataset(),
                                    data.split(),
                                    sequence.length,
                                    steps));
        }
        for (int t = 0; t < steps; t++) {
            for (int f = 0; f < sequence[t].length; f++) {
                features.put("step " + t + ", feature " + f, (double) sequence[t][f]);
            }
        }
        return features;
    }

    private static void summarize(float[][] sequence, int f, Map<String, Double> features) {
        int n = sequence.length;
        double sum = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (float[] step : sequence) {
            sum += step[f];
            min = Math.min(min, step[f]);
            max = Math.max(max, step[f]);
        }
        double mean = sum / n;
        double squares = 0;
        double withTime = 0;
        double time = 0;
        for (int t = 0; t < n; t++) {
            double fromMiddle = t - (n - 1) / 2.0;
            squares += (sequence[t][f] - mean) * (sequence[t][f] - mean);
            withTime += fromMiddle * (sequence[t][f] - mean);
            time += fromMiddle * fromMiddle;
        }
        String of = " of feature " + f;
        features.put("mean" + of, mean);
        features.put("sd" + of, Math.sqrt(squares / n));
        features.put("min" + of, min);
        features.put("max" + of, max);
        features.put("first" + of, (double) sequence[0][f]);
        features.put("last" + of, (double) sequence[n - 1][f]);
        features.put("slope" + of, n == 1 ? 0 : withTime / time);
    }

    /** {@return {@code "all steps"} or {@code "summary figures"}} */
    @Override
    public String name() {
        return steps == ANY ? "summary figures" : "all steps";
    }

    @Override
    public String toString() {
        return name();
    }
}
