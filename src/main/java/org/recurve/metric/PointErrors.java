package org.recurve.metric;

import java.util.Locale;

/**
 * How far point forecasts are from what came: errors are added one by one, the figures are means
 * over all that were added. One object for a series gives its figures; one for each step ahead
 * gives them by horizon.
 *
 * <p>An actual value of NaN is missing: it is counted and has no influence. A forecast that is not
 * finite is an error, also where the actual value is missing. Where there is nothing to take the
 * mean of, a figure is NaN. Not safe for several threads.
 */
public final class PointErrors {
    private final CompensatedSum absolute = new CompensatedSum();
    private final CompensatedSum squared = new CompensatedSum();
    private final CompensatedSum relative = new CompensatedSum();
    private final CompensatedSum symmetric = new CompensatedSum();
    private long judged;
    private long zeros;
    private long missing;

    /**
     * The errors of one forecast.
     *
     * @param actual what came, NaN where it is missing
     * @param forecast as many values, finite
     * @return their errors
     */
    public static PointErrors of(double[] actual, double[] forecast) {
        ForecastInput.requireSameLength(actual.length, forecast.length, "a forecast");
        PointErrors errors = new PointErrors();
        for (int i = 0; i < actual.length; i++) {
            ForecastInput.requireFinite(forecast[i], "forecast " + i);
            errors.add(actual[i], forecast[i]);
        }
        return errors;
    }

    /**
     * Adds one step.
     *
     * @param actual what came, NaN where it is missing
     * @param forecast what was forecast, finite
     */
    public void add(double actual, double forecast) {
        ForecastInput.requireFinite(forecast, "a forecast");
        if (ForecastInput.isMissing(actual)) {
            missing++;
            return;
        }
        judged++;
        double error = Math.abs(actual - forecast);
        absolute.add(error);
        squared.add(error * error);
        if (actual == 0) {
            zeros++;
        } else {
            relative.add(error / Math.abs(actual));
        }
        // 0 forecast and 0 come is no error.
        symmetric.add(error == 0 ? 0 : error / (Math.abs(actual) + Math.abs(forecast)));
    }

    /**
     * Adds the errors of others: of another series, or of another horizon.
     *
     * @param others unchanged
     */
    public void addAll(PointErrors others) {
        absolute.add(others.absolute.total());
        squared.add(others.squared.total());
        relative.add(others.relative.total());
        symmetric.add(others.symmetric.total());
        judged += others.judged;
        zeros += others.zeros;
        missing += others.missing;
    }

    /** {@return how many steps had an actual value} */
    public long judged() {
        return judged;
    }

    /** {@return how many of those were 0, which {@link #mape} leaves out} */
    public long zeros() {
        return zeros;
    }

    /** {@return how many steps had none} */
    public long missing() {
        return missing;
    }

    /** {@return mean absolute error, in the unit of the series} */
    public double mae() {
        return absolute.total() / judged;
    }

    /** {@return mean squared error, in the square of the unit} */
    public double mse() {
        return squared.total() / judged;
    }

    /** {@return root of the mean squared error, in the unit of the series} */
    public double rmse() {
        return Math.sqrt(mse());
    }

    /**
     * {@return mean absolute percentage error, 100 |y - f| / |y|, in percent, at least 0} There is
     * none for an actual value of 0: the mean is over the others, and {@link #zeros} says how many
     * were left out. NaN where all are 0.
     */
    public double mape() {
        return 100 * relative.total() / (judged - zeros);
    }

    /**
     * {@return symmetric mean absolute percentage error as M4 defines it, 200 |y - f| / (|y| +
     * |f|), in percent, 0 to 200; 0 where both are 0} M4's figure of many series is the mean of the
     * series' figures (Makridakis, Spiliotis and Assimakopoulos 2020, "The M4 Competition").
     */
    public double smape() {
        return 200 * symmetric.total() / judged;
    }

    /** {@return the figures in a line} */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "MAE %.4g, RMSE %.4g, sMAPE %.2f %% of %,d steps (%,d missing)",
                mae(),
                rmse(),
                smape(),
                judged,
                missing);
    }
}
