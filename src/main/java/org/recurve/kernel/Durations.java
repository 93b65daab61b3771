package org.recurve.kernel;

import java.util.Locale;

/** Durations from nanoseconds to hours, for people. */
final class Durations {
    private static final String[] UNITS = {"ns", "µs", "ms", "s"};

    private Durations() {}

    /** {@return a duration with three digits, such as {@code 12.3 µs}, or {@code 3 min 5 s}} */
    static String text(double seconds) {
        if (seconds >= 59.95) {
            long whole = Math.round(seconds);
            return "%d min %d s".formatted(whole / 60, whole % 60);
        }
        double value = seconds * 1e9;
        int unit = 0;
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        int digits = value >= 99.95 || unit == 0 ? 0 : value >= 9.995 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + digits + "f %s", value, UNITS[unit]);
    }
}
