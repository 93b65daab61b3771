package org.recurve.task;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.recurve.core.RecurveException;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a classifier says of the beginnings of its input: after the first word or step, after the
 * second, and so on to the whole.
 */
public final class PrefixProbabilities {
    private final List<String> steps;
    private final List<String> labels;
    private final double[][] probabilities;
    private final boolean words;

    private PrefixProbabilities(
            List<String> steps, boolean words, List<String> labels, double[][] probabilities) {
        this.steps = List.copyOf(steps);
        this.words = words;
        this.labels = labels;
        this.probabilities = probabilities;
    }

    /**
     * @param tokens that end each beginning
     * @param probabilities a row for each beginning, a column for each class
     */
    static PrefixProbabilities ofText(
            List<String> tokens, List<String> labels, double[][] probabilities) {
        return new PrefixProbabilities(tokens, true, labels, probabilities);
    }

    /**
     * @param probabilities a row for each beginning, a column for each class
     */
    static PrefixProbabilities ofSignal(List<String> labels, double[][] probabilities) {
        List<String> steps =
                IntStream.rangeClosed(1, probabilities.length).mapToObj(Integer::toString).toList();
        return new PrefixProbabilities(steps, false, labels, probabilities);
    }

    /** {@return whether the input is a text, not a signal} */
    public boolean ofWords() {
        return words;
    }

    /** {@return the word that ends each beginning; of a signal the number of the step, from 1} */
    public List<String> steps() {
        return steps;
    }

    /** {@return the names of the classes} */
    public List<String> labels() {
        return labels;
    }

    /** {@return a row for each beginning, a column for each of {@link #labels()}} */
    public double[][] probabilities() {
        return Arrays.stream(probabilities).map(double[]::clone).toArray(double[][]::new);
    }

    /**
     * Gives the probability of one class.
     *
     * @param label its name
     * @return a number for each beginning, 0 to 1
     * @throws RecurveException if there is no such class
     */
    public double[] probabilities(String label) {
        int k = ClassScores.index(labels, label);
        return Arrays.stream(probabilities).mapToDouble(row -> row[k]).toArray();
    }

    /** {@return the most probable class of each beginning} */
    public List<String> predicted() {
        return Arrays.stream(probabilities).map(row -> labels.get(ClassScores.best(row))).toList();
    }

    /**
     * {@return a row for each beginning, with the columns {@code after}, the word or step that ends
     * it, and {@code P(label)} for each class}
     */
    public Table toTable() {
        Table table =
                Table.create("Probability prefix by prefix", StringColumn.create("after", steps));
        // Tablesaw takes names that differ in capitals only for the same.
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (int k = 0; k < labels.size(); k++) {
            String name = "P(" + labels.get(k) + ")";
            int column = k;
            table.addColumns(
                    DoubleColumn.create(
                            names.add(name) ? name : name + " of class " + k,
                            Arrays.stream(probabilities).mapToDouble(row -> row[column])));
        }
        return table;
    }

    /** {@return for each beginning the most probable class with its probability} */
    @Override
    public String toString() {
        return IntStream.range(0, steps.size())
                .mapToObj(
                        t -> {
                            int k = ClassScores.best(probabilities[t]);
                            return String.format(
                                    Locale.ROOT,
                                    "%s: %s %.3f",
                                    steps.get(t).replace("\n", "\\n"),
                                    labels.get(k),
                                    probabilities[t][k]);
                        })
                .collect(Collectors.joining("; "));
    }
}
