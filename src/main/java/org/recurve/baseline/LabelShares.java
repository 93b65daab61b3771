package org.recurve.baseline;

import java.util.Arrays;
import java.util.List;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import org.recurve.data.MultiLabelPredictor;
import org.recurve.data.MultiLabeledData;

/**
 * Answers every item with the share of items that have each label in the training data, hence with
 * the labels that more than half of them have, often none: what a multi-label classifier has to
 * beat that looks at its input.
 */
public final class LabelShares extends ConstantBaseline
        implements MultiLabelPredictor<MultiLabeledData> {
    private LabelShares(List<String> labels, double[] shares, DataProvenance data) {
        super("label shares", "shares of the labels", "shares", labels, shares, data);
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
        requireItems(targets.length, "count the labels", train.provenance());
        long[] counts = new long[train.labels().size()];
        for (int[] of : targets) {
            for (int label : of) {
                counts[label]++;
            }
        }
        double[] shares =
                Arrays.stream(counts).mapToDouble(c -> (double) c / targets.length).toArray();
        return new LabelShares(train.labels(), shares, train.provenance());
    }

    @Override
    public double[][] probabilities(MultiLabeledData items) {
        return rows(items.targets().length);
    }

    @Override
    public List<String> labels() {
        return outputs();
    }
}
