package org.recurve.display;

import java.util.List;
import java.util.stream.Collectors;
import org.recurve.core.RecurveException;
import org.recurve.data.Forecast;
import org.recurve.data.SeriesSet;

/** Forecasts as fan charts, series as pictures above their table. */
final class ForecastViews {
    /** So many targets of a forecast are drawn. */
    private static final int TARGETS = 4;

    private ForecastViews() {}

    static void register() {
        Displays.register(Forecast.class, ForecastViews::html, Forecast::toString);
        Displays.register(
                SeriesSet.class,
                set ->
                        "<p>"
                                + Html.image(new SeriesChart(set))
                                + "</p>\n"
                                + TableView.html(set.summary()),
                set -> set + "\n" + TableView.text(set.summary()));
    }

    /** {@return the place of a target in a forecast} */
    static int target(Forecast forecast, String name) {
        int target = forecast.targets().indexOf(name);
        if (target < 0) {
            throw new RecurveException(
                    "there is no target \"%s\" in \"%s\": it has %s"
                            .formatted(name, forecast, String.join(", ", forecast.targets())));
        }
        return target;
    }

    private static String html(Forecast forecast) {
        List<String> targets = forecast.targets();
        String charts =
                targets.stream()
                        .limit(TARGETS)
                        .map(name -> Html.image(new FanChart(forecast).target(name)))
                        .collect(Collectors.joining("<br>\n"));
        return targets.size() <= TARGETS
                ? charts
                : charts
                        + "\n"
                        + Html.note(
                                "The first %d of %d targets.".formatted(TARGETS, targets.size()));
    }
}
