package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.recurve.batch.Batch;
import org.recurve.batch.Batches;
import org.recurve.core.RecurveException;
import org.recurve.data.ParallelText;
import org.recurve.decode.BeamSearch;
import org.recurve.nn.Cells;
import org.recurve.nn.Dropout;
import org.recurve.nn.ParameterNames;
import org.recurve.training.Optimizers;
import org.recurve.training.Training;
import tech.tablesaw.api.Table;

class TranslationModelTest {
    private static final ParallelText DATA = TranslationSamples.reversed(60, 12, 1);

    @TempDir private Path folder;

    private static TranslationModelBuilder small() {
        return TranslationModel.builder().embedding(8).hidden(6);
    }

    /** A model with weights far from zero, so that translations differ. */
    private static TranslationModel drawn(TranslationModelBuilder builder) {
        TranslationModel model = builder.build(DATA);
        TextSamples.draw(model);
        return model;
    }

    @ParameterizedTest
    @EnumSource(DecoderAttention.class)
    void aSentenceGetsTheSameTranslationAloneOrAmongOthers(DecoderAttention attention) {
        try (TranslationModel model = drawn(small().attention(attention))) {
            for (BeamSearch search : List.of(BeamSearch.of(1), BeamSearch.of(4).lengthPenalty(1))) {
                Decoding decoding = model.decoding().beam(search);
                List<List<Translation>> together = decoding.translations(DATA.sources());
                for (int i = 0; i < DATA.size(); i++) {
                    List<Translation> alone = decoding.best(DATA.sources().get(i));
                    assertThat(together.get(i)).hasSameSizeAs(alone);
                    assertThat(together.get(i).get(0).tokens()).isEqualTo(alone.get(0).tokens());
                    assertThat(together.get(i).get(0).score())
                            .isCloseTo(alone.get(0).score(), within(1e-4));
                }
            }
        }
    }

    @Test
    void nBestAreInATable() {
        try (TranslationModel model = drawn(small())) {
            String sentence = DATA.sources().get(0);
            List<Translation> best = model.decoding().best(sentence);
            Table table = model.decoding().nBest(sentence);
            assertThat(table.rowCount()).isEqualTo(best.size()).isGreaterThan(1);
            for (int i = 0; i < best.size(); i++) {
                assertThat(table.stringColumn("translation").get(i)).isEqualTo(best.get(i).text());
                assertThat(table.doubleColumn("score").get(i)).isEqualTo(best.get(i).score());
                assertThat(table.doubleColumn("log-probability").get(i))
                        .isEqualTo(best.get(i).logProbability());
                assertThat(table.intColumn("tokens").get(i)).isEqualTo(best.get(i).tokens().size());
            }
        }
    }

    @Test
    void reversalIsLearnedWithAttention() {
        ParallelText train = TranslationSamples.reversed(3000, 8, 2);
        ParallelText test = TranslationSamples.reversed(200, 8, 3);
        try (TranslationModel model =
                TranslationModel.builder().embedding(24).hidden(32).build(train)) {
            Training.builder()
                    .optimizer(Optimizers.adam(0.01))
                    .clipNorm(1)
                    .batches(Batches.buckets(50))
                    .epochs(8)
                    .seed(1)
                    .build()
                    .fit(model, train);
            List<String> made = model.decoding().greedy().translate(test.sources());
            long right =
                    IntStream.range(0, test.size())
                            .filter(i -> made.get(i).equals(test.targets().get(i)))
                            .count();
            assertThat(right).isGreaterThan(180);
            Translation one = model.translate("s1 s2 s3");
            assertThat(one.text()).isEqualTo("t3 t2 t1");
            assertThat(one.source()).containsExactly("s1", "s2", "s3", "<eos>");
            // Each word comes from the one that it translates.
            assertThat(one.attention()[0][2]).isGreaterThan(0.5f);
            assertThat(one.attention()[2][0]).isGreaterThan(0.5f);
        }
    }

    @Test
    void aLoadedModelTranslatesAsTheSavedOne() {
        Path file = folder.resolve("model.recurve");
        try (TranslationModel model =
                drawn(
                        small().cell(Cells.lstm())
                                .attention(DecoderAttention.BAHDANAU)
                                .lowerCase(true)
                                .tieWeights(true)
                                .dropout(0.3)
                                .oneVocabulary(true)
                                .subwords(300)
                                .labelSmoothing(0.1))) {
            model.save(file);
            try (TranslationModel loaded = TranslationModel.load(file)) {
                assertThat(loaded.translate(DATA.sources()))
                        .isEqualTo(model.translate(DATA.sources()));
                assertThat(loaded.networkSettings())
                        .hasToString(model.networkSettings().toString());
                assertThat(loaded.toString()).isEqualTo(model.toString());
                assertThat(loaded.perplexity(DATA)).isEqualTo(model.perplexity(DATA));
            }
        }
    }

    @Test
    void theLayerTableCountsWhatIsThere() {
        for (DecoderAttention attention : DecoderAttention.values()) {
            try (TranslationModel model = drawn(small().attention(attention).layers(2))) {
                long counted =
                        TranslationSamples.weights(model).values().stream()
                                .mapToLong(values -> values.length)
                                .sum();
                assertThat(model.summary().total()).isEqualTo(counted);
            }
        }
    }

    @Test
    void oddSentencesHaveAnAnswer() {
        try (TranslationModel model = drawn(small().minCount(2))) {
            List<String> odd =
                    List.of(
                            "",
                            "  ",
                            "never heard",
                            String.join(" ", Collections.nCopies(500, "s1")),
                            "s3");
            List<String> made = model.translate(odd);
            assertThat(made.get(0)).isEmpty();
            assertThat(made.get(1)).isEmpty();
            assertThat(made.get(4)).isEqualTo(model.translate("s3").text());
            Translation longest = model.decoding().greedy().translate(odd.get(3));
            assertThat(longest.source()).hasSize(501);
            assertThat(longest.tokens().size()).isLessThanOrEqualTo(1010);
            assertThat(model.translate(List.of())).isEmpty();
        }
    }

    @Test
    void anUnknownWordIsTakenFromTheSource() {
        try (TranslationModel model = drawn(small().minCount(2))) {
            // The bias makes <unk> certain.
            var bias = ParameterNames.of(model.block()).get("output.bias");
            float[] values = new float[model.targetVocabulary().size()];
            values[0] = 100;
            bias.getArray().set(values);
            Translation made = model.decoding().greedy().most(0, 3).translate("Zzyzx s1 Qqq");
            assertThat(made.ended()).isFalse();
            assertThat(made.tokens()).hasSize(3);
            for (int t = 0; t < 3; t++) {
                float[] seen = made.attention()[t];
                int most = seen[1] > seen[0] ? 1 : 0;
                most = seen[2] > seen[most] ? 2 : most;
                assertThat(made.tokens().get(t)).isEqualTo(List.of("Zzyzx", "s1", "Qqq").get(most));
            }
        }
    }

    @Test
    void memoryIsFlatWhileTranslating() {
        try (TranslationModel model = drawn(small())) {
            List<String> many = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                many.addAll(DATA.sources());
            }
            model.translate(many);
            long before = arrays(model);
            model.translate(many);
            model.perplexity(DATA);
            assertThat(arrays(model)).isEqualTo(before);
        }
    }

    private static long arrays(TranslationModel model) {
        return model.manager().getManagedArrays().size();
    }

    @Test
    void variationalDropoutKeepsItsMaskThroughAllStepsOfTheReadout() {
        try (TranslationModel model = drawn(small().dropout(Dropout.variational(0, 0, 0.5)));
                NDManager scope = model.manager().newSubManager();
                Batch batch =
                        model.collation(DATA)
                                .orElseThrow()
                                .batch(new int[] {0, 1, 2, 3}, scope.newSubManager())) {
            NDArray readout =
                    model.network().readout(new ParameterStore(scope, false), batch.inputs(), true);
            float[] values = readout.toFloatArray();
            int steps = (int) readout.size(1);
            int width = (int) readout.size(2);
            int dropped = 0;
            for (int row = 0; row < 4; row++) {
                for (int f = 0; f < width; f++) {
                    int zeros = 0;
                    for (int t = 0; t < steps; t++) {
                        zeros += values[(row * steps + t) * width + f] == 0 ? 1 : 0;
                    }
                    assertThat(zeros).isIn(0, steps);
                    dropped += zeros > 0 ? 1 : 0;
                }
            }
            assertThat(dropped).isBetween(1, 4 * width - 1);
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> small().build(DATA).translate("s1"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("has no weights yet");
        assertThatThrownBy(
                        () ->
                                small().attention(DecoderAttention.NONE)
                                        .inputFeeding(true)
                                        .build(DATA))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("LUONG attention alone");
        assertThatThrownBy(
                        () ->
                                small().inputFeeding(true)
                                        .dropout(Dropout.variational(0.3, 0.3, 0.3))
                                        .build(DATA))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("goes step by step")
                .hasMessageContaining("Dropout.standard");
        try (TranslationModel model = drawn(small())) {
            assertThatThrownBy(() -> model.decoding().most(1, 0))
                    .hasMessageContaining("at least 1 token");
        }
        assertThatThrownBy(() -> TranslationModel.recipe("nothing"))
                .hasMessageContaining("there is no recipe \"nothing\" for translation models");
    }
}
