package org.recurve.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.recurve.core.EpochEvent;
import org.recurve.core.Event;
import org.recurve.core.Events;
import org.recurve.core.ProgressEvent;
import org.recurve.core.RecurveException;
import tech.tablesaw.api.Table;

class TrainingLoopTest {
    private static final int[] TRAIN = TinyModel.tokens(2001, 7, 1);
    private static final int[] VALIDATION = TinyModel.tokens(501, 7, 2);

    private static TrainingBuilder<int[]> sgd() {
        return Training.builder()
                .optimizer(Optimizers.sgd(2))
                .schedule(Schedules.onPlateau(0.25))
                .clipNorm(0.5)
                .batches(StreamBatches.ordered(10, 10))
                .epochs(5)
                .seed(1);
    }

    @Test
    void learnsAndKeepsAHistory() {
        try (TinyModel model = new TinyModel(7, 16, 0)) {
            TrainingRun run = sgd().build().fit(model, TRAIN, VALIDATION);

            Table history = run.history();
            assertThat(history.columnNames())
                    .containsExactly(
                            "epoch",
                            "train loss",
                            "validation loss",
                            "perplexity",
                            "learning rate",
                            "gradient norm",
                            "predictions/s",
                            "seconds");
            assertThat(history.intColumn("epoch").asList()).containsExactly(1, 2, 3, 4, 5);
            double first = history.doubleColumn("validation loss").get(0);
            double last = history.doubleColumn("validation loss").get(4);
            assertThat(first).isLessThan(Math.log(7) + 0.1);
            assertThat(last).isLessThan(0.75 * first);
            assertThat(history.doubleColumn("perplexity").get(4)).isEqualTo(Math.exp(last));
            assertThat(history.doubleColumn("gradient norm").min()).isPositive();
            assertThat(run.provenance().outcome()).isEqualTo("completed");
            assertThat(run.provenance().device()).isEqualTo("cpu");
            assertThat(run.provenance().seed()).isEqualTo(1);
            assertThat(run.provenance().data()).hasSize(2);
            assertThat(run.provenance().settings())
                    .containsEntry("hidden", "16")
                    .containsEntry("schedule", "onPlateau(factor 0.25, patience 0)")
                    .containsEntry("clip norm", "0.5")
                    .containsEntry("epochs", "5");
            assertThat(run.provenance().versions())
                    .containsKeys("Recurve", "Java", "DJL", "PyTorch");
            assertThat(model.fitted).isSameAs(run);
            for (var parameter : model.net.getParameters().values()) {
                assertThat(JniUtils.requiresGrad((PtNDArray) parameter.getArray())).isFalse();
            }
        }
    }

    @Test
    void withoutValidationDataTheTrainingLossIsWatched() {
        try (TinyModel model = new TinyModel(7, 8, 0)) {
            TrainingRun run = sgd().build().fit(model, TRAIN);
            assertThat(run.provenance().monitored()).isEqualTo("train loss");
            assertThat(run.history().doubleColumn("validation loss").countMissing()).isEqualTo(5);
            assertThat(run.provenance().best())
                    .isEqualTo(run.history().doubleColumn("train loss").min());
        }
    }

    @Test
    void aThousandStepsLeaveNoArrayBehind() {
        try (TinyModel model = new TinyModel(7, 8, 0.1f)) {
            NDManager system = model.manager.getParentManager();
            model.initialize();
            int before = system.getManagedArrays().size();
            TrainingRun run =
                    sgd().optimizer(Optimizers.adam(0.01))
                            .epochs(50)
                            .build()
                            .fit(model, TRAIN, VALIDATION);
            assertThat(run.history().rowCount() * 20).isEqualTo(1000);
            assertThat(system.getManagedArrays()).hasSize(before);
        }
    }

    @Test
    void theSameSeedGivesTheSameNumbersBitForBit() {
        List<List<Double>> first = noisyRun(7);
        assertThat(noisyRun(7)).isEqualTo(first);
        assertThat(noisyRun(8)).isNotEqualTo(first);
    }

    /** Initial values, dropout and the order of batches are all random here. */
    private static List<List<Double>> noisyRun(long seed) {
        try (TinyModel model = new TinyModel(7, 16, 0.3f)) {
            Table history =
                    sgd().batches(new StreamBatches(10, 10, true))
                            .optimizer(Optimizers.adam(0.01))
                            .epochs(3)
                            .seed(seed)
                            .build()
                            .fit(model, TRAIN, VALIDATION)
                            .history();
            return List.of(
                    history.doubleColumn("train loss").asList(),
                    history.doubleColumn("validation loss").asList(),
                    history.doubleColumn("gradient norm").asList());
        }
    }

    @Test
    void fusedAndTensorUpdatesGiveTheSameTraining() {
        for (FusedOptimizer optimizer :
                List.of(
                        Optimizers.sgd(1).momentum(0.5).weightDecay(1e-3),
                        Optimizers.adamW(0.02),
                        Optimizers.rmsProp(0.005))) {
            try (TinyModel fused = new TinyModel(7, 40, 0);
                    TinyModel plain = new TinyModel(7, 40, 0)) {
                var training = sgd().clipValue(0.01).epochs(1);
                TrainingRun a = training.optimizer(optimizer).build().fit(fused, TRAIN);
                TrainingRun b =
                        training.optimizer(new TensorOnly(optimizer)).build().fit(plain, TRAIN);
                assertThat(a.history().doubleColumn("train loss").get(0))
                        .isCloseTo(b.history().doubleColumn("train loss").get(0), within(1e-5));
                float[] x = fused.flatWeights();
                float[] y = plain.flatWeights();
                for (int i = 0; i < x.length; i++) {
                    if (Math.abs(x[i] - y[i]) > 1e-3) {
                        fail("%s: weight %d is %f and %f", optimizer, i, x[i], y[i]);
                    }
                }
            }
        }
    }

    /** Hides the fused form. */
    private record TensorOnly(Optimizer hidden) implements Optimizer {
        @Override
        public double rate() {
            return hidden.rate();
        }

        @Override
        public double weightDecay() {
            return hidden.weightDecay();
        }

        @Override
        public int slots() {
            return hidden.slots();
        }

        @Override
        public void update(NDArray weight, NDArray gradient, NDList slots, Update at) {
            hidden.update(weight, gradient, slots, at);
        }
    }

    @Test
    void aSecondTrainingAtTheSameTimeIsRefused() {
        try (TinyModel model = new TinyModel(7, 8, 0);
                TinyModel second = new TinyModel(7, 8, 0)) {
            List<Throwable> refusals = new ArrayList<>();
            sgd().epochs(1)
                    .listener(
                            new TrainingListener() {
                                @Override
                                public void onStart(Trainable<?> trained, Control control) {
                                    CompletableFuture.runAsync(
                                                    () -> sgd().build().fit(second, TRAIN))
                                            .exceptionally(
                                                    e -> {
                                                        refusals.add(e.getCause());
                                                        return null;
                                                    })
                                            .join();
                                }
                            })
                    .build()
                    .fit(model, TRAIN);
            assertThat(refusals)
                    .singleElement()
                    .isInstanceOf(RecurveException.class)
                    .asString()
                    .contains("one training at a time in a process");
            // And once the first is over, there is no obstacle.
            assertThat(sgd().epochs(1).build().fit(second, TRAIN).history().rowCount())
                    .isEqualTo(1);
        }
    }

    @Test
    void trainsOnAThreadOfItsOwn() {
        try (TinyModel model = new TinyModel(7, 8, 0)) {
            TrainingRun run =
                    CompletableFuture.supplyAsync(
                                    () -> {
                                        boolean before = JniUtils.isGradMode();
                                        TrainingRun result =
                                                sgd().build().fit(model, TRAIN, VALIDATION);
                                        assertThat(JniUtils.isGradMode()).isEqualTo(before);
                                        return result;
                                    })
                            .join();
            assertThat(run.history().rowCount()).isEqualTo(5);
        }
    }

    @Test
    void publishesProgressAndEpochs() {
        List<Event> events = new ArrayList<>();
        try (TinyModel model = new TinyModel(7, 8, 0);
                var subscription = Events.subscribe(events::add)) {
            assertThat(subscription).isNotNull();
            sgd().epochs(2).build().fit(model, TRAIN, VALIDATION);
            var epochs = events.stream().filter(EpochEvent.class::isInstance).toList();
            assertThat(epochs).hasSize(2);
            EpochEvent epoch = (EpochEvent) epochs.get(1);
            assertThat(epoch.epoch()).isEqualTo(2);
            assertThat(epoch.row())
                    .containsKeys("train loss", "perplexity")
                    .containsEntry("epoch", 2.0);
            ProgressEvent last = (ProgressEvent) events.get(events.size() - 1);
            assertThat(last.finished()).isTrue();
            assertThat(last.done()).isEqualTo(40);
            assertThat(last.total()).isEqualTo(40);
            assertThat(last.unit()).isEqualTo("steps");
            assertThat(last.task()).isEqualTo("training tiny LSTM");
            assertThat(last.id()).isEqualTo(epoch.id());
            assertThat(last.figures().keySet())
                    .containsExactly("loss", "perplexity", "learning rate", "predictions/s");

            events.clear();
            assertThatThrownBy(() -> sgd().build().fit(model, new int[] {1}))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("training data gives no batch");
            assertThat(((ProgressEvent) events.get(events.size() - 1)).finished()).isTrue();
        }
    }

    @Test
    void aListenerSeesGradientsAndMayStop() {
        List<String> seen = new ArrayList<>();
        try (TinyModel model = new TinyModel(7, 8, 0)) {
            TrainingRun run =
                    sgd().listener(
                                    new TrainingListener() {
                                        @Override
                                        public void onGradients(
                                                Map<String, NDArray> gradients, Control control) {
                                            gradients.forEach(
                                                    (name, gradient) ->
                                                            assertThat(gradient.getShape())
                                                                    .isEqualTo(
                                                                            model.net
                                                                                    .getParameters()
                                                                                    .get(name)
                                                                                    .getShape()));
                                            seen.add("gradients " + gradients.size());
                                        }

                                        @Override
                                        public void onBatch(BatchReport batch, Control control) {
                                            seen.add("batch " + batch.step());
                                            if (batch.step() == 2) {
                                                control.stop("enough");
                                            }
                                        }

                                        @Override
                                        public void onEnd(TrainingRun ended) {
                                            seen.add(ended.provenance().outcome());
                                        }
                                    })
                            .build()
                            .fit(model, TRAIN);
            assertThat(seen)
                    .containsExactly(
                            "gradients 11",
                            "batch 1",
                            "gradients 11",
                            "batch 2",
                            "stopped: enough");
            assertThat(run.history().rowCount()).isZero();
        }
    }

    @Test
    void withoutBatchesThereIsNoTraining() {
        assertThatThrownBy(() -> Training.builder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("batches(");
    }
}
