package org.recurve.baseline;

import java.util.Arrays;

/**
 * Repeats the last value, the best forecast of a random walk, also called naive. Its intervals grow
 * with the root of the horizon.
 */
public record LastValue() implements IntervalForecastMethod {

    @Override
    public String name() {
        return "last value";
    }

    @Override
    public int minimum() {
        return 1;
    }

    @Override
    public int minimumForIntervals() {
        return 2;
    }

    @Override
    public double[] forecast(double[] history, int horizon) {
        Histories.check(this, history, horizon);
        double[] forecast = new double[horizon];
        Arrays.fill(forecast, history[history.length - 1]);
        return forecast;
    }

    @Override
    public ForecastInterval intervals(double[] history, int horizon, double level) {
        double[] forecast = forecast(history, horizon);
        return ForecastInterval.normal(
                this, forecast, level, SeasonalNaive.residuals(history, 1), Math::sqrt);
    }
}
