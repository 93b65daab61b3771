package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import org.recurve.data.TokenStream;
import org.recurve.data.Vocabulary;
import org.recurve.training.Trainable;
import org.recurve.training.TrainingListener;

/** The recipes against what their publications say, in the publications' own terms. */
class LanguageModelRecipeTest {
    private static final Vocabulary WORDS =
            Vocabulary.builder()
                    .addAll(IntStream.range(0, 30).mapToObj(i -> "w" + i).toList())
                    .build();

    /** One segment of 20 steps on 20 strands; a few words are much more frequent. */
    private static TokenStream text() {
        Random random = new Random(4);
        int[] ids =
                IntStream.range(0, 20 * 21)
                        .map(i -> random.nextInt(8) == 0 ? random.nextInt(30) : 3)
                        .toArray();
        return new TokenStream(
                ids, WORDS, 0, new DataProvenance("made up", "train", List.of(), List.of()));
    }

    @Test
    void zarembaSmallStartsUniformEverywhere() {
        try (LanguageModel model = LanguageModel.recipe("zaremba-small").model().build(WORDS)) {
            model.initialize();
            assertThat(model.summary().total())
                    .isEqualTo(2 * 30 * 200 + 30 + 2 * (4 * 200 * 400 + 2 * 4 * 200));
            for (var parameter : model.block().getParameters()) {
                float[] values = parameter.getValue().getArray().toFloatArray();
                double squares = 0;
                for (float value : values) {
                    assertThat(Math.abs(value)).isLessThanOrEqualTo(0.1f);
                    squares += value * value;
                }
                assertThat(Math.sqrt(squares / values.length))
                        .as(parameter.getKey())
                        .isCloseTo(0.1 / Math.sqrt(3), within(0.02));
            }
        }
    }

    @Test
    void zarembaSmallTakesThePapersSteps() {
        Map<String, float[]> before = new HashMap<>();
        Map<String, float[]> gradients = new HashMap<>();
        List<Double> rates = new ArrayList<>();
        List<Double> norms = new ArrayList<>();
        Map<String, float[]> after = new HashMap<>();
        try (LanguageModel model = LanguageModel.recipe("zaremba-small").model().build(WORDS)) {
            LanguageModel.recipe("zaremba-small")
                    .training()
                    .seed(1)
                    .listener(
                            new TrainingListener() {
                                @Override
                                public void onStart(Trainable<?> trained, Control control) {
                                    copy(model, before);
                                }

                                @Override
                                public void onGradients(
                                        Map<String, NDArray> found, Control control) {
                                    if (gradients.isEmpty()) {
                                        found.forEach(
                                                (name, gradient) ->
                                                        gradients.put(
                                                                name, gradient.toFloatArray()));
                                    }
                                }

                                @Override
                                public void onBatch(BatchReport batch, Control control) {
                                    norms.add(batch.gradientNorm());
                                    rates.add(batch.rate());
                                    if (batch.step() == 1) {
                                        copy(model, after);
                                    }
                                }
                            })
                    .build()
                    .fit(model, text());
        }
        // The paper's loss is the sum over the 20 steps, averaged over the strands.
        double norm = 20 * norms.get(0);
        assertThat(norm).isGreaterThan(5);
        assertThat(gradients).containsOnlyKeys(before.keySet());
        gradients.forEach(
                (name, gradient) -> {
                    for (int i = 0; i < gradient.length; i += 7) {
                        double step = 1 * (20 * gradient[i]) * (5 / norm);
                        assertThat((double) after.get(name)[i])
                                .isCloseTo(before.get(name)[i] - step, within(1e-5));
                    }
                });
        // Rate 1, halved after each epoch from the fourth on, 13 epochs of one batch each.
        assertThat(rates).hasSize(13);
        for (int epoch = 1; epoch <= 13; epoch++) {
            assertThat(rates.get(epoch - 1) / 20)
                    .isCloseTo(Math.pow(0.5, Math.max(0, epoch - 4)), within(1e-12));
        }
    }

    private static void copy(LanguageModel model, Map<String, float[]> values) {
        model.block()
                .getParameters()
                .forEach(p -> values.put(p.getKey(), p.getValue().getArray().toFloatArray()));
    }

    @Test
    void everyRecipeBuildsWhatItsSourceDescribes() {
        assertThat(described("zaremba-medium"))
                .contains("hidden=650", "dropout=0.5", "initialRange=0.05", "tieWeights=false");
        assertThat(described("pytorch-200"))
                .contains("hidden=200", "dropout=0.2", "tieWeights=true")
                .doesNotContain("initialRange");
        assertThat(described("pytorch-650"))
                .contains("hidden=650", "dropout=0.5", "tieWeights=true");
        assertThat(described("awd-lstm"))
                .contains(
                        "layers=3",
                        "embedding=400",
                        "hidden=1150",
                        "tieWeights=true",
                        "variational, input 0.65, hidden 0.2, output 0.4, embedding 0.1, weights 0.5",
                        "activation regularization=activation 2.0, temporal 1.0");
        assertThat(described("awd-lstm-ptb")).contains("input 0.4, hidden 0.25, output 0.4");
    }

    @Test
    void awdLstmHasThePublishedNumberOfParameters() {
        // "24M parameters" for the Penn Treebank's 10,000 words, "33M" for WikiText-2's 33,278.
        assertThat(parameters(10_000)).isBetween(24_000_000L, 24_500_000L);
        assertThat(parameters(33_278)).isBetween(33_000_000L, 33_600_000L);
    }

    private static long parameters(int words) {
        Vocabulary vocabulary =
                Vocabulary.builder()
                        .addAll(IntStream.range(0, words).mapToObj(i -> "w" + i).toList())
                        .build();
        try (LanguageModel model = LanguageModel.recipe("awd-lstm").model().build(vocabulary)) {
            return model.summary().total();
        }
    }

    private static String described(String recipe) {
        try (LanguageModel model = LanguageModel.recipe(recipe).model().build(WORDS)) {
            return model.settings().toString();
        }
    }

    @Test
    void saysWhichRecipesThereAre() {
        assertThatThrownBy(() -> LanguageModel.recipe("zaremba"))
                .isInstanceOf(RecurveException.class)
                .hasMessage(
                        "there is no recipe \"zaremba\" for language models; there are"
                                + " zaremba-small, zaremba-medium, pytorch-200, pytorch-650,"
                                + " recurve-200, recurve-char, recurve-reviews, recurve-articles,"
                                + " awd-lstm, awd-lstm-ptb");
    }
}
