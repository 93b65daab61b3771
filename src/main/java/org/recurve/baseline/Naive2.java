package org.recurve.baseline;

import java.util.Arrays;
import org.recurve.core.RecurveException;
import org.recurve.metric.Autocorrelation;

/**
 * The M4 competition's standard of comparison, which an OWA divides by: where the series is
 * seasonal the last value without its season, with the seasons of the steps ahead; otherwise the
 * last value (Makridakis, Spiliotis and Assimakopoulos 2020, "The M4 Competition").
 *
 * <p>A series is seasonal if it has three seasons and its autocorrelation at the period is beyond
 * its 90 % limits, which grow with the autocorrelations at shorter distances (Bartlett). Seasons
 * are the factors of a classical multiplicative decomposition.
 *
 * @param period m, steps of a season, at least 1; 1 for none
 */
public record Naive2(int period) implements ForecastMethod {
    /** Of the normal distribution, two-sided: 90 %. */
    private static final double LIMIT = 1.645;

    /** Checks the period. */
    public Naive2 {
        Histories.checkPeriod(period, 1);
    }

    @Override
    public String name() {
        return "Naive2, period " + period;
    }

    @Override
    public int minimum() {
        return 1;
    }

    /**
     * {@inheritDoc}
     *
     * @throws RecurveException also if the series is seasonal and has a value that is not above 0
     */
    @Override
    public double[] forecast(double[] history, int horizon) {
        Histories.check(this, history, horizon);
        int n = history.length;
        double[] forecast = new double[horizon];
        if (!isSeasonal(history)) {
            Arrays.fill(forecast, history[n - 1]);
            return forecast;
        }
        Histories.checkPositive(
                this, history, "take seasonal naive, or add the same number to all values");
        double[] factors = SeasonalDecomposition.indices(history, period, true);
        double adjusted = history[n - 1] / factors[(n - 1) % period];
        Arrays.setAll(forecast, h -> adjusted * factors[(n + h) % period]);
        return forecast;
    }

    /**
     * The test of autocorrelation.
     *
     * @param history finite values
     * @return whether the series is seasonal; false for a constant series, for one of fewer than
     *     three seasons and for period 1
     */
    public boolean isSeasonal(double[] history) {
        int n = history.length;
        if (period == 1
                || n < 3 * period
                || Arrays.stream(history).allMatch(y -> y == history[0])) {
            return false;
        }
        Autocorrelation correlation = Autocorrelation.of(history, period);
        double shorter = 0;
        for (int k = 1; k < period; k++) {
            shorter += correlation.at(k) * correlation.at(k);
        }
        return Math.abs(correlation.at(period)) > LIMIT * Math.sqrt((1 + 2 * shorter) / n);
    }
}
