package org.recurve.data;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.recurve.core.RecurveException;

/**
 * What forecasts series. Networks and simple methods both are one, so that both are judged alike.
 */
public interface SeriesForecaster extends FittedModel {

    /**
     * Forecasts the horizon of every window, one after the other, in their order. A forecast is
     * made of what lies before its origin, and of the known covariates of the horizon, alone; none
     * is kept, so that millions of them need no memory.
     *
     * @param windows of series like those it was made for
     * @param sink gets each forecast
     * @throws RecurveException if the series or the windows are not what it was made for
     */
    void forecast(SeriesWindows windows, Consumer<? super Forecast> sink);

    /**
     * Forecasts the horizon of every window.
     *
     * @param windows of series like those it was made for
     * @return a forecast for each
     * @throws RecurveException if the series or the windows are not what it was made for
     */
    default List<Forecast> forecast(SeriesWindows windows) {
        List<Forecast> forecasts = new ArrayList<>();
        forecast(windows, forecasts::add);
        return forecasts;
    }
}
