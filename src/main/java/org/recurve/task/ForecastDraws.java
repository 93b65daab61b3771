package org.recurve.task;

import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.special.Gamma;
import org.recurve.core.RecurveException;
import org.recurve.data.SeriesWindows;

/** Draws values from the distributions that a {@link Forecaster} gives. */
final class ForecastDraws {
    /** Below this rate counting one by one is as fast as anything. */
    private static final double FEW = 10;

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
        if (!Double.isFinite(rate)) {
            return Double.NaN; // of a network gone astray: the forecast tells
        }
        return rate < FEW ? few(rate) : many(rate);
    }

    /** Events that come one after the other, until an interval is over. */
    private double few(double rate) {
        double end = Math.exp(-rate);
        int count = 0;
        for (double left = random.nextDouble(); left > end; left *= random.nextDouble()) {
            count++;
        }
        return count;
    }

    /**
     * Transformed rejection (algorithm PTRS of Hörmann 1993, "The transformed rejection method for
     * generating Poisson random variables"), whose work does not grow with the rate, for rates from
     * 10 on.
     */
    private double many(double rate) {
        double b = 0.931 + 2.53 * Math.sqrt(rate);
        double a = -0.059 + 0.02483 * b;
        double inverse = 1.1239 + 1.1328 / (b - 3.4);
        double accepted = 0.9277 - 3.6224 / (b - 2);
        while (true) {
            double u = random.nextDouble() - 0.5;
            double v = random.nextDouble();
            double tail = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / tail + b) * u + rate + 0.43);
            if (tail >= 0.07 && v <= accepted) {
                return k;
            }
            boolean outside = k < 0 || (tail < 0.013 && v > tail);
            if (!outside
                    && Math.log(v * inverse / (a / (tail * tail) + b))
                            <= k * Math.log(rate) - rate - Gamma.logGamma(k + 1)) {
                return k;
            }
        }
    }

    private double gamma(double shape, double scale) {
        return new GammaDistribution(
                        random, shape, scale, GammaDistribution.DEFAULT_INVERSE_ABSOLUTE_ACCURACY)
                .sample();
    }
}
