package org.recurve.display;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/** Numbers and durations for people, the same in every locale. */
final class Numbers {
    /** Stands for a missing value. */
    static final String MISSING = "\u2013";

    private Numbers() {}

    /** Formats a number on its own, to about four significant digits. */
    static String format(double value) {
        return format(value, decimals(value));
    }

    /** Formats with a fixed number of decimals; -1 for scientific notation. */
    static String format(double value, int decimals) {
        if (Double.isNaN(value)) {
            return MISSING;
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "\u221e" : "-\u221e";
        }
        if (decimals < 0 && value != 0) {
            return String.format(Locale.ROOT, "%.3g", value);
        }
        String text = String.format(Locale.ROOT, "%,." + Math.max(0, decimals) + "f", value);
        return text.matches("-[0.,]+") ? text.substring(1) : text;
    }

    /** How many decimals show up to four significant digits of a number; -1 if too many. */
    static int decimals(double value) {
        double size = Math.abs(value);
        if (size == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
            return 0;
        }
        if (size < 1e-4 || size >= 1e12) {
            return -1;
        }
        if (value == Math.rint(value)) {
            return 0;
        }
        int most = Math.max(0, Math.min(6, 3 - (int) Math.floor(Math.log10(size))));
        return scale(size, most);
    }

    /** How many decimals suit a whole column: all that are there, up to a sensible limit. */
    static int decimals(double[] column) {
        double largest = 0;
        for (double value : column) {
            if (decimals(value) < 0) {
                return -1;
            }
            largest = Double.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
        }
        int limit = largest >= 10_000 ? 0 : largest >= 1000 ? 1 : largest >= 100 ? 2 : 4;
        limit = largest < 0.1 ? 6 : limit;
        int most = 0;
        for (double value : column) {
            if (Double.isFinite(value)) {
                most = Math.max(most, scale(value, limit));
            }
        }
        return most;
    }

    /** The decimals of a value that are not trailing zeros once it is rounded. */
    private static int scale(double value, int limit) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(limit, RoundingMode.HALF_UP);
        return Math.max(0, rounded.stripTrailingZeros().scale());
    }

    /** Formats a time as {@code 3:07} or {@code 1:03:07}, below ten seconds as {@code 2.4 s}. */
    static String duration(Duration duration) {
        double seconds = duration.toNanos() / 1e9;
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        if (whole < 3600) {
            return String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
        }
        return String.format(
                Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }

    /** Formats an amount of work; bytes as kB, MB, GB. */
    static String amount(long amount, String unit) {
        if (!unit.equals("bytes")) {
            return String.format(Locale.ROOT, "%,d", amount);
        }
        if (amount < 1000) {
            return amount + " B";
        }
        double size = amount;
        int step = 0;
        while (size >= 999.95 && step < 3) {
            size /= 1000;
            step++;
        }
        return String.format(
                Locale.ROOT,
                step <= 1 ? "%.0f %s" : "%.1f %s",
                size,
                "B kB MB GB".split(" ", 4)[step]);
    }
}
