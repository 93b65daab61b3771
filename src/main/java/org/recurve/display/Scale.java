package org.recurve.display;

import java.util.stream.DoubleStream;

/**
 * Maps values to pixels along one axis.
 *
 * @param low value at {@code from}
 * @param high value at {@code to}, above low
 * @param from pixel
 * @param to pixel
 * @param log whether equal factors, not equal differences, are equally far apart
 */
record Scale(double low, double high, double from, double to, boolean log) {

    /** Covers all finite values (only positive ones on a logarithmic axis) with some margin. */
    static Scale over(DoubleStream values, double margin, double from, double to, boolean log) {
        double[] usable =
                values.filter(v -> Double.isFinite(v) && (!log || v > 0)).sorted().toArray();
        double low = usable.length == 0 ? (log ? 0.1 : 0) : usable[0];
        double high = usable.length == 0 ? 1 : usable[usable.length - 1];
        if (log) {
            double room = high > low ? Math.pow(high / low, margin) : 1.5;
            return new Scale(low / room, high * room, from, to, true);
        }
        double room = (high - low) * margin;
        if (!(high - low > Math.abs(high) * 1e-12)) {
            room = high == 0 ? 1 : Math.abs(high) * 0.1;
        }
        return new Scale(low - room, high + room, from, to, false);
    }

    double pixel(double value) {
        double part =
                log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
        return from + part * (to - from);
    }

    boolean shows(double value) {
        return Double.isFinite(value) && (!log || value > 0);
    }

    Ticks ticks(int most, boolean whole) {
        return log ? Ticks.logarithmic(low, high, most) : Ticks.linear(low, high, most, whole);
    }
}
