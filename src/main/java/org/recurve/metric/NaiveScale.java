package org.recurve.metric;

/**
 * How much a series changes by itself: the errors that repeating the value of one season before
 * makes on the training part. Errors divided by them compare between series of any unit; below 1, a
 * forecast is better than that method on average was one step ahead in training (Hyndman and
 * Koehler 2006, "Another look at measures of forecast accuracy").
 *
 * <p>Where the training part never differs from itself one season before, for example where it is
 * constant, both scales are 0, nothing can be measured by them and the scaled figures are NaN:
 * leave such a series out of a mean, and say so.
 *
 * @param absolute mean |y(t) - y(t - m)|, at least 0; NaN where {@code pairs} is 0
 * @param squared mean (y(t) - y(t - m))², at least 0; NaN where {@code pairs} is 0
 * @param pairs how many pairs of values the means are over
 */
public record NaiveScale(double absolute, double squared, int pairs) {

    /**
     * Measures the training part; the values to be forecast must not be in it.
     *
     * @param train in order of time, more than one season; pairs with a NaN, a missing value, are
     *     left out
     * @param period m, steps of a season, at least 1: 24 for hourly values of a day, 1 for none
     * @return the scale
     */
    public static NaiveScale of(double[] train, int period) {
        if (period < 1 || train.length <= period) {
            throw new IllegalArgumentException(
                    "a scale by season needs a period of at least 1 and more training values than that, not period %d and %d values"
                            .formatted(period, train.length));
        }
        CompensatedSum absolute = new CompensatedSum();
        CompensatedSum squared = new CompensatedSum();
        int pairs = 0;
        for (int t = 0; t < train.length; t++) {
            boolean missing = ForecastInput.isMissing(train[t]);
            if (t < period || missing || Double.isNaN(train[t - period])) {
                continue;
            }
            double difference = Math.abs(train[t] - train[t - period]);
            absolute.add(difference);
            squared.add(difference * difference);
            pairs++;
        }
        return new NaiveScale(absolute.total() / pairs, squared.total() / pairs, pairs);
    }

    /** {@return whether errors can be measured by it: whether the training part changes at all} */
    public boolean measures() {
        return absolute > 0;
    }

    /**
     * Mean absolute scaled error.
     *
     * @param errors of forecasts of this series
     * @return at least 0; NaN where the scale {@linkplain #measures measures} nothing
     */
    public double mase(PointErrors errors) {
        return measures() ? errors.mae() / absolute : Double.NaN;
    }

    /**
     * Root mean squared scaled error (Makridakis, Spiliotis and Assimakopoulos 2022, "M5 accuracy
     * competition"; there with period 1, and the zeros before the first sale cut off).
     *
     * @param errors of forecasts of this series
     * @return at least 0; NaN where the scale {@linkplain #measures measures} nothing
     */
    public double rmsse(PointErrors errors) {
        return measures() ? Math.sqrt(errors.mse() / squared) : Double.NaN;
    }
}
