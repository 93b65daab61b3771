package org.recurve.data.sample;

/**
 * One wave of a heartbeat: a bell whose two halves may be of different width.
 *
 * @param height in millivolts, below 0 for a wave that points down
 * @param peak where it is highest, in seconds after the R wave
 * @param rise width before the peak, the standard deviation of a Gaussian, in seconds
 * @param fall width after it
 */
record Wave(double height, double peak, double rise, double fall) {
    static Wave of(double height, double peak, double width) {
        return new Wave(height, peak, width, width);
    }

    double at(double time) {
        double distance = (time - peak) / (time < peak ? rise : fall);
        return height * StrictMath.exp(-distance * distance / 2);
    }

    Wave times(double factor) {
        return new Wave(height * factor, peak, rise, fall);
    }

    Wave later(double seconds) {
        return new Wave(height, peak + seconds, rise, fall);
    }

    /** Farther from the R wave and wider by the same factor. */
    Wave stretched(double factor) {
        return new Wave(height, peak * factor, rise * factor, fall * factor);
    }
}
