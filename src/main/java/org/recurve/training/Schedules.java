package org.recurve.training;

/** The learning rate schedules that come along. */
public final class Schedules {
    private Schedules() {}

    /** {@return the optimizer's rate, always} */
    public static Schedule constant() {
        return named("constant", at -> 1);
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
        Checks.positive("factor", factor);
        Checks.fraction("factor", factor);
        Checks.notNegative("patience", patience);
        return named(
                "onPlateau(factor " + factor + ", patience " + patience + ")",
                at -> {
                    double result = 1;
                    double best = Double.POSITIVE_INFINITY;
                    int bad = 0;
                    for (double value : at.monitored()) {
                        if (value < best) {
                            best = value;
                            bad = 0;
                        } else if (++bad > patience) {
                            result *= factor;
                            bad = 0;
                        }
                    }
                    return result;
                });
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
