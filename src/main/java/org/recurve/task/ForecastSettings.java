package org.recurve.task;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.recurve.core.RecurveException;
import org.recurve.data.Frequency;
import org.recurve.data.SeriesScaler;
import org.recurve.data.SeriesSet;
import org.recurve.data.WindowNormalization;
import org.recurve.nn.Cells;
import org.recurve.nn.Dropout;
import org.recurve.nn.StackLayer.Norm;

/**
 * What a {@link Forecaster} is made with.
 *
 * @param name what reports call it
 * @param layers of the recurrent network
 * @param dropout where what is dropped in training
 * @param lookback L, steps that are read
 * @param horizon H, steps that are forecast
 * @param decoder from what was read to the horizon
 * @param output what is said of a step
 * @param residual simple forecast that the output is added to
 * @param normalization of each window
 * @param separate whether each target is read by itself, by the same network
 * @param missing whether values may be missing
 * @param season steps of a season
 * @param embedding width of the vector of a series, 0 for none
 * @param samples how many paths are drawn of a distribution
 * @param columns of the data
 * @param scaler of the targets
 * @param covariates scaler of past and known covariates; null where there are none
 */
record ForecastSettings(
        String name,
        RecurrentLayers layers,
        Dropout dropout,
        int lookback,
        int horizon,
        ForecastDecoder decoder,
        ForecastOutput output,
        ForecastResidual residual,
        WindowNormalization normalization,
        boolean separate,
        boolean missing,
        int season,
        int embedding,
        int samples,
        ForecastColumns columns,
        SeriesScaler scaler,
        SeriesScaler covariates) {

    ForecastSettings {
        if (lookback < 1 || horizon < 1 || embedding < 0) {
            throw new IllegalArgumentException(
                    "look-back and horizon must be at least 1 step and the embedding at least 0 wide, not %d, %d and %d"
                            .formatted(lookback, horizon, embedding));
        }
        if (decoder.segment() > lookback) {
            throw new IllegalArgumentException(
                    "a segment of %d steps is longer than the look-back of %d"
                            .formatted(decoder.segment(), lookback));
        }
        if (samples < 1) {
            throw new IllegalArgumentException(
                    "there must be at least 1 sample path, not " + samples);
        }
        boolean recursive = decoder.kind() == ForecastDecoder.Kind.RECURSIVE;
        if (recursive && !columns.past().isEmpty()) {
            throw new RecurveException(
                    "recursive decoding reads its own forecasts in the horizon, where the past covariates "
                            + columns.past()
                            + " are not known: take another decoder, or leave them out");
        }
        boolean atOnce =
                residual == ForecastResidual.LINEAR || residual == ForecastResidual.SMOOTHING;
        if (recursive && atOnce) {
            throw new IllegalArgumentException(
                    "a %s residual makes all steps at once, recursive decoding one after the other: take LAST or SEASONAL"
                            .formatted(residual));
        }
        if (residual == ForecastResidual.SMOOTHING
                && (missing
                        || season < 2
                        || lookback % season != 0
                        || (!separate && columns.targets().size() > 1))) {
            throw new IllegalArgumentException(
                    "a SMOOTHING residual needs a season (%d steps), a look-back of whole seasons (%d steps), no missing values, and targets that are read by themselves"
                            .formatted(season, lookback));
        }
        if (recursive && output.kind() == ForecastOutput.Kind.QUANTILES) {
            throw new IllegalArgumentException(
                    "recursive decoding draws what it reads next, for which quantiles are too little: take a distribution");
        }
        if (residual == ForecastResidual.SEASONAL && season > lookback) {
            throw new IllegalArgumentException(
                    "a SEASONAL residual needs a look-back of at least a season of %d steps, not %d"
                            .formatted(season, lookback));
        }
        boolean scaled = normalization == WindowNormalization.MEAN_SCALE;
        if (output.counts() && (!scaled || residual != ForecastResidual.NONE)) {
            throw new IllegalArgumentException(
                    "a negative binomial distribution goes with the normalization MEAN_SCALE and without a residual, not with %s and %s"
                            .formatted(normalization, residual));
        }
    }

    /** {@return D, the targets of a row of the network} */
    int width() {
        return separate ? 1 : columns.targets().size();
    }

    /** {@return how many rows of the network a window makes} */
    int rows() {
        return separate ? columns.targets().size() : 1;
    }

    /** {@return how many numbers a row has that are the same at all steps} */
    int constants() {
        return columns.staticWidth() + embedding;
    }

    /** {@return how many numbers a step of the look-back has} */
    int features() {
        return width() * (missing ? 2 : 1)
                + columns.past().size()
                + columns.known().size()
                + constants();
    }

    /** Refuses series that the network cannot read. */
    void check(SeriesSet data) {
        columns.check(data, name);
        if (knowsSeries()) {
            data.ids().forEach(columns::index);
        }
    }

    /** {@return whether something is learned for each series} */
    boolean knowsSeries() {
        return embedding > 0 || residual == ForecastResidual.SMOOTHING;
    }

    /** {@return the numbers as the network wants them} */
    SeriesSet scaled(SeriesSet data) {
        SeriesSet targets = scaler.apply(data);
        return covariates == null ? targets : covariates.apply(targets);
    }

    Map<String, String> asMap() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("cell", layers.cell().name());
        map.put("layers", Integer.toString(layers.layers()));
        map.put("hidden", Integer.toString(layers.hidden()));
        map.put("norm", layers.norm().name().toLowerCase(Locale.ROOT));
        map.put("dropout", dropout.toString());
        map.put("look-back", Integer.toString(lookback));
        map.put("horizon", Integer.toString(horizon));
        map.put("decoder", decoder.toString());
        map.put("output", output.toString());
        map.put("residual", residual.name().toLowerCase(Locale.ROOT));
        map.put("normalization", normalization.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        map.put("scaler", scaler.toJson().toString());
        map.put("targets read one by one", Boolean.toString(separate));
        map.put("missing values", Boolean.toString(missing));
        map.put("season", Integer.toString(season));
        map.put("embedding", Integer.toString(embedding));
        if (output.distribution() != null) {
            map.put("samples", Integer.toString(samples));
        }
        map.putAll(columns.asMap());
        return map;
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("name", name);
        json.addProperty("cell", layers.cell().name());
        json.addProperty("layers", layers.layers());
        json.addProperty("hidden", layers.hidden());
        json.addProperty("norm", layers.norm().name());
        json.add("dropout", ModelFile.GSON.toJsonTree(dropout));
        json.addProperty("lookback", lookback);
        json.addProperty("horizon", horizon);
        json.add("decoder", decoder.toJson());
        json.add("output", output.toJson());
        json.addProperty("residual", residual.name());
        json.addProperty("normalization", normalization.name());
        json.addProperty("separate", separate);
        json.addProperty("missing", missing);
        json.addProperty("season", season);
        json.addProperty("embedding", embedding);
        json.addProperty("samples", samples);
        json.add("columns", columns.toJson());
        json.add("scaler", scaler.toJson());
        if (covariates != null) {
            json.add("covariates", covariates.toJson());
        }
        return json;
    }

    static ForecastSettings fromJson(JsonObject json) {
        int hidden = json.get("hidden").getAsInt();
        return new ForecastSettings(
                json.get("name").getAsString(),
                new RecurrentLayers(
                        Cells.byName(json.get("cell").getAsString()),
                        json.get("layers").getAsInt(),
                        hidden,
                        hidden,
                        false,
                        Norm.valueOf(json.get("norm").getAsString())),
                ModelFile.GSON.fromJson(json.get("dropout"), Dropout.class),
                json.get("lookback").getAsInt(),
                json.get("horizon").getAsInt(),
                ForecastDecoder.fromJson(json.getAsJsonObject("decoder")),
                ForecastOutput.fromJson(json.getAsJsonObject("output")),
                ForecastResidual.valueOf(json.get("residual").getAsString()),
                WindowNormalization.valueOf(json.get("normalization").getAsString()),
                json.get("separate").getAsBoolean(),
                json.get("missing").getAsBoolean(),
                json.get("season").getAsInt(),
                json.get("embedding").getAsInt(),
                json.get("samples").getAsInt(),
                ForecastColumns.fromJson(json.getAsJsonObject("columns")),
                SeriesScaler.fromJson(json.getAsJsonObject("scaler")),
                json.has("covariates")
                        ? SeriesScaler.fromJson(json.getAsJsonObject("covariates"))
                        : null);
    }

    static JsonObject json(Frequency frequency) {
        JsonObject json = new JsonObject();
        json.addProperty("count", frequency.count());
        json.addProperty("unit", frequency.unit().name());
        return json;
    }

    static Frequency frequency(JsonObject json) {
        return Frequency.of(
                json.get("count").getAsInt(),
                Frequency.Unit.valueOf(json.get("unit").getAsString()));
    }

    /** {@return names joined, for a line of settings} */
    static String list(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
