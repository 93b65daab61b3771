package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDList;
import ai.djl.util.RandomUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
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
import org.recurve.data.TextCorpus;
import org.recurve.data.TokenStream;
import org.recurve.data.Vocabulary;
import org.recurve.decode.Sampling;
import org.recurve.nn.Cells;
import org.recurve.training.Optimizers;
import org.recurve.training.Training;

class LanguageModelTest {
    @TempDir Path folder;
    private final Vocabulary vocabulary =
            Vocabulary.builder()
                    .specials("<unk>", "<eos>")
                    .add("a")
                    .add("b")
                    .add("c")
                    .add("d")
                    .build();

    @BeforeEach
    void seed() {
        Engine.getInstance().setRandomSeed(3);
        RandomUtils.RANDOM.setSeed(3);
    }

    @Test
    void aSegmentedTextScoresLikeOneStepAtATime() {
        try (LanguageModel model = model(true)) {
            model.initialize();
            TokenStream text = text(300, 1);
            double[] found = new double[300];
            model.score(
                    text, (first, nats, count) -> System.arraycopy(nats, 0, found, first, count));
            try (LanguageModelSteps steps =
                    new LanguageModelSteps((LanguageModelNetwork) model.block(), model.manager())) {
                int before = vocabulary.id("<eos>");
                NDList state = null;
                for (int i = 0; i < 300; i++) {
                    var next = steps.step(state, new int[1], new int[] {before});
                    state = next.state();
                    before = text.ids()[i];
                    float[] logits = next.logits()[0];
                    double sum = 0;
                    for (float logit : logits) {
                        sum += Math.exp(logit);
                    }
                    assertThat(found[i]).isCloseTo(Math.log(sum) - logits[before], within(1e-5));
                }
            }
        }
    }

    @Test
    void learnsASentenceByHeartAndWritesIt() {
        Vocabulary words =
                Vocabulary.builder()
                        .specials("<eos>")
                        .addAll(List.of("the", "cat", "sat", "down"))
                        .build();
        int[] line = words.encode(List.of("the", "cat", "sat", "down", "<eos>"));
        TokenStream text =
                stream(IntStream.range(0, 1000).map(i -> line[i % line.length]).toArray(), words);
        try (LanguageModel model = LanguageModel.builder().embedding(16).hidden(16).build(words)) {
            Training.builder()
                    .optimizer(Optimizers.adam(0.02))
                    .batches(Batches.bptt(4, 10))
                    .epochs(4)
                    .seed(1)
                    .build()
                    .fit(model, text, text);
            assertThat(model.generate("the cat", Sampling.argmax(), 6).toString())
                    .isEqualTo("the cat sat down\nthe cat sat");
            assertThat(model.generate("the", Sampling.random().seed(1), 20).toString())
                    .isEqualTo(model.generate("the", Sampling.random().seed(1), 20).toString());
        }
    }

    @Test
    void aSavedModelIsTheSameModel() {
        try (LanguageModel model = model(false)) {
            Training.builder()
                    .optimizer(Optimizers.sgd(1))
                    .batches(Batches.bptt(2, 5))
                    .epochs(2)
                    .seed(1)
                    .build()
                    .fit(model, text(200, 1), text(100, 2));
            Path file = folder.resolve("deep/model.recurve");
            model.save(file);
            try (LanguageModel loaded = LanguageModel.load(file)) {
                assertThat(scores(loaded)).isEqualTo(scores(model));
                assertThat(loaded.vocabulary()).isEqualTo(model.vocabulary());
                assertThat(loaded.networkSettings().asMap())
                        .isEqualTo(model.networkSettings().asMap());
                assertThat(loaded.provenance()).isEqualTo(model.provenance());
                assertThat(loaded.run().history().toString())
                        .isEqualTo(model.run().history().toString());
                assertThat(loaded.toString()).isEqualTo(model.toString());
            }
        }
    }

    @Test
    void anAdaptiveSoftmaxIsTrainedOnWhatItIsJudgedBy() {
        try (LanguageModel model =
                LanguageModel.builder()
                        .embedding(8)
                        .hidden(32)
                        .adaptiveSoftmax(2, 4)
                        .activationRegularization(2, 1)
                        .build(vocabulary)) {
            var run =
                    Training.builder()
                            .optimizer(Optimizers.sgd(2))
                            .batches(Batches.bptt(2, 5))
                            .epochs(2)
                            .seed(1)
                            .build()
                            .fit(model, text(200, 1), text(100, 2));
            // Training and validation make the loss without the other words; scoring makes all.
            assertThat(model.summary().total())
                    .isEqualTo(
                            model.block().getParameters().values().stream()
                                    .mapToLong(p -> p.getShape().size())
                                    .sum());
            double[] nats = new double[100];
            model.score(
                    text(100, 2), (first, n, count) -> System.arraycopy(n, 0, nats, first, count));
            double[] shifted = new double[100];
            double sum = 0;
            for (int id = 0; id < vocabulary.size(); id++) {
                int[] ids = text(100, 2).ids().clone();
                ids[99] = id;
                model.score(
                        stream(ids, vocabulary),
                        (first, n, count) -> System.arraycopy(n, 0, shifted, first, count));
                sum += Math.exp(-shifted[99]);
            }
            assertThat(sum).isCloseTo(1, within(1e-5));
            assertThat(run.history().doubleColumn("validation loss").get(1)).isPositive();

            Path file = folder.resolve("adaptive");
            model.save(file);
            try (LanguageModel loaded = LanguageModel.load(file)) {
                assertThat(scores(loaded)).isEqualTo(scores(model));
                assertThat(loaded.networkSettings()).isEqualTo(model.networkSettings());
            }
        }
        assertThatThrownBy(
                        () ->
                                LanguageModel.builder()
                                        .tieWeights(true)
                                        .adaptiveSoftmax(2)
                                        .build(vocabulary))
                .hasMessageContaining("cannot be tied");
    }

    @Test
    void thePenaltyIsTrainedOnAndNotReported() {
        TokenStream text = text(61, 1);
        double[] reported = new double[2];
        float[][] moved = new float[2][];
        for (int i = 0; i < 2; i++) {
            try (LanguageModel model =
                    LanguageModel.builder()
                            .embedding(8)
                            .hidden(8)
                            .activationRegularization(i * 5, i * 5)
                            .build(vocabulary)) {
                var run =
                        Training.builder()
                                .optimizer(Optimizers.sgd(1))
                                .batches(Batches.bptt(2, 30))
                                .seed(1)
                                .build()
                                .fit(model, text);
                reported[i] = run.history().doubleColumn("train loss").get(0);
                moved[i] =
                        model.block()
                                .getParameters()
                                .get("embedding.weight")
                                .getArray()
                                .toFloatArray();
            }
        }
        assertThat(reported[1]).isEqualTo(reported[0]);
        assertThat(moved[1]).isNotEqualTo(moved[0]);
    }

    @Test
    void aSavedModelOfSubwordsReadsAndWritesAnyText() throws IOException {
        Path text =
                Files.writeString(folder.resolve("text"), "the cat sat on the mat.\n".repeat(40));
        var corpus = TextCorpus.builder().file(text).subwords(290).build();
        try (LanguageModel model =
                LanguageModel.builder().hidden(8).embedding(8).initialRange(0.2).build(corpus)) {
            Training.builder()
                    .batches(Batches.bptt(2, 5))
                    .build()
                    .fit(model, corpus.train(), corpus.validation());
            Path file = folder.resolve("subwords");
            model.save(file);
            String prompt = "Z\u00fcrich \u2192 the cat";
            String written = model.generate(prompt, Sampling.random().seed(2), 12).toString();
            assertThat(written).startsWith(prompt).hasSizeGreaterThan(prompt.length());
            try (LanguageModel loaded = LanguageModel.load(file)) {
                assertThat(loaded.generate(prompt, Sampling.random().seed(2), 12).toString())
                        .isEqualTo(written);
                assertThat(loaded.tokenizer()).isEqualTo(corpus.tokenizer());
                assertThat(loaded.networkSettings().initialRange()).isEqualTo(0.2);
            }
        }
    }

    @Test
    void sixteenThreadsGetTheAnswersOfOne() throws Exception {
        try (LanguageModel model = model(true)) {
            model.initialize();
            double[] expected = scores(model);
            ExecutorService pool = Executors.newFixedThreadPool(16);
            try {
                Callable<double[]> job = () -> scores(model);
                for (Future<double[]> answer : pool.invokeAll(Collections.nCopies(32, job))) {
                    assertThat(answer.get()).isEqualTo(expected);
                }
            } finally {
                pool.shutdownNow();
            }
            assertThat(model.manager().getManagedArrays())
                    .hasSize(model.block().getParameters().size());
        }
    }

    @Test
    void theLayerTableCountsWhatIsThere() {
        for (boolean tied : new boolean[] {true, false}) {
            try (LanguageModel model = model(tied)) {
                model.initialize();
                long parameters =
                        model.block().getParameters().values().stream()
                                .mapToLong(p -> p.getArray().size())
                                .sum();
                assertThat(model.summary().total()).isEqualTo(parameters);
                assertThat(model.toString()).contains("GRU 2x8").contains("embedding");
            }
        }
    }

    @Test
    void wrongInputIsNamed() throws IOException {
        try (LanguageModel model = model(true)) {
            assertThatThrownBy(() -> model.generate("a", Sampling.argmax(), 3))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("no weights yet");
            assertThatThrownBy(() -> model.save(folder.resolve("x")))
                    .hasMessageContaining("no weights yet");
            model.initialize();
            assertThatThrownBy(() -> model.generate(" ", Sampling.argmax(), 3))
                    .hasMessageContaining("prompt is empty");
            assertThatThrownBy(model::provenance).hasMessageContaining("has not been trained");
        }
        Vocabulary closed = Vocabulary.builder().add("a").build();
        try (LanguageModel model = LanguageModel.builder().build(closed)) {
            model.initialize();
            assertThatThrownBy(() -> model.generate("a zebra", Sampling.argmax(), 3))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("zebra");
        }
        assertThatThrownBy(
                        () ->
                                LanguageModel.builder()
                                        .embedding(10)
                                        .hidden(20)
                                        .tieWeights(true)
                                        .build(closed))
                .hasMessageContaining("has 20 units and the embedding 10");
        assertThatThrownBy(() -> LanguageModel.builder().device("gpu99").build(closed))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("gpu99");
        assertThatThrownBy(() -> LanguageModel.builder().device("tpu").build(closed))
                .hasMessageContaining("no device \"tpu\"");
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> LanguageModel.load(missing))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining(missing.toString());
        Path text = Files.writeString(folder.resolve("text"), "this is no model but some text");
        assertThatThrownBy(() -> LanguageModel.load(text))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("safetensors");
    }

    private LanguageModel model(boolean tied) {
        return LanguageModel.builder()
                .cell(Cells.gru())
                .layers(2)
                .embedding(8)
                .hidden(8)
                .dropout(0.3)
                .tieWeights(tied)
                .build(vocabulary);
    }

    private double[] scores(LanguageModel model) {
        double[] found = new double[200];
        model.score(
                text(200, 9),
                (first, nats, count) -> System.arraycopy(nats, 0, found, first, count));
        return found;
    }

    private TokenStream text(int tokens, long seed) {
        Random random = new Random(seed);
        return stream(random.ints(tokens, 0, vocabulary.size()).toArray(), vocabulary);
    }

    private static TokenStream stream(int[] ids, Vocabulary words) {
        return new TokenStream(
                ids,
                words,
                ids.length,
                new DataProvenance("made up", "train", List.of(), List.of()));
    }
}
