package org.recurve.data;

import it.unimi.dsi.fastutil.longs.Long2LongMap;
import it.unimi.dsi.fastutil.longs.Long2LongOpenHashMap;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.recurve.core.RecurveException;

/**
 * Finds the common frequency of series from their times. Where all times have the same day of the
 * month and the same time of day, or all are the last day of a month, they are months: the step is
 * the greatest that divides all distances. Else the step is the most frequent distance between
 * neighbours, the smallest of these if several are equally frequent; so that gaps do not matter.
 */
final class FrequencyInference {
    private static final long DAY = 86_400;

    private final String name;
    private final Long2LongOpenHashMap distances = new Long2LongOpenHashMap();
    private boolean sameDay = true;
    private boolean lastDay = true;
    private int day = -1;
    private long timeOfDay = -1;
    private long months;

    private FrequencyInference(String name) {
        this.name = name;
    }

    /**
     * Finds a frequency.
     *
     * @param name of the data, for messages
     * @param times of each series in ascending order, in seconds since 1970 or numbers of steps;
     *     equal ones count once
     * @param index whether they are numbers of steps
     * @throws RecurveException if they are times and no series has two different ones
     */
    static Frequency infer(String name, List<long[]> times, boolean index) {
        FrequencyInference inference = new FrequencyInference(name);
        if (index) {
            inference.sameDay = false;
            inference.lastDay = false;
            times.forEach(inference::look);
            return inference.distances.isEmpty()
                    ? Frequency.INDEX
                    : Frequency.of(Math.toIntExact(inference.usual()), Frequency.Unit.INDEX);
        }
        times.forEach(inference::look);
        return inference.frequency();
    }

    private void look(long[] times) {
        long before = 0;
        for (int i = 0; i < times.length; i++) {
            if (i > 0 && times[i] == times[i - 1]) {
                continue;
            }
            long distance = i == 0 ? 0 : times[i] - times[i - 1];
            if (distance > 0) {
                distances.addTo(distance, 1);
            }
            if (sameDay || lastDay) {
                LocalDateTime time = LocalDateTime.ofEpochSecond(times[i], 0, ZoneOffset.UTC);
                long month = Frequency.MONTHLY.tick(time);
                months(time);
                months = distance > 0 ? gcd(months, month - before) : months;
                before = month;
            }
        }
    }

    private void months(LocalDateTime time) {
        int of = time.getDayOfMonth();
        long seconds = time.toLocalTime().toSecondOfDay();
        if (day < 0) {
            day = of;
            timeOfDay = seconds;
        }
        boolean sameTime = seconds == timeOfDay;
        sameDay &= of == day && sameTime;
        lastDay &= of == time.toLocalDate().lengthOfMonth() && sameTime;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private Frequency frequency() {
        if (distances.isEmpty()) {
            throw new RecurveException(
                    name
                            + ": no series has two different times, so that there is no telling how"
                            + " far apart the steps are: give the frequency");
        }
        // Months have at least 28 days: anything closer is no month whatever its day.
        if ((sameDay || lastDay) && months > 0) {
            return ofMonths(Math.toIntExact(months));
        }
        return ofSeconds(usual());
    }

    /** {@return the most frequent distance, the smallest of several} */
    private long usual() {
        long step = 0;
        long most = 0;
        for (Long2LongMap.Entry entry : distances.long2LongEntrySet()) {
            long times = entry.getLongValue();
            if (times > most || (times == most && entry.getLongKey() < step)) {
                most = times;
                step = entry.getLongKey();
            }
        }
        return step;
    }

    private static Frequency ofMonths(int months) {
        if (months % 12 == 0) {
            return Frequency.of(months / 12, Frequency.Unit.YEAR);
        }
        return months % 3 == 0
                ? Frequency.of(months / 3, Frequency.Unit.QUARTER)
                : Frequency.of(months, Frequency.Unit.MONTH);
    }

    private static Frequency ofSeconds(long step) {
        if (step % (7 * DAY) == 0) {
            return Frequency.of(Math.toIntExact(step / (7 * DAY)), Frequency.Unit.WEEK);
        }
        if (step % DAY == 0) {
            return Frequency.of(Math.toIntExact(step / DAY), Frequency.Unit.DAY);
        }
        if (step % 3600 == 0) {
            return Frequency.of(Math.toIntExact(step / 3600), Frequency.Unit.HOUR);
        }
        return step % 60 == 0
                ? Frequency.of(Math.toIntExact(step / 60), Frequency.Unit.MINUTE)
                : Frequency.of(Math.toIntExact(step), Frequency.Unit.SECOND);
    }
}
