package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.core.DataProvenance;
import org.recurve.data.LabeledText;
import org.recurve.data.TaggedText;
import org.recurve.data.TextCorpus;
import org.recurve.data.WordVectors;

/** Models of text start with the word vectors that they are given. */
class StartFromVectorsTest {
    private static final WordVectors VECTORS =
            WordVectors.of(
                    List.of("good", "bad", "unseen"),
                    new float[][] {{1, 2, 3}, {-1, -2, -4}, {5, 6, 7}},
                    new DataProvenance("tiny vectors", "all", List.of(), List.of()));
    private static final LabeledText TRAIN =
            LabeledText.of(
                    List.of("good food", "bad food", "fine food"),
                    List.of("yes", "no", "yes"),
                    new DataProvenance("food", "train", List.of(), List.of()));

    @Test
    void wordsWithAVectorAreKnownHoweverRare() {
        try (TextClassifier model = TextClassifier.builder().vectors(VECTORS).build(TRAIN)) {
            assertThat(model.vocabulary().contains("good")).isTrue();
            assertThat(model.vocabulary().contains("food")).isTrue();
            assertThat(model.vocabulary().contains("fine")).isFalse();
            assertThat(model.vocabulary().contains("unseen")).isFalse();
            assertThat(model.settings())
                    .containsEntry("embedding", "3")
                    .containsEntry("starts from", "word vectors tiny vectors");
            model.initialize();
            NDArray table = model.network().encoder().embedding().getArray();
            assertThat(row(table, model.vocabulary().id("good"))).containsExactly(1, 2, 3);
            assertThat(row(table, model.vocabulary().id("bad"))).containsExactly(-1, -2, -4);
            float[] drawn = row(table, model.vocabulary().id("food"));
            float[][] expected = VECTORS.matrix(model.vocabulary(), 0);
            assertThat(drawn).isEqualTo(expected[model.vocabulary().id("food")]);
        }
    }

    @Test
    void taggersTakeThemToo() {
        TaggedText train =
                TaggedText.of(
                        List.of(List.of("Good", "food")),
                        List.of(List.of("ADJ", "NOUN")),
                        new DataProvenance("food", "train", List.of(), List.of()));
        try (SequenceTagger model =
                SequenceTagger.builder().minCount(1).vectors(VECTORS).build(train)) {
            model.initialize();
            NDArray table = model.network().encoder().embedding().getArray();
            assertThat(row(table, model.vocabulary().id("good"))).containsExactly(1, 2, 3);
        }
    }

    @Test
    void aLanguageModelHasVectorsOfItsOwn() {
        try (LanguageModel language =
                LanguageModel.builder()
                        .embedding(4)
                        .hidden(4)
                        .build(TextCorpus.builder().train(TRAIN).build())) {
            language.initialize();
            var builder = TextClassifier.builder().startFrom(language).vectors(VECTORS);
            assertThatThrownBy(() -> builder.build(TRAIN))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("vectors");
        }
    }

    private static float[] row(NDArray table, int id) {
        int width = (int) table.size(1);
        return Arrays.copyOfRange(table.toFloatArray(), id * width, (id + 1) * width);
    }
}
