package org.recurve.task;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.recurve.core.RecurveException;
import org.recurve.data.FittedModel;
import org.recurve.data.Forecast;
import org.recurve.data.ForecastSpread;
import org.recurve.data.SeriesForecaster;
import org.recurve.data.SeriesSet;
import org.recurve.data.SeriesWindows;

/**
 * A forecaster of its own for each series, fitted to that series alone: <i>local</i> models, to
 * stand beside a <i>global</i> one that learned from all series together (Januschowski et al. 2020,
 * "Criteria for classifying forecasting methods").
 *
 * <pre>{@code
 * var local = PerSeriesForecaster.fit(train, one -> recipe.fit(one, seed));
 * }</pre>
 *
 * <p>It forecasts the series that it was fitted to, no others.
 */
public final class PerSeriesForecaster implements SeriesForecaster, AutoCloseable {
    private final Map<String, SeriesForecaster> members;

    private PerSeriesForecaster(Map<String, SeriesForecaster> members) {
        this.members = members;
    }

    /**
     * Fits a forecaster to each series, one after the other. If one fails, those before it are
     * closed.
     *
     * @param train the series to learn from
     * @param fit makes a forecaster of a set of one series
     * @return all of them together; closing it closes them
     */
    public static PerSeriesForecaster fit(
            SeriesSet train, Function<SeriesSet, ? extends SeriesForecaster> fit) {
        PerSeriesForecaster all = new PerSeriesForecaster(new LinkedHashMap<>());
        try {
            for (String id : train.ids()) {
                all.members.put(id, fit.apply(train.only(id)));
            }
        } catch (RuntimeException e) {
            all.close();
            throw e;
        }
        return all;
    }

    /**
     * The forecaster of a series.
     *
     * @param id name of the series
     * @return what was fitted to it
     * @throws RecurveException if there is none
     */
    public SeriesForecaster of(String id) {
        SeriesForecaster member = members.get(id);
        if (member == null) {
            throw new RecurveException(
                    "of the %d forecasters of one series each none was fitted to \"%s\": fit them to a set that has it, or forecast it with a model of all series"
                            .formatted(members.size(), id));
        }
        return member;
    }

    @Override
    public void forecast(SeriesWindows windows, Consumer<? super Forecast> sink) {
        // Windows stand series by series.
        for (int w = 0; w < windows.size(); ) {
            String id = windows.set().series(windows.series(w)).id();
            SeriesWindows its = windows.ofSeries(id);
            of(id).forecast(its, forecast -> sink.accept(named(forecast)));
            w += its.size();
        }
    }

    private Forecast named(Forecast of) {
        double[][] points = new double[of.targets().size()][];
        List<ForecastSpread> spreads = new ArrayList<>();
        for (int c = 0; c < points.length; c++) {
            points[c] = of.mean(c);
            spreads.add(of.spread(c));
        }
        return new Forecast(name(), of.series(), of.targets(), of.origin(), points, spreads);
    }

    @Override
    public String name() {
        List<String> names = members.values().stream().map(FittedModel::name).distinct().toList();
        return String.join(" + ", names) + ", one for each series";
    }

    @Override
    public boolean baseline() {
        return members.values().stream().allMatch(SeriesForecaster::baseline);
    }

    /** {@return the seed of the first one} */
    @Override
    public long seed() {
        return members.values().iterator().next().seed();
    }

    @Override
    public Map<String, Object> provenanceMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("method", "a forecaster of its own for each series");
        map.put("members", members.values().stream().map(SeriesForecaster::provenanceMap).toList());
        return map;
    }

    /** Frees the weights of all that have any. */
    @Override
    public void close() {
        for (SeriesForecaster member : members.values()) {
            if (member instanceof Forecaster model) {
                model.close();
            }
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
