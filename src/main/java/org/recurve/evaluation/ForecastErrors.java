package org.recurve.evaluation;

import org.recurve.metric.CompensatedSum;
import org.recurve.metric.IntervalScores;
import org.recurve.metric.NaiveScale;
import org.recurve.metric.PointErrors;

/**
 * The errors of the forecasts of some steps: of a series, of a step ahead, or of all. A figure of
 * spreads is there, not NaN, if every step that had an actual value had a spread that tells it.
 */
final class ForecastErrors {
    private final PointErrors points = new PointErrors();
    private final IntervalScores narrow = new IntervalScores(0.8);
    private final IntervalScores wide = new IntervalScores(0.95);
    private final CompensatedSum crps = new CompensatedSum();
    private long scored;

    /**
     * Adds a step.
     *
     * @param actual NaN where missing
     * @param spread may be null
     * @param step of the spread
     */
    void add(double actual, double forecast, SpreadSteps spread, int step) {
        points.add(actual, forecast);
        if (spread != null && !Double.isNaN(actual)) {
            spread.addTo(narrow, actual, step);
            spread.addTo(wide, actual, step);
            crps.add(spread.crps(actual, step));
            scored++;
        }
    }

    void addAll(ForecastErrors others) {
        points.addAll(others.points);
        narrow.addAll(others.narrow);
        wide.addAll(others.wide);
        crps.add(others.crps.total());
        scored += others.scored;
    }

    PointErrors points() {
        return points;
    }

    double crps() {
        return scored == points.judged() ? crps.total() / scored : Double.NaN;
    }

    double coverage80() {
        return narrow.judged() == points.judged() ? narrow.coverage() : Double.NaN;
    }

    double coverage95() {
        return wide.judged() == points.judged() ? wide.coverage() : Double.NaN;
    }

    double width95() {
        return wide.judged() == points.judged() ? wide.meanWidth() : Double.NaN;
    }

    double msis(NaiveScale scale) {
        return scale.measures() && wide.judged() == points.judged()
                ? wide.winkler() / scale.absolute()
                : Double.NaN;
    }
}
