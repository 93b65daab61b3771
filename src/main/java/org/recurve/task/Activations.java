package org.recurve.task;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.recurve.metric.Correlation;

/** Values of a layer's units, or of some of them, at every token of a text. */
public final class Activations {
    private static final int DRAWS = 200;

    private final String name;
    private final List<String> tokens;
    private final int[] units;
    private final double[][] values;

    private Activations(String name, List<String> tokens, int[] units, double[][] values) {
        this.name = name;
        this.tokens = tokens;
        this.units = units;
        this.values = values;
    }

    /** Turns {@code [T][H]} with some steps to leave out into one row for each unit. */
    static Activations ofSteps(String name, List<String> tokens, double[][] steps, int skip) {
        int width = steps[0].length;
        double[][] values = new double[width][tokens.size()];
        for (int unit = 0; unit < width; unit++) {
            for (int t = 0; t < tokens.size(); t++) {
                values[unit][t] = steps[skip + t][unit];
            }
        }
        return new Activations(name, tokens, IntStream.range(0, width).toArray(), values);
    }

    /** {@return the gate's or state's name} */
    public String name() {
        return name;
    }

    /** {@return the tokens of the text} */
    public List<String> tokens() {
        return tokens;
    }

    /** {@return the numbers of the units, from 0, in the order of the rows} */
    public int[] units() {
        return units.clone();
    }

    /** {@return the values: a row for each unit, a column for each token} */
    public double[][] values() {
        return Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
    }

    /**
     * One unit at every token.
     *
     * @param unit its number, one of {@link #units}
     * @return a value for each token
     * @throws IllegalArgumentException if there is no such unit here
     */
    public double[] unit(int unit) {
        return values[row(unit)].clone();
    }

    /**
     * Chooses units.
     *
     * @param chosen their numbers, each one of {@link #units}, in the order wanted
     * @return these alone
     * @throws IllegalArgumentException if there is no such unit here
     */
    public Activations only(int... chosen) {
        double[][] rows = new double[chosen.length][];
        for (int i = 0; i < chosen.length; i++) {
            rows[i] = values[row(chosen[i])];
        }
        return new Activations(name, tokens, chosen.clone(), rows);
    }

    /**
     * Chooses the units that change most over the text, by their variance.
     *
     * @param count how many, at least 1; all if there are no more
     * @return these alone, the one that changes most first
     */
    public Activations mostVaried(int count) {
        return best(count, Correlation::variance);
    }

    private Activations best(int count, ToDoubleFunction<double[]> score) {
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1, but is " + count);
        }
        double[] scores = Arrays.stream(values).mapToDouble(score).toArray();
        return only(
                IntStream.range(0, units.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(row -> -scores[row]))
                        .limit(count)
                        .mapToInt(row -> units[row])
                        .toArray());
    }

    /**
     * Chooses the units that follow a signal best, by the size of their correlation with it; one
     * that falls where the signal rises follows it as well.
     *
     * @param signal a value for each token
     * @param count how many, at least 1; all if there are no more
     * @return these alone, the one that follows best first
     */
    public Activations mostLike(double[] signal, int count) {
        check(signal);
        return best(count, row -> Math.abs(Correlation.pearson(row, signal)));
    }

    /**
     * Tells how well each unit follows a signal.
     *
     * @param signal a value for each token
     * @return Pearson's correlation of each unit with it, in the order of the rows; 0 where one of
     *     the two does not change
     */
    public double[] correlations(double[] signal) {
        check(signal);
        return Arrays.stream(values).mapToDouble(row -> Correlation.pearson(row, signal)).toArray();
    }

    /**
     * Tells how well the best of these units would seem to follow a signal by luck alone: the best
     * of many units follows anything to some degree, and the more so the slower both change. The
     * signal is moved round the text by 200 random distances, so that it stays what it is but has
     * nothing to do with the units.
     *
     * @param signal a value for each token, 10 at least
     * @param seed of the distances
     * @return a size of correlation, 0 to 1, that the best unit stays below in 95 % of the draws
     */
    public double correlationByChance(double[] signal, long seed) {
        check(signal);
        return Correlation.byChance(values, signal, DRAWS, seed);
    }

    /**
     * Finds the unit that follows a signal best and judges it on another text, for the best of many
     * units follows anything to some degree.
     *
     * @param signal makes a value for each token of a text
     * @param other the same units on another text, of 10 tokens at least
     * @param seed of {@link #correlationByChance}
     * @return the unit with its correlations
     * @throws IllegalArgumentException if the other text shows other units
     */
    public Follower follower(
            Function<List<String>, double[]> signal, Activations other, long seed) {
        double[] here = signal.apply(tokens);
        double[] there = signal.apply(other.tokens);
        Activations best = mostLike(here, 1);
        int unit = best.units[0];
        return new Follower(
                unit,
                best.correlations(here)[0],
                other.only(unit).correlations(there)[0],
                other.correlationByChance(there, seed));
    }

    private void check(double[] signal) {
        if (signal.length != tokens.size()) {
            throw new IllegalArgumentException(
                    "the signal needs a value for each of the "
                            + tokens.size()
                            + " tokens, but has "
                            + signal.length);
        }
    }

    /** {@return the mean over the units at each token} */
    public double[] mean() {
        return IntStream.range(0, tokens.size())
                .mapToDouble(
                        t -> Arrays.stream(values).mapToDouble(row -> row[t]).average().orElse(0))
                .toArray();
    }

    /**
     * How far the states of two readings are apart, as the length of the vector between them.
     *
     * @param other the same units on a text of as many tokens
     * @return a distance for each token
     * @throws IllegalArgumentException if units or number of tokens differ
     */
    public double[] distance(Activations other) {
        if (!Arrays.equals(units, other.units) || tokens.size() != other.tokens.size()) {
            throw new IllegalArgumentException(
                    "only the same units on texts of as many tokens can be compared, not "
                            + this
                            + " and "
                            + other);
        }
        double[] distances = new double[tokens.size()];
        for (int t = 0; t < distances.length; t++) {
            double sum = 0;
            for (int row = 0; row < values.length; row++) {
                double difference = values[row][t] - other.values[row][t];
                sum += difference * difference;
            }
            distances[t] = Math.sqrt(sum);
        }
        return distances;
    }

    private int row(int unit) {
        for (int row = 0; row < units.length; row++) {
            if (units[row] == unit) {
                return row;
            }
        }
        throw new IllegalArgumentException(
                "there is no unit " + unit + " here; units are " + Arrays.toString(units));
    }

    @Override
    public String toString() {
        return name + " of " + units.length + " units at " + tokens.size() + " tokens";
    }
}
