package org.recurve.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.recurve.core.RecurveException;

/**
 * Scalers for columns of a {@link SeriesSet}: one for each column over all series, or one for each
 * column of each series. They are fitted on the steps of the set that is given, which is the
 * training part: neither its future nor its history is looked at. Safe for use by several threads.
 */
public final class SeriesScaler {
    private static final int FORMAT = 1;

    /** Under which the scalers stand that are for all series. */
    private static final String ALL = "";

    private final List<String> columns;
    private final boolean perSeries;
    private final Map<String, List<Scaler>> scalers;

    private SeriesScaler(
            List<String> columns, boolean perSeries, Map<String, List<Scaler>> scalers) {
        this.columns = List.copyOf(columns);
        this.perSeries = perSeries;
        this.scalers = new LinkedHashMap<>(scalers);
    }

    /**
     * Fits a scaler for each column, over all series.
     *
     * @param scaling how
     * @param train the part to learn from
     * @param columns names of targets, past or known covariates; none for all targets
     * @return the scalers
     * @throws RecurveException if there is no such column, or a value is outside the domain of a
     *     logarithm or a power
     */
    public static SeriesScaler fit(Scaling scaling, SeriesSet train, String... columns) {
        List<String> names = names(train, columns);
        List<Scaler> fitted = new ArrayList<>();
        for (String column : names) {
            double[] values =
                    train.series().stream()
                            .flatMapToDouble(s -> Arrays.stream(s.values(column)))
                            .toArray();
            fitted.add(fitted(scaling, values, "\"" + column + "\" of " + train.name()));
        }
        return new SeriesScaler(names, false, Map.of(ALL, fitted));
    }

    /**
     * Fits a scaler for each column of each series.
     *
     * @param scaling how
     * @param train the part to learn from
     * @param columns names of targets, past or known covariates; none for all targets
     * @return the scalers, for series of these names
     * @throws RecurveException as for {@link #fit}
     */
    public static SeriesScaler fitPerSeries(Scaling scaling, SeriesSet train, String... columns) {
        List<String> names = names(train, columns);
        Map<String, List<Scaler>> all = new LinkedHashMap<>();
        for (TimeSeries series : train.series()) {
            all.put(
                    series.id(),
                    names.stream()
                            .map(
                                    c ->
                                            fitted(
                                                    scaling,
                                                    series.values(c),
                                                    "\"%s\" of series %s of %s"
                                                            .formatted(
                                                                    c, series.id(), train.name())))
                            .toList());
        }
        return new SeriesScaler(names, true, all);
    }

    private static Scaler fitted(Scaling scaling, double[] values, String what) {
        try {
            return scaling.fit(values);
        } catch (RecurveException e) {
            throw new RecurveException("cannot scale " + what + ": " + e.getMessage(), e);
        }
    }

    private static List<String> names(SeriesSet set, String... columns) {
        if (columns.length == 0) {
            return set.targets();
        }
        List<String> stored = set.columns().stored();
        for (String column : columns) {
            SeriesColumns.index(stored, column, "column to scale");
        }
        return List.of(columns);
    }

    /** {@return the names of the columns that are scaled} */
    public List<String> columns() {
        return columns;
    }

    /** {@return whether each series has scalers of its own} */
    public boolean isPerSeries() {
        return perSeries;
    }

    /**
     * The scaler of a column.
     *
     * @param id of the series
     * @param column its name
     * @return its scaler
     * @throws RecurveException if the column is not scaled, or no scaler was fitted for the series
     */
    public Scaler scaler(String id, String column) {
        return of(id).get(SeriesColumns.index(columns, column, "scaler of a column"));
    }

    private List<Scaler> of(String id) {
        List<Scaler> of = scalers.get(perSeries ? id : ALL);
        if (of == null) {
            throw new RecurveException(
                    ("the scalers were fitted for %d series, of which none is \"%s\": fit them for"
                                    + " it as well, or one over all series with fit(...)")
                            .formatted(scalers.size(), id));
        }
        return of;
    }

    /**
     * Scales a set: its history too, and the known future of its covariates.
     *
     * @param set has the columns; its series are those of the fit where each has its own scaler
     * @return a copy
     * @throws RecurveException if a column or a scaler is missing, or a value is outside the domain
     *     of a logarithm or a power
     */
    public SeriesSet apply(SeriesSet set) {
        return map(set, "scaled", Scaler::apply);
    }

    /**
     * Undoes {@link #apply}.
     *
     * @param set on the scale of a model
     * @return a copy on the scale of the measurement
     * @throws RecurveException if a column or a scaler is missing
     */
    public SeriesSet invert(SeriesSet set) {
        return map(set, "unscaled", Scaler::invert);
    }

    /** Applies a scaler to a number. */
    private interface Change {
        double of(Scaler scaler, double value);
    }

    private SeriesSet map(SeriesSet set, String how, Change change) {
        List<String> stored = set.columns().stored();
        columns.forEach(c -> SeriesColumns.index(stored, c, "column to scale"));
        return set.map(
                how + " " + String.join(", ", columns),
                (i, part, c, values) -> {
                    int at = columns.indexOf(set.columns().names(part).get(c));
                    if (at >= 0) {
                        Scaler scaler = of(set.series(i).id()).get(at);
                        for (int t = 0; t < values.length; t++) {
                            values[t] = change.of(scaler, values[t]);
                        }
                    }
                    return values;
                });
    }

    /**
     * {@return whether the other scales the same columns of the same series by the same numbers}
     */
    @Override
    public boolean equals(Object other) {
        return other instanceof SeriesScaler that
                && columns.equals(that.columns)
                && perSeries == that.perSeries
                && scalers.equals(that.scalers);
    }

    @Override
    public int hashCode() {
        return Objects.hash(columns, perSeries, scalers);
    }

    /** {@return all scalers and a format version as JSON, for {@link #fromJson}} */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.addProperty("perSeries", perSeries);
        JsonArray names = new JsonArray();
        columns.forEach(names::add);
        json.add("columns", names);
        JsonObject all = new JsonObject();
        scalers.forEach(
                (id, of) -> {
                    JsonArray list = new JsonArray();
                    of.forEach(scaler -> list.add(scaler.toJson()));
                    all.add(id, list);
                });
        json.add("scalers", all);
        return json;
    }

    /**
     * Reads what {@link #toJson} made.
     *
     * @param json scalers of a format that this version reads
     * @return equal scalers
     * @throws RecurveException if it is something else
     */
    public static SeriesScaler fromJson(JsonObject json) {
        try {
            int format = json.get("format").getAsInt();
            if (format != FORMAT) {
                throw new RecurveException(
                        "the scalers have format version %d, this Recurve reads version %d: use the Recurve that wrote them, or a newer one"
                                .formatted(format, FORMAT));
            }
            List<String> columns = new ArrayList<>();
            json.getAsJsonArray("columns").forEach(c -> columns.add(c.getAsString()));
            Map<String, List<Scaler>> scalers = new LinkedHashMap<>();
            for (Map.Entry<String, JsonElement> entry :
                    json.getAsJsonObject("scalers").entrySet()) {
                List<Scaler> of = new ArrayList<>();
                for (JsonElement scaler : entry.getValue().getAsJsonArray()) {
                    of.add(Scaler.fromJson(scaler.getAsJsonObject()));
                }
                if (of.size() != columns.size()) {
                    throw new RecurveException(
                            "the scalers are damaged: %d columns, but %d scalers"
                                    .formatted(columns.size(), of.size()));
                }
                scalers.put(entry.getKey(), of);
            }
            return new SeriesScaler(columns, json.get("perSeries").getAsBoolean(), scalers);
        } catch (NullPointerException
                | ClassCastException
                | IllegalStateException
                | NumberFormatException
                | UnsupportedOperationException e) {
            throw new RecurveException(
                    "these are no scalers: expected format, perSeries, columns and scalers ("
                            + e.getMessage()
                            + ")",
                    e);
        }
    }
}
