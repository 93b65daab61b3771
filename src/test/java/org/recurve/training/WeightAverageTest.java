package org.recurve.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightAverageTest {
    private static final int[] DATA = TinyModel.tokens(241, 7, 1);
    private static final int[] VALIDATION = TinyModel.tokens(121, 7, 2);

    /** Weights after every update and after every epoch, as a listener sees them. */
    private static final class Watcher implements TrainingListener {
        private final TinyModel model;
        private final List<List<float[]>> updates = new ArrayList<>();
        private final List<float[]> epochs = new ArrayList<>();

        Watcher(TinyModel model) {
            this.model = model;
        }

        @Override
        public void onBatch(BatchReport batch, Control control) {
            while (updates.size() < batch.epoch()) {
                updates.add(new ArrayList<>());
            }
            updates.get(batch.epoch() - 1).add(model.flatWeights());
        }

        @Override
        public void onEpoch(EpochReport report, Control control) {
            epochs.add(model.flatWeights());
        }
    }

    private static TrainingBuilder<int[]> training() {
        // A rate this high makes the validation loss go up and down.
        return Training.builder()
                .optimizer(Optimizers.sgd(12))
                .batches(StreamBatches.ordered(2, 10))
                .epochs(12)
                .keepBest(false)
                .seed(3);
    }

    @Test
    void judgesTheMeanAndGoesOnFromTheLastWeights() {
        try (TinyModel model = new TinyModel(7, 8, 0);
                TinyModel plain = new TinyModel(7, 8, 0)) {
            Watcher seen = new Watcher(model);
            TrainingRun run =
                    training()
                            .averageOnPlateau(2)
                            .listener(seen)
                            .build()
                            .fit(model, DATA, VALIDATION);
            Watcher unaveraged = new Watcher(plain);
            training().listener(unaveraged).build().fit(plain, DATA, VALIDATION);
            var losses = run.history().doubleColumn("validation loss").asDoubleArray();
            int first = firstAveraged(losses, 2);
            assertThat(first).as("epochs averaged").isBetween(3, 10);

            float[] sum = null;
            double[] mean = null;
            int count = 0;
            for (int epoch = 0; epoch < 12; epoch++) {
                for (int i = 0; i < seen.updates.get(epoch).size(); i++) {
                    float[] now = seen.updates.get(epoch).get(i);
                    // Averaging does not disturb the descent itself.
                    assertThat(now).isEqualTo(unaveraged.updates.get(epoch).get(i));
                    if (epoch >= first) {
                        mean = mean == null ? new double[now.length] : mean;
                        for (int j = 0; j < now.length; j++) {
                            mean[j] += now[j];
                        }
                        count++;
                    }
                    sum = now;
                }
                if (epoch < first) {
                    assertThat(seen.epochs.get(epoch)).isEqualTo(sum);
                } else {
                    assertMean(seen.epochs.get(epoch), mean, count);
                }
            }
            assertMean(model.flatWeights(), mean, count);
            assertThat(run.provenance().settings())
                    .containsEntry("average on plateau", "patience 2");
        }
    }

    /** The paper's rule in its own words, epochs counted from 0; the number that are plain. */
    private static int firstAveraged(double[] losses, int n) {
        for (int t = n + 1; t < losses.length; t++) {
            double best = Double.POSITIVE_INFINITY;
            for (int l = 0; l <= t - n - 1; l++) {
                best = Math.min(best, losses[l]);
            }
            if (losses[t] > best) {
                return t + 1;
            }
        }
        return losses.length;
    }

    private static void assertMean(float[] found, double[] sum, int count) {
        for (int i = 0; i < found.length; i++) {
            assertThat((double) found[i]).isCloseTo(sum[i] / count, within(1e-5));
        }
    }

    @Test
    void theBestEpochIsKeptAsItWasJudged() {
        try (TinyModel model = new TinyModel(7, 8, 0)) {
            Watcher seen = new Watcher(model);
            TrainingRun run =
                    training()
                            .keepBest(true)
                            .averageOnPlateau(0)
                            .listener(seen)
                            .build()
                            .fit(model, DATA, VALIDATION);
            int best = run.provenance().bestEpoch();
            assertThat(best)
                    .isGreaterThan(
                            firstAveraged(
                                    run.history().doubleColumn("validation loss").asDoubleArray(),
                                    0));
            assertThat(model.flatWeights()).isEqualTo(seen.epochs.get(best - 1));
        }
    }

    @Test
    void anExponentialAverageForgetsWhatIsLongAgo() {
        try (NDManager manager = NDManager.newBaseManager()) {
            var weight = manager.create(new float[] {1});
            try (WeightAverage average = new WeightAverage(List.of(weight), manager, -1, 0.5)) {
                double mean = 0;
                for (int n = 1; n <= 30; n++) {
                    weight.set(new float[] {n * n});
                    average.add();
                    double decay = n == 1 ? 0 : Math.min(0.5, n / (n + 9.0));
                    mean = decay * mean + (1 - decay) * n * n;
                }
                average.show();
                assertThat((double) weight.getFloat()).isCloseTo(mean, within(1e-3));
                average.resume();
                assertThat(weight.getFloat()).isEqualTo(900);
            }
        }
        assertThatThrownBy(() -> training().exponentialAverage(1))
                .hasMessageContaining("below 1, not 1.0");
    }

    @Test
    void theExponentialAverageIsJudgedAndKept() {
        try (TinyModel model = new TinyModel(7, 8, 0)) {
            Watcher seen = new Watcher(model);
            TrainingRun run =
                    training()
                            .keepBest(false)
                            .exponentialAverage(0.9)
                            .listener(seen)
                            .build()
                            .fit(model, DATA, VALIDATION);
            List<float[]> updates = seen.updates.stream().flatMap(List::stream).toList();
            double[] mean = new double[updates.get(0).length];
            for (int n = 1; n <= updates.size(); n++) {
                double decay = n == 1 ? 0 : Math.min(0.9, n / (n + 9.0));
                for (int i = 0; i < mean.length; i++) {
                    mean[i] = decay * mean[i] + (1 - decay) * updates.get(n - 1)[i];
                }
            }
            assertMean(model.flatWeights(), mean, 1);
            assertThat(run.provenance().settings())
                    .containsEntry("exponential average", "decay 0.9");
        }
    }

    @Test
    void neverBeginsWithoutAPlateau() {
        try (NDManager manager = NDManager.newBaseManager()) {
            var weight = manager.create(new float[] {1, 2});
            for (List<Double> falling : List.of(List.of(3.0, 2.0, 1.0), List.of(1.0, 2.0, 3.0))) {
                try (WeightAverage average = new WeightAverage(List.of(weight), manager, 2, 0)) {
                    // Of three epochs, none lies before the last two of those before the third.
                    average.watch(falling);
                    average.add();
                    average.show();
                    assertThat(weight.toFloatArray()).containsExactly(1, 2);
                    average.watch(List.of(3.0, 4.0, 4.0, 3.5));
                    average.add();
                    weight.addi(4);
                    average.add();
                    average.show();
                    average.show();
                    assertThat(weight.toFloatArray()).containsExactly(3, 4);
                    average.resume();
                    assertThat(weight.toFloatArray()).containsExactly(5, 6);
                    weight.subi(4);
                }
            }
        }
        assertThatThrownBy(() -> training().averageOnPlateau(-1)).hasMessageContaining("patience");
    }
}
