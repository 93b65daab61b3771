package org.recurve.task;

import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.recurve.core.RecurveException;
import org.recurve.data.SeriesWindows;

/** Draws values from the distributions that a {@link Forecaster} gives. */
final class ForecastDraws {
    private final ForecastOutput.Kind kind;
    private final RandomGenerator random;

    private ForecastDraws(ForecastOutput output, long seed) {
        this.kind = output.kind();
        this.random = new Well19937c(seed);
    }

    /** Draws that are the same whenever they are made with the seed. */
    static ForecastDraws seeded(ForecastOutput output, long seed) {
        return new ForecastDraws(output, seed);
    }

    /**
     * Draws for a target of a window: the same for the same series and origin, whatever is forecast
     * beside it.
     */
    static ForecastDraws of(ForecastOutput output, SeriesWindows windows, int window, int target) {
        String id = windows.set().series(windows.series(window)).id();
        long seed = 31L * id.hashCode() + windows.time(window).hashCode();
        return new ForecastDraws(output, 31 * seed + target);
    }

    /**
     * @param place mean
     * @param scale standard deviation, scale or dispersion
     * @param freedom degrees of freedom of Student's t, of no effect otherwise
     */
    double draw(double place, double scale, double freedom) {
        return switch (kind) {
            case GAUSSIAN -> place + scale * random.nextGaussian();
            // A normal number over the root of a chi-square one's share.
            case STUDENT_T ->
                    place
                            + scale
                                    * random.nextGaussian()
                                    / Math.sqrt(gamma(freedom / 2, 2) / freedom);
            case NEGATIVE_BINOMIAL -> count(place, scale);
            case SQUARED, ABSOLUTE, QUANTILES ->
                    throw new RecurveException("there is nothing to draw from " + kind);
        };
    }

    /** A Poisson count whose mean is drawn from a gamma distribution. */
    private double count(double mean, double dispersion) {
        double rate = gamma(1 / dispersion, dispersion * mean);
        return rate <= 0
                ? 0
                : new PoissonDistribution(
                                random,
                                rate,
                                PoissonDistribution.DEFAULT_EPSILON,
                                PoissonDistribution.DEFAULT_MAX_ITERATIONS)
                        .sample();
    }

    private double gamma(double shape, double scale) {
        return new GammaDistribution(
                        random, shape, scale, GammaDistribution.DEFAULT_INVERSE_ABSOLUTE_ACCURACY)
                .sample();
    }
}
