package org.recurve.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.recurve.data.Forecast;
import org.recurve.data.ForecastSpread;
import org.recurve.data.SeriesForecaster;
import org.recurve.data.SeriesWindows;

/** Forecasts what it is told, whatever the past. */
record FixedForecaster(String name, Points points, Spreads spreads) implements SeriesForecaster {
    /** A point of a step of a target of a window. */
    interface Points {
        double at(int window, int target, int step);
    }

    /** The spread of a target of a window. */
    interface Spreads {
        ForecastSpread of(int window, int target);
    }

    static FixedForecaster of(String name, Points points) {
        return new FixedForecaster(name, points, (w, c) -> ForecastSpread.NONE);
    }

    /** A number for each step, the same whenever it is asked for. */
    static double noise(int seed, int window, int target, int step) {
        return new Random(seed + 1000L * window + 100L * target + step).nextGaussian();
    }

    @Override
    public void forecast(SeriesWindows windows, Consumer<? super Forecast> sink) {
        int targets = windows.set().targets().size();
        for (int w = 0; w < windows.size(); w++) {
            double[][] all = new double[targets][windows.horizon()];
            List<ForecastSpread> spread = new ArrayList<>();
            for (int c = 0; c < targets; c++) {
                int window = w;
                int target = c;
                Arrays.setAll(all[c], h -> points.at(window, target, h));
                spread.add(spreads.of(w, c));
            }
            sink.accept(
                    new Forecast(
                            name,
                            windows.set().series(windows.series(w)),
                            windows.set().targets(),
                            windows.origin(w),
                            all,
                            spread));
        }
    }

    @Override
    public long seed() {
        return 7;
    }

    @Override
    public Map<String, Object> provenanceMap() {
        return Map.of("settings", Map.of("told", true));
    }
}
