package org.recurve.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.recurve.core.DataProvenance;
import org.recurve.core.EvaluationEvent;
import org.recurve.core.Events;
import org.recurve.core.ProvenanceMap;
import org.recurve.data.FittedModel;

/** Tells the world what an evaluation found. */
final class Results {
    private Results() {}

    static void publish(
            String task,
            FittedModel model,
            DataProvenance data,
            Map<String, Double> metrics,
            boolean primary) {
        publish(task, model, data, Map.of(), metrics, primary);
    }

    /**
     * @param how more that the provenance tells than of model and data, in the form of {@link
     *     ProvenanceMap}
     */
    static void publish(
            String task,
            FittedModel model,
            DataProvenance data,
            Map<String, Object> how,
            Map<String, Double> metrics,
            boolean primary) {
        Map<String, Object> provenance = new LinkedHashMap<>();
        provenance.put("model", model.provenanceMap());
        provenance.put("data", ProvenanceMap.of(data));
        provenance.putAll(how);
        Events.publish(
                new EvaluationEvent(
                        task,
                        model.name(),
                        data.dataset(),
                        data.split(),
                        metrics,
                        model.baseline()
                                ? EvaluationEvent.Role.BASELINE
                                : EvaluationEvent.Role.MODEL,
                        model.seed(),
                        primary,
                        provenance));
    }
}
