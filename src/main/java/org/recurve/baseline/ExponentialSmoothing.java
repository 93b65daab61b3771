package org.recurve.baseline;

import org.recurve.baseline.SmoothingForm.Season;
import org.recurve.baseline.SmoothingForm.Trend;
import org.recurve.core.RecurveException;

/**
 * Exponential smoothing: a level, and if wanted a trend and seasons, each an average of what came
 * in which older values count less and less. Simple smoothing is Brown's, the trend Holt's of 1957,
 * the seasons Winters's of 1960, "Forecasting Sales by Exponentially Weighted Moving Averages"; see
 * Hyndman and Athanasopoulos 2021, <i>Forecasting: Principles and Practice</i>, chapter 8.
 *
 * <p>The parameters are those of least squared error one step ahead within the history, found anew
 * for every history. The state before the first value is computed from the first values and not
 * searched for. Immutable.
 */
public final class ExponentialSmoothing implements ForecastMethod {
    private final String name;
    private final SmoothingForm form;
    private final int minimum;

    private ExponentialSmoothing(String name, Trend trend, Season season, int period, int minimum) {
        this.name = name;
        this.form = new SmoothingForm(trend, season, period);
        this.minimum = minimum;
    }

    /** {@return a level alone; needs 2 values} */
    public static ExponentialSmoothing simple() {
        return new ExponentialSmoothing(
                "simple exponential smoothing", Trend.NONE, Season.NONE, 1, 2);
    }

    /** {@return a level and a trend that goes on; needs 3 values} */
    public static ExponentialSmoothing holt() {
        return new ExponentialSmoothing("Holt", Trend.ADDITIVE, Season.NONE, 1, 3);
    }

    /**
     * {@return a level and a trend that dies out; needs 3 values} (Gardner and McKenzie 1985,
     * "Forecasting Trends in Time Series")
     */
    public static ExponentialSmoothing dampedHolt() {
        return new ExponentialSmoothing("damped Holt", Trend.DAMPED, Season.NONE, 1, 3);
    }

    /**
     * Level, trend and seasons that add a term.
     *
     * @param period m, steps of a season, at least 2
     * @return the method; it needs two seasons
     */
    public static ExponentialSmoothing additiveHoltWinters(int period) {
        return holtWinters("additive", Season.ADDITIVE, period);
    }

    /**
     * Level, trend and seasons that multiply by a factor: for series whose seasons grow with the
     * level.
     *
     * @param period m, steps of a season, at least 2
     * @return the method; it needs two seasons and values above 0
     */
    public static ExponentialSmoothing multiplicativeHoltWinters(int period) {
        return holtWinters("multiplicative", Season.MULTIPLICATIVE, period);
    }

    private static ExponentialSmoothing holtWinters(String kind, Season season, int period) {
        Histories.checkPeriod(period, 2);
        return new ExponentialSmoothing(
                kind + " Holt-Winters, period " + period,
                Trend.ADDITIVE,
                season,
                period,
                2 * period);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int minimum() {
        return minimum;
    }

    /**
     * Finds the parameters and goes through the history with them.
     *
     * @param history at least {@link #minimum} values, finite, above 0 for multiplicative seasons
     * @return the state at its end
     * @throws RecurveException if the history is not such
     */
    public FittedSmoothing fit(double[] history) {
        Histories.checkLength(this, history);
        Histories.checkFinite(this, history, 0);
        if (form.multiplies()) {
            Histories.checkPositive(
                    this, history, "take additive seasons, or add the same number to all values");
        }
        SmoothingState state = SmoothingState.before(form, history);
        SmoothingParameters parameters = new SmoothingFit(form, state, history).best();
        double mse = state.squaredErrors(history, parameters) / history.length;
        if (!Double.isFinite(mse)) {
            throw new RecurveException(
                    "%s found no parameters that keep the level of the history's %d values above 0: take additive seasons"
                            .formatted(name, history.length));
        }
        return new FittedSmoothing(parameters, mse, state);
    }

    @Override
    public double[] forecast(double[] history, int horizon) {
        Histories.checkHorizon(this, horizon);
        return fit(history).forecast(horizon);
    }

    @Override
    public String toString() {
        return name;
    }
}
