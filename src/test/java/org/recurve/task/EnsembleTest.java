package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.recurve.data.LabelPredictor;
import org.recurve.data.LabeledSeries;
import org.recurve.evaluation.ClassificationEvaluator;
import org.recurve.nn.Cells;

class EnsembleTest {
    private static final LabeledSeries FEW =
            LabeledSeries.load("heartbeats").train().holdOut(0.05, 1).validation();

    private static final LabeledSeries BINARY =
            LabeledSeries.of(
                    List.of(new float[][] {{1}}, new float[][] {{2}}),
                    List.of("left", "right"),
                    FEW.provenance());

    private static SequenceClassifier fit(long seed) {
        var recipe = SequenceClassifier.recipe("heartbeats");
        SequenceClassifier model = recipe.model().hidden(4).build(FEW);
        recipe.training().epochs(2).seed(seed).build().fit(model, FEW);
        return model;
    }

    @Test
    void itsProbabilitiesAreTheMeanOfItsMembers() {
        try (var ensemble = Ensemble.<LabeledSeries>fit(3, 7, EnsembleTest::fit)) {
            assertThat(ensemble.members())
                    .extracting(LabelPredictor::seed)
                    .containsExactly(7L, 8L, 9L);
            assertThat(ensemble.seed()).isEqualTo(7);
            assertThat(ensemble.labels()).isEqualTo(FEW.labels());
            double[][] together = ensemble.probabilities(FEW);
            List<double[][]> alone = new ArrayList<>();
            ensemble.members().forEach(member -> alone.add(member.probabilities(FEW)));
            assertThat(alone.get(0)[0]).isNotEqualTo(alone.get(1)[0]);
            for (int i = 0; i < FEW.size(); i++) {
                double sum = 0;
                for (int k = 0; k < FEW.labels().size(); k++) {
                    double mean =
                            (alone.get(0)[i][k] + alone.get(1)[i][k] + alone.get(2)[i][k]) / 3;
                    assertThat(together[i][k]).isCloseTo(mean, within(1e-12));
                    sum += together[i][k];
                }
                assertThat(sum).isCloseTo(1, within(1e-6));
            }
        }
    }

    @Test
    void anEvaluationNamesAllMembers() {
        try (var ensemble = Ensemble.<LabeledSeries>fit(2, 1, EnsembleTest::fit)) {
            assertThat(ensemble).hasToString("2 x BiGRU 1x4");
            assertThat((List<?>) ensemble.provenanceMap().get("members"))
                    .extracting(member -> ((Map<?, ?>) member).get("seed"))
                    .hasSize(2)
                    .doesNotHaveDuplicates();
            var evaluation = new ClassificationEvaluator().evaluate(ensemble, FEW);
            int right = 0;
            double[][] together = ensemble.probabilities(FEW);
            for (int i = 0; i < FEW.size(); i++) {
                double[] row = together[i];
                double most = Arrays.stream(row).max().orElseThrow();
                right += row[FEW.targets()[i]] == most ? 1 : 0;
            }
            assertThat(evaluation.accuracy()).isCloseTo((double) right / FEW.size(), within(1e-12));
        }
    }

    @Test
    void membersThatWereTrainedAreClosedIfALaterTrainingFails() {
        List<SequenceClassifier> made = new ArrayList<>();
        assertThatThrownBy(
                        () ->
                                Ensemble.<LabeledSeries>fit(
                                        2,
                                        1,
                                        seed -> {
                                            if (seed == 2) {
                                                throw new IllegalStateException("no luck");
                                            }
                                            made.add(fit(seed));
                                            return made.get(0);
                                        }))
                .hasMessage("no luck");
        assertThat(made).hasSize(1);
        assertThat(made.get(0).manager().isOpen()).isFalse();
    }

    @Test
    void kindsMayDifferButClassesMayNot() {
        try (SequenceClassifier model = fit(1);
                SequenceClassifier other =
                        SequenceClassifier.builder().cell(Cells.lstm()).hidden(3).build(FEW);
                SequenceClassifier two = SequenceClassifier.builder().build(BINARY)) {
            assertThat(Ensemble.of(List.of(model, other)).name())
                    .isEqualTo("BiGRU 1x4 and LSTM 1x3");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Ensemble.of(List.of(model, two)))
                    .withMessageContaining("same classes")
                    .withMessageContaining("[left, right]");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ensemble.<LabeledSeries>of(List.of()))
                .withMessageContaining("at least one member");
    }
}
