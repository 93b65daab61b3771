package org.recurve.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.recurve.data.FittedModel;
import org.recurve.data.Forecast;
import org.recurve.data.ForecastSpread;
import org.recurve.data.SeriesForecaster;
import org.recurve.data.SeriesSet;
import org.recurve.data.SeriesWindows;

/**
 * Several forecasters that answer together: a point is the mean of their points. Where all give
 * sample paths, those of the whole are the paths of all; where all give quantiles of the same
 * levels, those of the whole are the means of theirs (Lichtendahl, Grushka-Cockayne and Winkler
 * 2013, "Is It Better to Average Probabilities or Quantiles?"). Otherwise there is no spread.
 */
public final class ForecastEnsemble implements SeriesForecaster, AutoCloseable {
    /** Windows whose forecasts of all members are held at once. */
    private static final int TOGETHER = 256;

    private final List<SeriesForecaster> members;

    private ForecastEnsemble(List<SeriesForecaster> members) {
        if (members.isEmpty()) {
            throw new IllegalArgumentException("an ensemble needs at least 1 member");
        }
        this.members = members;
    }

    /**
     * Brings fitted forecasters together. Their kinds may differ.
     *
     * @param members at least one, for the same series, look-back and horizon
     * @return the ensemble
     */
    public static ForecastEnsemble of(List<? extends SeriesForecaster> members) {
        return new ForecastEnsemble(List.copyOf(members));
    }

    /**
     * Trains members that differ in their seed alone, one after the other. If one fails, those
     * before it are closed.
     *
     * @param members how many, at least 1
     * @param seed of the first; the others have the numbers after it
     * @param fit trains one with a seed
     * @return the ensemble
     */
    public static ForecastEnsemble fit(
            int members, long seed, LongFunction<? extends SeriesForecaster> fit) {
        List<SeriesForecaster> fitted = new ArrayList<>();
        try {
            for (int i = 0; i < members; i++) {
                fitted.add(fit.apply(seed + i));
            }
        } catch (RuntimeException e) {
            fitted.forEach(ForecastEnsemble::close);
            throw e;
        }
        return of(fitted);
    }

    /** {@return those that answer together} */
    public List<SeriesForecaster> members() {
        return members;
    }

    @Override
    public void forecast(SeriesWindows windows, Consumer<? super Forecast> sink) {
        for (int from = 0; from < windows.size(); from += TOGETHER) {
            SeriesWindows part = windows.range(from, Math.min(windows.size(), from + TOGETHER));
            List<List<Forecast>> all = members.stream().map(m -> m.forecast(part)).toList();
            for (int w = 0; w < part.size(); w++) {
                int window = w;
                sink.accept(together(all.stream().map(its -> its.get(window)).toList()));
            }
        }
    }

    /**
     * Forecasts what comes behind the end of each series.
     *
     * @param series like those that the members were built for, all of which are {@link
     *     Forecaster}s
     * @return a forecast for each, in order
     * @throws IllegalStateException if a member is something else, whose look-back is not known
     */
    public List<Forecast> forecast(SeriesSet series) {
        if (!(members.get(0) instanceof Forecaster first)) {
            throw new IllegalStateException(
                    members.get(0).name()
                            + " has no look-back of its own: forecast windows, series.lastWindows(...)");
        }
        return forecast(series.lastWindows(first.lookback(), first.horizon()));
    }

    private Forecast together(List<Forecast> forecasts) {
        Forecast first = forecasts.get(0);
        int targets = first.targets().size();
        double[][] points = new double[targets][first.horizon()];
        List<ForecastSpread> spreads = new ArrayList<>();
        for (int c = 0; c < targets; c++) {
            int target = c;
            List<double[]> its = forecasts.stream().map(f -> f.mean(target)).toList();
            points[c] = mean(its);
            spreads.add(spread(forecasts.stream().map(f -> f.spread(target)).toList()));
        }
        return new Forecast(
                name(), first.series(), first.targets(), first.origin(), points, spreads);
    }

    private static ForecastSpread spread(List<ForecastSpread> spreads) {
        if (spreads.stream().allMatch(ForecastSpread.Samples.class::isInstance)) {
            return new ForecastSpread.Samples(
                    spreads.stream()
                            .map(ForecastSpread.Samples.class::cast)
                            .flatMap(s -> Arrays.stream(s.paths()))
                            .toArray(double[][]::new));
        }
        if (!(spreads.get(0) instanceof ForecastSpread.Quantiles first)
                || !spreads.stream()
                        .allMatch(
                                s ->
                                        s instanceof ForecastSpread.Quantiles q
                                                && Arrays.equals(q.levels(), first.levels()))) {
            return ForecastSpread.NONE;
        }
        List<double[][]> all =
                spreads.stream()
                        .map(ForecastSpread.Quantiles.class::cast)
                        .map(ForecastSpread.Quantiles::values)
                        .toList();
        double[][] values =
                IntStream.range(0, first.levels().length)
                        .mapToObj(q -> mean(all.stream().map(its -> its[q]).toList()))
                        .toArray(double[][]::new);
        return new ForecastSpread.Quantiles(first.levels(), values);
    }

    private static double[] mean(List<double[]> of) {
        double[] mean = new double[of.get(0).length];
        for (double[] its : of) {
            for (int h = 0; h < mean.length; h++) {
                mean[h] += its[h] / of.size();
            }
        }
        return mean;
    }

    @Override
    public String name() {
        List<String> names = members.stream().map(FittedModel::name).distinct().toList();
        return names.size() == 1
                ? members.size() + " x " + names.get(0)
                : String.join(" + ", names);
    }

    /** {@return the seed of the first member} */
    @Override
    public long seed() {
        return members.get(0).seed();
    }

    @Override
    public Map<String, Object> provenanceMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("method", "mean of the members' forecasts");
        map.put("members", members.stream().map(FittedModel::provenanceMap).toList());
        return map;
    }

    /** Frees the weights of all members that have any. */
    @Override
    public void close() {
        members.forEach(ForecastEnsemble::close);
    }

    private static void close(SeriesForecaster member) {
        if (member instanceof Forecaster model) {
            model.close();
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
