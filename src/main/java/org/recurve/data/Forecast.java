package org.recurve.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.recurve.core.RecurveException;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a model says of the next H steps of one series, for each of its targets: points, most often
 * the mean, and where the model gives one a spread around them. Numbers are in the unit of the
 * series. It knows the series, so that it can be drawn behind its past and beside what came.
 */
public final class Forecast {
    private final String model;
    private final TimeSeries series;
    private final List<String> targets;
    private final int origin;
    private final double[][] points;
    private final List<ForecastSpread> spreads;

    /**
     * A forecast with a spread.
     *
     * @param model what reports call the model
     * @param series that is forecast
     * @param targets names of what is forecast, those of the series' set
     * @param origin the first step of the horizon, counted from the first of the series; may be its
     *     length
     * @param points of each target a finite number for each step, not copied
     * @param spreads of each target
     */
    public Forecast(
            String model,
            TimeSeries series,
            List<String> targets,
            int origin,
            double[][] points,
            List<ForecastSpread> spreads) {
        if (points.length != targets.size() || spreads.size() != targets.size()) {
            throw new IllegalArgumentException(
                    "points and spreads must be of %d targets, not %d and %d"
                            .formatted(targets.size(), points.length, spreads.size()));
        }
        for (double[] of : points) {
            for (int h = 0; h < of.length; h++) {
                if (!Double.isFinite(of[h])) {
                    throw new RecurveException(
                            "%s forecasts %s for step %d of series %s behind %s; expected finite numbers: is a value of the look-back, or of a covariate, missing or far outside of what it was trained on?"
                                    .formatted(
                                            model,
                                            of[h],
                                            h + 1,
                                            series.id(),
                                            series.time(origin - 1)));
                }
            }
        }
        this.model = model;
        this.series = series;
        this.targets = List.copyOf(targets);
        this.origin = origin;
        this.points = points;
        this.spreads = List.copyOf(spreads);
    }

    /**
     * A forecast of points alone.
     *
     * @param model what reports call the model
     * @param series that is forecast
     * @param targets names of what is forecast, those of the series' set
     * @param origin the first step of the horizon, counted from the first of the series
     * @param points of each target a finite number for each step, not copied
     */
    public Forecast(
            String model, TimeSeries series, List<String> targets, int origin, double[][] points) {
        this(
                model,
                series,
                targets,
                origin,
                points,
                IntStream.range(0, targets.size()).mapToObj(t -> ForecastSpread.NONE).toList());
    }

    /** {@return what made it, in a few words} */
    public String model() {
        return model;
    }

    /** {@return the series that is forecast} */
    public TimeSeries series() {
        return series;
    }

    /** {@return the names of what is forecast, at least 1} */
    public List<String> targets() {
        return targets;
    }

    /** {@return the first step of the horizon, counted from the first of the series} */
    public int origin() {
        return origin;
    }

    /** {@return H, how many steps are forecast} */
    public int horizon() {
        return points[0].length;
    }

    /**
     * When a step is.
     *
     * @param step from 0, the first behind what is known
     * @return its time as text
     */
    public String time(int step) {
        return series.time(origin + step);
    }

    /**
     * {@return the points of the first target, a number for each step: the mean for a model that
     * was trained on squared errors or gives a distribution, the median for one that was trained on
     * absolute errors or gives quantiles}
     */
    public double[] mean() {
        return mean(0);
    }

    /**
     * The points of a target, see {@link #mean()}.
     *
     * @param target from 0
     * @return a number for each step
     */
    public double[] mean(int target) {
        return points[target].clone();
    }

    /**
     * A quantile of the first target.
     *
     * @param level between 0 and 1, such as 0.9
     * @return a number for each step
     * @throws RecurveException if the forecast has none there
     */
    public double[] quantile(double level) {
        return quantile(0, level);
    }

    /**
     * A quantile of a target.
     *
     * @param target from 0
     * @param level between 0 and 1, such as 0.9
     * @return a number for each step
     * @throws RecurveException if the forecast has none there
     */
    public double[] quantile(int target, double level) {
        return spreads.get(target).quantile(level);
    }

    /**
     * What is said of how far off the points of a target may be.
     *
     * @param target from 0
     * @return nothing, quantiles, or sample paths
     */
    public ForecastSpread spread(int target) {
        return spreads.get(target);
    }

    /** {@return whether it says how far off it may be} */
    public boolean hasSpread() {
        return !(spreads.get(0) instanceof ForecastSpread.None);
    }

    /**
     * What came.
     *
     * @param target from 0
     * @return a number for each step of the horizon; NaN where it is missing or not there yet
     */
    public double[] actual(int target) {
        return values(target, origin, origin + horizon());
    }

    /**
     * What was before.
     *
     * @param target from 0
     * @param steps how many, at least 0; as many as there are if that is fewer
     * @return the values right before the horizon, the last one last; NaN where one is missing
     */
    public double[] past(int target, int steps) {
        return values(target, origin - Math.min(steps, origin + series.history()), origin);
    }

    private double[] values(int target, int from, int to) {
        double[] values = new double[to - from];
        for (int t = from; t < to; t++) {
            values[t - from] = series.seen(SeriesColumns.Part.TARGET, target, t);
        }
        return values;
    }

    /**
     * {@return a row for each step of each target: its time, the target where there are several,
     * the points, where there is a spread the ends of the 80 % and the 95 % interval (of quantiles
     * those that were forecast, none between), and what came}
     */
    public Table toTable() {
        List<String> times = new ArrayList<>();
        List<String> names = new ArrayList<>();
        DoubleColumn mean = DoubleColumn.create("mean");
        DoubleColumn actual = DoubleColumn.create("actual");
        for (int c = 0; c < targets.size(); c++) {
            double[] came = actual(c);
            for (int h = 0; h < horizon(); h++) {
                times.add(time(h));
                names.add(targets.get(c));
                mean.append(points[c][h]);
                actual.append(came[h]);
            }
        }
        Table table = Table.create(model + ", " + series.id(), StringColumn.create("time", times));
        if (targets.size() > 1) {
            table.addColumns(StringColumn.create("target", names));
        }
        table.addColumns(mean);
        if (hasSpread()) {
            for (double level : new double[] {0.025, 0.1, 0.9, 0.975}) {
                DoubleColumn column = quantiles(level);
                if (column != null) {
                    table.addColumns(column);
                }
            }
        }
        return table.addColumns(actual);
    }

    /** {@return a column over all targets, or null where one has no such quantile} */
    private DoubleColumn quantiles(double level) {
        DoubleColumn column = DoubleColumn.create(String.format(Locale.ROOT, "q%s", level));
        for (ForecastSpread spread : spreads) {
            if (spread instanceof ForecastSpread.Quantiles quantiles && !quantiles.has(level)) {
                return null;
            }
            for (double value : spread.quantile(level)) {
                column.append(value);
            }
        }
        return column;
    }

    /** {@return model, series, times and horizon in a line} */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %s of %s, %,d steps from %s",
                model,
                String.join(", ", targets),
                series.id(),
                horizon(),
                time(0));
    }
}
