package org.recurve.baseline;

import org.recurve.core.RecurveException;

/**
 * Linear regression from the last L values to each of the next H, with a penalty on the squares of
 * the weights (Hoerl and Kennard 1970, "Ridge Regression"): one set of weights for each step ahead,
 * the same for all series, without a penalty on the intercept. A linear map of the window is hard
 * to beat on long horizons (Zeng et al. 2023, "Are Transformers Effective for Time Series
 * Forecasting?").
 *
 * <p>It is fitted once, on all windows of the training series that have no missing value, and then
 * forecasts from the last L values of any history. Immutable.
 */
public final class WindowRidge implements ForecastMethod {
    private final String name;
    private final int lookBack;
    private final boolean subtractLast;
    private final double shift;
    private final long windows;
    // Of each step ahead: a weight for each place of the window, then the intercept.
    private final double[][] weights;

    WindowRidge(
            String name,
            int lookBack,
            boolean subtractLast,
            double shift,
            long windows,
            double[][] weights) {
        this.name = name;
        this.lookBack = lookBack;
        this.subtractLast = subtractLast;
        this.shift = shift;
        this.windows = windows;
        this.weights = weights;
    }

    /** {@return settings to change and to fit with} */
    public static WindowRidgeBuilder builder() {
        return new WindowRidgeBuilder();
    }

    @Override
    public String name() {
        return name;
    }

    /** {@return L, the values of a window} */
    @Override
    public int minimum() {
        return lookBack;
    }

    /** {@return H, how many steps it can forecast} */
    public int horizon() {
        return weights.length;
    }

    /** {@return how many windows it was fitted on} */
    public long windows() {
        return windows;
    }

    /**
     * Continues a series.
     *
     * @param history at least {@link #minimum} values; only the last so many are looked at, which
     *     must be finite
     * @param horizon at least 1, at most {@link #horizon()}
     * @return a value for each step, the next one first
     * @throws RecurveException if the history is too short or not finite, or the horizon longer
     *     than fitted
     */
    @Override
    public double[] forecast(double[] history, int horizon) {
        Histories.checkHorizon(this, horizon);
        if (horizon > weights.length) {
            throw new RecurveException(
                    "%s was fitted for %d steps, not %d: fit it with a longer horizon"
                            .formatted(name, weights.length, horizon));
        }
        Histories.checkLength(this, history);
        int from = history.length - lookBack;
        Histories.checkFinite(this, history, from);
        double base = subtractLast ? history[history.length - 1] : shift;
        double[] forecast = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            double[] weight = weights[h];
            double sum = weight[weight.length - 1];
            // Where the last value is subtracted, it is 0 itself and has no weight.
            for (int i = 0; i < weight.length - 1; i++) {
                sum += weight[i] * (history[from + i] - base);
            }
            forecast[h] = base + sum;
        }
        return forecast;
    }

    @Override
    public String toString() {
        return name;
    }
}
