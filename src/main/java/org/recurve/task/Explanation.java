package org.recurve.task;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.recurve.task.Attribution.Evidence;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Which words of a text made a classifier say what it says. */
public final class Explanation {
    private final Attribution method;
    private final List<String> tokens;
    private final double[] values;
    private final String label;
    private final double probability;
    private final double baseline;

    /**
     * @param tokens all of the text
     * @param read which of them the model read, in order
     * @param evidence a value for each that was read
     */
    Explanation(
            Attribution method,
            List<String> tokens,
            int[] read,
            Evidence evidence,
            String label,
            double probability) {
        this.method = method;
        this.tokens = List.copyOf(tokens);
        this.label = label;
        this.probability = probability;
        baseline = evidence.baseline();
        values = new double[tokens.size()];
        Arrays.fill(values, Double.NaN);
        for (int i = 0; i < read.length; i++) {
            values[read[i]] = evidence.values()[i][0];
        }
    }

    /** {@return how the numbers were found: {@code "occlusion"}} */
    public String method() {
        return method.toString();
    }

    /**
     * {@return whether the numbers speak for the class or, below 0, against it; attention weights
     * do not}
     */
    public boolean signed() {
        return method.signed();
    }

    /** {@return all tokens of the text, also those that the model does not read} */
    public List<String> tokens() {
        return tokens;
    }

    /**
     * {@return a number for each token, in shares of probability: above 0 it speaks for the class,
     * below 0 against it; NaN for one in the middle of a long text that the model did not read}
     */
    public double[] values() {
        return values.clone();
    }

    /** {@return how many of the tokens the model read} */
    public int read() {
        return (int) Arrays.stream(values).filter(v -> !Double.isNaN(v)).count();
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
     * {@return a row for each token, with the columns {@code token} and {@code evidence}, the
     * latter missing where the model did not read it}
     */
    public Table toTable() {
        return Table.create(
                title(),
                StringColumn.create("token", tokens),
                DoubleColumn.create("evidence", values));
    }

    private String title() {
        return String.format(Locale.ROOT, "%s %.3f, by %s", label, probability, method);
    }

    /** {@return class, method and the numbers of the tokens} */
    @Override
    public String toString() {
        return title()
                + ": "
                + IntStream.range(0, values.length)
                        .mapToObj(i -> tokens.get(i).replace("\n", "\\n") + " " + number(values[i]))
                        .collect(Collectors.joining(", "));
    }

    private String number(double value) {
        if (Double.isNaN(value)) {
            return "(not read)";
        }
        return String.format(Locale.ROOT, signed() ? "%+.3f" : "%.3f", value);
    }
}
