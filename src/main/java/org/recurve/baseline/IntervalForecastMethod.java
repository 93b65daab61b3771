package org.recurve.baseline;

import org.recurve.core.RecurveException;

/**
 * A forecasting method that also says how far off it expects to be. Its intervals suppose that its
 * errors one step ahead are independent, normal and of the same size always (Hyndman and
 * Athanasopoulos 2021, <i>Forecasting: Principles and Practice</i>, section 5.5); where they are
 * not, calibrate with {@link org.recurve.metric.SplitConformal}.
 */
public interface IntervalForecastMethod extends ForecastMethod {

    /** {@return how many values a history must have for intervals, at least {@link #minimum}} */
    int minimumForIntervals();

    /**
     * Central prediction intervals around {@link #forecast}.
     *
     * @param history as there, at least {@link #minimumForIntervals} values, to see an error of the
     *     method
     * @param horizon how many steps, at least 1
     * @param level how many of the values the intervals are to hold, between 0 and 1, such as 0.95
     * @return an interval for each step
     * @throws RecurveException as there
     */
    ForecastInterval intervals(double[] history, int horizon, double level);
}
