package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.baseline.MajorityClass;
import org.recurve.baseline.MeanValue;
import org.recurve.batch.Batches;
import org.recurve.core.RecurveException;
import org.recurve.data.Examples;
import org.recurve.data.HoldOut;
import org.recurve.data.LabeledSeries;
import org.recurve.data.MemoryProblems;
import org.recurve.data.StepLabeledSeries;
import org.recurve.data.ValuedSeries;
import org.recurve.evaluation.ClassificationEvaluator;
import org.recurve.evaluation.Evaluations;
import org.recurve.evaluation.RegressionEvaluator;
import org.recurve.nn.Cells;
import org.recurve.training.Optimizers;
import org.recurve.training.Training;
import org.recurve.training.TrainingBuilder;
import org.recurve.training.TrainingRun;

/** The tasks learn, and tell what they learned. */
class SequenceLearningTest {

    private static TrainingBuilder<Examples<?>> adam(double rate, int epochs) {
        return Training.builder()
                .optimizer(Optimizers.adam(rate))
                .clipNorm(1)
                .batches(Batches.buckets(32))
                .epochs(epochs)
                .seed(1);
    }

    @Test
    void addsTwoMarkedNumbersMuchBetterThanTheConstant() {
        HoldOut<ValuedSeries> data = MemoryProblems.adding(1600, 20, 1).holdOut(0.2, 1);
        try (SequenceRegressor model = SequenceRegressor.builder().hidden(32).build(data.train())) {
            TrainingRun run = adam(0.01, 8).build().fit(model, data.train(), data.validation());
            var evaluator = new RegressionEvaluator();
            double network = evaluator.evaluate(model, data.validation()).averageRMSE();
            double constant =
                    evaluator
                            .evaluate(MeanValue.fit(data.train()), data.validation())
                            .averageRMSE();
            assertThat(constant * constant).isCloseTo(1 / 6.0, within(0.03));
            assertThat(network).isLessThan(0.4 * constant);
            assertThat(run.history().doubleColumn("rmse").min()).isCloseTo(network, within(1e-4));
            float[][] one = data.validation().sequence(0);
            assertThat(model.predict(one)[0])
                    .isCloseTo(model.values(data.validation())[0][0], within(1e-5));
        }
    }

    @Test
    void recallsASymbolUnlessTheStepsAreShuffled() {
        LabeledSeries all = MemoryProblems.recall(1200, 8, 3, 1);
        HoldOut<LabeledSeries> data = all.holdOut(0.25, 1);
        var evaluator = new ClassificationEvaluator();
        double guessed =
                evaluator.evaluate(MajorityClass.fit(data.train()), data.validation()).accuracy();
        assertThat(guessed).isBetween(0.28, 0.45);
        try (SequenceClassifier model = SequenceClassifier.builder().hidden(32).build(all)) {
            TrainingRun run = adam(0.01, 6).build().fit(model, data.train(), data.validation());
            var evaluation = evaluator.evaluate(model, data.validation());
            assertThat(evaluation.accuracy()).isGreaterThan(0.95);
            // What the history counts while training is what Tribuo counts.
            int best = run.provenance().bestEpoch();
            assertThat(run.history().doubleColumn("accuracy").get(best - 1))
                    .isCloseTo(evaluation.accuracy(), within(1e-9));
            assertThat(Evaluations.accuracyBy(evaluation, "distance").rowCount()).isEqualTo(6);
            assertThat(evaluator.evaluate(model, data.validation().shuffled(1)).accuracy())
                    .isLessThan(0.65);
        }
    }

    @Test
    void copiesSymbolsAndCountsOnlyTheStepsThatCount() {
        HoldOut<StepLabeledSeries> data = MemoryProblems.copy(800, 1, 4, 1).holdOut(0.25, 1);
        try (StepClassifier model =
                StepClassifier.builder().cell(Cells.lstm()).hidden(32).build(data.train())) {
            TrainingRun run = adam(0.02, 8).build().fit(model, data.train(), data.validation());
            var evaluation = new ClassificationEvaluator().evaluate(model, data.validation());
            assertThat(evaluation.getPredictions()).hasSize(200);
            assertThat(evaluation.accuracy()).isGreaterThan(0.9);
            int best = run.provenance().bestEpoch();
            assertThat(run.history().doubleColumn("accuracy").get(best - 1))
                    .isCloseTo(evaluation.accuracy(), within(1e-9));
            // The mean loss is over the same steps.
            double[][] rows = model.probabilities(data.validation());
            int[] targets = data.validation().targets();
            double nats = 0;
            for (int i = 0; i < rows.length; i++) {
                nats -= Math.log(rows[i][targets[i]]) / rows.length;
            }
            assertThat(run.provenance().best()).isCloseTo(nats, within(1e-5));
        }
    }

    @Test
    void theSameSeedGivesTheSameHistoryBitForBit() {
        List<List<Double>> first = history(7);
        assertThat(history(7)).isEqualTo(first);
        assertThat(history(8)).isNotEqualTo(first);
    }

    private static List<List<Double>> history(long seed) {
        HoldOut<LabeledSeries> data = MemoryProblems.recall(200, 6, 3, 1).holdOut(0.2, 1);
        try (SequenceClassifier model =
                SequenceClassifier.builder().layers(2).hidden(8).dropout(0.3).build(data.train())) {
            var history =
                    adam(0.01, 3)
                            .seed(seed)
                            .build()
                            .fit(model, data.train(), data.validation())
                            .history();
            return List.of(
                    history.doubleColumn("train loss").asList(),
                    history.doubleColumn("validation loss").asList(),
                    history.doubleColumn("accuracy").asList(),
                    history.doubleColumn("gradient norm").asList());
        }
    }

    @Test
    void trainingAndPredictingLeaveNoArrayBehind() {
        LabeledSeries data = MemoryProblems.recall(64, 6, 3, 1);
        try (SequenceClassifier model =
                SequenceClassifier.builder().bidirectional(true).hidden(4).build(data)) {
            model.initialize();
            NDManager system = model.manager().getParentManager();
            int before = system.getManagedArrays().size();
            int own = model.manager().getManagedArrays().size();
            adam(0.01, 20).build().fit(model, data, data);
            model.probabilities(data);
            assertThat(system.getManagedArrays()).hasSize(before);
            assertThat(model.manager().getManagedArrays()).hasSize(own);
        }
    }

    @Test
    void dataThatDoesNotFitIsRefusedBeforeTraining() {
        LabeledSeries data = MemoryProblems.recall(20, 6, 3, 1);
        try (SequenceClassifier model = SequenceClassifier.builder().hidden(4).build(data)) {
            var training = adam(0.01, 1).build();
            LabeledSeries wide = MemoryProblems.recall(20, 6, 4, 1);
            assertThatThrownBy(() -> training.fit(model, data, wide))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("recall-6 has 6 features a step, but this GRU 1x4")
                    .hasMessageContaining("5");
            LabeledSeries renamed =
                    new LabeledSeries(
                            data.sequences(),
                            data.targets(),
                            List.of("a", "b", "c"),
                            data.attributes(),
                            data.provenance());
            assertThatThrownBy(() -> training.fit(model, renamed))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("[a, b, c]")
                    .hasMessageContaining("[0, 1, 2]");
            assertThat(model.block().isInitialized()).isFalse();
            // A loss of one's own takes the predictions; the accuracy is then not counted.
            TrainingRun run =
                    adam(0.01, 1)
                            .loss((predictions, batch) -> predictions.head().square().mean())
                            .build()
                            .fit(model, data);
            assertThat(run.history().doubleColumn("accuracy").isMissing(0)).isTrue();
            assertThat(Arrays.stream(model.probabilities(data.sequence(0))).sum())
                    .isCloseTo(1, within(1e-9));
        }
    }
}
