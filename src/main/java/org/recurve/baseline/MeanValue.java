package org.recurve.baseline;

import java.util.Arrays;
import java.util.List;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import org.recurve.data.ValuePredictor;
import org.recurve.data.ValuedData;

/**
 * Answers every item with the means of the training data, the constants of least squared error:
 * what a regression has to beat that looks at its input.
 */
public final class MeanValue extends ConstantBaseline implements ValuePredictor<ValuedData> {
    private MeanValue(List<String> targetNames, double[] means, DataProvenance data) {
        super("constant mean", "mean of the training data", "means", targetNames, means, data);
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
        requireItems(targets.length, "take means", train.provenance());
        double[] means = new double[train.targetNames().size()];
        Arrays.setAll(
                means, k -> Arrays.stream(targets).mapToDouble(t -> t[k]).average().orElseThrow());
        return new MeanValue(train.targetNames(), means, train.provenance());
    }

    @Override
    public double[][] values(ValuedData items) {
        return rows(items.targets().length);
    }

    @Override
    public List<String> targetNames() {
        return outputs();
    }
}
