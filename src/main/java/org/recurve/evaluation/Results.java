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
        Map<String, Object> provenance = new LinkedHashMap<>();
        provenance.put("model", model.provenanceMap());
        provenance.put("data", ProvenanceMap.of(data));
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
