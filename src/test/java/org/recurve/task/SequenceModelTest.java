package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.RandomUtils;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.batch.Batches;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import org.recurve.data.LabeledSeries;
import org.recurve.data.MemoryProblems;
import org.recurve.data.StepLabeledSeries;
import org.recurve.data.ValuedSeries;
import org.recurve.nn.Cells;
import org.recurve.nn.GRU;
import org.recurve.training.Optimizers;
import org.recurve.training.Training;

class SequenceModelTest {
    private static final LabeledSeries RAGGED = ragged(150);
    @TempDir Path folder;

    private static LabeledSeries ragged(int size) {
        Random random = new Random(3);
        List<float[][]> sequences = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            float[][] sequence = new float[1 + random.nextInt(12)][2];
            for (float[] step : sequence) {
                step[0] = (float) random.nextGaussian();
                step[1] = (float) random.nextGaussian();
            }
            sequences.add(sequence);
        }
        return new LabeledSeries(
                sequences,
                random.ints(size, 0, 3).toArray(),
                List.of("low", "middle", "high"),
                Map.of(),
                new DataProvenance("noise", "train", List.of(), List.of()));
    }

    @BeforeEach
    void seed() {
        Engine.getInstance().setRandomSeed(3);
        RandomUtils.RANDOM.setSeed(3);
    }

    private static SequenceClassifier classifier(boolean bidirectional) {
        SequenceClassifier model =
                SequenceClassifier.builder()
                        .layers(2)
                        .hidden(6)
                        .bidirectional(bidirectional)
                        .dropout(0.3)
                        .build(RAGGED);
        model.initialize();
        return model;
    }

    private static SequentialBlock perceptron() {
        return new SequentialBlock()
                .add(Linear.builder().setUnits(5).build())
                .add(Activation::relu)
                .add(Linear.builder().setUnits(4).build());
    }

    @Test
    void aSequenceGetsTheSameAnswerAloneOrAmongOthers() {
        for (boolean both : new boolean[] {false, true}) {
            try (SequenceClassifier model = classifier(both)) {
                double[][] together = model.probabilities(RAGGED);
                for (int i = 0; i < RAGGED.size(); i++) {
                    double[] alone = model.probabilities(RAGGED.sequence(i));
                    assertThat(alone).containsExactly(together[i], within(1e-5));
                    assertThat(Arrays.stream(alone).sum()).isCloseTo(1, within(1e-9));
                    String best =
                            IntStream.range(0, 3)
                                    .boxed()
                                    .max((a, b) -> Double.compare(alone[a], alone[b]))
                                    .map(model.labels()::get)
                                    .orElseThrow();
                    assertThat(model.predict(RAGGED.sequence(i))).isEqualTo(best);
                }
                // Not all the same, so that the comparison means something.
                assertThat(Arrays.stream(together).mapToDouble(p -> p[0]).distinct().count())
                        .isGreaterThan(100);
            }
        }
    }

    @Test
    void stepsGetTheSameAnswersAloneOrAmongOthers() {
        StepLabeledSeries data =
                new StepLabeledSeries(
                        RAGGED.sequences(),
                        RAGGED.sequences().stream()
                                .map(s -> new int[s.length])
                                .toArray(int[][]::new),
                        List.of("x", "y"),
                        Map.of(),
                        RAGGED.provenance());
        try (StepClassifier model =
                StepClassifier.builder().hidden(6).bidirectional(true).build(data)) {
            model.initialize();
            double[][] flat = model.probabilities(data);
            int row = 0;
            for (int i = 0; i < data.size(); i++) {
                double[][] alone = model.probabilities(data.sequence(i));
                assertThat(alone).hasNumberOfRows(data.sequence(i).length);
                assertThat(model.predict(data.sequence(i))).hasSize(alone.length);
                for (double[] step : alone) {
                    assertThat(step).containsExactly(flat[row++], within(1e-5));
                }
            }
            assertThat(row).isEqualTo(flat.length);
        }
    }

    @Test
    void sixteenThreadsGetTheAnswersOfOne() throws Exception {
        try (SequenceClassifier model = classifier(true)) {
            double[][] expected = model.probabilities(RAGGED);
            ExecutorService pool = Executors.newFixedThreadPool(16);
            try {
                Callable<double[][]> job = () -> model.probabilities(RAGGED);
                for (Future<double[][]> answer : pool.invokeAll(Collections.nCopies(32, job))) {
                    assertThat(answer.get()).isDeepEqualTo(expected);
                }
            } finally {
                pool.shutdownNow();
            }
            assertThat(model.manager().getManagedArrays())
                    .hasSize(model.block().getParameters().size());
        }
    }

    @Test
    void predictionKeepsNothingForGradientsOnAnyThread() throws Exception {
        List<Boolean> seen = Collections.synchronizedList(new ArrayList<>());
        LambdaBlock looks =
                new LambdaBlock(
                        list -> {
                            seen.add(JniUtils.isGradMode());
                            return new NDList(list.head());
                        },
                        "looks");
        try (SequenceClassifier model =
                SequenceClassifier.builder().plainEncoder(looks).build(RAGGED)) {
            model.initialize();
            seen.clear();
            ExecutorService pool = Executors.newSingleThreadExecutor();
            try {
                Callable<Boolean> job =
                        () -> {
                            JniUtils.setGradMode(true);
                            model.predict(RAGGED.sequence(0));
                            return JniUtils.isGradMode();
                        };
                assertThat(pool.submit(job).get()).isTrue();
            } finally {
                pool.shutdownNow();
            }
            assertThat(seen).containsExactly(false);
        }
    }

    @Test
    void aSavedModelIsTheSameModel() {
        try (SequenceClassifier model =
                SequenceClassifier.builder()
                        .cell(Cells.lstm())
                        .layers(2)
                        .hidden(5)
                        .bidirectional(true)
                        .dropout(0.2)
                        .name("my LSTM")
                        .build(RAGGED)) {
            train(model);
            Path file = folder.resolve("classifier.recurve");
            model.save(file);
            try (SequenceClassifier loaded = SequenceClassifier.load(file)) {
                assertThat(loaded.probabilities(RAGGED)).isDeepEqualTo(model.probabilities(RAGGED));
                assertThat(loaded.labels()).isEqualTo(model.labels());
                assertThat(loaded.provenance()).isEqualTo(model.provenance());
                assertThat(loaded.toString()).isEqualTo(model.toString()).startsWith("my LSTM");
                assertThat(loaded.settings()).isEqualTo(model.settings());
                assertThat(loaded.run().history().toString())
                        .isEqualTo(model.run().history().toString());
            }
            assertThatThrownBy(() -> SequenceRegressor.load(file))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining(
                            "holds a sequence-classifier, expected a sequence-regressor");
            assertThatThrownBy(() -> SequenceClassifier.load(file, perceptron()))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("without an encoder");
        }
    }

    private static void train(SequenceClassifier model) {
        Training.builder()
                .optimizer(Optimizers.adam(0.01))
                .batches(Batches.buckets(32))
                .epochs(2)
                .seed(1)
                .build()
                .fit(model, RAGGED, RAGGED);
    }

    @Test
    void regressorsAndStepClassifiersAreSavedToo() {
        ValuedSeries numbers = MemoryProblems.adding(5, 4, 1);
        StepLabeledSeries symbols = MemoryProblems.copy(5, 2, 1, 1);
        try (SequenceRegressor regressor = SequenceRegressor.builder().hidden(4).build(numbers);
                StepClassifier steps = StepClassifier.builder().hidden(4).build(symbols)) {
            regressor.initialize();
            steps.initialize();
            regressor.save(folder.resolve("a"));
            steps.save(folder.resolve("b"));
            try (SequenceRegressor a = SequenceRegressor.load(folder.resolve("a"));
                    StepClassifier b = StepClassifier.load(folder.resolve("b"))) {
                assertThat(a.values(numbers)).isDeepEqualTo(regressor.values(numbers));
                assertThat(a.targetNames()).containsExactly("sum");
                assertThat(b.probabilities(symbols)).isDeepEqualTo(steps.probabilities(symbols));
            }
        }
    }

    @Test
    void anEncoderOfOnesOwnIsTrainedAndSavedLikeAnyOther() {
        try (SequenceClassifier model =
                SequenceClassifier.builder().plainEncoder(perceptron()).build(RAGGED)) {
            assertThat(model.toString()).contains("SequentialBlock", "not initialized yet");
            train(model);
            assertThat(model.summary().total()).isEqualTo(2 * 5 + 5 + 5 * 4 + 4 + 4 * 3 + 3);
            Path file = folder.resolve("own");
            model.save(file);
            // Both linear layers have a "weight": neither may take the other's place.
            try (SequenceClassifier loaded = SequenceClassifier.load(file, perceptron())) {
                assertThat(loaded.probabilities(RAGGED)).isDeepEqualTo(model.probabilities(RAGGED));
            }
            assertThatThrownBy(() -> SequenceClassifier.load(file))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("SequentialBlock")
                    .hasMessageContaining("load(file, encoder)");
        }
        GRU gru = GRU.builder().setStateSize(4).setNumLayers(1).build();
        try (SequenceClassifier model =
                SequenceClassifier.builder().encoder(gru).name("my GRU").build(RAGGED)) {
            train(model);
            double[] first = model.probabilities(RAGGED)[0];
            assertThat(model.probabilities(RAGGED.sequence(0)))
                    .containsExactly(first, within(1e-5));
            assertThat(model.name()).isEqualTo("my GRU");
        }
        LambdaBlock flat =
                new LambdaBlock(list -> new NDList(list.head().sum(new int[] {1})), "sum");
        assertThatThrownBy(() -> SequenceClassifier.builder().plainEncoder(flat).build(RAGGED))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("expected (batch, time, features)");
    }

    @Test
    void theLayerTableCountsWhatIsThere() {
        for (boolean both : new boolean[] {true, false}) {
            try (SequenceClassifier model = classifier(both)) {
                long parameters =
                        model.block().getParameters().values().stream()
                                .mapToLong(p -> p.getArray().size())
                                .sum();
                assertThat(model.summary().total()).isEqualTo(parameters);
                assertThat(model.toString())
                        .contains(both ? "BiGRU 2x6" : "GRU 2x6", "pooling", "(B, 3)");
            }
        }
    }

    @Test
    void wrongInputIsNamed() {
        try (SequenceClassifier model = SequenceClassifier.builder().hidden(4).build(RAGGED)) {
            float[][] fine = {{1, 2}};
            assertThatThrownBy(() -> model.predict(fine))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("no weights yet");
            assertThatThrownBy(() -> model.save(folder.resolve("x")))
                    .hasMessageContaining("no weights yet");
            assertThatThrownBy(model::run).hasMessageContaining("has not been trained");
            model.initialize();
            assertThat(model.predict(fine)).isIn("low", "middle", "high");
            assertThatThrownBy(() -> model.predict(new float[][] {{1, 2, 3}}))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("the input has 3 features a step")
                    .hasMessageContaining("2");
            assertThatThrownBy(() -> model.predict(new float[][] {{1, Float.NaN}}))
                    .hasMessageContaining("feature 1 of step 0 of sequence 0 of the input is NaN");
            assertThatThrownBy(() -> model.predict(new float[0][]))
                    .hasMessageContaining("has no steps");
        }
        assertThatThrownBy(() -> SequenceClassifier.builder().dropout(1).build(RAGGED))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SequenceClassifier.builder().hidden(0).build(RAGGED))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SequenceClassifier.builder().device("gpu99").build(RAGGED))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("gpu99");
    }
}
