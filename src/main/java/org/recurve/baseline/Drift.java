package org.recurve.baseline;

import java.util.Arrays;

/**
 * Goes on along the line from the first to the last value: a random walk that moves by the mean
 * change each step.
 */
public record Drift() implements IntervalForecastMethod {

    @Override
    public String name() {
        return "drift";
    }

    @Override
    public int minimum() {
        return 2;
    }

    @Override
    public int minimumForIntervals() {
        return 3;
    }

    @Override
    public double[] forecast(double[] history, int horizon) {
        Histories.check(this, history, horizon);
        double slope = slope(history);
        double[] forecast = new double[horizon];
        Arrays.setAll(forecast, h -> history[history.length - 1] + (h + 1) * slope);
        return forecast;
    }

    @Override
    public ForecastInterval intervals(double[] history, int horizon, double level) {
        double[] forecast = forecast(history, horizon);
        double slope = slope(history);
        double squares = 0;
        for (int t = 1; t < history.length; t++) {
            double error = history[t] - history[t - 1] - slope;
            squares += error * error;
        }
        double changes = history.length - 1;
        return ForecastInterval.normal(
                this,
                forecast,
                level,
                new ForecastInterval.Residuals(squares, history.length - 1, 1),
                step -> Math.sqrt(step * (1 + step / changes)));
    }

    private static double slope(double[] history) {
        return (history[history.length - 1] - history[0]) / (history.length - 1);
    }
}
