package org.recurve.task;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.recurve.batch.Batch;
import org.recurve.batch.Collation;
import org.recurve.core.RecurveException;
import org.recurve.data.SeriesSet;
import org.recurve.data.SeriesWindows;
import org.recurve.data.TimeSeries;

/**
 * Windows as a {@link ForecastNetwork} reads them: scaled by what the training data told, each on
 * its own level, a missing value as 0 beside a 0 that says so. A row of the network is a window, or
 * one target of it.
 */
final class ForecastInputs implements Collation {
    private final ForecastSettings settings;
    private final SeriesWindows windows;
    private final int channels;
    private final int width;
    private final int rows;
    private final int past;
    private final int known;
    private final int lookback;
    private final int horizon;

    /**
     * @param windows over numbers that are not scaled yet
     */
    ForecastInputs(ForecastSettings settings, SeriesWindows windows) {
        this.settings = settings;
        this.windows = windows.over(settings.scaled(windows.set()));
        channels = settings.columns().targets().size();
        width = settings.width();
        rows = settings.rows();
        past = settings.columns().past().size();
        known = settings.columns().known().size();
        lookback = windows.lookback();
        horizon = windows.horizon();
    }

    /** All windows are as long. */
    @Override
    public int[] lengths() {
        int[] lengths = new int[windows.size()];
        Arrays.fill(lengths, lookback + horizon);
        return lengths;
    }

    @Override
    public Batch batch(int[] indices, NDManager manager) {
        float[] levels = new float[indices.length * channels];
        NDList inputs = inputs(indices, levels, manager);
        int size = indices.length * horizon * channels;
        float[] values = new float[size];
        float[] mask = new float[size];
        float[] window = new float[horizon * channels];
        int count = 0;
        for (int b = 0; b < indices.length; b++) {
            windows.fillHorizon(indices[b], window, 0);
            if (!settings.output().counts()) {
                settings.normalization().apply(window, 0, horizon, channels, levels, b * channels);
            }
            for (int i = 0; i < window.length; i++) {
                if (!Float.isNaN(window[i])) {
                    int at = place(b, i / channels, i % channels, horizon, width);
                    values[at] = window[i];
                    mask[at] = 1;
                    count++;
                }
            }
        }
        Shape shape = new Shape((long) indices.length * rows, horizon, width);
        NDList labels = new NDList(manager.create(values, shape));
        if (count < size) {
            labels.add(manager.create(mask, shape));
        }
        return new Batch(manager, inputs, labels, Math.max(1, count), false);
    }

    /** {@return where the value of a target at a step stands in an array of rows} */
    private int place(int window, int step, int channel, int steps, int columns) {
        return settings.separate()
                ? (window * channels + channel) * steps * columns + step * columns
                : (window * steps + step) * columns + channel;
    }

    /**
     * Makes the arrays of {@link ForecastArrays}.
     *
     * @param levels of the windows are written here
     */
    NDList inputs(int[] indices, float[] levels, NDManager manager) {
        int columns = settings.missing() ? 2 * width : width;
        float[] x = new float[indices.length * rows * lookback * columns];
        float[] window = new float[lookback * channels];
        for (int b = 0; b < indices.length; b++) {
            windows.fillLookback(indices[b], window, 0);
            settings.normalization().levels(window, 0, lookback, channels, levels, b * channels);
            settings.normalization().apply(window, 0, lookback, channels, levels, b * channels);
            for (int i = 0; i < window.length; i++) {
                int at = place(b, i / channels, i % channels, lookback, columns);
                if (!Float.isNaN(window[i])) {
                    x[at] = window[i];
                    if (settings.missing()) {
                        x[at + width] = 1;
                    }
                } else if (!settings.missing()) {
                    throw missing(indices[b], i / channels, i % channels);
                }
            }
        }
        long n = (long) indices.length * rows;
        NDList arrays = new NDList(manager.create(x, new Shape(n, lookback, columns)));
        if (settings.output().counts()) {
            arrays.add(manager.create(levels, new Shape(n, 1, width)));
        }
        if (past > 0) {
            arrays.add(manager.create(past(indices), new Shape(n, lookback, past)));
        }
        if (known > 0) {
            arrays.add(manager.create(known(indices), new Shape(n, lookback + horizon, known)));
        }
        if (settings.columns().staticWidth() > 0) {
            arrays.add(
                    manager.create(
                            statics(indices), new Shape(n, settings.columns().staticWidth())));
        }
        if (settings.knowsSeries()) {
            arrays.add(manager.create(ids(indices), new Shape(n)));
        }
        if (settings.residual() == ForecastResidual.SMOOTHING) {
            arrays.add(manager.create(phases(indices), new Shape(n)));
        }
        return arrays;
    }

    private RecurveException missing(int window, int step, int channel) {
        TimeSeries series = windows.set().series(windows.series(window));
        return new RecurveException(
                "%s %s: %s of series %s has no value at %s, in the look-back of %d steps, and this %s was built for data without gaps: fill it with filled(...), give more of the series, or build with missing(true)"
                        .formatted(
                                windows.set().name(),
                                windows.set().split(),
                                settings.columns().targets().get(channel),
                                series.id(),
                                series.time(windows.origin(window) - lookback + step),
                                lookback,
                                settings.name()));
    }

    private float[] past(int[] indices) {
        float[] values = new float[indices.length * rows * lookback * past];
        for (int b = 0; b < indices.length; b++) {
            int at = b * rows * lookback * past;
            windows.fillPast(indices[b], values, at);
            for (int i = at; i < at + lookback * past; i++) {
                // 0 is the mean: covariates are standardized.
                values[i] = Float.isNaN(values[i]) ? 0 : values[i];
            }
            repeat(values, at, lookback * past);
        }
        return values;
    }

    private float[] known(int[] indices) {
        int size = (lookback + horizon) * known;
        float[] values = new float[indices.length * rows * size];
        for (int b = 0; b < indices.length; b++) {
            int at = b * rows * size;
            windows.fillKnown(indices[b], values, at);
            for (int i = 0; i < size; i++) {
                if (Float.isNaN(values[at + i])) {
                    throw unknown(indices[b], i / known, i % known);
                }
            }
            repeat(values, at, size);
        }
        return values;
    }

    private RecurveException unknown(int window, int step, int column) {
        TimeSeries series = windows.set().series(windows.series(window));
        return new RecurveException(
                "%s %s: the known covariate %s of series %s has no value at %s, but known covariates must have one at every step of look-back and horizon: give its future, or make it a past covariate"
                        .formatted(
                                windows.set().name(),
                                windows.set().split(),
                                settings.columns().known().get(column),
                                series.id(),
                                series.time(windows.origin(window) - lookback + step)));
    }

    private float[] statics(int[] indices) {
        var columns = settings.columns().statics();
        int size = settings.columns().staticWidth();
        float[] values = new float[indices.length * rows * size];
        float[] raw = new float[columns.size()];
        for (int b = 0; b < indices.length; b++) {
            windows.fillStatic(indices[b], raw, 0);
            int at = b * rows * size;
            for (int c = 0; c < raw.length; c++) {
                columns.get(c).write(raw[c], values, at);
                at += columns.get(c).width();
            }
            repeat(values, b * rows * size, size);
        }
        return values;
    }

    /** Copies a window's values to the rows of its other targets. */
    private void repeat(float[] values, int from, int size) {
        for (int row = 1; row < rows; row++) {
            System.arraycopy(values, from, values, from + row * size, size);
        }
    }

    private long[] ids(int[] indices) {
        long[] ids = new long[indices.length * rows];
        SeriesSet set = windows.set();
        for (int b = 0; b < indices.length; b++) {
            int series = settings.columns().index(set.series(windows.series(indices[b])).id());
            for (int row = 0; row < rows; row++) {
                ids[b * rows + row] = (long) series * rows + row;
            }
        }
        return ids;
    }

    /** Where in the season each look-back begins. */
    private long[] phases(int[] indices) {
        long[] phases = new long[indices.length * rows];
        for (int b = 0; b < indices.length; b++) {
            TimeSeries series = windows.set().series(windows.series(indices[b]));
            int start = windows.origin(indices[b]) - lookback;
            for (int row = 0; row < rows; row++) {
                phases[b * rows + row] = series.phase(start, settings.season());
            }
        }
        return phases;
    }
}
