package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.LambdaBlock;
import ai.djl.training.ParameterStore;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
import org.recurve.nn.Cells;
import org.recurve.nn.Dropout;
import org.recurve.nn.FullyConvolutionalNetwork;
import org.recurve.nn.ParameterNames;
import org.recurve.nn.StackLayer.Norm;
import org.recurve.nn.pooling.Poolings;
import org.recurve.training.Optimizers;
import org.recurve.training.Training;

/** Pooling, convolution beside the layers, standardised input and dropout of sequence models. */
class SequenceModelSettingsTest {
    private static final int FEATURES = 3;
    private static final LabeledSeries RAGGED = ragged();
    @TempDir Path folder;

    /** The first feature is large and far from zero, the last never changes. */
    private static LabeledSeries ragged() {
        Random random = new Random(4);
        List<float[][]> sequences = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            float[][] sequence = new float[1 + random.nextInt(20)][];
            Arrays.setAll(
                    sequence,
                    t ->
                            new float[] {
                                (float) (300 + 50 * random.nextGaussian()),
                                (float) random.nextGaussian(),
                                -7
                            });
            sequences.add(sequence);
        }
        return new LabeledSeries(
                sequences,
                random.ints(90, 0, 2).toArray(),
                List.of("a", "b"),
                Map.of(),
                new DataProvenance("noise", "train", List.of(), List.of()));
    }

    @BeforeEach
    void seed() {
        Engine.getInstance().setRandomSeed(3);
    }

    private static SequenceModelBuilder<LabeledSeries, SequenceClassifier> everything() {
        return SequenceClassifier.builder()
                .cell(Cells.lstm())
                .layers(2)
                .hidden(4)
                .bidirectional(true)
                .norm(Norm.LAYER)
                .pooling(Poolings.concat(Poolings.max(), Poolings.attention(3)))
                .dropout(Dropout.variational(0.1, 0.2, 0.3).weights(0.1))
                .convolution(5)
                .standardize(true);
    }

    private static void train(SequenceClassifier model) {
        Training.builder()
                .optimizer(Optimizers.adam(0.01))
                .batches(Batches.buckets(16))
                .epochs(2)
                .seed(1)
                .build()
                .fit(model, RAGGED, RAGGED);
    }

    @Test
    void standardizationIsThatOfAllSteps() {
        Standardization found = Standardization.of(RAGGED);
        List<float[]> steps = RAGGED.sequences().stream().flatMap(Arrays::stream).toList();
        for (int f = 0; f < FEATURES; f++) {
            int feature = f;
            double mean = steps.stream().mapToDouble(s -> s[feature]).average().orElseThrow();
            double square =
                    steps.stream()
                            .mapToDouble(s -> (s[feature] - mean) * (s[feature] - mean))
                            .average()
                            .orElseThrow();
            assertThat(found.means().get(f)).isCloseTo(mean, within(1e-9));
            assertThat(found.deviations().get(f))
                    .isCloseTo(f == 2 ? 1 : Math.sqrt(square), within(1e-9));
        }
        assertThat(found.means().get(0)).isBetween(290.0, 310.0);
    }

    /** With an encoder that does nothing: what the layers above make of known numbers. */
    @Test
    void theOutputLayerSeesWhatPoolingAndConvolutionMakeOfStandardizedInput() {
        LambdaBlock nothing = new LambdaBlock(list -> new NDList(list.head()), "nothing");
        try (SequenceClassifier model =
                SequenceClassifier.builder()
                        .plainEncoder(nothing)
                        .pooling(Poolings.max())
                        .convolution(2)
                        .standardize(true)
                        .build(RAGGED)) {
            train(model);
            Map<String, float[]> values = new java.util.HashMap<>();
            ParameterNames.of(model.block())
                    .forEach((name, p) -> values.put(name, p.getArray().toFloatArray()));
            FullyConvolutionalNetwork branch =
                    (FullyConvolutionalNetwork) model.block().getChildren().valueAt(2);
            Standardization standard = Standardization.of(RAGGED);
            for (int i = 0; i < 10; i++) {
                float[][] sequence = RAGGED.sequence(i);
                float[][] scaled = new float[sequence.length][FEATURES];
                double[] features = new double[FEATURES + 2];
                Arrays.fill(features, 0, FEATURES, Double.NEGATIVE_INFINITY);
                for (int t = 0; t < scaled.length; t++) {
                    for (int f = 0; f < FEATURES; f++) {
                        double value =
                                (sequence[t][f] - standard.means().get(f))
                                        / standard.deviations().get(f);
                        scaled[t][f] = (float) value;
                        features[f] = Math.max(features[f], value);
                    }
                }
                try (NDManager scope = model.manager().newSubManager()) {
                    NDArray x = scope.create(scaled).expandDims(0);
                    ParameterStore store = new ParameterStore(scope, false);
                    float[] shapes =
                            branch.forward(store, new NDList(x), false).head().toFloatArray();
                    for (int n = 0; n < shapes.length; n++) {
                        features[FEATURES + n % 2] += shapes[n] / (double) scaled.length;
                    }
                }
                double[] logits = new double[2];
                for (int k = 0; k < 2; k++) {
                    logits[k] = values.get("output.bias")[k];
                    for (int f = 0; f < features.length; f++) {
                        logits[k] +=
                                values.get("output.weight")[k * features.length + f] * features[f];
                    }
                }
                assertThat(model.probabilities(sequence)[1])
                        .isCloseTo(1 / (1 + Math.exp(logits[0] - logits[1])), within(1e-5));
            }
        }
    }

    @Test
    void aSequenceGetsTheSameAnswerAloneOrAmongOthers() {
        try (SequenceClassifier model = everything().build(RAGGED)) {
            train(model);
            double[][] together = model.probabilities(RAGGED);
            for (int i = 0; i < RAGGED.size(); i++) {
                assertThat(model.probabilities(RAGGED.sequence(i)))
                        .containsExactly(together[i], within(1e-5));
            }
            // Not all the same, so that the comparison means something.
            assertThat(Arrays.stream(together).mapToDouble(p -> p[0]).distinct().count())
                    .isGreaterThan(80);
        }
    }

    @Test
    void stepsGetTheConvolutionsOfTheirOwn() {
        StepLabeledSeries data = MemoryProblems.copy(12, 3, 4, 1);
        try (StepClassifier model = StepClassifier.builder().hidden(4).convolution(3).build(data)) {
            model.initialize();
            double[][] first = model.probabilities(data.sequence(0));
            float[][] changed =
                    Arrays.stream(data.sequence(0)).map(float[]::clone).toArray(float[][]::new);
            changed[changed.length - 1][0] += 2;
            double[][] second = model.probabilities(changed);
            // The layers never look ahead; the convolutions do, by 7 steps.
            int[] moved =
                    IntStream.range(0, first.length)
                            .filter(t -> Math.abs(first[t][0] - second[t][0]) > 1e-6)
                            .toArray();
            assertThat(moved.length).isBetween(2, 8);
            assertThat(moved[moved.length - 1]).isEqualTo(first.length - 1);
            assertThat(model.settings()).doesNotContainKey("pooling");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StepClassifier.builder().pooling(Poolings.max()).build(data))
                .withMessageContaining("nothing to pool");
    }

    @Test
    void aSavedModelIsTheSameModel() {
        Path file = folder.resolve("everything");
        try (SequenceClassifier model = everything().build(RAGGED)) {
            train(model);
            model.save(file);
            try (SequenceClassifier loaded = SequenceClassifier.load(file)) {
                assertThat(loaded.probabilities(RAGGED)).isDeepEqualTo(model.probabilities(RAGGED));
                assertThat(loaded.settings())
                        .isEqualTo(model.settings())
                        .containsEntry("pooling", "max+attention(3)")
                        .containsEntry("norm", "layer")
                        .containsEntry("convolution", "5")
                        .containsEntry("standardize", "true")
                        .containsEntry(
                                "dropout",
                                "variational, input 0.1, hidden 0.2, output 0.3, weights 0.1");
                assertThat(loaded.toString()).isEqualTo(model.toString());
                assertThat(loaded.sequenceSettings().standardization())
                        .isEqualTo(Standardization.of(RAGGED));
            }
        }
    }

    /** The description as files had it before there were pooling, convolution and dropout plans. */
    @Test
    void filesOfOlderVersionsAreRead() {
        JsonObject encoder = new JsonObject();
        encoder.addProperty("cell", "gru");
        encoder.addProperty("layers", 2);
        encoder.addProperty("hidden", 5);
        encoder.addProperty("bidirectional", true);
        encoder.addProperty("dropout", 0.25);
        JsonArray outputs = new JsonArray();
        outputs.add("a");
        outputs.add("b");
        JsonObject description = new JsonObject();
        description.addProperty("name", "BiGRU 2x5");
        description.add("encoder", encoder);
        description.addProperty("dropout", 0.25);
        description.addProperty("features", FEATURES);
        description.addProperty("steps", 20);
        description.add("outputs", outputs);
        Path file = folder.resolve("old");
        try (SequenceClassifier model =
                SequenceClassifier.builder()
                        .layers(2)
                        .hidden(5)
                        .bidirectional(true)
                        .dropout(0.25)
                        .build(RAGGED)) {
            model.initialize();
            ModelFile.save(file, "sequence-classifier", description, model.block());
            try (SequenceClassifier loaded = SequenceClassifier.load(file)) {
                assertThat(loaded.probabilities(RAGGED)).isDeepEqualTo(model.probabilities(RAGGED));
                assertThat(loaded.settings())
                        .isEqualTo(model.settings())
                        .containsEntry("pooling", "ends")
                        .containsEntry("dropout", "standard, hidden 0.25, output 0.25");
            }
        }
    }

    @Test
    void theLayerTableCountsWhatIsLearned() {
        try (SequenceClassifier model = everything().build(RAGGED)) {
            model.initialize();
            long learned =
                    model.block().getParameters().values().stream()
                            .filter(p -> p.requiresGradient())
                            .mapToLong(p -> p.getArray().size())
                            .sum();
            assertThat(model.summary().total()).isEqualTo(learned);
            assertThat(model.toString())
                    .startsWith("BiLSTM 2x4 + FCN 5")
                    .contains("max+attention(3)", "(B, 16)", "FCN, mean", "(B, 5)", "(B, 2)");
        }
    }

    /** Shares of dropped numbers, by their places in the network. */
    @Test
    void dropoutIsWhereThePlanSays() {
        LambdaBlock nothing = new LambdaBlock(list -> new NDList(list.head()), "nothing");
        LabeledSeries ones =
                new LabeledSeries(
                        java.util.Collections.nCopies(
                                400, new float[][] {{1, 1, 1}, {1, 1, 1}, {1, 1, 1}, {1, 1, 1}}),
                        new int[400],
                        List.of("a", "b"),
                        Map.of(),
                        RAGGED.provenance());
        for (boolean variational : new boolean[] {false, true}) {
            Dropout plan =
                    variational ? Dropout.variational(0.25, 0, 0) : Dropout.standard(0.25, 0, 0);
            try (SequenceClassifier model =
                    SequenceClassifier.builder()
                            .plainEncoder(nothing)
                            .pooling(Poolings.mean())
                            .dropout(plan)
                            .build(ones)) {
                float[] answers = answers(model, ones, true);
                // A feature is kept with 3 / 4; one mask for four steps makes their mean 0 or 4 /
                // 3.
                double mean = mean(answers);
                double variance =
                        IntStream.range(0, answers.length)
                                .mapToDouble(i -> Math.pow(answers[i] - mean, 2))
                                .average()
                                .orElseThrow();
                assertThat(mean).isCloseTo(3, within(0.2));
                assertThat(variance).isCloseTo(3.0 / 3 / (variational ? 1 : 4), within(0.15));
                assertThat(answers(model, ones, false)).containsOnly(3);
            }
        }
        try (SequenceClassifier model =
                SequenceClassifier.builder()
                        .plainEncoder(nothing)
                        .dropout(Dropout.standard(0, 0, 0.5))
                        .build(ones)) {
            assertThat(answers(model, ones, true)).contains(0, 2, 4, 6).hasSize(400);
        }
    }

    private static double mean(float[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .average()
                .orElseThrow();
    }

    /** {@return the first logit of each sequence: the sum of the features} */
    private static float[] answers(SequenceClassifier model, LabeledSeries data, boolean training) {
        model.initialize();
        ParameterNames.of(model.block())
                .get("output.weight")
                .getArray()
                .set(new float[] {1, 1, 1, 0, 0, 0});
        try (NDManager scope = model.manager().newSubManager();
                var batch = Batches.buckets(400).evaluation(data, scope).next()) {
            return model.forward(new ParameterStore(scope, false), batch, new NDList(), training)
                    .predictions()
                    .head()
                    .get(":,0")
                    .toFloatArray();
        }
    }

    /** A stream gets what the beginnings get, standardised as they are. */
    @Test
    void streamsAreStandardizedToo() {
        try (SequenceClassifier model =
                        SequenceClassifier.builder().hidden(4).standardize(true).build(RAGGED);
                SequenceClassifier convolved =
                        SequenceClassifier.builder().hidden(4).convolution(3).build(RAGGED)) {
            train(model);
            float[][] sequence = RAGGED.sequence(2);
            double[][] expected = model.prefixes(sequence).probabilities();
            try (SequenceStream stream = model.stream()) {
                for (int t = 0; t < sequence.length; t++) {
                    assertThat(stream.next(sequence[t])).containsExactly(expected[t], within(1e-5));
                }
            }
            assertThat(expected.length).isGreaterThan(3);
            convolved.initialize();
            assertThatThrownBy(convolved::stream)
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("GRU 1x4 + FCN 3 has convolutions")
                    .hasMessageContaining("without convolution(...)");
        }
    }

    /** The numbers of integrated gradients add up, through the scale as well. */
    @Test
    void explanationsAreInTheUnitsOfTheInput() {
        try (SequenceClassifier model = everything().build(RAGGED)) {
            train(model);
            float[][] sequence = RAGGED.sequence(2);
            SignalExplanation found =
                    model.explain(sequence, Attribution.integratedGradients(400), "b");
            assertThat(Arrays.stream(found.perStep()).sum())
                    .isCloseTo(found.probability() - found.baseline(), within(2e-3));
            assertThat(Math.abs(found.probability() - found.baseline())).isGreaterThan(1e-4);
            assertThat(found.signal()).isDeepEqualTo(sequence);
        }
    }

    @Test
    void wrongSettingsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SequenceClassifier.builder().convolution(-1).build(RAGGED))
                .withMessageContaining("at least 1 filter, or 0 for none, not -1");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                SequenceClassifier.builder()
                                        .dropout(Dropout.NONE.embedding(0.1))
                                        .build(RAGGED))
                .withMessageContaining("use input");
    }
}
