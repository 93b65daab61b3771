package org.recurve.task;

/**
 * The simple forecast that a network's output is added to, so that it learns what the simple one
 * misses. It is made of the look-back, on the scale that the network sees.
 */
public enum ForecastResidual {
    /** None: the network says all. */
    NONE,
    /** The last value of the look-back; of recursive decoding the value before. */
    LAST,
    /** The value of one season before, of the last season of the look-back. */
    SEASONAL,
    /**
     * A linear map of the look-back to the horizon, learned with the network and the same for all
     * targets and series; its weights start at zero (the autoregressive part of Lai et al. 2018,
     * "Modeling Long- and Short-Term Temporal Patterns with Deep Neural Networks", for all steps of
     * a horizon at once).
     */
    LINEAR,
    /**
     * The last level and season of an exponential smoothing of the look-back, whose factors are
     * learned with the network, of each series its own; the network reads what level and season
     * leave (Smyl 2020, "A hybrid method of exponential smoothing and recurrent neural networks for
     * time series forecasting", the winner of the M4 competition). The look-back must be whole
     * seasons, no value may be missing, and only series of the training can be forecast.
     */
    SMOOTHING
}
