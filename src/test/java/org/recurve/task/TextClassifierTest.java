package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.core.RecurveException;
import org.recurve.data.LabeledText;
import org.recurve.nn.Cells;
import org.recurve.nn.Dropout;
import org.recurve.nn.StackLayer;
import org.recurve.nn.pooling.Poolings;

/** Answers to texts. */
class TextClassifierTest {
    private static final LabeledText DATA = TextSamples.texts(200);
    @TempDir Path folder;

    private static TextClassifierBuilder small() {
        return TextClassifier.builder().embedding(5).hidden(6);
    }

    private static TextClassifier drawn(TextClassifierBuilder builder) {
        TextClassifier model = builder.build(DATA);
        TextSamples.draw(model);
        return model;
    }

    private static List<TextClassifierBuilder> kinds() {
        return List.of(
                small(),
                small().characters(3).pooling(Poolings.attention(4, 2)),
                small().cell(Cells.gru())
                        .layers(2)
                        .bidirectional(false)
                        .dropout(0.3)
                        .pooling(Poolings.concat(Poolings.last(), Poolings.mean())),
                small().norm(StackLayer.Norm.LAYER).pooling(Poolings.ends()),
                small().layers(2).norm(StackLayer.Norm.BATCH),
                small().layers(2)
                        .characters(2)
                        .dropout(Dropout.variational(0.1, 0.1, 0.1).weights(0.3)),
                small().cell(Cells.layerNormLstm()),
                small().cell(Cells.sru()).layers(2));
    }

    @Test
    void aTextGetsTheSameAnswerAloneOrAmongOthersInAnyOrder() {
        List<Integer> order = new ArrayList<>(IntStream.range(0, DATA.size()).boxed().toList());
        Collections.shuffle(order, new Random(1));
        for (TextClassifierBuilder builder : kinds()) {
            try (TextClassifier model = drawn(builder)) {
                double[][] together = model.probabilities(DATA);
                double[][] shuffled = model.probabilities(order.stream().map(DATA::text).toList());
                for (int i = 0; i < DATA.size(); i += 4) {
                    double[] alone = model.probabilities(DATA.text(i));
                    assertThat(alone).containsExactly(together[i], within(1e-5));
                    assertThat(shuffled[order.indexOf(i)])
                            .containsExactly(together[i], within(1e-5));
                    assertThat(Arrays.stream(alone).sum()).isCloseTo(1, within(1e-9));
                    assertThat(model.predict(DATA.text(i)))
                            .isEqualTo(model.labels().get(best(alone)));
                }
                // Not all the same, so that the comparison means something.
                assertThat(Arrays.stream(together).mapToDouble(p -> p[0]).distinct().count())
                        .isGreaterThan(100);
            }
        }
    }

    private static int best(double[] row) {
        return IntStream.range(0, row.length)
                .boxed()
                .max((a, b) -> Double.compare(row[a], row[b]))
                .orElseThrow();
    }

    @Test
    void tenThousandTextsGetTheAnswersOfEachAndLeaveNothingBehind() {
        LabeledText many = TextSamples.texts(10_000);
        try (TextClassifier model = drawn(small().characters(2))) {
            int own = model.manager().getManagedArrays().size();
            int system = model.manager().getParentManager().getManagedArrays().size();
            double[][] all = model.probabilities(many.texts());
            List<String> predicted = model.predict(many.texts());
            assertThat(model.manager().getManagedArrays()).hasSize(own);
            assertThat(model.manager().getParentManager().getManagedArrays()).hasSize(system);
            assertThat(all).hasNumberOfRows(10_000);
            for (int i = 0; i < 10_000; i += 97) {
                assertThat(model.probabilities(many.text(i))).containsExactly(all[i], within(1e-5));
                assertThat(predicted.get(i)).isEqualTo(model.labels().get(best(all[i])));
            }
        }
    }

    @Test
    void sixteenThreadsGetTheAnswersOfOne() throws Exception {
        try (TextClassifier model = drawn(small().characters(3).pooling(Poolings.attention(4)))) {
            double[][] expected = model.probabilities(DATA);
            ExecutorService pool = Executors.newFixedThreadPool(16);
            try {
                Callable<double[][]> job = () -> model.probabilities(DATA);
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
    void unknownWordsAreOneWordUnlessTheyAreSpelled() {
        String one = "w1 bumbling w2";
        String other = "w1 w99 w2";
        try (TextClassifier words = drawn(small());
                TextClassifier letters = drawn(small().characters(3))) {
            assertThat(words.probabilities(one)).containsExactly(words.probabilities(other));
            assertThat(words.probabilities("w1 w3 w2")).isNotEqualTo(words.probabilities(one));
            assertThat(letters.probabilities(one)).isNotEqualTo(letters.probabilities(other));
            // All tokens unknown, all letters unknown, characters of two halves.
            for (String text : List.of("bumbling twaddle", "\u00df \u00fc", "\ud83d\ude00 w1")) {
                for (TextClassifier model : List.of(words, letters)) {
                    double[] alone = model.probabilities(text);
                    assertThat(Arrays.stream(alone).sum()).isCloseTo(1, within(1e-9));
                    assertThat(model.probabilities(List.of(DATA.text(0), text))[1])
                            .containsExactly(alone, within(1e-5));
                }
            }
        }
    }

    @Test
    void aLongTextIsReadWholeOrAsFarAsAskedFor() {
        String[] words =
                new Random(2).ints(500, 0, 40).mapToObj(w -> "w" + w).toArray(String[]::new);
        String text = String.join(" ", words);
        String ends =
                IntStream.range(0, 500)
                        .filter(i -> i < 5 || i >= 485)
                        .mapToObj(i -> words[i])
                        .collect(Collectors.joining(" "));
        try (TextClassifier whole = drawn(small());
                TextClassifier part = drawn(small().maxLength(20))) {
            double[] alone = whole.probabilities(text);
            assertThat(whole.probabilities(List.of("w1", text, "w2 w3"))[1])
                    .containsExactly(alone, within(1e-5));
            assertThat(alone).isNotEqualTo(whole.probabilities(ends));
            assertThat(part.probabilities(text)).containsExactly(whole.probabilities(ends));
            assertThat(part.settings()).containsEntry("max length", "20");
            assertThat(whole.settings()).doesNotContainKey("max length");
        }
    }

    @Test
    void aTextWithoutATokenIsReadAsAnUnknownWord() {
        try (TextClassifier model = drawn(small().tokenizer(new TextSamples.Letters()))) {
            assertThat(model.probabilities("123 4"))
                    .containsExactly(model.probabilities("z"))
                    .isNotEqualTo(model.probabilities("w"));
            assertThat(model.settings()).containsEntry("tokenizer", "letters");
        }
        try (TextClassifier model = drawn(small().characters(2))) {
            // What Java does not call blank, and no tokenizer calls a word.
            assertThat(Arrays.stream(model.probabilities("\u00a0")).sum())
                    .isCloseTo(1, within(1e-9));
        }
    }

    @Test
    void aBlankTextIsNamed() {
        try (TextClassifier model = drawn(small())) {
            assertThatThrownBy(() -> model.probabilities(List.of("w1", " \t\n", "w2")))
                    .isInstanceOf(RecurveException.class)
                    .hasMessage("text 2 of 3 is empty; leave it out");
            assertThatThrownBy(() -> model.predict(""))
                    .isInstanceOf(RecurveException.class)
                    .hasMessage("text 1 of 1 is empty; leave it out");
            assertThat(model.predict(List.of())).isEmpty();
        }
    }

    @Test
    void anInterruptEndsAPrediction() {
        try (TextClassifier model = drawn(small())) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> model.probabilities(DATA))
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("prediction of BiLSTM 1x6 was interrupted");
            assertThat(Thread.interrupted()).isFalse();
            assertThat(model.probabilities(DATA)).hasNumberOfRows(DATA.size());
        }
    }

    @Test
    void theLayerTableCountsWhatIsThereAndWhatWillBe() {
        for (TextClassifierBuilder builder : kinds()) {
            try (TextClassifier model = builder.build(DATA)) {
                String before = model.toString();
                long promised = model.summary().total();
                model.initialize();
                long learned =
                        model.block().getParameters().values().stream()
                                .filter(p -> p.requiresGradient())
                                .mapToLong(p -> p.getArray().size())
                                .sum();
                assertThat(promised).as(before).isEqualTo(learned);
                assertThat(model.summary().rows().stream().mapToLong(r -> r.parameters()).sum())
                        .isEqualTo(learned);
                assertThat(model).hasToString(before);
                assertThat(before).contains("embedding", "pooling", "output", "(B, 3)");
            }
        }
    }

    @Test
    void settingsTellHowItWasBuilt() {
        try (TextClassifier model =
                small().characters(3)
                        .layers(2)
                        .pooling(Poolings.concat(Poolings.max(), Poolings.ends()))
                        .build(DATA)) {
            assertThat(model.name()).isEqualTo("character + BiLSTM 2x6");
            assertThat(model.settings())
                    .containsAllEntriesOf(
                            Map.of(
                                    "cell", "lstm",
                                    "layers", "2",
                                    "embedding", "5",
                                    "characters", "3",
                                    "bidirectional", "true",
                                    "pooling", "max+ends",
                                    "vocabulary", "41",
                                    "tokenizer", "lower-case words",
                                    "outputs", "low, middle, high"));
        }
    }

    @Test
    void wrongSettingsAreNamed() {
        try (TextClassifier model = small().build(DATA)) {
            assertThatThrownBy(() -> model.predict("w1"))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("no weights yet");
            assertThatThrownBy(() -> model.save(folder.resolve("x")))
                    .hasMessageContaining("no weights yet");
            assertThatThrownBy(model::run).hasMessageContaining("has not been trained");
        }
        Map<String, TextClassifierBuilder> wrong =
                Map.of(
                        "maxLength must be at least 1", small().maxLength(0),
                        "embedding must be at least 1", small().embedding(0),
                        "characters must be at least 0", small().characters(-1),
                        "hidden must be at least 1", small().hidden(0),
                        "minCount must be at least 1", small().minCount(0),
                        "in one direction only",
                                small().bidirectional(false).pooling(Poolings.ends()));
        wrong.forEach(
                (message, builder) ->
                        assertThatIllegalArgumentException()
                                .isThrownBy(() -> builder.build(DATA))
                                .withMessageContaining(message));
        assertThatThrownBy(() -> small().device("gpu99").build(DATA))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("gpu99");
    }
}
