package org.recurve.display;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.recurve.data.ForecastSpread;

/**
 * A central interval of a forecast.
 *
 * @param level how many of the values it is to hold, between 0 and 1
 * @param low its lower end at each step
 * @param high its upper end at each step
 */
// Arrays that belong together; nothing compares them.
@SuppressWarnings("ArrayRecordComponent")
record FanBand(double level, double[] low, double[] high) {
    private static final double OUTER = 0.95;
    private static final double[] INNER = {0.8, 0.5};

    // (1 + 0.9) / 2 is not always 0.95 to the last digit.
    private static final double ROUNDING = 1e-9;

    /**
     * Chooses intervals: of samples those of 95, 80 and 50 %; of quantiles what they have of these,
     * without 95 % their widest instead. Nothing is read off between two quantiles, where the
     * forecast says nothing of its own.
     *
     * @return the widest first
     */
    static List<FanBand> of(ForecastSpread spread) {
        if (spread instanceof ForecastSpread.None) {
            return List.of();
        }
        List<FanBand> bands = new ArrayList<>();
        double widest = OUTER;
        if (spread instanceof ForecastSpread.Quantiles quantiles && !has(quantiles, OUTER)) {
            widest =
                    DoubleStream.of(quantiles.levels())
                            .map(level -> 1 - 2 * level)
                            .filter(level -> level > ROUNDING && has(quantiles, level))
                            .max()
                            .orElse(0);
        }
        if (widest > 0) {
            bands.add(band(spread, widest));
        }
        for (double level : INNER) {
            if (level < widest - ROUNDING
                    && (!(spread instanceof ForecastSpread.Quantiles quantiles)
                            || has(quantiles, level))) {
                bands.add(band(spread, level));
            }
        }
        // An interval without an end cannot be drawn.
        bands.removeIf(
                b ->
                        !DoubleStream.concat(Arrays.stream(b.low), Arrays.stream(b.high))
                                .allMatch(Double::isFinite));
        return bands;
    }

    private static FanBand band(ForecastSpread spread, double level) {
        return new FanBand(
                level, spread.quantile((1 - level) / 2), spread.quantile((1 + level) / 2));
    }

    private static boolean has(ForecastSpread.Quantiles quantiles, double level) {
        return has(quantiles.levels(), (1 - level) / 2) && has(quantiles.levels(), (1 + level) / 2);
    }

    private static boolean has(double[] levels, double level) {
        return DoubleStream.of(levels).anyMatch(l -> Math.abs(l - level) <= ROUNDING);
    }

    /** {@return such as {@code 95 %}} */
    String name() {
        return Numbers.format(Math.round(1000 * level) / 10.0) + " %";
    }
}
