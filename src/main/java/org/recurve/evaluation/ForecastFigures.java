package org.recurve.evaluation;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.recurve.metric.NaiveScale;

/**
 * Figures over targets of series: means over all steps, or of the series' own figures. A figure is
 * NaN where there is nothing to take the mean of.
 */
final class ForecastFigures {
    /** A target of a series with its errors, and what they are measured by. */
    record Judged(int series, int target, ForecastErrors errors, NaiveScale scale) {
        double mase() {
            return scale.mase(errors.points());
        }
    }

    private final List<Judged> all;
    private final boolean scaled;
    private final ForecastErrors total = new ForecastErrors();

    /**
     * @param scaled whether numbers were changed, so that parts of them say nothing
     */
    ForecastFigures(List<Judged> all, boolean scaled) {
        this.all = all;
        this.scaled = scaled;
        all.forEach(each -> total.addAll(each.errors()));
    }

    /** {@return the figures of each target of each series} */
    List<ForecastFigures> each() {
        return all.stream().map(one -> new ForecastFigures(List.of(one), scaled)).toList();
    }

    /** {@return the figures of each target over all series} */
    List<ForecastFigures> byTarget(int targets) {
        return IntStream.range(0, targets)
                .mapToObj(c -> all.stream().filter(one -> one.target() == c).toList())
                .map(some -> new ForecastFigures(some, scaled))
                .toList();
    }

    List<Judged> all() {
        return all;
    }

    ForecastErrors total() {
        return total;
    }

    double mape() {
        return scaled ? Double.NaN : total.points().mape();
    }

    double smape() {
        return scaled ? Double.NaN : mean(each -> each.errors().points().smape());
    }

    double mase() {
        return mean(Judged::mase);
    }

    double rmsse() {
        return mean(each -> each.scale().rmsse(each.errors().points()));
    }

    double msis() {
        // Not of some of the series alone, with spreads that others lack.
        return Double.isNaN(total.coverage95())
                ? Double.NaN
                : mean(each -> each.errors().msis(each.scale()));
    }

    /** {@return how many were judged, but have nothing to measure scaled errors by} */
    long unscaled() {
        return all.stream()
                .filter(each -> each.errors().points().judged() > 0)
                .filter(each -> Double.isNaN(each.mase()))
                .count();
    }

    private double mean(ToDoubleFunction<Judged> figure) {
        return all.stream()
                .mapToDouble(figure)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }
}
