package org.recurve.baseline;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recurve.core.DataProvenance;
import org.recurve.core.ProvenanceMap;
import org.recurve.core.RecurveException;
import org.recurve.data.FittedModel;

/**
 * Answers every item alike, with numbers taken of the training data, without a look at the item:
 * what anything that looks at its input has to beat.
 */
abstract sealed class ConstantBaseline implements FittedModel
        permits MajorityClass, LabelShares, MeanValue {
    private final String name;
    private final String method;
    private final String kind;
    private final List<String> outputs;
    private final double[] numbers;
    private final Map<String, Object> data;

    /**
     * @param name what reports call it
     * @param method and kind of the numbers, for provenance
     * @param outputs their names
     * @param numbers the answer
     * @param data what they were taken of
     */
    ConstantBaseline(
            String name,
            String method,
            String kind,
            List<String> outputs,
            double[] numbers,
            DataProvenance data) {
        this.name = name;
        this.method = method;
        this.kind = kind;
        this.outputs = List.copyOf(outputs);
        this.numbers = numbers;
        this.data = ProvenanceMap.of(data);
    }

    /**
     * @param what cannot be done without items, for the message
     */
    static void requireItems(int items, String what, DataProvenance data) {
        if (items == 0) {
            throw new RecurveException(
                    "cannot %s of %s %s: it has no items; expected at least 1"
                            .formatted(what, data.dataset(), data.split()));
        }
    }

    final List<String> outputs() {
        return outputs;
    }

    /** {@return the answer, once for each item} */
    final double[][] rows(int items) {
        double[][] rows = new double[items][];
        Arrays.setAll(rows, i -> numbers.clone());
        return rows;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final long seed() {
        return -1;
    }

    /** {@return method, the numbers, and the origin of the data they were taken of} */
    @Override
    public final Map<String, Object> provenanceMap() {
        Map<String, Object> named = new LinkedHashMap<>();
        for (int k = 0; k < numbers.length; k++) {
            named.put(outputs.get(k), numbers[k]);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("method", method);
        map.put(kind, named);
        map.put("data", List.of(data));
        return map;
    }

    @Override
    public final boolean baseline() {
        return true;
    }

    @Override
    public final String toString() {
        return name;
    }
}
