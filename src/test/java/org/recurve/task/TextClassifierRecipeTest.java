package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.core.RecurveException;
import org.recurve.data.LabeledText;
import org.recurve.data.TextCorpus;
import org.recurve.data.Tokenizers;

/** Every recipe builds a network that learns, and says what it is. */
class TextClassifierRecipeTest {
    private static final LabeledText FEW = LabeledText.load("opinions").train().sample(64, 1);

    static List<String> names() {
        return TextClassifierRecipe.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void fitsAndPredicts(String name) {
        try (LanguageModel language = language()) {
            TextClassifierRecipe recipe = TextClassifier.recipe(name);
            if (name.contains("-from-")) {
                recipe = recipe.startFrom(language);
            }
            try (TextClassifier model = recipe.model().build(FEW)) {
                var run = recipe.training().epochs(3).seed(2).build().fit(model, FEW);
                assertThat(run.provenance().outcome()).isEqualTo("completed");
                assertThat(model.probabilities(FEW)).hasNumberOfRows(64);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "imdb-from-language-model",
                "trec-from-language-model",
                "trec-from-word-vectors"
            })
    void whatGoesOnFromALanguageModelNeedsOne(String name) {
        assertThatThrownBy(() -> TextClassifier.recipe(name).model())
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("startFrom");
    }

    @Test
    void wordVectorsAreThoseOfTheLanguageModel() {
        try (LanguageModel language = language();
                TextClassifier model =
                        TextClassifier.recipe("trec-from-word-vectors")
                                .startFrom(language)
                                .model()
                                .build(FEW)) {
            model.initialize();
            int width = language.wordVectors().dimension();
            String word = "the";
            float[] rows = model.network().encoder().embedding().getArray().toFloatArray();
            int row = model.reader().words().id(word);
            assertThat(Arrays.copyOfRange(rows, row * width, (row + 1) * width))
                    .containsExactly(language.wordVectors().vector(word));
        }
    }

    private static LanguageModel language() {
        LanguageModel language = LanguageModel.builder().embedding(8).hidden(8).build(corpus());
        language.initialize();
        return language;
    }

    private static TextCorpus corpus() {
        return TextCorpus.builder()
                .train(FEW)
                .validation(FEW)
                .tokenizer(Tokenizers.lowerCased(Tokenizers.words()))
                .build();
    }

    @Test
    void fitIsModelAndTrainingInOne() {
        try (TextClassifier model = TextClassifier.recipe("opinions").fit(FEW, 3)) {
            assertThat(model.seed()).isEqualTo(3);
            assertThat(model.run().history().rowCount()).isEqualTo(6);
            assertThat(model.run().history().columnNames()).contains("predictions/s");
        }
    }

    @Test
    void aLanguageModelIsTrainedOnceAndThenRead(@TempDir Path folder) {
        Path file = folder.resolve("language.recurve");
        var recipe = LanguageModel.recipe("pytorch-200");
        try (LanguageModel trained = recipe.fitOrLoad(file, corpus(), 4)) {
            assertThat(Files.exists(file)).isTrue();
            assertThat(trained.run().history().columnNames()).contains("tokens/s");
            try (LanguageModel read = recipe.fitOrLoad(file, corpus(), 5)) {
                assertThat(read.seed()).isEqualTo(4);
                assertThat(read.provenance()).isEqualTo(trained.provenance());
            }
        }
    }

    @Test
    void anUnknownNameIsRefused() {
        assertThatThrownBy(() -> TextClassifier.recipe("reviews"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("\"reviews\"")
                .hasMessageContaining("opinions, ");
    }
}
