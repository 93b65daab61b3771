package org.recurve.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recurve.core.DataProvenance;
import org.recurve.core.EvaluationEvent;
import org.recurve.core.ProvenanceMap;
import org.recurve.core.RecurveException;
import org.recurve.data.ValuePredictor;
import org.recurve.data.ValuedData;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.provenance.EvaluationProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.evaluation.RegressionEvaluation;

/**
 * Judges regressions with Tribuo's own evaluator and publishes each result as an {@link
 * EvaluationEvent}, with the metrics {@code mse}, {@code rmse}, {@code mae} and {@code examples}.
 *
 * <p>With several values, {@code mse} and {@code mae} are means over items and values and {@code
 * rmse} is the square root of {@code mse}; Tribuo's {@code averageRMSE()} is the mean of the
 * values' square roots instead. The attributes of the data are metadata of the predictions'
 * examples.
 */
public final class RegressionEvaluator {
    private final boolean primary;

    /** An evaluator of results that stand beside others. */
    public RegressionEvaluator() {
        this(false);
    }

    private RegressionEvaluator(boolean primary) {
        this.primary = primary;
    }

    /** {@return an evaluator that marks what it judges as the result that its notebook is about} */
    public RegressionEvaluator primary() {
        return new RegressionEvaluator(true);
    }

    /**
     * Judges a model.
     *
     * @param model network or baseline
     * @param data with the values that the model predicts
     * @param <D> type of the data
     * @return Tribuo's evaluation, with its predictions in the order of {@link
     *     ValuedData#targets()}
     * @throws RecurveException if there is nothing to judge on, the data has other values than the
     *     model predicts, or the model predicts something that is not finite
     */
    public <D extends ValuedData> RegressionEvaluation evaluate(
            ValuePredictor<? super D> model, D data) {
        DataProvenance origin = data.provenance();
        List<String> names = data.targetNames();
        if (!names.equals(model.targetNames())) {
            throw new RecurveException(
                    "%s %s has the values %s, but %s predicts %s; judge it on data like that it was fitted to"
                            .formatted(
                                    origin.dataset(),
                                    origin.split(),
                                    names,
                                    model.name(),
                                    model.targetNames()));
        }
        double[][] rows = model.values(data);
        PredictionRows.check(model, rows, data.targets().length, names.size(), origin);
        String[] dimensions = names.toArray(String[]::new);
        Map<String, double[]> attributes = data.targetAttributes();
        List<Prediction<Regressor>> predictions = new ArrayList<>();
        List<Regressor> truths = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            Regressor truth = new Regressor(dimensions, toDoubles(data.targets()[i]));
            truths.add(truth);
            predictions.add(
                    new Prediction<>(
                            new Regressor(dimensions, rows[i]),
                            0,
                            PredictionRows.example(truth, attributes, i)));
        }
        EvaluationProvenance provenance =
                TribuoProvenance.of(
                        model.getClass().getName(),
                        model.provenanceMap(),
                        names.size(),
                        data.getClass().getName(),
                        ProvenanceMap.of(origin));
        Model<Regressor> judged =
                new JudgedModel<>(
                        model.name(),
                        provenance.getModelProvenance(),
                        new RegressionFactory(),
                        truths,
                        false);
        RegressionEvaluation evaluation =
                new org.tribuo.regression.evaluation.RegressionEvaluator()
                        .evaluate(judged, predictions, provenance.getTestDatasetProvenance());
        double mse =
                evaluation.rmse().values().stream()
                        .mapToDouble(rmse -> rmse * rmse)
                        .average()
                        .orElseThrow();
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("mse", mse);
        metrics.put("rmse", Math.sqrt(mse));
        metrics.put("mae", evaluation.averageMAE());
        metrics.put("examples", (double) rows.length);
        Results.publish("regression", model, origin, metrics, primary);
        return evaluation;
    }

    private static double[] toDoubles(float[] values) {
        double[] result = new double[values.length];
        for (int k = 0; k < values.length; k++) {
            result[k] = values[k];
        }
        return result;
    }
}
