package org.recurve.data;

import java.util.Arrays;
import org.recurve.core.RecurveException;

/**
 * What a forecast says of how far off it may be, for one target: nothing, some quantiles, or sample
 * paths. Numbers are in the unit of the series.
 */
public sealed interface ForecastSpread {

    /** Nothing but the points. */
    ForecastSpread NONE = new None();

    /** A forecast of points alone. */
    record None() implements ForecastSpread {
        @Override
        public double[] quantile(double level) {
            throw new RecurveException(
                    "the forecast has points but no spread: build the forecaster with a distribution"
                            + " or quantiles, or calibrate intervals for it");
        }
    }

    /**
     * Quantiles; between two of them the forecast is taken to be linear.
     *
     * @param levels probabilities, rising, between 0 and 1
     * @param values of each level a number for each step; at no step falling from level to level
     */
    // Arrays that belong together; nothing compares them.
    @SuppressWarnings("ArrayRecordComponent")
    record Quantiles(double[] levels, double[][] values) implements ForecastSpread {
        // The level of an interval's end, (1 + 0.9) / 2, is not always 0.95 to the last digit.
        private static final double ROUNDING = 1e-9;

        public Quantiles {
            if (levels.length == 0 || levels.length != values.length) {
                throw new IllegalArgumentException(
                        "there must be values for each of at least 1 level, not %d for %d levels"
                                .formatted(values.length, levels.length));
            }
        }

        /**
         * Whether a quantile was forecast, and is not only taken from those beside it.
         *
         * @param level between 0 and 1
         * @return whether it is one of the levels
         */
        public boolean has(double level) {
            return Arrays.stream(levels).anyMatch(each -> Math.abs(each - level) <= ROUNDING);
        }

        @Override
        public double[] quantile(double level) {
            if (!(level >= levels[0] - ROUNDING)
                    || !(level <= levels[levels.length - 1] + ROUNDING)) {
                throw new RecurveException(
                        "the forecast has quantiles from %s to %s, not at %s: forecast with wider ones"
                                .formatted(levels[0], levels[levels.length - 1], level));
            }
            int above = 0;
            while (above < levels.length - 1 && levels[above] < level - ROUNDING) {
                above++;
            }
            if (above == 0 || Math.abs(levels[above] - level) <= ROUNDING) {
                return values[above].clone();
            }
            double[] low = values[above - 1];
            double[] high = values[above];
            double share = (level - levels[above - 1]) / (levels[above] - levels[above - 1]);
            double[] between = new double[low.length];
            Arrays.setAll(between, h -> low[h] + share * (high[h] - low[h]));
            return between;
        }
    }

    /**
     * Sample paths: each is a future of the whole horizon that might come.
     *
     * @param paths a number for each step of each, at least 1 path
     */
    // Arrays that belong together; nothing compares them.
    @SuppressWarnings("ArrayRecordComponent")
    record Samples(double[][] paths) implements ForecastSpread {
        public Samples {
            if (paths.length == 0) {
                throw new IllegalArgumentException("there must be at least 1 sample path");
            }
        }

        /** {@return the samples of one step, from the smallest to the greatest} */
        public double[] sorted(int step) {
            double[] sorted = new double[paths.length];
            Arrays.setAll(sorted, s -> paths[s][step]);
            Arrays.sort(sorted);
            return sorted;
        }

        @Override
        public double[] quantile(double level) {
            if (!(level >= 0 && level <= 1)) {
                throw new IllegalArgumentException(
                        "the level of a quantile must be between 0 and 1, not " + level);
            }
            double[] quantile = new double[paths[0].length];
            for (int h = 0; h < quantile.length; h++) {
                double[] sorted = sorted(h);
                double place = level * (sorted.length - 1);
                int below = (int) place;
                int above = Math.min(below + 1, sorted.length - 1);
                quantile[h] = sorted[below] + (place - below) * (sorted[above] - sorted[below]);
            }
            return quantile;
        }
    }

    /**
     * A quantile of each step.
     *
     * @param level between 0 and 1, such as 0.9
     * @return a number for each step
     * @throws RecurveException if the forecast has no quantile there
     */
    double[] quantile(double level);
}
