package org.recurve.baseline;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recurve.core.ProvenanceMap;
import org.recurve.core.RecurveException;
import org.recurve.data.LabelPredictor;
import org.recurve.data.LabeledData;

/**
 * Answers every item with the shares of the classes in the training data, hence with the most
 * frequent class: what a classifier has to beat that looks at its input.
 */
public final class MajorityClass implements LabelPredictor<LabeledData> {
    private final List<String> labels;
    private final double[] shares;
    private final Map<String, Object> data;

    private MajorityClass(List<String> labels, double[] shares, Map<String, Object> data) {
        this.labels = labels;
        this.shares = shares;
        this.data = data;
    }

    /**
     * Counts classes.
     *
     * @param train the data to count in
     * @return the baseline
     * @throws RecurveException if there are no items
     */
    public static MajorityClass fit(LabeledData train) {
        int[] targets = train.targets();
        if (targets.length == 0) {
            throw new RecurveException(
                    "cannot count the classes of "
                            + train.provenance().dataset()
                            + " "
                            + train.provenance().split()
                            + ": it has no items; expected at least 1");
        }
        double[] shares = new double[train.labels().size()];
        for (int target : targets) {
            shares[target] += 1.0 / targets.length;
        }
        return new MajorityClass(
                List.copyOf(train.labels()), shares, ProvenanceMap.of(train.provenance()));
    }

    @Override
    public double[][] probabilities(LabeledData items) {
        double[][] rows = new double[items.targets().length][];
        Arrays.setAll(rows, i -> shares.clone());
        return rows;
    }

    @Override
    public List<String> labels() {
        return labels;
    }

    @Override
    public String name() {
        return "majority class";
    }

    @Override
    public long seed() {
        return -1;
    }

    /** {@return method, share of each class, and the origin of the data counted in} */
    @Override
    public Map<String, Object> provenanceMap() {
        Map<String, Object> share = new LinkedHashMap<>();
        for (int k = 0; k < shares.length; k++) {
            share.put(labels.get(k), shares[k]);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("method", "shares of the classes");
        map.put("shares", share);
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
