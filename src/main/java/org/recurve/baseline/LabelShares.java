package org.recurve.baseline;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recurve.core.ProvenanceMap;
import org.recurve.core.RecurveException;
import org.recurve.data.MultiLabelPredictor;
import org.recurve.data.MultiLabeledData;

/**
 * Answers every item with the share of items that have each label in the training data, hence with
 * the labels that more than half of them have, often none: what a multi-label classifier has to
 * beat that looks at its input.
 */
public final class LabelShares implements MultiLabelPredictor<MultiLabeledData> {
    private final List<String> labels;
    private final double[] shares;
    private final Map<String, Object> data;

    private LabelShares(List<String> labels, double[] shares, Map<String, Object> data) {
        this.labels = labels;
        this.shares = shares;
        this.data = data;
    }

    /**
     * Counts labels.
     *
     * @param train the data to count in
     * @return the baseline
     * @throws RecurveException if there are no items
     */
    public static LabelShares fit(MultiLabeledData train) {
        int[][] targets = train.targets();
        if (targets.length == 0) {
            throw new RecurveException(
                    "cannot count the labels of "
                            + train.provenance().dataset()
                            + " "
                            + train.provenance().split()
                            + ": it has no items; expected at least 1");
        }
        long[] counts = new long[train.labels().size()];
        for (int[] of : targets) {
            for (int label : of) {
                counts[label]++;
            }
        }
        double[] shares =
                Arrays.stream(counts).mapToDouble(c -> (double) c / targets.length).toArray();
        return new LabelShares(
                List.copyOf(train.labels()), shares, ProvenanceMap.of(train.provenance()));
    }

    @Override
    public double[][] probabilities(MultiLabeledData items) {
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
        return "label shares";
    }

    @Override
    public long seed() {
        return -1;
    }

    /** {@return method, share of each label, and the origin of the data counted in} */
    @Override
    public Map<String, Object> provenanceMap() {
        Map<String, Object> share = new LinkedHashMap<>();
        for (int k = 0; k < shares.length; k++) {
            share.put(labels.get(k), shares[k]);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("method", "shares of the labels");
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
