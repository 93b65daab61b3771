package org.recurve.baseline;

/**
 * What a method of exponential smoothing keeps besides a level.
 *
 * @param trend how the level moves
 * @param season how the place in the season changes it
 * @param period m, steps of a season; 1 without seasons
 */
record SmoothingForm(Trend trend, Season season, int period) {
    enum Trend {
        NONE,
        ADDITIVE,
        DAMPED
    }

    enum Season {
        NONE,
        ADDITIVE,
        MULTIPLICATIVE
    }

    boolean hasTrend() {
        return trend != Trend.NONE;
    }

    boolean hasSeason() {
        return season != Season.NONE;
    }

    boolean multiplies() {
        return season == Season.MULTIPLICATIVE;
    }
}
