package org.recurve.metric;

import java.util.Locale;
import java.util.Random;

/**
 * How far a figure of many items could be from where it is by chance: the bootstrap over items
 * (Efron and Tibshirani 1993, <i>An Introduction to the Bootstrap</i>). Of a difference between two
 * systems that judged the same items it is the paired bootstrap (Berg-Kirkpatrick, Burkett and
 * Klein 2012, "An Empirical Investigation of Statistical Significance in NLP"): every resample
 * draws the same items for both.
 *
 * <p>Items are taken to be independent of each other, as texts of different authors are. Tokens of
 * a sentence are not; there the sentences are the items. Immutable.
 */
public final class ItemBootstrap {
    /** How many resamples make an interval that hardly depends on the seed. */
    public static final int RESAMPLES = 10_000;

    /** A figure of some of the items. */
    @FunctionalInterface
    public interface Statistic {
        /**
         * Gives the figure.
         *
         * @param items as many as there are, some of them several times; not to be kept or changed
         * @return a finite number
         */
        double of(int[] items);
    }

    private final int items;
    private final double value;
    private final Resamples resamples;

    private ItemBootstrap(int items, double value, Resamples resamples) {
        this.items = items;
        this.value = value;
        this.resamples = resamples;
    }

    /**
     * Draws the resamples.
     *
     * @param items how many, at least 1
     * @param statistic whose chance is to be told, such as the difference of two systems' figures
     * @param resamples how many, at least 1; {@link #RESAMPLES} are plenty
     * @param seed of the drawing: the same seed gives the same result
     * @return the figure of all items, and of the resamples
     * @throws IllegalArgumentException if the statistic is not finite, or there is nothing to draw
     */
    public static ItemBootstrap of(int items, Statistic statistic, int resamples, long seed) {
        if (items < 1 || resamples < 1) {
            throw new IllegalArgumentException(
                    "items and resamples must be at least 1, not " + items + " and " + resamples);
        }
        int[] drawn = new int[items];
        for (int i = 0; i < items; i++) {
            drawn[i] = i;
        }
        double value = finite(statistic.of(drawn));
        Random random = new Random(seed);
        double[] values = new double[resamples];
        for (int r = 0; r < resamples; r++) {
            for (int i = 0; i < items; i++) {
                drawn[i] = random.nextInt(items);
            }
            values[r] = finite(statistic.of(drawn));
        }
        return new ItemBootstrap(items, value, new Resamples(values));
    }

    /**
     * Resamples the difference of two accuracies.
     *
     * @param first which items one system has right
     * @param second which of the same items another one has right
     * @param resamples how many, at least 1
     * @param seed of the drawing
     * @return the accuracy of the second less that of the first
     */
    public static ItemBootstrap accuracyDifference(
            boolean[] first, boolean[] second, int resamples, long seed) {
        same(first.length, second.length);
        int[] differences = new int[first.length];
        for (int i = 0; i < first.length; i++) {
            differences[i] = (second[i] ? 1 : 0) - (first[i] ? 1 : 0);
        }
        return of(first.length, items -> mean(differences, items), resamples, seed);
    }

    /**
     * Resamples the difference of two {@linkplain MacroF1 macro-averaged F1}.
     *
     * @param truths class of each item, 0 to {@code classes - 1}
     * @param first what one system predicts for each
     * @param second what another one predicts for each
     * @param classes how many there are, at least 1
     * @param resamples how many, at least 1
     * @param seed of the drawing
     * @return the macro F1 of the second less that of the first
     */
    public static ItemBootstrap macroF1Difference(
            int[] truths, int[] first, int[] second, int classes, int resamples, long seed) {
        same(truths.length, first.length);
        same(truths.length, second.length);
        return of(
                truths.length,
                items ->
                        MacroF1.of(truths, second, classes, items)
                                - MacroF1.of(truths, first, classes, items),
                resamples,
                seed);
    }

    private static double mean(int[] values, int[] items) {
        long sum = 0;
        for (int item : items) {
            sum += values[item];
        }
        return (double) sum / items.length;
    }

    private static void same(int first, int second) {
        if (first != second) {
            throw new IllegalArgumentException(
                    "paired systems must have judged the same items, not "
                            + first
                            + " and "
                            + second);
        }
    }

    private static double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "the statistic of a resample is " + value + ", expected a finite number");
        }
        return value;
    }

    /** {@return how many items there are} */
    public int items() {
        return items;
    }

    /** {@return the figure of all items, each once} */
    public double value() {
        return value;
    }

    /**
     * The value that a part of the resamples is below; between two it is interpolated.
     *
     * @param part 0 to 1: 0.025 and 0.975 are the ends of the 95 % interval
     * @return the quantile
     */
    public double quantile(double part) {
        return resamples.quantile(part);
    }

    /** {@return where the 95 % interval begins} */
    public double lower() {
        return quantile(0.025);
    }

    /** {@return where the 95 % interval ends} */
    public double upper() {
        return quantile(0.975);
    }

    /** {@return the part of the resamples in which the figure is above 0; one of 0 is half one} */
    public double partAboveZero() {
        return resamples.partAboveZero();
    }

    /**
     * {@return how likely resamples on the other side of 0 are, doubled: small where the figure is
     * not 0 by chance; above 0, at most 1}
     */
    public double pValue() {
        return resamples.pValue();
    }

    /** {@return figure, interval and p in a line} */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%+.4f, 95 %% interval %+.4f to %+.4f, p = %.2g (%,d items)",
                value,
                lower(),
                upper(),
                pValue(),
                items);
    }
}
