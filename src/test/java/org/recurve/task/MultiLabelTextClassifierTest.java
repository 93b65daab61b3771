package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.batch.Batches;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import org.recurve.data.MultiLabeledText;
import org.recurve.evaluation.MultiLabelClassificationEvaluator;
import org.recurve.training.Optimizers;
import org.recurve.training.Training;

/** Several labels for a text: learned, told alike alone and among others, saved. */
class MultiLabelTextClassifierTest {
    private static final List<String> LABELS = List.of("colour", "fruit", "animal");
    private static final List<List<String>> WORDS =
            List.of(List.of("red", "blue"), List.of("pear", "plum"), List.of("cat", "dog"));

    private static MultiLabeledText train;
    private static MultiLabelTextClassifier model;

    /** A text has a label if one of the label's words is in it and "no" does not stand before. */
    private static MultiLabeledText texts(int count, long seed) {
        Random random = new Random(seed);
        List<String> texts = new ArrayList<>();
        List<List<String>> labels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder("we saw");
            List<String> given = new ArrayList<>();
            for (int k = 0; k < LABELS.size(); k++) {
                int kind = random.nextInt(3);
                if (kind > 0) {
                    text.append(kind == 1 ? " no " : " a ");
                    text.append(WORDS.get(k).get(random.nextInt(2)));
                }
                if (kind == 2) {
                    given.add(LABELS.get(k));
                }
            }
            texts.add(text.toString());
            labels.add(given);
        }
        return MultiLabeledText.of(
                        texts, labels, new DataProvenance("things", "all", List.of(), List.of()))
                .withLabels(LABELS);
    }

    @BeforeAll
    static void learn() {
        train = texts(600, 1);
        model = TextClassifier.builder().embedding(16).hidden(16).build(train);
        Training.builder()
                .optimizer(Optimizers.adam(0.01))
                .batches(Batches.buckets(16))
                .epochs(6)
                .seed(1)
                .build()
                .fit(model, train);
    }

    @Test
    void tellsEachLabelByItself() {
        MultiLabeledText unseen = texts(200, 2);
        var evaluation = new MultiLabelClassificationEvaluator().evaluate(model, unseen);
        assertThat(evaluation.microAveragedF1()).isGreaterThan(0.97);
        double[][] rows = model.probabilities(unseen);
        int exact = 0;
        for (int i = 0; i < rows.length; i++) {
            exact += model.predict(unseen.text(i)).equals(unseen.labels(i)) ? 1 : 0;
            assertThat(Arrays.stream(rows[i])).allMatch(p -> p >= 0 && p <= 1);
        }
        assertThat(exact).isGreaterThan(190);
        assertThat(model.predict("we saw no plum")).isEmpty();
        assertThat(model.predict("we saw a plum a dog")).containsExactly("fruit", "animal");
    }

    @Test
    void aTextGetsTheSameAnswerAloneOrAmongOthers() {
        MultiLabeledText unseen = texts(150, 3);
        double[][] together = model.probabilities(unseen);
        for (int i = 0; i < 150; i += 7) {
            double[] alone = model.probabilities(List.of(unseen.text(i)))[0];
            for (int k = 0; k < alone.length; k++) {
                assertThat(alone[k]).isCloseTo(together[i][k], within(1e-5));
            }
        }
    }

    @Test
    void isSavedAndLoaded(@TempDir Path folder) {
        Path file = folder.resolve("labels.safetensors");
        model.save(file);
        try (MultiLabelTextClassifier loaded = MultiLabelTextClassifier.load(file)) {
            assertThat(loaded.labels()).isEqualTo(LABELS);
            assertThat(loaded.run().provenance()).isEqualTo(model.run().provenance());
            assertThat(loaded.probabilities(train)).isDeepEqualTo(model.probabilities(train));
        }
        assertThatThrownBy(() -> TextClassifier.load(file))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("multi-label-text-classifier");
    }

    @Test
    void otherLabelsAndBlankTextsAreRefused() {
        MultiLabeledText other = train.withLabels(List.of("fruit", "animal", "colour"));
        assertThatThrownBy(() -> model.check(other))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("withLabels");
        assertThatThrownBy(() -> model.probabilities(List.of("a plum", " ")))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("text 2 of 2 is empty");
    }
}
