package org.recurve.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.recurve.core.RecurveException;
import org.tribuo.Prediction;
import org.tribuo.provenance.EvaluationProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.evaluation.RegressionEvaluation;
import org.tribuo.regression.evaluation.RegressionEvaluator;

/** Kept forecasts before Tribuo's own evaluator. */
final class ForecastRegression {
    private ForecastRegression() {}

    /** See {@link ForecastEvaluation#tribuo}. */
    static RegressionEvaluation of(ForecastEvaluation judged) {
        List<double[][]> kept = judged.tally().kept();
        if (kept == null) {
            throw new IllegalStateException(
                    "the forecasts of "
                            + judged.model()
                            + " were not kept: judge with new ForecastEvaluator().keepForecasts()");
        }
        if (judged.missing() > 0) {
            throw new RecurveException(
                    "%,d actual values of %s are missing, which Tribuo's evaluator does not know: judge on windows.withoutMissing()"
                            .formatted(judged.missing(), judged.data()));
        }
        String[] dimensions = dimensions(judged.windows().horizon());
        List<Prediction<Regressor>> predictions = new ArrayList<>();
        List<Regressor> truths = new ArrayList<>();
        for (double[][] each : kept) {
            Regressor truth = new Regressor(dimensions, each[0]);
            truths.add(truth);
            predictions.add(
                    new Prediction<>(
                            new Regressor(dimensions, each[1]),
                            0,
                            PredictionRows.example(truth, Map.of(), 0)));
        }
        EvaluationProvenance provenance = judged.getProvenance();
        return new RegressionEvaluator()
                .evaluate(
                        new JudgedModel<>(
                                judged.model(),
                                provenance.getModelProvenance(),
                                new RegressionFactory(),
                                truths,
                                false),
                        predictions,
                        provenance.getTestDatasetProvenance());
    }

    /** Of the same number of digits, at least two, since Tribuo sorts the names as text. */
    private static String[] dimensions(int horizon) {
        String pattern = "h%0" + Math.max(2, Integer.toString(horizon).length()) + "d";
        return IntStream.rangeClosed(1, horizon)
                .mapToObj(pattern::formatted)
                .toArray(String[]::new);
    }
}
