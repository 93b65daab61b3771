package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.batch.Batches;
import org.recurve.core.RecurveException;
import org.recurve.data.BytePairEncoding;
import org.recurve.data.LabeledText;
import org.recurve.data.Tokenizer;
import org.recurve.data.Tokenizers;
import org.recurve.data.Vocabulary;
import org.recurve.nn.Cell;
import org.recurve.nn.Cells;
import org.recurve.nn.Dropout;
import org.recurve.nn.RecurrentCell;
import org.recurve.nn.Safetensors;
import org.recurve.nn.StackLayer;
import org.recurve.nn.pooling.Poolings;
import org.recurve.training.Optimizers;
import org.recurve.training.Training;
import org.recurve.training.TrainingRun;

class TextClassifierFilesTest {
    private static final LabeledText DATA = TextSamples.texts(60);
    private static final String KEY = "recurve";

    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("deep/classifier.recurve");
    }

    private static TextClassifierBuilder small() {
        return TextClassifier.builder().embedding(4).hidden(3);
    }

    private static TrainingRun train(TextClassifier model) {
        return Training.builder()
                .optimizer(Optimizers.adam(0.01))
                .batches(Batches.buckets(16))
                .epochs(2)
                .seed(1)
                .build()
                .fit(model, DATA, DATA);
    }

    private void assertSame(TextClassifier loaded, TextClassifier model) {
        assertThat(loaded.probabilities(DATA)).isDeepEqualTo(model.probabilities(DATA));
        assertThat(loaded.labels()).isEqualTo(model.labels());
        assertThat(loaded.vocabulary()).isEqualTo(model.vocabulary());
        assertThat(loaded.tokenizer()).isEqualTo(model.tokenizer());
        assertThat(loaded.settings()).isEqualTo(model.settings());
        assertThat(loaded).hasToString(model.toString());
    }

    @Test
    void aSavedModelIsTheSameModelAndLearnsOnAlike() {
        try (TextClassifier model =
                small().layers(2)
                        .characters(2)
                        .maxLength(9)
                        .dropout(Dropout.standard(0.1, 0.2, 0.3).embedding(0.1))
                        .pooling(
                                Poolings.concat(
                                        Poolings.attention(3),
                                        Poolings.max(),
                                        Poolings.attention(3)))
                        .name("my classifier")
                        .build(DATA)) {
            train(model);
            model.save(file);
            try (TextClassifier loaded = TextClassifier.load(file)) {
                assertSame(loaded, model);
                assertThat(loaded.name()).isEqualTo("my classifier");
                assertThat(loaded.provenance()).isEqualTo(model.provenance());
                assertThat(loaded.seed()).isEqualTo(1);
                assertThat(loaded.run().history().toString())
                        .isEqualTo(model.run().history().toString());
                assertThat(losses(train(loaded))).isEqualTo(losses(train(model)));
                assertSame(loaded, model);
            }
        }
    }

    private static List<Double> losses(TrainingRun run) {
        return run.history().doubleColumn("train loss").asList();
    }

    @Test
    void tokenizersWithWhatTheyLearnedAreSaved() {
        BytePairEncoding subwords = BytePairEncoding.learn(DATA.texts(), 270);
        for (Tokenizer tokenizer :
                List.of(
                        Tokenizers.characters(),
                        Tokenizers.whitespace(),
                        subwords,
                        Tokenizers.lowerCased(subwords))) {
            try (TextClassifier model = small().tokenizer(tokenizer).build(DATA)) {
                TextSamples.draw(model);
                model.save(file);
                try (TextClassifier loaded = TextClassifier.load(file)) {
                    assertSame(loaded, model);
                    assertThat(loaded.predict("W1 w2")).isEqualTo(model.predict("W1 w2"));
                }
            }
        }
    }

    @Test
    void everyCellNormAndDirectionIsSaved() {
        for (Cell cell : Cells.all()) {
            for (boolean both : new boolean[] {true, false}) {
                StackLayer.Norm norm = both ? StackLayer.Norm.BATCH : StackLayer.Norm.NONE;
                try (TextClassifier model =
                        small().cell(cell).layers(2).bidirectional(both).norm(norm).build(DATA)) {
                    TextSamples.draw(model);
                    model.save(file);
                    try (TextClassifier loaded = TextClassifier.load(file)) {
                        assertSame(loaded, model);
                    }
                }
            }
        }
    }

    /** A kind of cell that the library does not know. */
    private record Own(String name) implements Cell {
        @Override
        public RecurrentCell create(int hidden) {
            return Cells.gruResetBefore().create(hidden);
        }
    }

    @Test
    void aCellOfOnesOwnIsGivenAgain() {
        Cell mine = new Own("mine");
        try (TextClassifier model = small().cell(mine).build(DATA)) {
            TextSamples.draw(model);
            model.save(file);
            try (TextClassifier loaded = TextClassifier.load(file, mine)) {
                assertSame(loaded, model);
            }
        }
        assertThatThrownBy(() -> TextClassifier.load(file))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("no cell is called \"mine\"");
        assertThatThrownBy(() -> TextClassifier.load(file, new Own("yours")))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining(file + ": it holds a model of mine cells, not of yours");
    }

    @Test
    void aTokenizerOfOnesOwnIsGivenAgain() {
        Tokenizer letters = new TextSamples.Letters();
        try (TextClassifier model = small().tokenizer(letters).build(DATA)) {
            TextSamples.draw(model);
            model.save(file);
            try (TextClassifier loaded = TextClassifier.load(file, letters)) {
                assertSame(loaded, model);
            }
        }
        assertThatThrownBy(() -> TextClassifier.load(file))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining(file + ": unknown tokenizer \"letters\"");
        assertThatThrownBy(() -> TextClassifier.load(file, Tokenizers.words()))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("tokenizer \"letters\", not by words");
    }

    private JsonObject saved() throws IOException {
        try (TextClassifier model = small().characters(2).build(DATA)) {
            train(model);
            model.save(file);
        }
        try (NDManager manager = NDManager.newBaseManager();
                InputStream in = Files.newInputStream(file)) {
            String text = Safetensors.read(in, manager, "the file").metadata().get(KEY);
            return JsonParser.parseString(text).getAsJsonObject();
        }
    }

    /** Writes the file anew with another description. */
    private void write(JsonObject header) throws IOException {
        try (NDManager manager = NDManager.newBaseManager()) {
            Safetensors.Content content;
            try (InputStream in = Files.newInputStream(file)) {
                content = Safetensors.read(in, manager, "the file");
            }
            try (OutputStream out = Files.newOutputStream(file)) {
                Safetensors.write(out, content.tensors(), Map.of(KEY, header.toString()));
            }
        }
    }

    private void assertRefused(JsonObject sound, Consumer<JsonObject> damage) throws IOException {
        JsonObject header = sound.deepCopy();
        damage.accept(header);
        write(header);
        assertThatThrownBy(() -> TextClassifier.load(file))
                .as(header.toString())
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void aDescriptionWithSomethingMissingOrOfAnotherTypeIsRefused() throws IOException {
        JsonObject sound = saved();
        JsonObject description = sound.getAsJsonObject("description");
        for (String member : sound.keySet()) {
            assertRefused(sound, header -> header.remove(member));
            assertRefused(sound, header -> header.add(member, new JsonArray()));
        }
        for (String member : description.keySet()) {
            assertRefused(
                    sound,
                    header -> header.getAsJsonObject("description").add(member, JsonNull.INSTANCE));
            if (!member.equals("run")) { // without one it is a model that was not trained
                assertRefused(
                        sound, header -> header.getAsJsonObject("description").remove(member));
            }
        }
        for (String part : List.of("network", "reader", "run")) {
            for (String member : description.getAsJsonObject(part).keySet()) {
                Consumer<JsonObject> without =
                        header ->
                                header.getAsJsonObject("description")
                                        .getAsJsonObject(part)
                                        .remove(member);
                assertRefused(sound, without);
            }
        }
        assertRefused(
                sound,
                header ->
                        header.getAsJsonObject("description")
                                .getAsJsonObject("network")
                                .addProperty("hidden", 5));
        write(sound);
        TextClassifier.load(file).close();
    }

    @Test
    void damagedAndForeignFilesAreRefused() throws IOException {
        saved();
        byte[] bytes = Files.readAllBytes(file);
        for (int length : new int[] {0, 5, 100, bytes.length - 1}) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> TextClassifier.load(file))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("is the file complete?");
        }
        Files.write(file, bytes);
        assertThatThrownBy(() -> LanguageModel.load(file))
                .isInstanceOf(RecurveException.class)
                .hasMessage(file + ": it holds a text-classifier, expected a language-model");
        try (LanguageModel model = LanguageModel.builder().hidden(3).build(vocabulary())) {
            model.initialize();
            model.save(file);
        }
        assertThatThrownBy(() -> TextClassifier.load(file))
                .isInstanceOf(RecurveException.class)
                .hasMessage(file + ": it holds a language-model, expected a text-classifier");
        assertThatThrownBy(() -> TextClassifier.load(folder.resolve("none")))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("no model file at " + folder.resolve("none"));
    }

    private static Vocabulary vocabulary() {
        return Vocabulary.builder().add("a").build();
    }
}
