package org.recurve.baseline;

import de.bwaldvogel.liblinear.Model;
import java.util.Arrays;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.liblinear.LibLinearClassificationTrainer;
import org.tribuo.classification.liblinear.LinearClassificationType;
import org.tribuo.classification.liblinear.LinearClassificationType.LinearType;
import org.tribuo.common.liblinear.LibLinearModel;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Logistic regression of one class against all others, by Tribuo's liblinear. */
final class LogisticProblem {
    private static final Label IN = new Label("in");
    private static final Label OUT = new Label("out");

    /** Of liblinear: how small the gradient gets, as a part of that at zero. */
    private static final double TOLERANCE = 1e-3;

    private static final int MOST_ITERATIONS = 1_000;

    private LogisticProblem() {}

    /** {@return minimises λ/2‖w‖² + Σ log(1 + exp(-y·w·x)), the bias being one of the weights} */
    static LibLinearClassificationTrainer trainer(double l2) {
        return new LibLinearClassificationTrainer(
                new LinearClassificationType(LinearType.L2R_LR),
                1 / l2,
                MOST_ITERATIONS,
                TOLERANCE);
    }

    /**
     * Finds the weights.
     *
     * @param names of the features
     * @param rows the features of each item; all items have some
     * @param in whether each item is of the class; some are and some are not
     * @param values that a feature has where it is there
     * @param l2 λ
     * @return the weights times the values, so that they add up to the log-odds
     */
    static LogOdds solve(String[] names, int[][] rows, boolean[] in, double[] values, double l2) {
        MutableDataset<Label> data =
                new MutableDataset<>(
                        new SimpleDataSourceProvenance("n-grams", new LabelFactory()),
                        new LabelFactory());
        for (int i = 0; i < rows.length; i++) {
            data.add(
                    new ArrayExample<>(
                            in[i] ? IN : OUT,
                            Arrays.stream(rows[i]).mapToObj(n -> names[n]).toArray(String[]::new),
                            Arrays.stream(rows[i]).mapToDouble(n -> values[n]).toArray()));
        }
        LibLinearModel<Label> model = trainer(l2).train(data);
        Model inner = model.getInnerModels().get(0);
        double[] learned = inner.getFeatureWeights();
        // Liblinear's weights speak for the class that it numbered first.
        int first = inner.getLabels()[0];
        double sign = model.getOutputIDInfo().getOutput(first).equals(IN) ? 1 : -1;
        double[] weights = new double[names.length];
        for (int n = 0; n < names.length; n++) {
            weights[n] = sign * learned[model.getFeatureIDMap().getID(names[n])] * values[n];
        }
        return new LogOdds(sign * learned[learned.length - 1], weights);
    }
}
