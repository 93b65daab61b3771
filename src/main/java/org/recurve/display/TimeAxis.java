package org.recurve.display;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.recurve.data.Frequency;
import org.recurve.data.TimeSeries;

/** Round times along the steps of a series, few enough to be read beside each other. */
final class TimeAxis {
    static final double SIZE = 11;

    private static final double GAP = 22;

    /** Months have 28 to 31 days. */
    private static final double UNEVEN = 1.05;

    record Tick(int step, String label) {}

    /** Times that are so many units of the calendar apart. */
    private record Level(ChronoUnit unit, int count) {

        double seconds() {
            return (double) unit.getDuration().toSeconds() * count;
        }

        LocalDateTime floor(LocalDateTime time) {
            LocalDate day = time.toLocalDate();
            return switch (unit) {
                case YEARS ->
                        LocalDate.of(time.getYear() - Math.floorMod(time.getYear(), count), 1, 1)
                                .atStartOfDay();
                case MONTHS ->
                        LocalDate.of(
                                        time.getYear(),
                                        time.getMonthValue() - (time.getMonthValue() - 1) % count,
                                        1)
                                .atStartOfDay();
                // Day 0 was a Thursday, and weeks begin on Monday.
                case DAYS ->
                        day.minusDays(Math.floorMod(day.toEpochDay() + 3, count)).atStartOfDay();
                default -> {
                    long second = time.toLocalTime().toSecondOfDay();
                    yield day.atStartOfDay().plusSeconds(second - second % (long) seconds());
                }
            };
        }

        LocalDateTime next(LocalDateTime time) {
            return time.plus(count, unit);
        }

        String label(LocalDateTime time) {
            String day = time.toLocalDate().toString();
            return switch (unit) {
                case YEARS -> Integer.toString(time.getYear());
                case MONTHS -> day.substring(0, day.length() - 3);
                case DAYS -> day;
                default ->
                        time.toLocalTime().equals(LocalTime.MIDNIGHT)
                                ? day.substring(day.length() - 5)
                                : time.toLocalTime().toString();
            };
        }

        double width() {
            // The widest label: a moment with seconds that are not 0.
            return Svg.textWidth(
                    label(LocalDateTime.of(2000, 10, 20, 20, 20, seconds() < 60 ? 20 : 0)), SIZE);
        }
    }

    private static final List<Level> LEVELS =
            Stream.of(
                            levels(ChronoUnit.SECONDS, 1, 5, 15, 30),
                            levels(ChronoUnit.MINUTES, 1, 5, 15, 30),
                            levels(ChronoUnit.HOURS, 1, 3, 6, 12),
                            levels(ChronoUnit.DAYS, 1, 2, 7, 14),
                            levels(ChronoUnit.MONTHS, 1, 3, 6),
                            levels(ChronoUnit.YEARS, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000))
                    .flatMap(List::stream)
                    .toList();

    private TimeAxis() {}

    private static List<Level> levels(ChronoUnit unit, int... counts) {
        return Arrays.stream(counts).mapToObj(count -> new Level(unit, count)).toList();
    }

    /**
     * Chooses times.
     *
     * @param from the first step, which may lie before the series
     * @param to the last step, not before the first; may lie behind the series
     * @param pixels between the two
     * @return at least one
     */
    static List<Tick> ticks(TimeSeries series, int from, int to, double pixels) {
        if (from < to) {
            List<Tick> round =
                    isNumbered(series)
                            ? numbers(series, from, to, pixels)
                            : dates(series, from, to, pixels);
            if (round.size() > 1) {
                return round;
            }
        }
        Tick first = new Tick(from, series.time(from));
        Tick last = new Tick(to, series.time(to));
        double wanted = width(first.label) + width(last.label) + GAP;
        return from == to || wanted > pixels ? List.of(first) : List.of(first, last);
    }

    /** {@return from when to when, and how far apart the steps are} */
    static String span(TimeSeries series, int from, int to) {
        String times = series.time(from) + " to " + series.time(to);
        return isNumbered(series) ? "step " + times : times + ", steps of " + series.frequency();
    }

    private static boolean isNumbered(TimeSeries series) {
        return series.frequency().unit() == Frequency.Unit.INDEX;
    }

    private static double width(String label) {
        return Svg.textWidth(label, SIZE);
    }

    private static List<Tick> numbers(TimeSeries series, int from, int to, double pixels) {
        // Of steps of 1 the numbers are round, of others the count of steps.
        double before = series.frequency().count() == 1 ? Double.parseDouble(series.time(0)) : 0;
        double widest = Math.max(width(series.time(from)), width(series.time(to)));
        int most = (int) Math.max(2, pixels / (widest + GAP));
        return Ticks.linear(before + from, before + to, most, true).values().stream()
                .map(value -> (int) (value - before))
                .map(step -> new Tick(step, series.time(step)))
                .toList();
    }

    private static List<Tick> dates(TimeSeries series, int from, int to, double pixels) {
        LocalDateTime first = series.dateTime(from);
        LocalDateTime last = series.dateTime(to);
        double span = Duration.between(first, last).toSeconds();
        double step = span / (to - from);
        // How far apart the steps are that such times are rounded up to.
        ToDoubleFunction<Level> apart = l -> Math.floor(l.seconds() * UNEVEN / step) * step;
        Optional<Level> found =
                LEVELS.stream()
                        .filter(l -> apart.applyAsDouble(l) / span * pixels >= l.width() + GAP)
                        .findFirst();
        if (found.isEmpty()) {
            return List.of();
        }
        Level level = found.get();
        List<Tick> ticks = new ArrayList<>();
        LocalDateTime time = level.floor(first);
        if (time.isBefore(first)) {
            time = level.next(time);
        }
        for (; !time.isAfter(last); time = level.next(time)) {
            int at = firstFrom(series, from, to, time);
            ticks.add(new Tick(at, level.label(series.dateTime(at))));
        }
        return ticks;
    }

    /** {@return the first step that is not before a time; the last one is not} */
    private static int firstFrom(TimeSeries series, int from, int to, LocalDateTime time) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = Math.floorDiv(low + high, 2);
            if (series.dateTime(middle).isBefore(time)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
