package org.recurve.task;

import java.util.Arrays;
import org.recurve.data.Scaler;
import org.recurve.data.SeriesWindows;
import org.recurve.data.TimeSeries;
import org.recurve.data.WindowNormalization;

/** Brings what a network says of one window back to the unit of its series. */
final class ForecastScale {
    private final ForecastSettings settings;
    private final Scaler[] scalers;
    private final float[] levels;
    private final int from;

    /**
     * @param levels of all windows of a batch, one for each target
     * @param place of the window in the batch
     */
    ForecastScale(
            ForecastSettings settings,
            SeriesWindows windows,
            int window,
            float[] levels,
            int place) {
        this.settings = settings;
        this.levels = levels;
        TimeSeries series = windows.set().series(windows.series(window));
        scalers =
                settings.columns().targets().stream()
                        .map(target -> settings.scaler().scaler(series.id(), target))
                        .toArray(Scaler[]::new);
        from = place * scalers.length;
    }

    double restore(int target, double value) {
        if (settings.output().counts()) {
            return value;
        }
        float level = levels[from + target];
        boolean scaled = settings.normalization() == WindowNormalization.MEAN_SCALE;
        return scalers[target].invert(scaled ? value * level : value + level);
    }

    double[] restore(int target, double[] values) {
        double[] restored = new double[values.length];
        Arrays.setAll(restored, h -> restore(target, values[h]));
        return restored;
    }
}
