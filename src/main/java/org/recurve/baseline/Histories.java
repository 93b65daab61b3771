package org.recurve.baseline;

import org.recurve.core.RecurveException;

/** What every forecasting method asks of a history. */
final class Histories {
    private Histories() {}

    static void check(ForecastMethod method, double[] history, int horizon) {
        checkHorizon(method, horizon);
        checkLength(method, history);
        checkFinite(method, history, 0);
    }

    static void checkHorizon(ForecastMethod method, int horizon) {
        if (horizon < 1) {
            throw new IllegalArgumentException(
                    "%s must forecast at least 1 step, not %d".formatted(method.name(), horizon));
        }
    }

    static void checkLength(ForecastMethod method, double[] history) {
        if (history.length < method.minimum()) {
            throw new RecurveException(
                    "%s needs a history of at least %d values, got %d: give a longer one, or take a method that needs less"
                            .formatted(method.name(), method.minimum(), history.length));
        }
    }

    static void checkFinite(ForecastMethod method, double[] history, int from) {
        for (int t = from; t < history.length; t++) {
            if (!Double.isFinite(history[t])) {
                throw new RecurveException(
                        "%s needs finite values, but value %d of %d in the history is %s: fill missing values first"
                                .formatted(method.name(), t, history.length, history[t]));
            }
        }
    }

    static void checkPositive(ForecastMethod method, double[] history, String otherwise) {
        for (int t = 0; t < history.length; t++) {
            if (!(history[t] > 0)) {
                throw new RecurveException(
                        "%s multiplies seasons and so needs values above 0, but value %d of %d in the history is %s: %s"
                                .formatted(
                                        method.name(), t, history.length, history[t], otherwise));
            }
        }
    }

    /** {@return the period, which must be at least so much} */
    static int checkPeriod(int period, int least) {
        if (period < least) {
            throw new IllegalArgumentException(
                    "the period of the seasons must be at least %d steps, not %d"
                            .formatted(least, period));
        }
        return period;
    }
}
