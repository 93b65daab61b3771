package org.recurve.baseline;

import org.recurve.core.RecurveException;

/**
 * A forecasting method that looks at the history of the one series it forecasts: what a trained
 * forecaster has to beat. Methods have no memory: the same history has the same forecast, bit for
 * bit, and several threads may share one.
 */
public interface ForecastMethod {

    /**
     * {@return what reports call it, with its settings, such as {@code seasonal naive, period 24}}
     */
    String name();

    /** {@return how many values a history must have, at least 1} */
    int minimum();

    /**
     * Continues a series.
     *
     * @param history in order of time at equal distances, at least {@link #minimum} values, finite;
     *     unchanged
     * @param horizon how many steps to forecast, at least 1
     * @return a value for each step, the next one first
     * @throws RecurveException if the history is too short, has a value that is not finite, or is
     *     not what the method is made for
     */
    double[] forecast(double[] history, int horizon);
}
