package org.recurve.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.tribuo.Output;
import org.tribuo.evaluation.metrics.MetricID;

/** Figures by Tribuo's names for them. */
final class MetricIds {
    private MetricIds() {}

    /** {@return the figures in their order; not to be changed} */
    static <T extends Output<T>> Map<MetricID<T>, Double> of(
            Map<String, Double> metrics, Function<String, MetricID<T>> id) {
        Map<MetricID<T>, Double> map = new LinkedHashMap<>();
        metrics.forEach((name, value) -> map.put(id.apply(name), value));
        return Collections.unmodifiableMap(map);
    }
}
