package org.recurve.baseline;

import java.util.Arrays;

/** Level, trend and seasons after a step: the recursions of exponential smoothing. */
final class SmoothingState {
    /** Of the series' beginning that the first line is laid through, as Hyndman et al. do. */
    private static final int FIRST_VALUES = 10;

    /** Of the series' beginning that the first seasons are taken of. */
    private static final int FIRST_SEASONS = 5;

    private final SmoothingForm form;
    private final double[] seasons;
    private double level;
    private double trend;
    // Of the next value, in the seasons.
    private int place;

    SmoothingState(SmoothingForm form, double level, double trend, double[] seasons) {
        this.form = form;
        this.level = level;
        this.trend = trend;
        this.seasons = seasons;
    }

    /**
     * The state before the first value (Hyndman, Koehler, Ord and Snyder 2008, <i>Forecasting with
     * Exponential Smoothing</i>, section 2.6.1): seasons by classical decomposition of the first
     * few, level and trend by a line through the first values without their seasons, or the level
     * by their mean where there is no trend.
     *
     * @param values at least one, with trend two, with seasons two seasons; above 0 if the form
     *     multiplies
     */
    static SmoothingState before(SmoothingForm form, double[] values) {
        int m = form.period();
        double[] seasons = {form.multiplies() ? 1 : 0};
        if (form.hasSeason()) {
            double[] first = Arrays.copyOf(values, Math.min(values.length, FIRST_SEASONS * m));
            seasons = SeasonalDecomposition.indices(first, m, form.multiplies());
        }
        double[] adjusted =
                Arrays.copyOf(values, Math.min(values.length, Math.max(FIRST_VALUES, 2 * m)));
        for (int t = 0; t < adjusted.length; t++) {
            double season = seasons[t % m];
            adjusted[t] = form.multiplies() ? adjusted[t] / season : adjusted[t] - season;
        }
        double mean = Arrays.stream(adjusted).average().orElseThrow();
        if (!form.hasTrend()) {
            return new SmoothingState(form, mean, 0, seasons);
        }
        double middle = (adjusted.length + 1) / 2.0;
        double products = 0;
        double squares = 0;
        for (int t = 1; t <= adjusted.length; t++) {
            products += (t - middle) * (adjusted[t - 1] - mean);
            squares += (t - middle) * (t - middle);
        }
        double slope = products / squares;
        double start = mean - slope * middle;
        // A level that is not above 0 would turn multiplied seasons around.
        return form.multiplies() && start + slope <= 0
                ? new SmoothingState(form, adjusted[0], 0, seasons)
                : new SmoothingState(form, start, slope, seasons);
    }

    SmoothingState copy() {
        SmoothingState copy = new SmoothingState(form, level, trend, seasons.clone());
        copy.place = place;
        return copy;
    }

    /**
     * Goes on by one value: {@code l' = α (y - s) + (1 - α) (l + φ b)}, {@code b' = β (l' - l) + (1
     * - β) φ b}, {@code s' = γ (y - l') + (1 - γ) s}; multiplied seasons divide instead.
     *
     * @return what came less what was forecast; NaN where multiplied seasons meet a level that is
     *     not above 0
     */
    double step(double value, SmoothingParameters p) {
        double before = level + p.phi() * trend;
        double season = seasons[place];
        boolean multiplies = form.multiplies();
        double error = value - (multiplies ? before * season : before + season);
        double seen = multiplies ? value / season : value - season;
        double next = p.alpha() * seen + (1 - p.alpha()) * before;
        if (form.hasTrend()) {
            trend = p.beta() * (next - level) + (1 - p.beta()) * p.phi() * trend;
        }
        level = next;
        if (form.hasSeason()) {
            double alone = multiplies ? value / level : value - level;
            seasons[place] = p.gamma() * alone + (1 - p.gamma()) * season;
            place = (place + 1) % form.period();
        }
        return multiplies && !(level > 0) ? Double.NaN : error;
    }

    /** {@return the sum of the squared errors over the values, which the state goes on by} */
    double squaredErrors(double[] values, SmoothingParameters parameters) {
        double sum = 0;
        for (double value : values) {
            double error = step(value, parameters);
            sum += error * error;
        }
        return sum;
    }

    double[] forecast(int horizon, double phi) {
        double[] forecast = new double[horizon];
        double steps = 0;
        double left = 1;
        for (int h = 0; h < horizon; h++) {
            left *= phi;
            steps += left;
            double line = level + steps * trend;
            double season = seasons[(place + h) % form.period()];
            forecast[h] = form.multiplies() ? line * season : line + season;
        }
        return forecast;
    }
}
