package org.recurve.baseline;

/** Exponential smoothing at the end of a history. Immutable. */
public final class FittedSmoothing {
    private final SmoothingParameters parameters;
    private final double mse;
    private final SmoothingState state;

    /**
     * @param state which nothing changes any more
     */
    FittedSmoothing(SmoothingParameters parameters, double mse, SmoothingState state) {
        this.parameters = parameters;
        this.mse = mse;
        this.state = state;
    }

    /** {@return the parameters of least squared error} */
    public SmoothingParameters parameters() {
        return parameters;
    }

    /** {@return mean squared error one step ahead within the history} */
    public double mse() {
        return mse;
    }

    /**
     * Continues the history.
     *
     * @param horizon how many steps, at least 1
     * @return a value for each step, the next one first
     */
    public double[] forecast(int horizon) {
        if (horizon < 1) {
            throw new IllegalArgumentException("there must be at least 1 step, not " + horizon);
        }
        return state.forecast(horizon, parameters.phi());
    }
}
