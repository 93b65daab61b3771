package org.recurve.metric;

import java.util.Locale;
import java.util.function.IntToDoubleFunction;

/**
 * A mean over the steps that have an actual value.
 *
 * @param value the mean; NaN where no step has one
 * @param judged how many steps have one
 * @param missing how many have none
 */
public record MeanScore(double value, int judged, int missing) {

    /**
     * @param actual NaN where missing
     * @param score of a step that has an actual value
     */
    static MeanScore over(double[] actual, IntToDoubleFunction score) {
        CompensatedSum sum = new CompensatedSum();
        int judged = 0;
        for (int i = 0; i < actual.length; i++) {
            if (!ForecastInput.isMissing(actual[i])) {
                sum.add(score.applyAsDouble(i));
                judged++;
            }
        }
        return new MeanScore(sum.total() / judged, judged, actual.length - judged);
    }

    /** {@return such as {@code 1.2345 (48 steps, 0 missing)}} */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.4f (%,d steps, %,d missing)", value, judged, missing);
    }
}
