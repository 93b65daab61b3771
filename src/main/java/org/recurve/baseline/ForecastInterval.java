package org.recurve.baseline;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.recurve.core.RecurveException;

/**
 * Prediction intervals of the steps of one forecast.
 *
 * @param lower end of each step
 * @param upper end of each step
 */
// Two arrays that belong together; nothing compares them.
@SuppressWarnings("ArrayRecordComponent")
public record ForecastInterval(double[] lower, double[] upper) {
    /** Squared errors of a method one step ahead, within its history. */
    record Residuals(double squares, int count, int parameters) {}

    /** How many times the deviation of a step ahead is that of the one after the history. */
    interface Growth {
        /**
         * @param step 1 for the next one
         */
        double at(int step);
    }

    static ForecastInterval normal(
            ForecastMethod method,
            double[] forecast,
            double level,
            Residuals residuals,
            Growth growth) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    "the level of an interval must be between 0 and 1, such as 0.95, not " + level);
        }
        int free = residuals.count - residuals.parameters;
        if (free < 1) {
            throw new RecurveException(
                    "intervals of %s need at least %d errors in the history to see how large they are, got %d: give a longer history"
                            .formatted(method.name(), residuals.parameters + 1, residuals.count));
        }
        double sigma = Math.sqrt(residuals.squares / free);
        // Without a source of random numbers, which nothing is drawn from.
        double z = new NormalDistribution(null, 0, 1).inverseCumulativeProbability((1 + level) / 2);
        double[] lower = new double[forecast.length];
        double[] upper = new double[forecast.length];
        Arrays.setAll(lower, h -> forecast[h] - z * sigma * growth.at(h + 1));
        Arrays.setAll(upper, h -> forecast[h] + z * sigma * growth.at(h + 1));
        return new ForecastInterval(lower, upper);
    }
}
