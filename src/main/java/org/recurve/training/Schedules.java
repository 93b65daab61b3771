package org.recurve.training;

import java.util.List;

/**
 * The learning rate schedules that come along. All but {@link #step}, {@link #exponential} and
 * {@link #onPlateau}, which change the rate between epochs, change it with every update.
 */
public final class Schedules {
    private Schedules() {}

    /** {@return the optimizer's rate, always} */
    public static Schedule constant() {
        return named("constant", at -> 1);
    }

    /**
     * Multiplies the rate after every so many epochs.
     *
     * @param epochs between two reductions, at least 1
     * @param factor of each reduction, between 0 and 1
     * @return the schedule
     */
    public static Schedule step(int epochs, double factor) {
        Checks.atLeastOne("epochs", epochs);
        Checks.positiveFraction("factor", factor);
        return named(
                "step(every " + epochs + " epochs, factor " + factor + ")",
                at -> {
                    int reductions = at.epoch() / epochs;
                    return Math.pow(factor, reductions);
                });
    }

    /**
     * Multiplies the rate after every epoch.
     *
     * @param factor of each reduction, between 0 and 1
     * @return the schedule
     */
    public static Schedule exponential(double factor) {
        return exponential(factor, 1);
    }

    /**
     * Multiplies the rate after every epoch from some epoch on.
     *
     * @param factor of each reduction, between 0 and 1
     * @param constant epochs at the full rate before that, at least 1
     * @return the schedule
     */
    public static Schedule exponential(double factor, int constant) {
        Checks.positiveFraction("factor", factor);
        Checks.atLeastOne("constant", constant);
        return named(
                "exponential(" + factor + (constant == 1 ? "" : " after " + constant) + ")",
                at -> Math.pow(factor, Math.max(0, at.epoch() + 1 - constant)));
    }

    /**
     * Lowers the rate to zero along half a cosine (Loshchilov and Hutter, "SGDR", 2017, without
     * restarts).
     *
     * @return the schedule
     */
    public static Schedule cosine() {
        return cosine(0);
    }

    /**
     * Lowers the rate along half a cosine.
     *
     * @param floor factor at the end, 0 to below 1
     * @return the schedule
     */
    public static Schedule cosine(double floor) {
        Checks.fraction("floor", floor);
        return named("cosine(floor " + floor + ")", at -> between(1, floor, at.fraction()));
    }

    /**
     * Raises the rate in equal steps to that of another schedule, which begins when the warm-up is
     * over and has the remaining updates to itself.
     *
     * @param updates of the warm-up, at least 1; the first has {@code 1/updates} of the rate
     * @param then what follows
     * @return the schedule
     */
    public static Schedule warmUp(int updates, Schedule then) {
        Checks.atLeastOne("updates", updates);
        return named(
                "warmUp(" + updates + " updates, then " + then + ")",
                at -> {
                    long rest = Math.max(0, at.steps() - updates);
                    long step = Math.max(0, at.step() - updates);
                    double factor =
                            then.factor(
                                    new Schedule.Progress(step, rest, at.epoch(), at.monitored()));
                    return factor * Math.min(1, (at.step() + 1.0) / updates);
                });
    }

    /**
     * Raises the rate from a 25th to the optimizer's own over the first 30 % of the training and
     * lowers it to a 250,000th after that, both along half a cosine: PyTorch's form and defaults
     * (Smith and Topin, "Super-convergence", 2018).
     *
     * @return the schedule
     */
    public static Schedule oneCycle() {
        return oneCycle(0.3, 25, 1e4);
    }

    /**
     * Raises the rate to the optimizer's own and lowers it again, both along half a cosine.
     *
     * @param rising part of the training in which the rate rises, above 0 and below 1
     * @param startDivisor the first factor is 1 divided by this, above 0
     * @param endDivisor the last factor is the first divided by this, above 0
     * @return the schedule
     */
    public static Schedule oneCycle(double rising, double startDivisor, double endDivisor) {
        Checks.positiveFraction("rising", rising);
        Checks.positive("start divisor", startDivisor);
        Checks.positive("end divisor", endDivisor);
        double start = 1 / startDivisor;
        return named(
                "oneCycle(rising "
                        + rising
                        + ", divisors "
                        + startDivisor
                        + " and "
                        + endDivisor
                        + ")",
                at -> {
                    double top = rising * at.steps() - 1;
                    double last = at.steps() - 1.0;
                    if (at.step() <= top) {
                        return between(start, 1, at.step() / top);
                    }
                    return between(1, start / endDivisor, (at.step() - top) / (last - top));
                });
    }

    /**
     * Raises the rate in equal steps over the first tenth of the training from a 32nd to the
     * optimizer's own, and lowers it in equal steps after that: the slanted triangular learning
     * rates of Howard and Ruder, "Universal language model fine-tuning for text classification"
     * (2018), with their values.
     *
     * @return the schedule
     */
    public static Schedule slantedTriangular() {
        return slantedTriangular(0.1, 32);
    }

    /**
     * Raises the rate in equal steps to the optimizer's own and lowers it in equal steps again.
     * Where the updates cannot be cut by {@code rising} without a remainder, the paper's formula
     * falls below its lowest rate at the end; this goes down to that rate in all updates that are
     * left.
     *
     * @param rising part of the training in which the rate rises, above 0 and below 1
     * @param ratio the highest rate divided by the lowest, above 1
     * @return the schedule
     */
    public static Schedule slantedTriangular(double rising, double ratio) {
        Checks.positiveFraction("rising", rising);
        if (!(ratio > 1) || Double.isInfinite(ratio)) {
            throw new IllegalArgumentException("ratio must be above 1, but is " + ratio);
        }
        return named(
                "slantedTriangular(rising " + rising + ", ratio " + ratio + ")",
                at -> {
                    double cut = Math.max(1, Math.floor(rising * at.steps()));
                    double way =
                            at.step() < cut
                                    ? at.step() / cut
                                    : 1 - (at.step() - cut) / Math.max(1, at.steps() - cut);
                    return (1 + Math.max(0, way) * (ratio - 1)) / ratio;
                });
    }

    /**
     * Multiplies the rate after every epoch that did not improve on the best so far.
     *
     * @param factor of each reduction, between 0 and 1
     * @return the schedule
     */
    public static Schedule onPlateau(double factor) {
        return onPlateau(factor, 0);
    }

    /**
     * Multiplies the rate whenever more than {@code patience} epochs in a row did not improve on
     * the best so far; then the count begins anew.
     *
     * @param factor of each reduction, between 0 and 1
     * @param patience epochs without improvement that are put up with, at least 0
     * @return the schedule
     */
    public static Schedule onPlateau(double factor, int patience) {
        Checks.positiveFraction("factor", factor);
        Checks.notNegative("patience", patience);
        return named(
                "onPlateau(factor " + factor + ", patience " + patience + ")",
                at -> Math.pow(factor, reductions(at.monitored(), patience)));
    }

    private static int reductions(List<Double> values, int patience) {
        int reductions = 0;
        int waited = 0;
        double best = Double.POSITIVE_INFINITY;
        for (double value : values) {
            if (value < best) {
                best = value;
                waited = 0;
            } else if (++waited > patience) {
                reductions++;
                waited = 0;
            }
        }
        return reductions;
    }

    /** Goes from one value to another along half a cosine; the way is 0 to 1. */
    private static double between(double from, double to, double way) {
        double done = (1 - Math.cos(Math.PI * Math.max(0, Math.min(1, way)))) / 2;
        return from + (to - from) * done;
    }

    private static Schedule named(String name, Schedule schedule) {
        return new Schedule() {
            @Override
            public double factor(Progress at) {
                return schedule.factor(at);
            }

            @Override
            public String toString() {
                return name;
            }
        };
    }
}
