package org.recurve.metric;

/** What the figures of forecasts take: a missing actual value is NaN, a forecast never is. */
final class ForecastInput {
    private ForecastInput() {}

    static void requireSameLength(int actual, int forecast, String what) {
        if (actual != forecast) {
            throw new IllegalArgumentException(
                    "there must be %s for each actual value, not %d for %d"
                            .formatted(what, forecast, actual));
        }
    }

    /** {@return whether there is no actual value} An infinite one is an error. */
    static boolean isMissing(double actual) {
        if (Double.isInfinite(actual)) {
            throw new IllegalArgumentException(
                    "an actual value is "
                            + actual
                            + ", expected a finite number, or NaN where it is missing");
        }
        return Double.isNaN(actual);
    }

    static void requireActual(double actual) {
        if (isMissing(actual)) {
            throw new IllegalArgumentException(
                    "the actual value is missing (NaN): a single score needs it; leave the step out");
        }
    }

    static void requireFinite(double forecast, String what) {
        if (!Double.isFinite(forecast)) {
            throw new IllegalArgumentException(
                    what
                            + " is "
                            + forecast
                            + ", expected a finite number: a method must forecast every step");
        }
    }

    static void requireInside(double level, String what) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    what + " must be between 0 and 1, such as 0.9, not " + level);
        }
    }
}
