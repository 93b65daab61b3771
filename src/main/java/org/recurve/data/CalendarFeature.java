package org.recurve.data;

import java.time.LocalDateTime;
import java.util.Locale;
import org.recurve.core.RecurveException;

/** What a calendar says of a time: known for any time to come. */
public enum CalendarFeature {
    /** 0 to 23, with minutes as a fraction. */
    HOUR_OF_DAY(24),
    /** Monday 0 to Sunday 6. */
    DAY_OF_WEEK(7),
    /** 0 to 30. */
    DAY_OF_MONTH(31),
    /** January 0 to December 11. */
    MONTH(12),
    /** 0 to 365. */
    DAY_OF_YEAR(366);

    private static final double SECONDS_OF_HOUR = 3600;

    private final int period;

    CalendarFeature(int period) {
        this.period = period;
    }

    /** How a feature is written as numbers. */
    enum Form {
        SIN,
        COS,
        SCALED
    }

    /** One number of a feature, a column of a {@link SeriesSet}. */
    record Column(CalendarFeature feature, Form form) {

        /** {@return such as {@code hour of day sin}} */
        String name() {
            return (feature.name() + " " + form.name()).toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        /** {@return the number at a time} */
        double at(LocalDateTime time) {
            double value = feature.value(time);
            double angle = 2 * Math.PI * value / feature.period;
            return switch (form) {
                case SIN -> Math.sin(angle);
                case COS -> Math.cos(angle);
                case SCALED -> value / (feature.period - 1) - 0.5;
            };
        }
    }

    /**
     * What the calendar says.
     *
     * @param time any
     * @return from 0 to less than the period
     */
    double value(LocalDateTime time) {
        return switch (this) {
            case HOUR_OF_DAY -> time.toLocalTime().toSecondOfDay() / SECONDS_OF_HOUR;
            case DAY_OF_WEEK -> time.getDayOfWeek().getValue() - 1;
            case DAY_OF_MONTH -> time.getDayOfMonth() - 1;
            case MONTH -> time.getMonthValue() - 1;
            case DAY_OF_YEAR -> time.getDayOfYear() - 1;
        };
    }

    /** Checks that a feature says anything in a frequency. */
    void check(Frequency frequency) {
        boolean tells = this == MONTH || this == DAY_OF_YEAR || !frequency.unit().isOfMonths();
        if (frequency.unit().isIndex() || !tells) {
            throw new RecurveException(
                    "a series with a step of %s has no %s: leave it out%s"
                            .formatted(
                                    frequency,
                                    name().toLowerCase(Locale.ROOT).replace('_', ' '),
                                    frequency.unit().isIndex()
                                            ? ", or give times in place of an index"
                                            : ""));
        }
    }
}
