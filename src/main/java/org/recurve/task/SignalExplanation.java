package org.recurve.task;

import java.util.Arrays;
import java.util.Locale;
import org.recurve.task.Attribution.Evidence;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** Which steps and features of a numeric sequence made a classifier say what it says. */
public final class SignalExplanation {
    private final Attribution method;
    private final float[][] signal;
    private final double[][] values;
    private final String label;
    private final double probability;
    private final double baseline;

    SignalExplanation(
            Attribution method,
            float[][] signal,
            Evidence evidence,
            String label,
            double probability) {
        this.method = method;
        this.signal = Arrays.stream(signal).map(float[]::clone).toArray(float[][]::new);
        this.values = evidence.values();
        this.baseline = evidence.baseline();
        this.label = label;
        this.probability = probability;
    }

    /** {@return how the numbers were found: {@code "occlusion of 8"}} */
    public String method() {
        return method.toString();
    }

    /** {@return the sequence, {@code [T][F]}} */
    public float[][] signal() {
        return Arrays.stream(signal).map(float[]::clone).toArray(float[][]::new);
    }

    /**
     * {@return a number for each step and feature, {@code [T][F]}, in shares of probability: above
     * 0 it speaks for the class, below 0 against it}
     */
    public double[][] values() {
        return Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
    }

    /** {@return for each step the sum over its features} */
    public double[] perStep() {
        return Arrays.stream(values).mapToDouble(row -> Arrays.stream(row).sum()).toArray();
    }

    /** {@return the class that is explained} */
    public String label() {
        return label;
    }

    /** {@return the probability that the model gives the class, 0 to 1} */
    public double probability() {
        return probability;
    }

    /**
     * {@return the probability of the class for the baseline of integrated gradients, whose numbers
     * add up to {@link #probability()} minus this; NaN for other methods}
     */
    public double baseline() {
        return baseline;
    }

    /**
     * {@return a row for each step and feature, with the columns {@code step}, from 0, {@code
     * feature}, from 0, {@code value} and {@code evidence}}
     */
    public Table toTable() {
        IntColumn step = IntColumn.create("step");
        IntColumn feature = IntColumn.create("feature");
        DoubleColumn value = DoubleColumn.create("value");
        DoubleColumn evidence = DoubleColumn.create("evidence");
        for (int t = 0; t < values.length; t++) {
            for (int f = 0; f < values[t].length; f++) {
                step.append(t);
                feature.append(f);
                value.append(signal[t][f]);
                evidence.append(values[t][f]);
            }
        }
        return Table.create(title(), step, feature, value, evidence);
    }

    private String title() {
        return String.format(Locale.ROOT, "%s %.3f, by %s", label, probability, method);
    }

    /** {@return class, method, and where the most evidence for and against it is} */
    @Override
    public String toString() {
        double[] sums = perStep();
        int highest = ClassScores.best(sums);
        int lowest = ClassScores.best(Arrays.stream(sums).map(v -> -v).toArray());
        return title()
                + String.format(
                        Locale.ROOT,
                        ": %d steps, most for it %+.3f at step %d, least %+.3f at step %d",
                        sums.length,
                        sums[highest],
                        highest,
                        sums[lowest],
                        lowest);
    }
}
