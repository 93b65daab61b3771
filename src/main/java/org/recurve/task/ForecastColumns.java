package org.recurve.task;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recurve.core.RecurveException;
import org.recurve.data.Frequency;
import org.recurve.data.Scaler;
import org.recurve.data.Scaling;
import org.recurve.data.SeriesSet;
import org.recurve.data.StaticCovariate;

/**
 * The columns of the series that a {@link Forecaster} was built for.
 *
 * @param frequency of the steps
 * @param targets what is forecast
 * @param past covariates whose future is not known
 * @param known covariates whose future is known
 * @param statics covariates that are the same at all times
 * @param ids places of the series by name, for their embedding
 */
record ForecastColumns(
        Frequency frequency,
        List<String> targets,
        List<String> past,
        List<String> known,
        List<Static> statics,
        Map<String, Integer> ids) {

    /**
     * A static covariate as numbers.
     *
     * @param name of the column
     * @param categories become a place each, one of which is 1; empty for a number
     * @param scaler of a number
     */
    record Static(String name, List<String> categories, Scaler scaler) {
        int width() {
            return Math.max(1, categories.size());
        }

        void write(double value, float[] to, int offset) {
            if (categories.isEmpty()) {
                to[offset] = (float) scaler.apply(value);
            } else {
                to[offset + (int) value] = 1;
            }
        }
    }

    static ForecastColumns of(SeriesSet train) {
        List<Static> statics = new ArrayList<>();
        for (StaticCovariate covariate : train.staticCovariates()) {
            statics.add(
                    new Static(
                            covariate.name(),
                            covariate.categories(),
                            Scaling.standard().fit(covariate.values())));
        }
        Map<String, Integer> ids = new LinkedHashMap<>();
        train.ids().forEach(id -> ids.put(id, ids.size()));
        return new ForecastColumns(
                train.frequency(),
                train.targets(),
                train.pastCovariates(),
                train.knownCovariates(),
                statics,
                ids);
    }

    int staticWidth() {
        return statics.stream().mapToInt(Static::width).sum();
    }

    /**
     * {@return the place of a series}
     *
     * @throws RecurveException if it was not there in training
     */
    int index(String id) {
        Integer index = ids.get(id);
        if (index == null) {
            throw new RecurveException(
                    "series %s was not among the %d of the training, so there is no embedding for it: train with it, or build without embedding(...)"
                            .formatted(id, ids.size()));
        }
        return index;
    }

    void check(SeriesSet data, String model) {
        same(data, model, "targets", targets, data.targets());
        same(data, model, "past covariates", past, data.pastCovariates());
        same(data, model, "known covariates", known, data.knownCovariates());
        same(
                data,
                model,
                "static covariates",
                statics.stream().map(s -> s.name() + s.categories()).toList(),
                data.staticCovariates().stream().map(s -> s.name() + s.categories()).toList());
        if (!frequency.equals(data.frequency())) {
            throw new RecurveException(
                    "%s %s has a step of %s, but this %s was built for steps of %s"
                            .formatted(
                                    data.name(), data.split(), data.frequency(), model, frequency));
        }
    }

    private static void same(
            SeriesSet data, String model, String what, List<String> mine, List<String> its) {
        if (!mine.equals(its)) {
            throw new RecurveException(
                    "%s %s has the %s %s, but this %s was built for %s"
                            .formatted(data.name(), data.split(), what, its, model, mine));
        }
    }

    Map<String, String> asMap() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("step", frequency.toString());
        map.put("targets", ForecastSettings.list(targets));
        map.put("past covariates", ForecastSettings.list(past));
        map.put("known covariates", ForecastSettings.list(known));
        map.put(
                "static covariates",
                ForecastSettings.list(statics.stream().map(Static::name).toList()));
        map.put("series", Integer.toString(ids.size()));
        return map;
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.add("frequency", ForecastSettings.json(frequency));
        json.add("targets", ModelFile.GSON.toJsonTree(targets));
        json.add("past", ModelFile.GSON.toJsonTree(past));
        json.add("known", ModelFile.GSON.toJsonTree(known));
        json.add("ids", ModelFile.GSON.toJsonTree(List.copyOf(ids.keySet())));
        var all = new com.google.gson.JsonArray();
        for (Static of : statics) {
            JsonObject one = new JsonObject();
            one.addProperty("name", of.name());
            one.add("categories", ModelFile.GSON.toJsonTree(of.categories()));
            one.add("scaler", of.scaler().toJson());
            all.add(one);
        }
        json.add("statics", all);
        return json;
    }

    static ForecastColumns fromJson(JsonObject json) {
        Map<String, Integer> ids = new HashMap<>();
        strings(json, "ids").forEach(id -> ids.put(id, ids.size()));
        List<Static> statics = new ArrayList<>();
        json.getAsJsonArray("statics")
                .forEach(
                        one -> {
                            JsonObject of = one.getAsJsonObject();
                            statics.add(
                                    new Static(
                                            of.get("name").getAsString(),
                                            strings(of, "categories"),
                                            Scaler.fromJson(of.getAsJsonObject("scaler"))));
                        });
        return new ForecastColumns(
                ForecastSettings.frequency(json.getAsJsonObject("frequency")),
                strings(json, "targets"),
                strings(json, "past"),
                strings(json, "known"),
                statics,
                ids);
    }

    private static List<String> strings(JsonObject json, String name) {
        return Arrays.asList(ModelFile.GSON.fromJson(json.get(name), String[].class));
    }
}
