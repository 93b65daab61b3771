package org.recurve.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.recurve.baseline.MeanValue;
import org.recurve.core.DataProvenance;
import org.recurve.core.EvaluationEvent;
import org.recurve.core.Events;
import org.recurve.core.RecurveException;
import org.recurve.data.ValuePredictor;
import org.recurve.data.ValuedData;
import org.recurve.data.ValuedSeries;
import org.tribuo.regression.evaluation.RegressionEvaluation;

class RegressionEvaluatorTest {
    // Not in the order of the alphabet, which is Tribuo's.
    private static final List<String> NAMES = List.of("width", "height");

    private record TableRegressor(List<String> targetNames, List<double[]> rows)
            implements ValuePredictor<ValuedData> {
        @Override
        public double[][] values(ValuedData data) {
            return rows.toArray(double[][]::new);
        }

        @Override
        public String name() {
            return "table";
        }

        @Override
        public long seed() {
            return 3;
        }

        @Override
        public Map<String, Object> provenanceMap() {
            return Map.of();
        }
    }

    private static ValuedSeries data(String split, float[]... targets) {
        List<float[][]> sequences = new ArrayList<>();
        for (float[] target : targets) {
            sequences.add(new float[][] {target});
        }
        return new ValuedSeries(
                sequences,
                targets,
                NAMES,
                Map.of(),
                new DataProvenance("boxes", split, List.of(), List.of()));
    }

    @Test
    void figuresAreThoseOfPlainSums() {
        Random random = new Random(8);
        float[][] targets = new float[200][2];
        double[][] rows = new double[200][2];
        double[] squares = new double[2];
        double[] sizes = new double[2];
        for (int i = 0; i < 200; i++) {
            for (int k = 0; k < 2; k++) {
                targets[i][k] = (float) random.nextGaussian();
                rows[i][k] = 3 * k + random.nextGaussian();
                squares[k] += Math.pow(rows[i][k] - targets[i][k], 2) / 200;
                sizes[k] += Math.abs(rows[i][k] - targets[i][k]) / 200;
            }
        }
        List<EvaluationEvent> events = new ArrayList<>();
        RegressionEvaluation evaluation;
        try (Events.Subscription subscription =
                Events.subscribe(event -> events.add((EvaluationEvent) event))) {
            assertThat(subscription).isNotNull();
            evaluation =
                    new RegressionEvaluator()
                            .primary()
                            .evaluate(
                                    new TableRegressor(NAMES, List.of(rows)),
                                    data("test", targets));
        }
        evaluation
                .rmse()
                .forEach(
                        (name, rmse) -> {
                            int k = NAMES.indexOf(name.getNames()[0]);
                            assertThat(rmse).isCloseTo(Math.sqrt(squares[k]), within(1e-9));
                        });
        EvaluationEvent event = events.get(0);
        double mse = (squares[0] + squares[1]) / 2;
        assertThat(event.task()).isEqualTo("regression");
        assertThat(event.primary()).isTrue();
        assertThat(event.role()).isEqualTo(EvaluationEvent.Role.MODEL);
        assertThat(event.metrics()).containsOnlyKeys("mse", "rmse", "mae", "examples");
        assertThat(event.metrics().get("mse")).isCloseTo(mse, within(1e-9));
        assertThat(event.metrics().get("rmse")).isCloseTo(Math.sqrt(mse), within(1e-9));
        assertThat(event.metrics().get("mae")).isCloseTo((sizes[0] + sizes[1]) / 2, within(1e-9));
        assertThat(event.metrics().get("examples")).isEqualTo(200);
        assertThat(evaluation.getProvenance().toString()).contains("boxes");
    }

    @Test
    void theBaselineAnswersTheMeansOfTheTrainingData() {
        MeanValue mean = MeanValue.fit(data("train", new float[] {1, 10}, new float[] {3, 40}));
        ValuedSeries data = data("test", new float[] {4, 25}, new float[] {2, 25});
        assertThat(mean.values(data)).isDeepEqualTo(new double[][] {{2, 25}, {2, 25}});
        RegressionEvaluation evaluation = new RegressionEvaluator().evaluate(mean, data);
        assertThat(evaluation.averageMAE()).isCloseTo(0.5, within(1e-12));
        assertThat(mean.baseline()).isTrue();
        assertThat(mean.provenanceMap().toString()).contains("width=2.0", "height=25.0", "boxes");
    }

    @Test
    void otherValuesAndNoNumbersAreRefused() {
        ValuedSeries data = data("test", new float[] {4, 25});
        assertThatThrownBy(
                        () ->
                                new RegressionEvaluator()
                                        .evaluate(
                                                new TableRegressor(
                                                        List.of("height", "width"),
                                                        List.of(new double[1][2])),
                                                data))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("boxes test has the values [width, height], but table");
        assertThatThrownBy(
                        () ->
                                new RegressionEvaluator()
                                        .evaluate(
                                                new TableRegressor(
                                                        NAMES,
                                                        List.<double[]>of(
                                                                new double[] {
                                                                    1, Double.NEGATIVE_INFINITY
                                                                })),
                                                data))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("table predicted -Infinity for item 0 of boxes test");
    }
}
