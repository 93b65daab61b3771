package org.recurve.metric;

/**
 * The loss whose least mean the true quantile has (Koenker and Bassett 1978, "Regression
 * Quantiles"): {@code q (y - f)} where the value comes above the forecast, {@code (1 - q) (f - y)}
 * where it comes below. At 0.5 it is half the absolute error.
 */
public final class PinballLoss {
    private PinballLoss() {}

    /**
     * The loss of one step.
     *
     * @param actual what came, finite
     * @param forecast of the quantile, finite
     * @param level q, between 0 and 1
     * @return at least 0, in the unit of the series
     */
    public static double of(double actual, double forecast, double level) {
        ForecastInput.requireInside(level, "the level of a quantile");
        ForecastInput.requireActual(actual);
        ForecastInput.requireFinite(forecast, "the forecast of a quantile");
        return loss(actual, forecast, level);
    }

    private static double loss(double actual, double forecast, double level) {
        double above = actual - forecast;
        return above >= 0 ? level * above : (level - 1) * above;
    }

    /**
     * The mean over steps.
     *
     * @param actual what came, NaN where it is missing
     * @param forecast of the quantile, as many values, finite
     * @param level q, between 0 and 1
     * @return the mean, and of how many steps
     */
    public static MeanScore mean(double[] actual, double[] forecast, double level) {
        ForecastInput.requireInside(level, "the level of a quantile");
        ForecastInput.requireSameLength(actual.length, forecast.length, "a forecast");
        for (int i = 0; i < forecast.length; i++) {
            ForecastInput.requireFinite(forecast[i], "forecast " + i);
        }
        return MeanScore.over(actual, i -> loss(actual[i], forecast[i], level));
    }
}
