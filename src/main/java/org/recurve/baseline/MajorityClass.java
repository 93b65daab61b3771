package org.recurve.baseline;

import java.util.List;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import org.recurve.data.LabelPredictor;
import org.recurve.data.LabeledData;

/**
 * Answers every item with the shares of the classes in the training data, hence with the most
 * frequent class: what a classifier has to beat that looks at its input.
 */
public final class MajorityClass extends ConstantBaseline implements LabelPredictor<LabeledData> {
    private MajorityClass(List<String> labels, double[] shares, DataProvenance data) {
        super("majority class", "shares of the classes", "shares", labels, shares, data);
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
        requireItems(targets.length, "count the classes", train.provenance());
        double[] shares = new double[train.labels().size()];
        for (int target : targets) {
            shares[target] += 1.0 / targets.length;
        }
        return new MajorityClass(train.labels(), shares, train.provenance());
    }

    @Override
    public double[][] probabilities(LabeledData items) {
        return rows(items.targets().length);
    }

    @Override
    public List<String> labels() {
        return outputs();
    }
}
