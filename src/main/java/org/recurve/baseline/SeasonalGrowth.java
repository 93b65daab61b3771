package org.recurve.baseline;

import java.util.Arrays;

/**
 * Repeats the last season times its growth: the value of a season before, times the ratio of the
 * last value to the one a season before that; the season after it grows by the same ratio again. Of
 * logarithms it is seasonal naive plus the change over a season. With nothing to fit it is hard to
 * beat one step ahead, where seasons grow with the level of a series.
 *
 * @param period m, steps of a season, at least 1
 */
public record SeasonalGrowth(int period) implements ForecastMethod {
    /** Checks the period. */
    public SeasonalGrowth {
        Histories.checkPeriod(period, 1);
    }

    @Override
    public String name() {
        return "seasonal naive times growth, period " + period;
    }

    /** {@return one season and the value before it} */
    @Override
    public int minimum() {
        return period + 1;
    }

    /**
     * {@inheritDoc}
     *
     * @throws org.recurve.core.RecurveException also if a value is not above 0
     */
    @Override
    public double[] forecast(double[] history, int horizon) {
        Histories.check(this, history, horizon);
        Histories.checkPositive(this, history, "take seasonal naive");
        int n = history.length;
        double growth = history[n - 1] / history[n - 1 - period];
        double[] forecast = new double[horizon];
        Arrays.setAll(
                forecast, h -> history[n - period + h % period] * Math.pow(growth, h / period + 1));
        return forecast;
    }
}
