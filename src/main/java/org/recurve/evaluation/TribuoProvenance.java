package org.recurve.evaluation;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.recurve.core.ProvenanceMap;
import org.tribuo.provenance.EvaluationProvenance;
import org.tribuo.provenance.ModelProvenance;

/** Recurve's plain provenance as Tribuo's {@link EvaluationProvenance}. */
final class TribuoProvenance {
    /** Stands for "not recorded", as Tribuo's model provenance cannot do without a time. */
    private static final OffsetDateTime NOT_RECORDED =
            OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private TribuoProvenance() {}

    /**
     * Builds the provenance of an evaluation.
     *
     * @param modelClass name of the model's class
     * @param model how the model came about, in the form of {@link ProvenanceMap}; the training
     *     data, {@code settings}, {@code seed} and {@code started} of a run find their place in
     *     Tribuo's fields, and all the rest is kept under the instance values
     * @param outputs how many outputs the model chooses between
     * @param dataClass name of the class of the data
     * @param data what the model was judged on, in the form of {@link ProvenanceMap}, with all that
     *     is to be told of how
     * @return the same in Tribuo's form
     */
    static EvaluationProvenance of(
            String modelClass,
            Map<String, Object> model,
            int outputs,
            String dataClass,
            Map<String, Object> data) {
        Map<String, Object> settings = new LinkedHashMap<>();
        if (model.get("settings") instanceof Map<?, ?> map) {
            map.forEach((key, value) -> settings.put(key.toString(), value));
        }
        if (model.get("seed") != null) {
            settings.put("seed", model.get("seed"));
        }
        OffsetDateTime time =
                model.get("started") instanceof String started
                        ? OffsetDateTime.parse(started)
                        : NOT_RECORDED;
        // The Java version and system are those of the training, under "versions", not of this
        // process; so Tribuo is told not to look for them.
        ModelProvenance trained =
                new ModelProvenance(
                        modelClass,
                        time,
                        new RecurveDatasetProvenance(
                                RecurveDataSourceProvenance.of(dataClass, trainingData(model)),
                                dataClass,
                                outputs),
                        RecurveTrainerProvenance.of(modelClass, settings),
                        RecurveProvenance.convert(rest(model)),
                        false);
        return new EvaluationProvenance(trained, RecurveDataSourceProvenance.of(dataClass, data));
    }

    /** Finds the training split among the data of a run; empty if the model names none. */
    private static Map<String, Object> trainingData(Map<String, Object> model) {
        Map<String, Object> found = new LinkedHashMap<>();
        for (Object element : data(model)) {
            if (found.isEmpty() && isTraining(element)) {
                ((Map<?, ?>) element).forEach((key, value) -> found.put(key.toString(), value));
            }
        }
        return found;
    }

    /** What has no field of its own in Tribuo's form. */
    private static Map<String, Object> rest(Map<String, Object> model) {
        Map<String, Object> rest = new LinkedHashMap<>(model);
        rest.keySet().removeAll(Set.of("settings", "seed", "started"));
        List<?> others = data(model).stream().filter(each -> !isTraining(each)).toList();
        rest.computeIfPresent("data", (key, value) -> others);
        return rest;
    }

    private static List<?> data(Map<String, Object> model) {
        return model.get("data") instanceof List<?> list ? list : List.of();
    }

    private static boolean isTraining(Object data) {
        return data instanceof Map<?, ?> map && "train".equals(map.get("split"));
    }
}
