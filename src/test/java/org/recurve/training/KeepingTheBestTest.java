package org.recurve.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.core.RecurveException;

/** Which weights a model ends with, however its training ended. */
class KeepingTheBestTest {
    private static final int[] TRAIN = TinyModel.tokens(2001, 7, 1);
    private static final int[] VALIDATION = TinyModel.tokens(501, 7, 2);

    private final List<float[]> afterEpochs = new ArrayList<>();

    /** Two good epochs, then a rate that ruins the weights. */
    private static final Schedule RUINOUS = at -> at.epoch() < 2 ? 1 : 1e3;

    /** Two good epochs, then a rate that leaves the range of floats. */
    private static final Schedule EXPLOSIVE = at -> at.epoch() < 2 ? 1 : 1e38;

    @AfterEach
    void noInterruptIsLeft() {
        Thread.interrupted();
    }

    private TrainingBuilder<int[]> training(TinyModel model) {
        return Training.builder()
                .optimizer(Optimizers.sgd(2))
                .clipNorm(0.5)
                .batches(StreamBatches.ordered(10, 10))
                .epochs(5)
                .seed(1)
                .listener(
                        new TrainingListener() {
                            @Override
                            public void onEpoch(EpochReport epoch, Control control) {
                                afterEpochs.add(model.flatWeights());
                            }
                        });
    }

    @Test
    void theWeightsOfTheBestEpochComeBack() {
        try (TinyModel model = new TinyModel(7, 16, 0)) {
            TrainingRun run =
                    training(model).schedule(RUINOUS).build().fit(model, TRAIN, VALIDATION);
            assertThat(run.provenance().epochs()).isEqualTo(5);
            assertThat(run.provenance().bestEpoch()).isEqualTo(2);
            assertThat(run.provenance().monitored()).isEqualTo("validation loss");
            assertThat(run.provenance().best())
                    .isEqualTo(run.history().doubleColumn("validation loss").min());
            assertThat(model.flatWeights()).isEqualTo(afterEpochs.get(1));
            assertThat(afterEpochs.get(4)).isNotEqualTo(afterEpochs.get(1));
        }
    }

    @Test
    void orTheLastOnRequest() {
        try (TinyModel model = new TinyModel(7, 16, 0)) {
            training(model).schedule(RUINOUS).keepBest(false).build().fit(model, TRAIN, VALIDATION);
            assertThat(model.flatWeights()).isEqualTo(afterEpochs.get(4));
        }
    }

    @Test
    void earlyStoppingWaitsAndKeepsTheBest() {
        try (TinyModel model = new TinyModel(7, 16, 0)) {
            TrainingRun run =
                    training(model)
                            .epochs(20)
                            .schedule(RUINOUS)
                            .earlyStopping(2)
                            .build()
                            .fit(model, TRAIN, VALIDATION);
            assertThat(run.provenance().outcome()).isEqualTo("stopped early");
            assertThat(run.history().rowCount()).isEqualTo(5);
            assertThat(model.flatWeights()).isEqualTo(afterEpochs.get(1));
        }
    }

    @Test
    void earlyStoppingComparesWithTheBestOfAllEpochs() {
        Monitor monitor = new Monitor("loss", 1, 0.1);
        assertThat(monitor.add(3)).isTrue();
        assertThat(monitor.add(2)).isTrue();
        assertThat(monitor.add(2.5)).isFalse();
        assertThat(monitor.givesUp()).isFalse();
        // Better than the epoch before, and better than the best, but by less than 0.1.
        assertThat(monitor.add(1.95)).isTrue();
        assertThat(monitor.givesUp()).isTrue();
        assertThat(monitor.bestEpoch()).isEqualTo(4);
        assertThat(monitor.best()).isEqualTo(1.95);
        assertThatIllegalArgumentException().isThrownBy(() -> Training.builder().earlyStopping(-1));
    }

    @Test
    void divergenceEndsWithAdviceAndTheBestWeights() {
        try (TinyModel model = new TinyModel(7, 16, 0)) {
            NDManager system = model.manager.getParentManager();
            model.initialize();
            int arrays = system.getManagedArrays().size();
            Training<int[]> training = training(model).schedule(EXPLOSIVE).build();
            assertThatThrownBy(() -> training.fit(model, TRAIN, VALIDATION))
                    .isInstanceOfSatisfying(
                            TrainingFailedException.class,
                            e -> {
                                assertThat(e)
                                        .hasMessageContaining("tiny LSTM")
                                        .hasMessageContaining("in epoch 3, step 4")
                                        .hasMessageMatching(".*gradient norm of the last.*\\d.*")
                                        .hasMessageContaining("weights of epoch 2")
                                        .hasMessageContaining("learning rate below 2.0E38")
                                        .hasMessageContaining("smaller clipNorm than 0.5");
                                assertThat(e.run().history().rowCount()).isEqualTo(2);
                                assertThat(e.run().provenance().outcome()).startsWith("failed: ");
                                assertThat(model.fitted).isSameAs(e.run());
                            });
            assertThat(system.getManagedArrays()).hasSize(arrays);
            assertThat(model.flatWeights()).isEqualTo(afterEpochs.get(1));
            assertThat(training(model).build().fit(model, TRAIN).provenance().outcome())
                    .isEqualTo("completed");
        }
    }

    @Test
    void divergenceInTheFirstEpochGivesTheFirstWeightsBack() {
        try (TinyModel model = new TinyModel(7, 16, 0)) {
            model.initialize();
            float[] before = model.flatWeights();
            Training<int[]> training =
                    Training.builder()
                            .optimizer(Optimizers.sgd(1e38))
                            .batches(StreamBatches.ordered(10, 10))
                            .build();
            assertThatThrownBy(() -> training.fit(model, TRAIN, VALIDATION))
                    .isInstanceOf(TrainingFailedException.class)
                    .hasMessageContaining("in epoch 1")
                    .hasMessageContaining("the weights it started with")
                    .hasMessageContaining("clipNorm(1)");
            assertThat(model.flatWeights()).isEqualTo(before);
        }
    }

    @Test
    void anInterruptKeepsTheBestSoFar() {
        try (TinyModel model = new TinyModel(7, 16, 0)) {
            TrainingRun run =
                    training(model).listener(interruptAt(45)).build().fit(model, TRAIN, VALIDATION);
            assertThat(Thread.interrupted()).as("the interrupt stays set").isTrue();
            assertThat(run.provenance().outcome()).isEqualTo("interrupted");
            assertThat(run.history().rowCount()).isEqualTo(2);
            assertThat(run.provenance().epochs()).isEqualTo(2);
            assertThat(model.flatWeights()).isEqualTo(afterEpochs.get(1));
            assertThat(model.fitted).isSameAs(run);
        }
    }

    @Test
    void anInterruptInTheFirstEpochKeepsTheWeightsAsTheyAre() {
        try (TinyModel model = new TinyModel(7, 16, 0)) {
            model.initialize();
            float[] before = model.flatWeights();
            TrainingRun run =
                    training(model).listener(interruptAt(5)).build().fit(model, TRAIN, VALIDATION);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(run.history().rowCount()).isZero();
            assertThat(run.provenance().bestEpoch()).isZero();
            assertThat(model.flatWeights()).isNotEqualTo(before);
        }
    }

    @Test
    void anyOtherFailureReachesTheCallerAndKeepsTheBestSoFar() {
        try (TinyModel model = new TinyModel(7, 16, 0)) {
            IllegalStateException fault = new IllegalStateException("a fault of the listener");
            Training<int[]> training =
                    training(model)
                            .listener(
                                    new TrainingListener() {
                                        @Override
                                        public void onBatch(BatchReport batch, Control control) {
                                            if (batch.step() == 50) {
                                                throw fault;
                                            }
                                        }
                                    })
                            .build();
            assertThatThrownBy(() -> training.fit(model, TRAIN, VALIDATION)).isSameAs(fault);
            assertThat(model.flatWeights()).isEqualTo(afterEpochs.get(1));
            assertThat(model.fitted.provenance().outcome())
                    .isEqualTo("failed: a fault of the listener");
        }
    }

    private static TrainingListener interruptAt(long step) {
        return new TrainingListener() {
            @Override
            public void onBatch(BatchReport batch, Control control) {
                if (batch.step() == step) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }

    @Test
    void checkpointsCanBeRestored(@TempDir Path folder) throws Exception {
        try (TinyModel model = new TinyModel(7, 16, 0);
                TinyModel other = new TinyModel(7, 16, 0);
                TinyModel larger = new TinyModel(7, 17, 0)) {
            Path checkpoints = folder.resolve("made/by need");
            training(model)
                    .schedule(RUINOUS)
                    .checkpoints(checkpoints)
                    .build()
                    .fit(model, TRAIN, VALIDATION);
            assertThat(checkpoints.toFile().list())
                    .containsExactlyInAnyOrder("best.safetensors", "last.safetensors");
            Checkpoints.restore(checkpoints.resolve("best.safetensors"), other);
            assertThat(other.flatWeights()).isEqualTo(afterEpochs.get(1));
            Checkpoints.restore(checkpoints.resolve("last.safetensors"), other);
            assertThat(other.flatWeights()).isEqualTo(afterEpochs.get(4));

            assertThatThrownBy(
                            () ->
                                    Checkpoints.restore(
                                            checkpoints.resolve("best.safetensors"), larger))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("best.safetensors")
                    .hasMessageContaining("has shape (7, 16) there and (7, 17) here");
            Path file = Files.writeString(folder.resolve("file"), "x");
            assertThatThrownBy(() -> new Checkpoints(file.resolve("sub")))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("Cannot make the checkpoint folder");
        }
    }

    @Test
    void theRateFinderSuggestsARateAndLeavesTheWeights() {
        try (TinyModel model = new TinyModel(7, 16, 0)) {
            model.initialize();
            float[] before = model.flatWeights();
            var training =
                    Training.builder()
                            .optimizer(Optimizers.sgd(1))
                            .batches(StreamBatches.ordered(10, 10))
                            .build();
            var finder = LearningRateFinder.of(training).range(1e-3, 1e4).updates(60);
            var result = finder.sweep(model, TRAIN);
            assertThat(model.flatWeights()).isEqualTo(before);
            var rates = result.table().doubleColumn("learning rate");
            assertThat(rates.get(0)).isEqualTo(1e-3);
            assertThat(rates.get(1) / rates.get(0))
                    .isCloseTo(Math.pow(1e7, 1 / 59.0), within(1e-9));
            assertThat(rates.size()).as("stops once the loss has exploded").isLessThan(60);
            // Between rates that do next to nothing and rates that explode lies a good one.
            assertThat(result.suggestion()).isBetween(0.1, 100.0);
            assertThat(result).hasToString(finder.sweep(model, TRAIN).toString());
            assertThatIllegalArgumentException().isThrownBy(() -> finder.range(1, 0.1));
        }
    }
}
