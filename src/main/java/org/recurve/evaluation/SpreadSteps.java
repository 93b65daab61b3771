package org.recurve.evaluation;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.recurve.data.ForecastSpread;
import org.recurve.metric.Crps;
import org.recurve.metric.IntervalScores;
import org.recurve.metric.PinballLoss;

/** The spread of one forecast as it is judged, step by step, on the scale of the judgement. */
final class SpreadSteps {
    private static final double ROUNDING = 1e-9;

    /** Rising levels; null for samples. */
    private final double[] levels;

    /** By level, or by sample path, a number for each step. */
    private final double[][] values;

    /** Ends of the 80 % and the 95 % interval; null where the spread does not reach so far. */
    private final double[][] narrow;

    private final double[][] wide;

    private SpreadSteps(ForecastSpread spread, double[] levels, double[][] values) {
        this.levels = levels;
        this.values = values;
        this.narrow = ends(spread, levels, 0.1);
        this.wide = ends(spread, levels, 0.025);
    }

    /**
     * @param scale an increasing function
     * @return null where there is no spread
     */
    static SpreadSteps of(ForecastSpread spread, DoubleUnaryOperator scale) {
        if (spread instanceof ForecastSpread.Quantiles quantiles) {
            double[][] values = scaled(quantiles.values(), scale);
            return new SpreadSteps(
                    new ForecastSpread.Quantiles(quantiles.levels(), values),
                    quantiles.levels(),
                    values);
        }
        if (spread instanceof ForecastSpread.Samples samples) {
            double[][] paths = scaled(samples.paths(), scale);
            return new SpreadSteps(new ForecastSpread.Samples(paths), null, paths);
        }
        return null;
    }

    private static double[][] scaled(double[][] rows, DoubleUnaryOperator scale) {
        return Arrays.stream(rows)
                .map(row -> Arrays.stream(row).map(scale).toArray())
                .toArray(double[][]::new);
    }

    private static double[][] ends(ForecastSpread spread, double[] levels, double lower) {
        double upper = 1 - lower;
        boolean reaches =
                levels == null
                        || (levels[0] <= lower + ROUNDING
                                && levels[levels.length - 1] >= upper - ROUNDING);
        return reaches ? new double[][] {spread.quantile(lower), spread.quantile(upper)} : null;
    }

    /** Adds a step with an actual value to the scores of one of both levels. */
    void addTo(IntervalScores scores, double actual, int step) {
        double[][] ends = scores.level() > 0.9 ? wide : narrow;
        if (ends != null) {
            scores.add(actual, ends[0][step], ends[1][step]);
        }
    }

    /**
     * {@return the CRPS of samples, exactly; of quantiles twice the mean of their pinball losses,
     * which approaches it as levels become many and even}
     */
    double crps(double actual, int step) {
        if (levels == null) {
            double[] samples = new double[values.length];
            Arrays.setAll(samples, s -> values[s][step]);
            return Crps.ofSamples(actual, samples);
        }
        double sum = 0;
        for (int i = 0; i < levels.length; i++) {
            sum += PinballLoss.of(actual, values[i][step], levels[i]);
        }
        return 2 * sum / levels.length;
    }
}
