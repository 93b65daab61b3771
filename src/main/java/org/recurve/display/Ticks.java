package org.recurve.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Round values along an axis, at 1, 2 or 5 times a power of ten (Heckbert, <i>Nice numbers for
 * graph labels</i>, Graphics Gems, 1990).
 *
 * @param values from low to high, at least one
 * @param decimals that tell neighbours apart; -1 where each value has its own
 */
record Ticks(List<Double> values, int decimals) {

    /**
     * Chooses ticks inside a range.
     *
     * @param low finite
     * @param high finite, above low
     * @param most how many there may be at most, at least 2
     * @param whole whether they must be whole numbers
     */
    static Ticks linear(double low, double high, int most, boolean whole) {
        double raw = (high - low) / Math.max(1, most - 1);
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double step = 10 * power;
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= raw * (1 - 1e-9)) {
                step = factor * power;
                break;
            }
        }
        if (whole) {
            step = Math.max(1, Math.ceil(step));
        }
        List<Double> values = new ArrayList<>();
        long first = (long) Math.ceil(low / step - 1e-9);
        for (long i = first; i * step <= high + step * 1e-9; i++) {
            values.add(i * step);
        }
        if (values.isEmpty()) {
            values.add(low);
        }
        int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        return new Ticks(List.copyOf(values), decimals);
    }

    /**
     * Chooses ticks on a logarithmic axis: 1, 2, 5 of each decade, or decades alone, or every
     * second, third and so on, counted from 1.
     */
    static Ticks logarithmic(double low, double high, int most) {
        List<Double> values = new ArrayList<>();
        int from = (int) Math.floor(Math.log10(low));
        int to = (int) Math.ceil(Math.log10(high));
        double[] factors = (to - from) * 3 > most + 2 ? new double[] {1} : new double[] {1, 2, 5};
        int stride = Math.max(1, (int) Math.ceil((to - from) / (double) most));
        int first = -Math.floorDiv(-from, stride) * stride;
        for (int exponent = first; exponent <= to; exponent += stride) {
            for (double factor : factors) {
                double value = factor * Math.pow(10, exponent);
                if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) {
                    values.add(value);
                }
            }
        }
        return values.size() < 2
                ? linear(low, high, most, false)
                : new Ticks(List.copyOf(values), -1);
    }

    /** Writes one of the values. */
    String label(double value) {
        double size = Math.abs(value);
        if (size >= 1e6 || decimals > 6 || (decimals < 0 && size < 1e-4)) {
            return value == 0 ? "0" : compact(value);
        }
        return decimals < 0 ? Numbers.format(value) : Numbers.format(value, decimals);
    }

    private static String compact(double value) {
        if (Math.abs(value) >= 1e6 && Math.abs(value) < 1e9) {
            return trim(value / 1e6) + "M";
        }
        return String.format(Locale.ROOT, "%.0e", value);
    }

    private static String trim(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.replaceAll("\\.?0+$", "");
    }
}
