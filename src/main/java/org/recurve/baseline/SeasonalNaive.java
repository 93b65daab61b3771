package org.recurve.baseline;

import java.util.Arrays;

/**
 * Repeats the last season: every step has the value of the last step at the same place of the
 * season. Its intervals grow with the root of the number of seasons ahead.
 *
 * @param period m, steps of a season, at least 1: 24 for hourly values of a day
 */
public record SeasonalNaive(int period) implements IntervalForecastMethod {
    /** Checks the period. */
    public SeasonalNaive {
        Histories.checkPeriod(period, 1);
    }

    @Override
    public String name() {
        return "seasonal naive, period " + period;
    }

    /** {@return one season} */
    @Override
    public int minimum() {
        return period;
    }

    @Override
    public int minimumForIntervals() {
        return period + 1;
    }

    @Override
    public double[] forecast(double[] history, int horizon) {
        Histories.check(this, history, horizon);
        double[] forecast = new double[horizon];
        Arrays.setAll(forecast, h -> history[history.length - period + h % period]);
        return forecast;
    }

    @Override
    public ForecastInterval intervals(double[] history, int horizon, double level) {
        double[] forecast = forecast(history, horizon);
        return ForecastInterval.normal(
                this,
                forecast,
                level,
                residuals(history, period),
                step -> Math.sqrt((step - 1) / period + 1));
    }

    static ForecastInterval.Residuals residuals(double[] history, int period) {
        double squares = 0;
        for (int t = period; t < history.length; t++) {
            double error = history[t] - history[t - period];
            squares += error * error;
        }
        return new ForecastInterval.Residuals(squares, history.length - period, 0);
    }
}
