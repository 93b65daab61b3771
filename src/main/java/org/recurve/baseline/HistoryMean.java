package org.recurve.baseline;

import java.util.Arrays;

/** Forecasts the mean of the history, the best forecast of independent values. */
public record HistoryMean() implements IntervalForecastMethod {

    @Override
    public String name() {
        return "mean";
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
        Arrays.fill(forecast, Arrays.stream(history).average().orElseThrow());
        return forecast;
    }

    @Override
    public ForecastInterval intervals(double[] history, int horizon, double level) {
        double[] forecast = forecast(history, horizon);
        double mean = forecast[0];
        double squares = Arrays.stream(history).map(y -> (y - mean) * (y - mean)).sum();
        double growth = Math.sqrt(1 + 1.0 / history.length);
        return ForecastInterval.normal(
                this,
                forecast,
                level,
                new ForecastInterval.Residuals(squares, history.length, 1),
                step -> growth);
    }
}
