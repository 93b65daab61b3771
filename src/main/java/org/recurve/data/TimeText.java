package org.recurve.data;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads times and numbers of steps from text. */
final class TimeText {
    /** What is understood, for messages. */
    static final String EXPECTED =
            "a date (2016-07-01), a date and time (2016-07-01 13:00, 2016-07-01T13:00:00Z), a month"
                    + " (2016-07) or a quarter (2016-Q3)";

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,18}");
    private static final Pattern QUARTER = Pattern.compile("(\\d{4})[- ]?[Qq]([1-4])");
    private static final Pattern TIME =
            Pattern.compile(
                    "(\\d{4})[-/.](\\d{1,2})"
                            + "(?:[-/.](\\d{1,2})"
                            + "(?:[ T](\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.0+)?)?"
                            + "\\s*(Z|[+-]\\d{2}:?\\d{2})?)?)?");

    private TimeText() {}

    /**
     * What a text says.
     *
     * @param value the number, or seconds since 1970 in UTC
     * @param number whether it is a number
     */
    record Parsed(long value, boolean number) {}

    /** {@return what a text says, or null where it is neither a number nor a time} */
    static Parsed parse(String text) {
        String stripped = text.strip();
        if (NUMBER.matcher(stripped).matches()) {
            return new Parsed(Long.parseLong(stripped), true);
        }
        try {
            Matcher time = TIME.matcher(stripped);
            if (time.matches()) {
                LocalDateTime local =
                        LocalDateTime.of(
                                Integer.parseInt(time.group(1)),
                                Integer.parseInt(time.group(2)),
                                part(time, 3, 1),
                                part(time, 4, 0),
                                part(time, 5, 0),
                                part(time, 6, 0));
                ZoneOffset offset =
                        time.group(7) == null ? ZoneOffset.UTC : ZoneOffset.of(time.group(7));
                return new Parsed(local.toEpochSecond(offset), false);
            }
            Matcher quarter = QUARTER.matcher(stripped);
            if (quarter.matches()) {
                int year = Integer.parseInt(quarter.group(1));
                int month = 3 * Integer.parseInt(quarter.group(2)) - 2;
                return new Parsed(
                        LocalDateTime.of(year, month, 1, 0, 0).toEpochSecond(ZoneOffset.UTC),
                        false);
            }
        } catch (DateTimeException e) {
            // A thirteenth month is as little a time as a word is; the caller says what it wanted.
            return null;
        }
        return null;
    }

    private static int part(Matcher matcher, int group, int otherwise) {
        return matcher.group(group) == null ? otherwise : Integer.parseInt(matcher.group(group));
    }
}
