package org.recurve.baseline;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recurve.core.ProvenanceMap;
import org.recurve.core.RecurveException;
import org.recurve.data.ValuePredictor;
import org.recurve.data.ValuedData;

/**
 * Answers every item with the means of the training data, the constants of least squared error:
 * what a regression has to beat that looks at its input.
 */
public final class MeanValue implements ValuePredictor<ValuedData> {
    private final List<String> targetNames;
    private final double[] means;
    private final Map<String, Object> data;

    private MeanValue(List<String> targetNames, double[] means, Map<String, Object> data) {
        this.targetNames = targetNames;
        this.means = means;
        this.data = data;
    }

    /**
     * Takes means.
     *
     * @param train the data to take them of
     * @return the baseline
     * @throws RecurveException if there are no items
     */
    public static MeanValue fit(ValuedData train) {
        float[][] targets = train.targets();
        if (targets.length == 0) {
            throw new RecurveException(
                    "cannot take means of "
                            + train.provenance().dataset()
                            + " "
                            + train.provenance().split()
                            + ": it has no items; expected at least 1");
        }
        double[] means = new double[train.targetNames().size()];
        Arrays.setAll(
                means, k -> Arrays.stream(targets).mapToDouble(t -> t[k]).average().orElseThrow());
        return new MeanValue(
                List.copyOf(train.targetNames()), means, ProvenanceMap.of(train.provenance()));
    }

    @Override
    public double[][] values(ValuedData items) {
        double[][] rows = new double[items.targets().length][];
        Arrays.setAll(rows, i -> means.clone());
        return rows;
    }

    @Override
    public List<String> targetNames() {
        return targetNames;
    }

    @Override
    public String name() {
        return "constant mean";
    }

    @Override
    public long seed() {
        return -1;
    }

    /** {@return method, the means, and the origin of the data they were taken of} */
    @Override
    public Map<String, Object> provenanceMap() {
        Map<String, Object> mean = new LinkedHashMap<>();
        for (int k = 0; k < means.length; k++) {
            mean.put(targetNames.get(k), means[k]);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("method", "mean of the training data");
        map.put("means", mean);
        map.put("data", List.of(data));
        return map;
    }

    @Override
    public boolean baseline() {
        return true;
    }

    @Override
    public String toString() {
        return name();
    }
}
