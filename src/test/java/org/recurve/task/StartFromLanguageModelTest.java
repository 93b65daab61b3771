package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.ParameterStore;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.batch.Batches;
import org.recurve.batch.TokenSequences;
import org.recurve.core.RecurveException;
import org.recurve.data.LabeledText;
import org.recurve.data.Vocabulary;
import org.recurve.nn.Cells;
import org.recurve.nn.Dropout;
import org.recurve.nn.StackLayer;
import org.recurve.nn.pooling.Poolings;
import org.recurve.training.Optimizers;
import org.recurve.training.ParameterGroup;
import org.recurve.training.Training;

/** A classifier that starts from a language model has all of it but its output layer. */
class StartFromLanguageModelTest {
    private static final LabeledText DATA = TextSamples.texts(60);
    private static final Dropout AWD =
            Dropout.variational(0.2, 0.2, 0.2).embedding(0.1).weights(0.3);
    @TempDir Path folder;

    private static Vocabulary words() {
        Vocabulary.Builder words = Vocabulary.builder().specials("<unk>", "<eos>");
        for (int i = 0; i < 30; i++) { // ten of the texts' words are unknown
            words.add("w" + i);
        }
        return words.build();
    }

    private static LanguageModelBuilder small() {
        return LanguageModel.builder().embedding(5).hidden(5);
    }

    private static LanguageModel drawn(LanguageModelBuilder builder) {
        LanguageModel model = builder.build(words());
        TextSamples.draw(model);
        return model;
    }

    private static Map<String, LanguageModelBuilder> kinds() {
        Map<String, LanguageModelBuilder> kinds = new LinkedHashMap<>();
        kinds.put("one layer", small());
        kinds.put("layers that run as one", small().cell(Cells.gru()).layers(3).dropout(0.3));
        kinds.put(
                "a last layer as wide as the embedding",
                small().hidden(7).layers(2).tieWeights(true));
        kinds.put("dropped weights, tied", small().layers(3).tieWeights(true).dropout(AWD));
        kinds.put("a norm", small().layers(2).norm(StackLayer.Norm.LAYER));
        kinds.put("cells without a kernel", small().layers(2).cell(Cells.minGru()));
        kinds.put("an adaptive softmax", small().hidden(32).adaptiveSoftmax(4, 9));
        return kinds;
    }

    @Test
    void theEncoderSaysWhatTheLanguageModelSays() {
        kinds().forEach(
                        (name, builder) -> {
                            for (Dropout dropout :
                                    List.of(Dropout.NONE, AWD, Dropout.NONE.recurrent(0.1))) {
                                if (name.equals("cells without a kernel")
                                        && dropout.weights() > 0) {
                                    continue; // there are none from state to state
                                }
                                try (LanguageModel start = drawn(builder);
                                        TextClassifier model =
                                                TextClassifier.builder()
                                                        .startFrom(start)
                                                        .dropout(dropout)
                                                        .build(DATA)) {
                                    model.initialize();
                                    assertSame(name + ", " + dropout, model, start);
                                }
                            }
                        });
    }

    @Test
    void itsWordVectorsAreARowForEachWord() {
        try (LanguageModel model = drawn(small())) {
            var vectors = model.wordVectors();
            assertThat(vectors.size()).isEqualTo(model.vocabulary().size());
            float[] all = model.network().embedding().getArray().toFloatArray();
            int unknown = model.vocabulary().id("<unk>");
            int word = model.vocabulary().id("w7");
            assertThat(vectors.vector("w7"))
                    .containsExactly(Arrays.copyOfRange(all, 5 * word, 5 * word + 5));
            assertThat(vectors.vector("<unk>"))
                    .containsExactly(Arrays.copyOfRange(all, 5 * unknown, 5 * unknown + 5));
            assertThat(vectors.toString()).contains("language model");
        }
        try (LanguageModel empty = small().build(words())) {
            assertThatThrownBy(empty::wordVectors)
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("no weights yet");
        }
    }

    private static void assertSame(String name, TextClassifier model, LanguageModel start) {
        assertThat(model.vocabulary()).isEqualTo(start.vocabulary());
        assertThat(model.tokenizer()).isEqualTo(start.tokenizer());
        TokenSequences texts = model.reader().read(model.tokens(DATA));
        try (NDManager manager = NDManager.newBaseManager()) {
            ParameterStore store = new ParameterStore(manager, false);
            TokenEncoder encoder = model.network().encoder();
            for (int text = 0; text < 5; text++) {
                NDList inputs = texts.inputs(new int[] {text}, manager);
                NDArray vectors = encoder.embed(store, inputs, false);
                NDArray found = encoder.read(store, vectors, inputs.get(1), false);
                NDArray expected =
                        start.network().hidden(store, inputs.get(0), new NDList(), false).raw();
                assertThat(found.getShape()).isEqualTo(expected.getShape());
                assertThat(doubles(found))
                        .as(name)
                        .containsExactly(doubles(expected), within(1e-6));
            }
        }
    }

    private static double[] doubles(NDArray array) {
        return array.toType(DataType.FLOAT64, true).toDoubleArray();
    }

    @Test
    void itIsTrainedOnByItselfAndTellsWhereItStarted() {
        try (LanguageModel start = drawn(small().layers(2));
                TextClassifier model = TextClassifier.builder().startFrom(start).build(DATA)) {
            float[] before = start.network().embedding().getArray().toFloatArray();
            assertThat(model.name()).isEqualTo("LSTM 2x5 from LM");
            fit(model);
            assertThat(start.network().embedding().getArray().toFloatArray()).isEqualTo(before);
            assertThat(model.network().encoder().embedding().getArray().toFloatArray())
                    .isNotEqualTo(before);
            assertThat(model.settings())
                    .containsEntry("starts from", "language model LSTM 2x5")
                    .containsEntry("vocabulary", "32")
                    .containsEntry("tokenizer", "whitespace");
            assertThat(model.provenance().settings())
                    .containsEntry("starts from", "language model LSTM 2x5");
            model.save(folder.resolve("classifier"));
            try (TextClassifier loaded = TextClassifier.load(folder.resolve("classifier"))) {
                assertThat(loaded.settings()).isEqualTo(model.settings());
                assertThat(loaded.probabilities(DATA)).isDeepEqualTo(model.probabilities(DATA));
            }
        }
    }

    private static void fit(TextClassifier model, ParameterGroup... groups) {
        var training =
                Training.builder()
                        .optimizer(Optimizers.adam(0.01))
                        .batches(Batches.buckets(16))
                        .keepBest(false)
                        .seed(1);
        for (ParameterGroup group : groups) {
            training.group(group);
        }
        training.build().fit(model, DATA);
    }

    @Test
    void theLanguageModelMayBeClosedOnceTheClassifierIsBuilt() {
        LanguageModel start = drawn(small());
        try (TextClassifier model = TextClassifier.builder().startFrom(start).build(DATA)) {
            float[] expected = start.network().embedding().getArray().toFloatArray();
            start.close();
            model.initialize();
            assertThat(model.network().encoder().embedding().getArray().toFloatArray())
                    .isEqualTo(expected);
        }
    }

    /** The regular expressions that the documentation of startFrom gives. */
    @Test
    void groupsSelectWhatTheyAreSaidToSelect() {
        for (Dropout dropout : List.of(Dropout.NONE, AWD)) {
            try (LanguageModel start = drawn(small().layers(3));
                    TextClassifier model =
                            TextClassifier.builder()
                                    .startFrom(start)
                                    .dropout(dropout)
                                    .pooling(Poolings.attention(2))
                                    .build(DATA)) {
                Map<String, Integer> groups = new LinkedHashMap<>();
                groups.put("embedding", 1);
                groups.put("_l0$|recurrent_010_", 4);
                groups.put("_l1$|recurrent_021_", 4);
                groups.put("_l2$|recurrent_032_", 4);
                groups.put("pooling|output", 4);
                Set<String> all = new TreeSet<>();
                groups.forEach(
                        (regex, size) -> {
                            Set<String> names = matching(model, regex);
                            assertThat(names).as(regex).hasSize(size);
                            all.addAll(names);
                        });
                // Each in one group, and no parameter outside of all.
                assertThat(all).hasSize(17).hasSameSizeAs(model.block().getParameters().keys());
                assertThat(matching(model, "encoder")).hasSize(13);
                for (String regex : groups.keySet()) {
                    Map<String, float[]> before = values(model);
                    ParameterGroup others =
                            ParameterGroup.of(
                                            "others",
                                            (name, p) -> !matching(model, regex).contains(name))
                                    .freeze();
                    fit(model, others);
                    Map<String, float[]> after = values(model);
                    Set<String> moved = new TreeSet<>();
                    after.forEach(
                            (name, values) -> {
                                if (!Arrays.equals(values, before.get(name))) {
                                    moved.add(name);
                                }
                            });
                    assertThat(moved).as(regex).isEqualTo(matching(model, regex));
                }
            }
        }
    }

    private static Set<String> matching(TextClassifier model, String regex) {
        model.initialize();
        Set<String> names = new TreeSet<>();
        for (var parameter : model.block().getParameters()) {
            if (ParameterGroup.matching(regex)
                    .members()
                    .test(parameter.getKey(), parameter.getValue())) {
                names.add(parameter.getKey());
            }
        }
        return names;
    }

    private static Map<String, float[]> values(TextClassifier model) {
        Map<String, float[]> values = new LinkedHashMap<>();
        model.block()
                .getParameters()
                .forEach(p -> values.put(p.getKey(), p.getValue().getArray().toFloatArray()));
        return values;
    }

    @Test
    void whatCannotBeStartedFromIsNamed() {
        try (LanguageModel empty = small().build(words())) {
            assertThatThrownBy(() -> TextClassifier.builder().startFrom(empty).build(DATA))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("this LSTM 1x5 has no weights yet");
            empty.initialize();
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () ->
                                    TextClassifier.builder()
                                            .startFrom(empty)
                                            .characters(2)
                                            .build(DATA))
                    .withMessageContaining("knows no characters");
        }
        Vocabulary closed = Vocabulary.builder().add("w1").add("w2").build();
        try (LanguageModel start = small().build(closed)) {
            start.initialize();
            try (TextClassifier model = TextClassifier.builder().startFrom(start).build(DATA)) {
                assertThatThrownBy(() -> fit(model))
                        .isInstanceOf(RecurveException.class)
                        .hasMessageContaining("is outside the vocabulary of 2 tokens");
                model.initialize();
                assertThat(model.predict("w1 w2")).isIn(TextSamples.LABELS);
            }
        }
    }
}
