package org.recurve.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.core.RecurveException;

/** Parameters that are trained from a later epoch on. */
class UnfreezingTest {
    private static final int[] DATA = TinyModel.tokens(241, 7, 1);
    private static final int[] VALIDATION = TinyModel.tokens(121, 7, 2);

    /** 2 streams of 120 tokens in segments of 40. */
    private static final int UPDATES = 3;

    /** The embedding comes first among the weights. */
    private static final int EMBEDDING = 7 * 8;

    /** Weights, and the names of those that have a gradient, as the training goes. */
    private static final class Watcher implements TrainingListener {
        private final TinyModel model;
        private float[] first;
        private final List<float[]> updates = new ArrayList<>();
        private final List<Set<String>> gradients = new ArrayList<>();
        private final List<float[]> epochs = new ArrayList<>();

        Watcher(TinyModel model) {
            this.model = model;
        }

        @Override
        public void onStart(Trainable<?> trained, Control control) {
            first = model.flatWeights();
        }

        @Override
        public void onGradients(Map<String, NDArray> found, Control control) {
            gradients.add(Set.copyOf(found.keySet()));
        }

        @Override
        public void onBatch(BatchReport batch, Control control) {
            updates.add(model.flatWeights());
        }

        @Override
        public void onEpoch(EpochReport report, Control control) {
            epochs.add(model.flatWeights());
        }
    }

    private static TrainingBuilder<int[]> training(Watcher watcher) {
        return Training.builder()
                .optimizer(Optimizers.sgd(2))
                .batches(StreamBatches.ordered(2, 40))
                .seed(3)
                .listener(watcher);
    }

    private static float[] embedding(float[] weights) {
        return Arrays.copyOf(weights, EMBEDDING);
    }

    private static float[] rest(float[] weights) {
        return Arrays.copyOfRange(weights, EMBEDDING, weights.length);
    }

    /** The sum of the squares of all weights, whose gradient is known: twice the weight. */
    private static LossFunction squares(TinyModel model) {
        return (predictions, batch) -> {
            NDArray sum = predictions.head().getManager().zeros(predictions.head().getShape());
            sum = sum.sum();
            for (var pair : model.net.getParameters()) {
                sum = sum.add(pair.getValue().getArray().square().sum());
            }
            return sum;
        };
    }

    private static void assertEach(float[] found, float[] first, DoubleUnaryOperator expected) {
        for (int i = 0; i < found.length; i++) {
            assertThat((double) found[i]).isCloseTo(expected.applyAsDouble(first[i]), within(1e-6));
        }
    }

    @Test
    void descendsFromItsEpochOnAtItsOwnRate() {
        try (TinyModel model = new TinyModel(7, 8, 0)) {
            Watcher seen = new Watcher(model);
            training(seen)
                    .optimizer(Optimizers.sgd(0.05))
                    .loss(squares(model))
                    .group(ParameterGroup.embeddings().frozenUntil(3).rateFactor(0.5))
                    .group(ParameterGroup.matching("embed").frozenUntil(2).rateFactor(0.5))
                    .epochs(4)
                    .build()
                    .fit(model, DATA);
            assertThat(seen.updates).hasSize(4 * UPDATES);
            for (int i = 0; i < seen.updates.size(); i++) {
                float[] now = seen.updates.get(i);
                // w -= rate 2w: 0.05 for the rest, and a quarter of it for the embedding.
                int all = i + 1;
                assertEach(rest(now), rest(seen.first), w -> w * Math.pow(0.9, all));
                int thawed = Math.max(0, i + 1 - 2 * UPDATES);
                assertEach(embedding(now), embedding(seen.first), w -> w * Math.pow(0.975, thawed));
                if (thawed == 0) {
                    assertThat(embedding(now)).isEqualTo(embedding(seen.first));
                }
            }
        }
    }

    @Test
    void theOptimizerBeginsAnewWithEachParameter() {
        try (TinyModel model = new TinyModel(7, 8, 0)) {
            Watcher seen = new Watcher(model);
            training(seen)
                    .optimizer(Optimizers.adam(0.01))
                    .loss(squares(model))
                    .group(ParameterGroup.embeddings().frozenUntil(2))
                    .epochs(2)
                    .build()
                    .fit(model, DATA);
            for (int i = 0; i < seen.updates.size(); i++) {
                float[] now = seen.updates.get(i);
                int all = i + 1;
                assertEach(rest(now), rest(seen.first), w -> adam(w, all));
                int thawed = Math.max(0, i + 1 - UPDATES);
                assertEach(embedding(now), embedding(seen.first), w -> adam(w, thawed));
            }
        }
    }

    /** Adam at rate 0.01 after so many updates with the gradient 2w. */
    private static double adam(double weight, int updates) {
        double w = weight;
        double m = 0;
        double v = 0;
        for (int t = 1; t <= updates; t++) {
            double g = 2 * w;
            m = 0.9 * m + 0.1 * g;
            v = 0.999 * v + 0.001 * g * g;
            double mean = m / (1 - Math.pow(0.9, t));
            double square = v / (1 - Math.pow(0.999, t));
            w -= 0.01 * mean / (Math.sqrt(square) + 1e-8);
        }
        return w;
    }

    @Test
    void untilThenThereIsNoGradient() {
        try (TinyModel model = new TinyModel(7, 8, 0)) {
            Watcher seen = new Watcher(model);
            List<Boolean> recorded = new ArrayList<>();
            LossFunction loss =
                    (predictions, batch) -> {
                        recorded.add(model.net.embedding.getArray().hasGradient());
                        return TinyModel.crossEntropy(predictions, batch);
                    };
            training(seen)
                    .loss(loss)
                    .group(ParameterGroup.embeddings().frozenUntil(2))
                    .group(ParameterGroup.matching("_l0$").frozenUntil(3))
                    .group(ParameterGroup.matching("_l0$").freeze())
                    .epochs(3)
                    .build()
                    .fit(model, DATA);
            assertThat(recorded)
                    .containsExactly(false, false, false, true, true, true, true, true, true);
            Set<String> all = Set.copyOf(model.net.getParameters().keys());
            for (int i = 0; i < 3 * UPDATES; i++) {
                boolean thawed = i >= UPDATES;
                assertThat(seen.gradients.get(i))
                        .isEqualTo(
                                all.stream()
                                        .filter(name -> thawed || !name.equals("embedding"))
                                        .filter(name -> !name.endsWith("_l0"))
                                        .collect(java.util.stream.Collectors.toSet()));
            }
            assertThat(embedding(seen.epochs.get(0))).isEqualTo(embedding(seen.first));
            assertThat(embedding(seen.epochs.get(1))).isNotEqualTo(embedding(seen.first));
            for (var pair : model.net.getParameters()) {
                assertThat(pair.getValue().getArray().hasGradient()).as(pair.getKey()).isFalse();
            }
        }
    }

    @Test
    void theMeanOfTheWeightsIsOverAllOfThem() {
        try (TinyModel model = new TinyModel(7, 8, 0)) {
            Watcher seen = new Watcher(model);
            // A rate this high makes the validation loss go up and down.
            TrainingRun run =
                    training(seen)
                            .optimizer(Optimizers.sgd(12))
                            .averageOnPlateau(0)
                            .group(ParameterGroup.embeddings().frozenUntil(9))
                            .keepBest(false)
                            .epochs(10)
                            .build()
                            .fit(model, DATA, VALIDATION);
            double[] losses = run.history().doubleColumn("validation loss").asDoubleArray();
            int plain = 2;
            while (losses[plain - 1] <= Arrays.stream(losses, 0, plain - 1).min().orElseThrow()) {
                plain++;
            }
            assertThat(plain).as("epochs before the mean").isBetween(2, 7);
            double[] sum = new double[seen.first.length];
            for (int epoch = plain; epoch < 10; epoch++) {
                for (int i = epoch * UPDATES; i < (epoch + 1) * UPDATES; i++) {
                    for (int j = 0; j < sum.length; j++) {
                        sum[j] += seen.updates.get(i)[j];
                    }
                }
                float[] judged = seen.epochs.get(epoch);
                int count = (epoch + 1 - plain) * UPDATES;
                for (int j = 0; j < sum.length; j++) {
                    assertThat((double) judged[j]).isCloseTo(sum[j] / count, within(1e-5));
                }
                // Frozen from epoch 1 to 8.
                if (epoch < 8) {
                    assertThat(embedding(judged)).isEqualTo(embedding(seen.first));
                }
            }
            assertThat(embedding(model.flatWeights())).isNotEqualTo(embedding(seen.first));
            assertThat(model.flatWeights()).isEqualTo(seen.epochs.get(9));
        }
    }

    @Test
    void theBestEpochComesBackFromBothSidesOfIt(@TempDir Path folder) {
        for (int thaw : List.of(2, 3)) {
            try (TinyModel model = new TinyModel(7, 8, 0);
                    TinyModel other = new TinyModel(7, 8, 0)) {
                Watcher seen = new Watcher(model);
                Path checkpoints = folder.resolve("thaw-" + thaw);
                TrainingRun run =
                        training(seen)
                                // Two good epochs, then a rate that ruins the weights.
                                .schedule(at -> at.epoch() < 2 ? 1 : 1e3)
                                .clipNorm(0.5)
                                .group(ParameterGroup.embeddings().frozenUntil(thaw))
                                .checkpoints(checkpoints)
                                .epochs(4)
                                .build()
                                .fit(model, DATA, VALIDATION);
                assertThat(run.provenance().bestEpoch()).isEqualTo(2);
                assertThat(embedding(seen.epochs.get(3))).isNotEqualTo(embedding(seen.first));
                assertThat(Arrays.equals(embedding(model.flatWeights()), embedding(seen.first)))
                        .isEqualTo(thaw == 3);
                assertThat(model.flatWeights()).isEqualTo(seen.epochs.get(1));
                Checkpoints.restore(checkpoints.resolve("best.safetensors"), other);
                assertThat(other.flatWeights()).isEqualTo(seen.epochs.get(1));
                Checkpoints.restore(checkpoints.resolve("last.safetensors"), other);
                assertThat(other.flatWeights()).isEqualTo(seen.epochs.get(3));
                // A second training begins with everything frozen again that is to be.
                Watcher again = new Watcher(model);
                training(again)
                        .group(ParameterGroup.embeddings().frozenUntil(5))
                        .epochs(2)
                        .build()
                        .fit(model, DATA);
                assertThat(embedding(model.flatWeights())).isEqualTo(embedding(again.first));
                assertThat(rest(model.flatWeights())).isNotEqualTo(rest(again.first));
            }
        }
    }

    @Test
    void isNotedDownAndChecked() {
        ParameterGroup group = ParameterGroup.embeddings().frozenUntil(3).rateFactor(0.5);
        assertThat(group).hasToString("embeddings, frozen until epoch 3, rate x0.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> group.frozenUntil(0))
                .withMessage("frozen until epoch must be at least 1, but is 0");
        try (TinyModel model = new TinyModel(7, 8, 0)) {
            TrainingRun run =
                    training(new Watcher(model)).group(group).epochs(1).build().fit(model, DATA);
            assertThat(run.provenance().settings())
                    .containsEntry("parameter group 1", group.toString());
            Training<int[]> tooLate =
                    training(new Watcher(model))
                            .group(ParameterGroup.matching("").frozenUntil(2))
                            .epochs(5)
                            .build();
            assertThatThrownBy(() -> tooLate.fit(model, DATA))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("tiny LSTM has nothing to train before epoch 2")
                    .hasMessageContaining("output layer");
        }
    }
}
