package org.recurve.data;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.recurve.core.RecurveException;

/**
 * How far apart the steps of a time series are: a number of seconds, minutes, hours, days, months
 * and so on, or 1 of an index that is no time.
 *
 * <p>Times are those of a clock that knows no summer time (UTC, or a local time that is taken as it
 * is written), to the second. In a frequency of months, quarters or years a time is its month: the
 * day is not kept, and months are written by their first day.
 *
 * @param count how many units a step has, at least 1
 * @param unit of the count
 */
public record Frequency(int count, Unit unit) {

    /** What a step is counted in. */
    public enum Unit {
        /** A whole number that is no time. */
        INDEX(1),
        SECOND(1),
        MINUTE(60),
        HOUR(3600),
        DAY(86_400),
        /** Of seven days, beginning on whatever day the series does. */
        WEEK(7 * 86_400),
        MONTH(1),
        /** Of three months, beginning with whatever month the series does. */
        QUARTER(3),
        YEAR(12);

        /** Seconds, months or, of an index, 1. */
        private final long ticks;

        Unit(long ticks) {
            this.ticks = ticks;
        }

        boolean isIndex() {
            return this == INDEX;
        }

        boolean isOfMonths() {
            return this == MONTH || this == QUARTER || this == YEAR;
        }
    }

    /** Steps that are numbered. */
    public static final Frequency INDEX = new Frequency(1, Unit.INDEX);

    public static final Frequency MINUTELY = new Frequency(1, Unit.MINUTE);
    public static final Frequency HOURLY = new Frequency(1, Unit.HOUR);
    public static final Frequency DAILY = new Frequency(1, Unit.DAY);
    public static final Frequency WEEKLY = new Frequency(1, Unit.WEEK);
    public static final Frequency MONTHLY = new Frequency(1, Unit.MONTH);
    public static final Frequency QUARTERLY = new Frequency(1, Unit.QUARTER);
    public static final Frequency YEARLY = new Frequency(1, Unit.YEAR);

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    public Frequency {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "a frequency has at least 1 " + name(unit) + " a step, not " + count);
        }
    }

    /**
     * A frequency of several units.
     *
     * @param count how many units a step has, at least 1
     * @param unit of the count
     * @return such as 15 minutes
     */
    public static Frequency of(int count, Unit unit) {
        return new Frequency(count, unit);
    }

    /**
     * {@return how many steps a usual season has: 24 of hours, 7 of days, 12 of months, 4 of
     * quarters, 52 of weeks, a day's worth of anything shorter than an hour that divides it, else
     * 1}
     */
    public int season() {
        int whole =
                switch (unit) {
                    case SECOND, MINUTE, HOUR -> Math.toIntExact(Unit.DAY.ticks);
                    case DAY -> Math.toIntExact(Unit.WEEK.ticks);
                    case WEEK -> Math.toIntExact(52 * Unit.WEEK.ticks);
                    case MONTH, QUARTER -> 12;
                    case YEAR, INDEX -> 0;
                };
        return whole > step() && whole % step() == 0 ? Math.toIntExact(whole / step()) : 1;
    }

    /** {@return how many ticks a step has: seconds, months, or of an index 1 each} */
    long step() {
        return count * unit.ticks;
    }

    /** {@return the tick of a time: seconds since 1970, or months since the year 0} */
    long tick(LocalDateTime time) {
        if (unit.isIndex()) {
            throw new RecurveException(
                    "the steps of the series are numbered, so that there is no time "
                            + time
                            + " in them: give the number of a step");
        }
        return unit.isOfMonths()
                ? time.getYear() * 12L + time.getMonthValue() - 1
                : time.toEpochSecond(ZoneOffset.UTC);
    }

    /** {@return the time of a tick; not of an index} */
    LocalDateTime time(long tick) {
        if (unit.isIndex()) {
            throw new RecurveException(
                    "the steps of the series are numbered and have no time: give a time column or a"
                            + " start for that");
        }
        return unit.isOfMonths()
                ? LocalDate.of(
                                Math.toIntExact(Math.floorDiv(tick, 12L)),
                                Math.floorMod(tick, 12) + 1,
                                1)
                        .atStartOfDay()
                : LocalDateTime.ofEpochSecond(tick, 0, ZoneOffset.UTC);
    }

    /** {@return the tick of a time as text, or of a number for an index} */
    long parse(String text) {
        TimeText.Parsed parsed = TimeText.parse(text);
        boolean year = parsed != null && parsed.number() && unit == Unit.YEAR;
        if (parsed == null || (parsed.number() != unit.isIndex() && !year)) {
            throw new RecurveException(
                    "\"%s\" is no time of a series with a step of %s: expected %s"
                            .formatted(
                                    text,
                                    this,
                                    unit.isIndex() ? "a whole number" : TimeText.EXPECTED));
        }
        return year ? 12 * parsed.value() : fromRaw(parsed.value());
    }

    /** {@return the tick of a number, or of a time in seconds since 1970} */
    long fromRaw(long raw) {
        return unit.isOfMonths() ? tick(LocalDateTime.ofEpochSecond(raw, 0, ZoneOffset.UTC)) : raw;
    }

    /** {@return a tick as text, as short as the frequency allows} */
    String format(long tick) {
        if (unit.isIndex()) {
            return Long.toString(tick);
        }
        LocalDateTime time = time(tick);
        if (unit.isOfMonths()) {
            return DATE.format(time).substring(0, 7);
        }
        if (step() % Unit.DAY.ticks == 0 && tick % Unit.DAY.ticks == 0) {
            return DATE.format(time);
        }
        return (time.getSecond() == 0 ? MINUTE : SECOND).format(time);
    }

    private static String name(Unit unit) {
        return unit.name().toLowerCase(Locale.ROOT);
    }

    /** {@return such as {@code 1 hour} or {@code 15 minutes}} */
    @Override
    public String toString() {
        return count + " " + (unit.isIndex() ? "step" : name(unit)) + (count == 1 ? "" : "s");
    }
}
